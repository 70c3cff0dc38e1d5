"""The officers of the small world, and short ways to put them at their desks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from webapp.base.db import Database
from webapp.base.ids import slug
from webapp.base.second_factor import code_at
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status
from webapp.officers import service
from webapp.officers.roles import Role
from webapp.officers.service import NewOfficer, new_officer

PASSWORD = "parit gang lima"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
EXPLANATION = "Ini saluran drainase kota, bukan saluran rumah sakit."

PEOPLE = {
    "rina": ("Rina Wijayanti", Role.COORDINATOR, "samarinda"),
    "rahma": ("Rahma Nurlaila", Role.LIAISON, "samarinda-pupr"),
    "dewi": ("Dewi Kartika", Role.LIAISON, "samarinda-dinkes"),
    "bayu": ("Bayu Pratama", Role.COORDINATOR, "balikpapan"),
    "yusuf": ("Yusuf Maulana", Role.LEADER, "samarinda"),
    "ani": ("Ani Suryani", Role.NATIONAL_ADMIN, "nasional"),
}


@dataclass
class Office:
    """The site with its people and cases."""

    app: Flask
    db: Database
    keys: Keys
    clock: Clock

    def case(self, status: Status = Status.RECEIVED, **changes: Any) -> Received:
        """A report that has got to `status`."""
        return world.case_in(self.db, self.keys, self.clock(), status, **changes)

    def act(self, case: Received, action: Action, **facts: Any) -> Case:
        """Let whoever may do `action` to a case."""
        return world.act(self.db, case.case_id, action, self.clock(), **facts)

    def read(self, case: Received) -> Case:
        """The row as it is now."""
        with self.db.read() as session:
            return session.scalars(select(Case).where(Case.id == case.case_id)).one()

    def hire(self, username: str, name: str, *grants: tuple[Role, str]) -> None:
        """An officer with these grants."""
        with self.db.write() as session:
            officer = service.create_officer(session, account(username, name), self.keys.ring, self.clock())
            for role, code in grants:
                service.grant(session, officer.id, role, world.agency_id(session, code), self.clock())

    def come_in(self, username: str) -> AuditingClient:
        """A browser in which this officer, hired when they are one of PEOPLE, has just signed in."""
        if username in PEOPLE:
            name, role, code = PEOPLE[username]
            self.hire(username, name, (role, code))
        return self.back(username)

    def back(self, username: str) -> AuditingClient:
        """A browser in which an officer who was here before signs in."""
        client = self.app.test_client()
        assert isinstance(client, AuditingClient)
        self.sign_in(client.get_page("/petugas/masuk"), username)
        return client

    def sign_in(self, page: Page, username: str) -> Page:
        """Fill in the sign-in page."""
        typed = {"Nama pengguna": username, "Kata sandi": PASSWORD}
        return page.submit("Masuk", typed, code=code_at(SECRET, self.clock()))


@cache
def _hashed() -> NewOfficer:
    return new_officer("siapa", "Siapa", PASSWORD, secret=lambda: SECRET)


def account(username: str, name: str) -> NewOfficer:
    """An account; its password is hashed once for all tests."""
    return NewOfficer(username, name, _hashed().password_hash, SECRET)


def url(case: Received, action: str = "") -> str:
    """The address of a case or of one of its actions."""
    return f"/petugas/kasus/{slug(case.ticket)}" + (f"/{action}" if action else "")
