"""The officers of the demo: one coordinator for each government, one liaison for each office that a demo report meets.

A username is the code of the agency, so that whoever shows the demo need not look it up. All persons are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency, AgencyKind
from webapp.base.crypto import KeyRing
from webapp.base.second_factor import new_secret
from webapp.demo.reports import demo_reports
from webapp.officers.models import Officer
from webapp.officers.roles import Role
from webapp.officers.service import NewOfficer, create_officer, grant, new_officer
from webapp.routing.directory import COORDINATING

PASSWORD = "lapor-contoh-2026"
SHOWN = ("nasional", "kaltim", "samarinda", "samarinda-pupr", "kotabaru", "kotabaru-dinkes")
"""The sign-ins that `make demo` prints."""

_FIRST = (
    *("Rahma", "Yusuf", "Norhayati", "Bambang", "Lidya", "Akhmad", "Dewi", "Johansyah", "Mariana", "Fitriah"),
    *("Hendra", "Salasiah", "Rudi", "Yanti", "Markus", "Noor Aida", "Suryadi", "Katarina", "Ilham", "Wahyuni"),
)
_LAST = (
    *("Nugraha", "Sari", "Pratama", "Lestari", "Hidayat", "Anggraini", "Saputra", "Rahman", "Wulandari", "Kusuma"),
    *("Maulana", "Puspita", "Syahrani", "Tamara", "Gunawan", "Hasanah"),
)


def invented_name(code: str) -> str:
    """Always the same name for the same agency."""
    digest = sha256(code.encode()).digest()
    return f"{_FIRST[digest[0] % len(_FIRST)]} {_LAST[digest[1] % len(_LAST)]}"


def add_people(session: Session, ring: KeyRing, now: datetime) -> dict[str, Officer]:
    """Store every officer, seen just now; returns them by username. One password hash serves all of them."""
    template = new_officer("contoh", "contoh", PASSWORD)
    return {agency.code: _add(session, agency, template, ring, now) for agency in _agencies(session)}


def _add(session: Session, agency: Agency, template: NewOfficer, ring: KeyRing, now: datetime) -> Officer:
    new = replace(template, username=agency.code, name=invented_name(agency.code), totp_secret=new_secret())
    officer = create_officer(session, new, ring, now)
    officer.last_seen_at = now
    grant(session, officer.id, _role(agency), agency.id, now)
    return officer


def _role(agency: Agency) -> Role:
    if agency.kind == AgencyKind.NATION:
        return Role.NATIONAL_ADMIN
    return Role.COORDINATOR if agency.kind in COORDINATING else Role.LIAISON


def _agencies(session: Session) -> list[Agency]:
    """Every government down to the regencies, and the offices that the demo reports name or that are shown."""
    named = {*SHOWN, *_named_offices()}
    wanted = select(Agency).where(or_(Agency.kind.in_(COORDINATING), Agency.code.in_(named)))
    return list(session.scalars(wanted.order_by(Agency.id)))


def _named_offices() -> Iterator[str]:
    for report in demo_reports():
        for step in report.steps:
            yield from (str(step.facts[name]) for name in ("agency", "suggested_agency") if name in step.facts)
