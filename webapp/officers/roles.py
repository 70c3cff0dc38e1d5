"""Who may do what: the roles of domain words, the permissions, and the one table between them (pure)."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is for an agency; granted, never inherited from another role."""

    NATIONAL_ADMIN = "national_admin"  # admin nasional
    COORDINATOR = "coordinator"  # admin instansi, koordinator
    LIAISON = "liaison"  # pejabat penghubung
    LEADER = "leader"  # pimpinan
    INTERPRETER = "interpreter"  # juru bahasa isyarat: writes what a video of sign language says
    INSPECTOR = "inspector"  # the sealed channel only; sees nothing here
    EVALUATOR = "evaluator"  # evaluator, Ombudsman observer: reads and exports
    TRAINEE = "trainee"  # practises on the sandbox only


class Permission(StrEnum):
    """One thing that a page or a move asks for."""

    VIEW = "view"
    VERIFY = "verify"
    ASSIGN = "assign"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"
    CONTRIBUTE = "contribute"
    RETURN = "return"
    ASK_INFO = "ask_info"
    ARCHIVE = "archive"
    CLOSE = "close"
    PUBLISH = "publish"
    INTERPRET = "interpret"
    READ_CONTACT = "read_contact"
    EXPORT = "export"
    ADMINISTER = "administer"


_VERIFYING = frozenset(
    {
        Permission.VIEW,
        Permission.VERIFY,
        Permission.ASSIGN,
        Permission.CONTRIBUTE,
        Permission.ASK_INFO,
        Permission.ARCHIVE,
        Permission.CLOSE,
        Permission.PUBLISH,
        Permission.READ_CONTACT,
        Permission.EXPORT,
    }
)
_HANDLING = frozenset(
    {
        Permission.VIEW,
        Permission.FOLLOW_UP,
        Permission.ANSWER,
        Permission.CONTRIBUTE,
        Permission.RETURN,
        Permission.ASK_INFO,
        Permission.PUBLISH,
        Permission.READ_CONTACT,
    }
)

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.NATIONAL_ADMIN: _VERIFYING | {Permission.ADMINISTER},
    Role.COORDINATOR: _VERIFYING | {Permission.ADMINISTER},
    Role.LIAISON: _HANDLING,
    Role.LEADER: frozenset({Permission.VIEW}),
    Role.INTERPRETER: frozenset({Permission.VIEW, Permission.INTERPRET}),
    Role.INSPECTOR: frozenset(),
    Role.EVALUATOR: frozenset({Permission.VIEW, Permission.EXPORT}),
    Role.TRAINEE: frozenset(),
}

OWNING = frozenset({Permission.FOLLOW_UP, Permission.ANSWER})
"""What the named owner of a case may do beside what their roles allow: there is nobody else to do it."""

UNSCOPED = frozenset({Role.NATIONAL_ADMIN})
"""Roles that see the whole country; every other one sees its agency and what lies under it."""


def allowed(role: Role, permission: Permission) -> bool:
    """Whether the declared table gives this role this permission."""
    return permission in PERMISSIONS[role]
