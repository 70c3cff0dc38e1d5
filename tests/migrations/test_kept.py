"""A database kept from November 2026 is upgraded by today's code, and no case differs from its events.

`november.sql` was written by the code of revision 0005, before urgency, secrecy lifted by reporters, contributions and
accommodations: every status, texts in every state of publication, and cases that were hidden, merged, passed on, late.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import func, select

from tests.migrations.test_history import FOLDER
from webapp.app import create_app
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.models import Case, CaseEvent, CaseScope, PublishedText
from webapp.cases.verifying import ROW, UNASKED, unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config

KEPT = Path(__file__).parent / "november.sql"
MADE_BY = "0005"
COUNT_ON = "SELECT setval(pg_get_serial_sequence('deadline', 'id'), (SELECT max(id) FROM deadline))"
"""Rows that are written later begin after those that were kept."""


def statements(on_postgresql: bool) -> Iterator[str]:
    """The kept rows; each database has its own way to write bytes."""
    kept = "\n".join(line for line in KEPT.read_text().splitlines() if not line.startswith("--"))
    kept = re.sub(r"X'([0-9a-f]*)'", r"'\\x\1'", kept) if on_postgresql else kept
    yield from (one for one in kept.split(";\n") if one.strip())


@pytest.fixture
def old_url(database_url: str) -> str:
    """A database as it was left in November, by its schema and its rows."""
    db = Database(database_url)
    with changing(db) as connection:
        command.downgrade(_config(FOLDER, connection), MADE_BY)
        for statement in statements(connection.dialect.name == "postgresql"):
            connection.exec_driver_sql(statement)
        if connection.dialect.name == "postgresql":  # the kept rows bring their numbers along
            connection.exec_driver_sql(COUNT_ON)
    db.dispose()
    return database_url


@pytest.fixture
def app(old_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Today's code over it."""
    environ = {"LAPOR_MODE": "test", "DATA_DIR": str(tmp_path), "DATABASE_URL": old_url, "BASE_URL": "http://localhost"}
    app = create_app(Config.from_env(environ))
    with app.app_context():
        yield app
    app.extensions["database"].dispose()


def trouble(db: Database) -> list[str]:
    with db.read() as session:
        return [words for _ticket, words in unfaithful(session)]


def test_an_upgraded_database_is_as_its_events_say(app: Flask) -> None:
    upgraded = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert (upgraded.output, upgraded.exit_code) == ("3 cases projected anew.\n", 0)
    verified = app.test_cli_runner().invoke(args=["verify"])
    assert (verified.output, verified.exit_code) == ("0 cases differ from their events.\n", 0)
    again = app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert (again.output, again.exit_code) == ("", 0)


def test_the_schema_alone_would_leave_rows_that_verify_blames(old_url: str) -> None:
    db = Database(old_url)
    upgrade(db, FOLDER)
    assert sorted(trouble(db)) == [ROW, ROW, UNASKED]
    db.dispose()


def test_the_kept_cases_are_worth_keeping(app: Flask) -> None:
    app.test_cli_runner().invoke(args=["db", "upgrade"])
    with app.extensions["database"].read() as session:
        assert set(session.scalars(select(Case.status))) == set(Status)
        assert set(session.scalars(select(CaseEvent.action))) > {
            Action.LIFT_CONFIDENTIAL,
            Action.MERGE,
            Action.ESCALATE,
        }
        assert session.scalar(select(func.count()).select_from(PublishedText)) == 4
        lifted = session.scalars(select(Case.id).where(Case.lifted)).all()
        assert len(lifted) == 2
        assert set(lifted) <= set(session.scalars(select(CaseScope.case_id)))
