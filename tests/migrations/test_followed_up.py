"""Rows of before 0016 say again whether the agency that has the case followed it up, as its events tell."""

from __future__ import annotations

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import select

from tests import world
from tests.migrations.test_history import FOLDER
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.queries import unfaithful
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Status

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
STORIES: tuple[tuple[Status, Kind, tuple[Action, ...]], ...] = (
    (Status.ASSIGNED, Kind.COMPLAINT, ()),
    (Status.ANSWERED, Kind.COMPLAINT, ()),
    (Status.IN_PROGRESS, Kind.COMPLAINT, (Action.REASSIGN, Action.ANSWER)),
    (Status.CLOSED, Kind.COMPLAINT, (Action.REOPEN, Action.ANSWER)),
    (Status.CLOSED, Kind.COMPLAINT, (Action.REOPEN, Action.NOTE)),
    (Status.IN_PROGRESS, Kind.COMPLAINT, (Action.RETURN,)),
    (Status.IN_PROGRESS, Kind.INFORMATION, (Action.REASSIGN, Action.ANSWER)),
)


def followed_up(db: Database) -> list[bool]:
    """The stored flags, in the order of STORIES."""
    with db.read() as session:
        return list(session.scalars(select(Case.followed_up).order_by(Case.id)))


def test_each_flag_is_what_the_events_make_it(database_url: str, keys: Keys) -> None:
    with world.settled(database_url) as db:
        for number, (status, kind, since) in enumerate(STORIES):
            case = world.case_in(db, keys, NOW, status, key=str(number), kind=kind).case_id
            for action in since:
                world.act(db, case, action, NOW)
        with changing(db) as connection:
            command.downgrade(_config(FOLDER, connection), "0015")
        assert followed_up(db) == [False, True, True, True, True, True, True]
        upgrade(db, FOLDER)
        assert followed_up(db) == [False, True, False, False, True, False, True]
        with db.read() as session:
            assert list(unfaithful(session)) == []
