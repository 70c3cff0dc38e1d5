"""The desk with two officers and a clock that the story sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.auditing import AuditingClient, Page
from tests.officers import people
from webapp import create_app
from webapp.base.db import Base, Database
from webapp.base.second_factor import code_at
from webapp.config import Config
from webapp.officers.roles import Role


@dataclass
class Clock:
    """Gives the same instant until the story moves on."""

    present: datetime = field(default=people.NOW)

    def __call__(self) -> datetime:
        return self.present

    def pass_by(self, **time: float) -> None:
        """Let some time go by, as in `pass_by(hours=8)`."""
        self.present += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Wednesday, 9 December 2026, 09.00 WITA."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The site on a fresh database; Rina coordinates Samarinda, Yusuf only looks."""
    app = create_app(Config.from_env({"LAPOR_MODE": "test", "DATA_DIR": str(tmp_path)}), clock)
    db: Database = app.extensions["database"]
    Base.metadata.create_all(db.engine)
    people.settle(db)
    people.appoint(db, "rina", Role.COORDINATOR, "smd")
    people.appoint(db, "yusuf", Role.LEADER, "smd")
    app.test_client_class = AuditingClient
    yield app
    db.dispose()


@pytest.fixture
def db(app: Flask) -> Database:
    """The database of the site."""
    database: Database = app.extensions["database"]
    return database


def visitor(app: Flask) -> AuditingClient:
    """A browser that was never here."""
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    return client


def token_of(page: Page) -> str:
    """The CSRF token of the page's first form."""
    return str(page.document.soup.select("[name=csrf_token]")[0]["value"])


def come_in(app: Flask, clock: Clock, username: str = "rina") -> AuditingClient:
    """A browser in which this officer has just signed in."""
    client = visitor(app)
    page = client.get_page("/petugas/akun")
    typed = {"Nama pengguna": username, "Kata sandi": people.PASSWORD}
    page = page.submit("Masuk", typed, code=code_at(people.SECRET, clock()))
    assert page.h1 == "Akun Anda", page.text
    return client
