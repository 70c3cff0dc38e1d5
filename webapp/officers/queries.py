"""Who is signed in, what they may see, and who owns what an agency must do."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import path_ids
from webapp.base.crypto import token_hash
from webapp.base.db import Database, Reader
from webapp.base.prepared import Prepared
from webapp.base.sessions import OFFICE_DAY, is_live, needs_touch
from webapp.officers.models import Officer, OfficerSession, RoleGrant
from webapp.officers.roles import UNSCOPED, Permission, Role, allowed

PRESENT = timedelta(days=30)
"""Who has not been seen this long is nobody's owner: what is theirs goes one level up."""

_OWNING = (Role.LIAISON, Role.COORDINATOR, Role.NATIONAL_ADMIN)
"""Who acts for an agency, the first that is there."""


@dataclass(frozen=True)
class Grant:
    """A role for an agency; `agency_path` is the agency's place in the tree."""

    role: Role
    agency_id: int
    agency_name: str
    agency_path: str


@dataclass(frozen=True)
class SignedIn:
    """An officer with a live session, as every desk page gets them; carries no secret."""

    id: int
    name: str
    username: str
    grants: tuple[Grant, ...]
    session_id: int
    needs_touch: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether any role gives this permission, somewhere."""
        return any(allowed(held.role, permission) for held in self.grants)


@dataclass(frozen=True)
class Scope:
    """What an officer may see: everything, or what lies at or under these agencies."""

    everything: bool
    agency_ids: frozenset[int]


@dataclass(frozen=True)
class OpenSession:
    """A session as the account page lists it."""

    id: int
    created_at: datetime
    last_used_at: datetime
    is_this_one: bool


@dataclass(frozen=True)
class Holder:
    """A named person who holds a role, and the name of the agency for which they hold it."""

    id: int
    name: str
    agency: str


@dataclass(frozen=True)
class Owner:
    """Who must act: an agency, and the person there; None only when nobody is active up to the top."""

    agency_id: int
    officer: Holder | None


def officer_by_token(db: Database, token: str, now: datetime) -> SignedIn | None:
    """The officer whose live session this token opens, with grants as they are now; else None."""
    digest = token_hash(token)
    with db.read() as session:
        found = session.execute(_by_hash(digest)).first()
        if found is None or not hmac.compare_digest(found.OfficerSession.token_hash, digest):
            return None
        used, expires = found.OfficerSession.last_used_at, found.OfficerSession.expires_at
        if not is_live(OFFICE_DAY, used, expires, now):
            return None
        return _signed_in(session, found.Officer, found.OfficerSession.id, needs_touch(OFFICE_DAY, used, now))


def officer_by_name(session: Session, username: str) -> Officer | None:
    """The active account of this tidied name (see `service.tidy_username`), or None."""
    return session.scalar(select(Officer).where(Officer.username == username, Officer.active))


def _by_hash(digest: bytes) -> Select[OfficerSession, Officer]:
    joined = select(OfficerSession, Officer).join(Officer, Officer.id == OfficerSession.officer_id)
    return joined.where(OfficerSession.token_hash == digest, OfficerSession.revoked_at.is_(None), Officer.active)


def _signed_in(session: Session, officer: Officer, session_id: int, stale: bool) -> SignedIn:
    return SignedIn(officer.id, officer.name, officer.username, grants_of(session, officer.id), session_id, stale)


def grant_of(session: Session, officer_id: int, role: Role, agency_id: int) -> RoleGrant | None:
    """That role for that agency, while it is not taken back."""
    mine = select(RoleGrant).where(RoleGrant.officer_id == officer_id, RoleGrant.revoked_at.is_(None))
    return session.scalar(mine.where(RoleGrant.role == role, RoleGrant.agency_id == agency_id))


def grants_of(session: Session, officer_id: int) -> tuple[Grant, ...]:
    """The roles an officer holds now, oldest first."""
    held = select(RoleGrant.role, Agency.id, Agency.name, Agency.path).join(Agency, Agency.id == RoleGrant.agency_id)
    mine = held.where(RoleGrant.officer_id == officer_id, RoleGrant.revoked_at.is_(None)).order_by(RoleGrant.id)
    return tuple(Grant(Role(role), agency, name, path) for role, agency, name, path in session.execute(mine))


def scope_of(officer: SignedIn, permission: Permission = Permission.VIEW) -> Scope:
    """Where an officer may use a permission: at the agencies of the roles that give it, and under them.

    Match `agency_ids` against `case_scope.agency_id`, which has a row for every ancestor of a case's agency.
    """
    giving = [held for held in officer.grants if allowed(held.role, permission)]
    everything = any(held.role in UNSCOPED for held in giving)
    return Scope(everything, frozenset(held.agency_id for held in giving))


def open_sessions(db: Database, officer: SignedIn, now: datetime) -> list[OpenSession]:
    """The officer's own live sessions, the newest first."""
    mine = select(OfficerSession).where(
        OfficerSession.officer_id == officer.id, OfficerSession.revoked_at.is_(None), OfficerSession.expires_at > now
    )
    with db.read() as session:
        rows = session.scalars(mine.order_by(OfficerSession.id.desc())).all()
    live = [row for row in rows if is_live(OFFICE_DAY, row.last_used_at, row.expires_at, now)]
    return [OpenSession(row.id, row.created_at, row.last_used_at, row.id == officer.session_id) for row in live]


def owner_of(session: Session, agency_id: int, now: datetime) -> Owner:
    """Who must act for an agency: its liaison, else its coordinator; with neither active, the level above, at once.

    When nobody is active up to the top, the topmost agency owns it and `officer` is None: that must be alarmed.
    Raises NoResultFound for an unknown agency.
    """
    return owner_along(session, session.scalars(_PATH, {"agency": agency_id}).one(), now)


def owner_along(session: Reader, path: str, now: datetime) -> Owner:
    """The same for an agency whose place in the tree is known already."""
    return owners_along(session, {path}, now)[path]


def owners_along(session: Reader, paths: Collection[str], now: datetime) -> dict[str, Owner]:
    """The same for many, by their places."""
    down = {path: path_ids(path) for path in paths}  # from the root to the agency itself
    rows = _OWNERS.all(session, since=now - PRESENT, agencies=sorted({*chain.from_iterable(down.values())}))
    return {path: _nearest(ids, [row for row in rows if row.agency_id in ids]) for path, ids in down.items()}


def _nearest(down: Sequence[int], rows: Sequence[Any]) -> Owner:
    found = [(-down.index(row.agency_id), _OWNING.index(Role(row.role)), row) for row in rows]
    if not found:
        return Owner(down[0], None)
    *_order, nearest = min(found, key=lambda one: one[:2])
    return Owner(nearest.agency_id, Holder(nearest.id, nearest.name, nearest.agency))


def _present() -> Select[int, str, int, str, str]:
    """Everybody seen after `:since`, once for each grant: their id and name, the grant's agency, its name and role."""
    held = select(Officer.id, Officer.name, RoleGrant.agency_id, Agency.name.label("agency"), RoleGrant.role)
    holds = held.join(RoleGrant, RoleGrant.officer_id == Officer.id).join(Agency, Agency.id == RoleGrant.agency_id)
    holds = holds.where(RoleGrant.revoked_at.is_(None))
    return holds.where(Officer.active, Officer.last_seen_at > bindparam("since")).order_by(Officer.name, Officer.id)


# made once: putting a statement together takes longer than running it, and every page of a ticket asks for its owner
_PATH = select(Agency.path).where(Agency.id == bindparam("agency"))
_OWNERS = Prepared(
    _present().where(RoleGrant.agency_id.in_(bindparam("agencies", expanding=True)), RoleGrant.role.in_(_OWNING))
)
