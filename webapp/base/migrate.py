"""Bring a database to the newest schema, in one transaction, on SQLite and on PostgreSQL.

Alembic is imported where it is used: a web worker never needs its 8 MB.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.engine import Connection

from webapp.base.db import Database

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig


def upgrade(db: Database, folder: Path) -> None:
    """Run every revision in `folder` that this database has not seen."""
    from alembic import command

    with changing(db) as connection:
        command.upgrade(_config(folder, connection), "head")


@contextmanager
def changing(db: Database) -> Iterator[Connection]:
    """A transaction in which tables may be made anew under rows that point to them; they must point somewhere after it.

    SQLite changes most things of a table by copying it, and would refuse to drop the old one
    (https://www.sqlite.org/lang_altertable.html, section 7). PostgreSQL needs none of this.
    """
    with db.engine.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        driver = connection.connection.cursor()
        if on_sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                yield connection
                lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all() if on_sqlite else []
                if lost:
                    raise RuntimeError(f"rows that point nowhere: {lost[:5]}")
        finally:
            if on_sqlite:
                driver.execute("PRAGMA foreign_keys=ON")


def _config(folder: Path, connection: object) -> AlembicConfig:
    from alembic.config import Config as AlembicConfig

    settings = AlembicConfig()
    settings.set_main_option("script_location", str(folder))
    settings.attributes["connection"] = connection
    return settings
