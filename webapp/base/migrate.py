"""Bring a database to the newest schema, in one transaction, on SQLite and on PostgreSQL.

Alembic is imported where it is used: a web worker never needs its 8 MB.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from webapp.base.db import Base, Database

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig


def upgrade(db: Database, folder: Path) -> None:
    """Run every revision in `folder` that this database has not seen."""
    from alembic import command

    with db.engine.begin() as connection:
        command.upgrade(_config(folder, connection), "head")


def differences(db: Database) -> list[object]:
    """What the models have and this database lacks, or the other way round; empty when the history is complete."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_modelled})
        return list(compare_metadata(context, Base.metadata))


def _is_modelled(name: str | None, _kind: str, _parents: object) -> bool:
    """Indexes of words are made by revisions alone: each database has its own kind, and SQLite's are tables."""
    return name is None or "_fts" not in name


def _config(folder: Path, connection: object) -> AlembicConfig:
    from alembic.config import Config as AlembicConfig

    settings = AlembicConfig()
    settings.set_main_option("script_location", str(folder))
    settings.attributes["connection"] = connection
    return settings
