"""The walk as a reporter goes it, for stories."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.office import Office
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Report
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import House

ON, CHECK = "Simpan dan lanjut", "Simpan dan periksa lagi"
STORY = "Harga kursi di kontrak tiga kali harga toko."


def begin(reporter: AuditingClient) -> Page:
    """The first step: which inspectorate."""
    return reporter.get_page("/").submit("Saya mengerti, mulai")


def to_people(reporter: AuditingClient, place: str = "Inspektorat Kota Contoh") -> Page:
    """Who must not read."""
    return begin(reporter).choose("tujuan", place).submit(ON)


def to_story(reporter: AuditingClient) -> Page:
    """The first questions."""
    return to_people(reporter).submit(ON)


def to_evidence(reporter: AuditingClient, story: str = STORY) -> Page:
    """The last questions, with files."""
    return to_story(reporter).fill("Ceritakan", story).submit(ON).submit(ON)


def to_check(reporter: AuditingClient) -> Page:
    """Everything as it will be sent."""
    return to_evidence(reporter).submit(ON).submit(ON)


def code_on(page: Page) -> str:
    """The digits that the page shows."""
    [shown] = page.select(".code")
    return "".join(filter(str.isdigit, shown))


def reports(rooms: House) -> Sequence[str]:
    """The ids of all."""
    with rooms.db.read() as session:
        return session.scalars(select(Report.id)).all()


def count(rooms: House, model: type[Any]) -> int:
    """How many rows there are."""
    with rooms.db.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def told(rooms: House, office: Office, name: str, compartment: str = vault.REPORT) -> list[str] | None:
    """What somebody reads in the only report; None without a key."""
    [report] = reports(rooms)
    return _opened(rooms, report, office.reader(name), compartment)


def answers(rooms: House, office: Office, name: str) -> Any:
    """The answers in it, and who is excluded."""
    entries = told(rooms, office, name)
    assert entries is not None
    return json.loads(entries[0])


def _opened(rooms: House, report: str, reader: Reader, compartment: str) -> list[str] | None:
    with rooms.db.read() as session:
        key = vault.key_of(session, report, compartment, reader)
        return None if key is None else [one.text for one in vault.entries(session, report, compartment, key)]
