"""The small world behind the site, and short ways to a case and its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from webapp.base.db import Database
from webapp.base.ids import Ticket, slug
from webapp.cases.keys import Keys
from webapp.cases.receiving import Received
from webapp.cases.workflow import Status
from webapp.config import Config

RECEIVED = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
"""Wednesday, 9 December 2026, 19.42 WITA."""

CaseMaker = Callable[..., Received]


@pytest.fixture
def clock() -> Clock:
    """Half an hour later."""
    return Clock(datetime(2026, 12, 9, 12, 12, tzinfo=UTC))


@pytest.fixture
def db(app: Flask) -> Database:
    """The database of the site, with areas, agencies and categories."""
    database: Database = app.extensions["database"]
    with database.write() as session:
        world.settle(session)
    return database


@pytest.fixture
def case_in(db: Database, config: Config) -> CaseMaker:
    """`case_in(Status.ANSWERED, confidential=True)`: the report of the blocked ditch, brought there."""

    def make(status: Status = Status.RECEIVED, **changes: Any) -> Received:
        if changes.get("anonymous"):
            changes.setdefault("reporter", None)
        return world.case_in(db, Keys.of(config), RECEIVED, status, **changes)

    return make


def address(ticket: Ticket) -> str:
    """Where a ticket is followed."""
    return f"/lacak/{slug(ticket)}"


def public_page(client: AuditingClient, received: Received, query: str = "") -> Page:
    """What anybody sees."""
    return client.get_page(address(received.ticket) + query)


def own_page(client: AuditingClient, received: Received) -> Page:
    """What the reporter sees with the PIN."""
    return public_page(client, received).submit("Buka dengan PIN", pin=received.pin)
