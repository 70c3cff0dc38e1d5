"""Sending is whole or nothing, and once, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests import world
from tests.auditing import AuditingClient
from tests.crowd import at_once
from tests.intake.conftest import at_check
from webapp.agencies.models import Area
from webapp.base import drafts
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent
from webapp.cases.receiving import Received
from webapp.config import Config
from webapp.intake import queries, service
from webapp.intake.sheet import Sheet

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)


@pytest.fixture
def settled(database_url: str) -> Iterator[Database]:
    """The small world on either database."""
    database = Database(database_url)
    with database.write() as session:
        if session.get(Area, "64") is None:  # the file of SQLite is copied from a settled one
            world.settle(session)
    yield database
    database.dispose()


def rows(db: Database) -> tuple[int, ...]:
    """How many cases, events and drafts there are."""
    return tuple(world.how_many(db, table) for table in (Case, CaseEvent, drafts.Draft))


def test_fifty_double_sends_make_one_case_with_one_ticket_and_one_pin(settled: Database, config: Config) -> None:
    keys = Keys.of(config)
    sheet = Sheet.blank().save(settled, {"judul": ["Parit"]}, NOW)
    report = replace(world.REPORT, key=sheet.key)

    def press() -> list[Received]:
        return [service.send(settled, sheet.token, report, keys, NOW) for _ in range(5)]

    received = [one for five in at_once([press] * 10) for one in five]
    assert len({(one.ticket, one.pin, one.case_id, one.commitment) for one in received}) == 1
    assert sum(not one.repeated for one in received) == 1
    assert rows(settled) == (1, 1, 0)


def test_the_receipt_found_again_is_the_one_given(settled: Database, config: Config) -> None:
    keys, sheet = Keys.of(config), Sheet.blank()
    assert queries.receipt(settled, sheet.key, keys, NOW) is None
    received = service.send(settled, sheet.token, replace(world.REPORT, key=sheet.key), keys, NOW)
    found = queries.receipt(settled, sheet.key, keys, NOW)

    assert found is not None
    assert (found.ticket, found.pin, found.commitment) == (received.ticket, received.pin, received.commitment)
    assert queries.sent_ticket(settled, sheet.key, keys) == received.ticket


@pytest.mark.parametrize("code", ["\x00", "64\x00", "'", "x" * 500])
def test_codes_that_no_database_should_see(settled: Database, code: str) -> None:
    assert queries.places(settled, "", code) == ()
    assert queries.concern(settled, code) == queries.Concern()


def test_a_failure_between_two_statements_leaves_the_draft_and_no_case(
    app: Flask, client: AuditingClient, db: Database
) -> None:
    check = at_check(client)
    with db.write() as session:
        session.execute(text("CREATE TRIGGER cut BEFORE DELETE ON draft BEGIN SELECT RAISE(ABORT, 'power cut'); END"))
    broken = check.submit("Kirim laporan")
    assert broken.status == 500
    assert rows(db) == (0, 0, 1)

    with db.write() as session:
        session.execute(text("DROP TRIGGER cut"))
    assert check.submit("Kirim laporan").status == 200
    assert rows(db) == (1, 1, 0)
