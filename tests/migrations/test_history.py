"""The migrations give exactly the tables that the models describe, on both kinds of database."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text

import webapp.migrations
from tests import servers
from webapp.base.db import Base, Database
from webapp.base.migrate import differences, upgrade

FOLDER = Path(webapp.migrations.__file__).parent


def test_the_history_is_complete_on_sqlite(tmp_path: Path) -> None:
    _check(Database(f"sqlite:///{tmp_path}/new.db"))


def test_the_history_is_complete_on_postgresql(postgresql: servers.PostgreSQL) -> None:
    _check(Database(postgresql.url(postgresql.create())))


def _check(db: Database) -> None:
    upgrade(db, FOLDER)
    assert differences(db) == []
    assert set(Base.metadata.tables) <= set(inspect(db.engine).get_table_names())
    upgrade(db, FOLDER)
    with db.read() as session:
        assert session.scalar(text("select count(*) from alembic_version")) == 1
    db.dispose()
