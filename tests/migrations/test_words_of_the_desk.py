"""Cases from before revision 0027 are found at the desk as if `cases.desk_index` had written their rows."""

from __future__ import annotations

from datetime import UTC, datetime

from alembic import command
from sqlalchemy import select

from tests import world
from tests.migrations.test_history import FOLDER
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.desk_index import DeskText, Stands, Wanted, newest
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.workflow import Action, Status

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


def rows(db: Database) -> dict[int, str]:
    with db.read() as session:
        return {row.case_id: row.search for row in session.scalars(select(DeskText))}


def test_old_cases_are_found_after_the_upgrade(database_url: str, keys: Keys) -> None:
    with world.settled(database_url) as db:
        case = world.case_in(db, keys, NOW, Status.ASSIGNED, title="Réklame 'roboh' di Gang-5 xqended1").case_id
        world.case_in(db, keys, NOW, Status.ASSIGNED, key="secret", confidential=True)
        world.case_in(db, keys, NOW, Status.CLOSED, key="ended")
        world.case_in(db, keys, NOW, Status.ARCHIVED, key="about", about_office=True)
        erased = world.case_in(db, keys, NOW, Status.RECEIVED, key="erased").case_id
        world.act(db, erased, Action.ERASE, NOW, reason="requested")
        before = rows(db)
        with changing(db) as connection:
            command.downgrade(_config(FOLDER, connection), "0025")
        upgrade(db, FOLDER)
        assert rows(db) == before and len(before) == 5
        with db.read() as session:
            wanted = Wanted(Stands.QUEUE, (world.agency_id(session, "samarinda-pupr"),), ("REKLAM", "gang"))
            assert newest(session, wanted, Case.id > 0, 10) == [case]
