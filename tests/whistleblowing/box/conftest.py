"""Somebody has sent a report to the city's inspectorate, and comes back with the code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.office import Office
from webapp.base.crypto import new_token
from webapp.whistleblowing import codes, tree, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.models import Handling, Report
from webapp.whistleblowing.sending import NewReport, open_code, receive
from webapp.whistleblowing.vault import Reader, Words, Written
from webapp.whistleblowing.web import House

ANSWERS = {
    "Apa yang terjadi?": ["Harga kursi di kontrak tiga kali harga toko."],
    "Tentang apa?": ["Pengadaan barang atau jasa"],
}
READ = [text for texts in ANSWERS.values() for text in texts]


@dataclass
class Filed:
    """One report: its code, its id, and what a story does around it."""

    rooms: House
    office: Office
    clock: Clock
    code: Code
    id: str

    @property
    def reporter(self) -> Reader:
        """Whoever has the code."""
        opened = open_code(self.rooms.db, self.rooms.settings, self.rooms.brakes, self.code)
        return Reader(vault.REPORTER, opened.private)

    def handlings(self) -> list[int]:
        """Ids, the lowest level first."""
        with self.rooms.db.read() as session:
            mine = select(Handling.id).where(Handling.report_id == self.id).order_by(Handling.level)
            return list(session.scalars(mine))

    def read(self, compartment: str, reader: Reader | None = None) -> list[Written] | None:
        """What a reader (the reporter when not named) reads in a compartment; None without a key."""
        reader = reader or self.reporter
        with self.rooms.db.read() as session:
            key = vault.key_of(session, self.id, compartment, reader)
            return None if key is None else list(vault.entries(session, self.id, compartment, key))

    def talk(self, reader: Reader | None = None, level: int = 0) -> list[tuple[str, str]] | None:
        """Kinds and texts of the talk of one level."""
        found = self.read(vault.talk(self.handlings()[level]), reader)
        return None if found is None else [(one.kind, one.text) for one in found]

    def says(self, name: str, text: str, kind: str = "question", level: int = 0) -> None:
        """An inspector writes into the talk of their level."""
        place, reader = vault.talk(self.handlings()[level]), self.office.reader(name)
        with self.rooms.db.write() as session:
            key = vault.key_of(session, self.id, place, reader)
            assert key is not None
            vault.write(session, self.id, place, key, Words(kind, reader.name, text, self.clock().date()))


@pytest.fixture
def file_report(rooms: House, office: Office, clock: Clock) -> Callable[..., Filed]:
    """Send one more: `file_report("budi", place="kota", identity="Siti")`; the names are excluded."""

    def send(*excluded: str, place: str = "kota", identity: str = "") -> Filed:
        with rooms.db.read() as session:
            out = tree.involved(session, [office.people[name] for name in excluded])
            new = NewReport(ANSWERS, out, tree.readers(session, office.places[place], out), identity)
        code = receive(rooms.db, rooms.settings, rooms.brakes, new_token(), new, clock().date())
        opened = open_code(rooms.db, rooms.settings, rooms.brakes, code)
        with rooms.db.read() as session:
            found = session.scalars(select(Report.id).where(Report.tag == opened.tag)).one()
        return Filed(rooms, office, clock, code, found)

    return send


@pytest.fixture
def filed(file_report: Callable[..., Filed]) -> Filed:
    """One to the city, by somebody who said who they are."""
    return file_report(identity="Siti, 0812")


@pytest.fixture
def browser(sealed_app: Flask) -> Callable[[], AuditingClient]:
    """One more browser."""
    return lambda: cast(AuditingClient, sealed_app.test_client())


def come_in(client: AuditingClient, code: str) -> Page:
    """With the code as it stands on paper."""
    page = client.get_page("/kotak")
    if "Keluar" in page.buttons:
        page.submit("Keluar")
        page = client.get_page("/kotak")
    return page.submit("Buka kotak", Kode=" ".join(codes.groups(Code(code))))
