"""How codes are called on the desk's pages."""

from __future__ import annotations

from typing import cast

from flask_babel import lazy_gettext

from webapp.officers.roles import Role


def _l(text: str) -> str:
    """A sentence that is translated when it is shown; typed as the text that WTForms and templates take it for."""
    return cast(str, lazy_gettext(text))


ROLE_NAMES: dict[Role, str] = {
    Role.NATIONAL_ADMIN: _l("Admin nasional"),
    Role.COORDINATOR: _l("Koordinator"),
    Role.LIAISON: _l("Pejabat penghubung"),
    Role.LEADER: _l("Pimpinan"),
    Role.INSPECTOR: _l("Inspektur"),
    Role.EVALUATOR: _l("Evaluator"),
    Role.TRAINEE: _l("Peserta bimbingan teknis"),
}
