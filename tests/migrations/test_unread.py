"""Cases of before: whose words wait, and whose category of harm may be contested, is read from their events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from alembic import command
from sqlalchemy import select

from tests import world
from tests.migrations.test_history import FOLDER
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseScope
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status

NOW = datetime(2026, 12, 9, 17, 0, tzinfo=UTC)
"""In Samarinda that is the next day."""
HARM = "gender-inklusi.kdrt"


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with world.settled(database_url) as db:
        yield db


def queues(db: Database) -> list[tuple[int, int, date | None, date | None]]:
    """Which case stands in which queue, by which day, and since when its words wait."""
    with db.read() as session:
        columns = (CaseScope.case_id, CaseScope.agency_id, CaseScope.due, CaseScope.unread_since)
        return sorted((one[0], one[1], one[2], one[3]) for one in session.execute(select(*columns)))


def test_old_cases_are_as_their_events_say(db: Database, keys: Keys) -> None:
    ended = world.case_in(db, keys, NOW, Status.CLOSED, key="ended")
    heard = world.case_in(db, keys, NOW, Status.IN_PROGRESS, key="heard")
    open_one = world.case_in(db, keys, NOW, Status.IN_PROGRESS, key="open")
    for case in (ended, heard, open_one):
        world.act(db, case.case_id, Action.ADD_MESSAGE, NOW)
        world.act(db, case.case_id, Action.ADD_MESSAGE, NOW, message="Lagi.")
    world.act(db, heard.case_id, Action.NOTE, NOW)
    world.act(db, heard.case_id, Action.CATEGORISE, NOW, category=HARM)
    world.case_in(db, keys, NOW, Status.RECEIVED, key="own", sensitive=True, category=HARM)
    before = queues(db)
    assert {(case, day) for case, _agency, _due, day in before if day} == {
        (case.case_id, date(2026, 12, 10)) for case in (ended, open_one)
    }
    with changing(db) as connection:
        command.downgrade(_config(FOLDER, connection), "0025")
    upgrade(db, FOLDER)
    assert queues(db) == before
    with db.read() as session:
        assert list(unfaithful(session)) == []
        states = session.execute(select(Case.id, Case.category_state).where(Case.category_state.is_not(None))).all()
        assert [tuple(one) for one in states] == [(heard.case_id, "harm")]
