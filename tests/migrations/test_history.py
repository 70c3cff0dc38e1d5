"""The migrations give exactly the tables that the models describe, on both kinds of database."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

import webapp.migrations
from tests import servers, world
from tests.published.conftest import publish
from webapp.base.db import Base, Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.keys import Keys
from webapp.cases.verifying import PUBLIC, unfaithful

FOLDER = Path(webapp.migrations.__file__).parent


def differences(db: Database) -> list[object]:
    """What the models have and this database lacks, or the other way round; empty when the history is complete."""
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_modelled})
        return list(compare_metadata(context, Base.metadata))


def _is_modelled(name: str | None, _kind: str, _parents: object) -> bool:
    """Indexes of words are made by revisions alone: each database has its own kind, and SQLite's are tables."""
    return name is None or "_fts" not in name


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


def test_every_revision_goes_back_and_forth_under_rows(database_url: str, keys: Keys) -> None:
    with world.settled(database_url) as db:
        case = publish(db, keys, datetime(2026, 12, 9, 1, 0, tzinfo=UTC), "Parit tersumbat")
        for revision in list(ScriptDirectory(str(FOLDER)).walk_revisions())[:-1]:
            with changing(db) as connection:
                command.downgrade(_config(FOLDER, connection), str(revision.down_revision))
            upgrade(db, FOLDER)
            assert differences(db) == [], revision.revision
        with db.read() as session:
            # 0003 empties what is published in both directions: nothing else is lost
            assert list(unfaithful(session)) == [(case.ticket, PUBLIC)]
