"""The people and agencies of the officers' stories."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

from sqlalchemy import select

from webapp.agencies.models import Agency, Area
from webapp.agencies.service import NewAgency, add_agencies
from webapp.base.crypto import KeyRing
from webapp.base.db import Database
from webapp.base.second_factor import code_at
from webapp.officers import service
from webapp.officers.models import Officer
from webapp.officers.roles import Role
from webapp.officers.service import SignIn, SignInError

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
RING = KeyRing({1: b"demo-FIELD_KEYS".ljust(32, b".")})
PASSWORD = "parit gang lima"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

TREE = (
    NewAgency("id", "Indonesia", "nation", None),
    NewAgency("kaltim", "Provinsi Kalimantan Timur", "province", "id", "64"),
    NewAgency("smd", "Kota Samarinda", "city", "kaltim", "64.72"),
    NewAgency("smd-pupr", "Dinas PUPR Kota Samarinda", "office", "smd", "64.72"),
    NewAgency("bpp", "Kota Balikpapan", "city", "kaltim", "64.71"),
)


def settle(db: Database) -> None:
    """Store the tree and the two accounts, with no role yet."""
    with db.write() as session:
        session.add_all([_area("64"), _area("64.71"), _area("64.72")])
        session.flush()
        add_agencies(session, TREE)
        for new in _accounts():
            service.create_officer(session, new, RING, NOW)


@cache
def _accounts() -> tuple[service.NewOfficer, ...]:
    """Their passwords are hashed once: it takes long on purpose."""
    named = {"rina": "Rina Wijayanti", "yusuf": "Yusuf Maulana"}
    return tuple(service.new_officer(who, name, PASSWORD, secret=lambda: SECRET) for who, name in named.items())


def _area(code: str) -> Area:
    facts = {"kind": "city", "parent_code": None, "full_path": code, "search": code}
    return Area(code=code, name=code, valid_from=date(2025, 1, 1), successor_code=None, **facts)


def agency(db: Database, code: str) -> Agency:
    """The agency with this code."""
    with db.read() as session:
        return session.scalars(select(Agency).where(Agency.code == code)).one()


def officer_id(db: Database, username: str) -> int:
    """The number of an account."""
    with db.read() as session:
        return session.scalars(select(Officer.id).where(Officer.username == username)).one()


def appoint(db: Database, username: str, role: Role, code: str) -> int:
    """Grant a role; returns the number of the grant."""
    with db.write() as session:
        return service.grant(session, officer_id(db, username), role, agency(db, code).id, NOW).id


def attempt(db: Database, now: datetime = NOW, **typed: str) -> str | SignInError:
    """Sign in as Rina, with everything right but what is given."""
    facts = {"username": "rina", "password": PASSWORD, "code": code_at(SECRET, now)} | typed
    return service.sign_in(db, RING, SignIn(**facts), now)


def come_in(db: Database, username: str = "rina", now: datetime = NOW) -> str:
    """Sign in, which must work; returns the token."""
    token = attempt(db, now, username=username)
    assert isinstance(token, str)
    return token
