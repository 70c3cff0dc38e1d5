"""Stories at the desk: reports in it, and people who have signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.office import Office
from webapp.base.crypto import new_token
from webapp.whistleblowing import sending, tree, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Handling, IdentityRequest, Report
from webapp.whistleblowing.sending import NewReport, open_code
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.vault import Reader, Words
from webapp.whistleblowing.web import House

SignIn = Callable[[str], AuditingClient]
ANSWERS = {
    "apa": ["Harga kursi di kontrak tiga kali harga toko."],
    "siapa": ["Pak Joko Widagdo, 0812-3456-7890, yang tanda tangan."],
}


class Desk:
    """A report's reporter: sends, and writes later, as the box does."""

    def __init__(self, rooms: House, office: Office, clock: Clock) -> None:
        self.rooms, self.office, self.clock = rooms, office, clock
        self.codes: dict[str, Code] = {}

    def send(
        self, *excluded: str, place: str = "kota", identity: str = "", answers: dict[str, list[str]] | None = None,
        files: tuple[dict[str, Any], ...] = (), token: str = "",
    ) -> str:  # fmt: skip
        """A report on the day of the clock; returns its id."""
        with self.rooms.db.read() as session:
            out = tree.involved(session, [self.office.people[name] for name in excluded])
            readers = tree.readers(session, self.office.places[place], out)
        new = NewReport(answers or ANSWERS, out, readers, identity, files)
        rooms = self.rooms
        code = sending.receive(rooms.db, rooms.settings, rooms.brakes, token or new_token(), new, self.clock().date())
        with rooms.db.read() as session:
            tag = open_code(rooms.db, rooms.settings, rooms.brakes, code).tag
            report = session.query(Report).filter(Report.tag == tag).one().id
        self.codes[report] = code
        return report

    def handling(self, report: str, place: str = "kota") -> Handling:
        """The work of one inspectorate."""
        mine = Handling.inspectorate_id == self.office.places[place]
        with self.rooms.db.read() as session:
            return session.query(Handling).filter(Handling.report_id == report, mine).one()

    def finish(self) -> None:
        """Every inspectorate brings what it has to an end."""
        with self.rooms.db.write() as session:
            session.execute(update(Handling).values(status=Status.FINISHED.value, due_on=None))

    def reporter(self, report: str) -> Reader:
        """Who came back with the code."""
        rooms = self.rooms
        private = open_code(rooms.db, rooms.settings, rooms.brakes, self.codes[report]).private
        return Reader(vault.REPORTER, private)

    def writes(self, report: str, text: str, kind: str = "reply", place: str = "kota") -> None:
        """A message of the reporter."""
        name = vault.talk(self.handling(report, place).id)
        with self.rooms.db.write() as session:
            key = vault.key_of(session, report, name, self.reporter(report))
            assert key is not None
            vault.write(session, report, name, key, Words(kind, vault.REPORTER, text, self.clock().date()))

    @property
    def asked(self) -> str:
        """The page on which a custodian decides about the only request for an identity."""
        with self.rooms.db.read() as session:
            return f"/meja/identitas/{session.query(IdentityRequest.id).scalar()}"

    def reads(self, report: str, compartment: str = "") -> list[tuple[str, str]]:
        """(kind, text) of what the reporter can read; of the talk unless named otherwise."""
        name = compartment or vault.talk(self.handling(report).id)
        with self.rooms.db.read() as session:
            key = vault.key_of(session, report, name, self.reporter(report))
            return [(one.kind, one.text) for one in vault.entries(session, report, name, key)] if key else []


@pytest.fixture
def desk(rooms: House, office: Office, clock: Clock) -> Desk:
    """Nothing in it yet."""
    return Desk(rooms, office, clock)


@pytest.fixture
def sign_in(sealed_app: Flask, rooms: House, office: Office) -> SignIn:
    """A browser of one of the people in the office."""

    def begin(name: str) -> AuditingClient:
        client = cast(AuditingClient, sealed_app.test_client())
        token = rooms.sessions.begin(Visitor("holder", str(office.people[name])), office.keys[name])
        client.set_cookie("meja", token)
        return client

    return begin


@pytest.fixture
def ani(sign_in: SignIn) -> AuditingClient:
    """The head of the city's inspectorate."""
    return sign_in("ani")


def later(clock: Clock, days: int) -> None:
    """So many days go by; who has signed in signs in again."""
    clock.present += timedelta(days=days)
