"""The desk with two officers: Rina coordinates Samarinda, Yusuf only looks."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.officers import people
from webapp.base.db import Database
from webapp.base.second_factor import code_at
from webapp.officers.roles import Role

Settle = Callable[[Database], None]


@pytest.fixture
def settle() -> Settle:
    """What is there when a story begins."""

    def move_in(db: Database) -> None:
        people.settle(db)
        people.appoint(db, "rina", Role.COORDINATOR, "smd")
        people.appoint(db, "yusuf", Role.LEADER, "smd")

    return move_in


@pytest.fixture
def app(app: Flask, settle: Settle) -> Flask:
    """The site, settled."""
    settle(app.extensions["database"])
    return app


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
