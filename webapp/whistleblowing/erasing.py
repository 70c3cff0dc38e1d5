"""A report goes for good: keys first, so that what a crash leaves behind opens for nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from sqlalchemy import Connection, Table, delete, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from webapp.base.db import Database, rows_of
from webapp.base.drafts import Draft
from webapp.base.logs import get_logger
from webapp.whistleblowing import seats
from webapp.whistleblowing.models import Audit, Blob, Entry, Handling, IdentityRequest, Report, Sealed, Wrap
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import House

_TABLES = (*Sealed.metadata.sorted_tables, rows_of(Draft))
_BUSY = ("SQLITE_BUSY", "SQLITE_LOCKED", "LockNotAvailable")
"""How the drivers of SQLite and PostgreSQL call it that somebody else holds something."""
_PARTS: tuple[Any, ...] = (Wrap, Entry, IdentityRequest, Handling, Blob)


def erase(rooms: House, report_id: str) -> None:
    """Everything of a report, in one transaction; nothing happens where it has gone already.

    What holders of keys did stays as a day and a code that no longer says with which report.
    """
    with rooms.db.read() as session:
        files = session.scalars(select(Blob.id).where(Blob.report_id == report_id)).all()
    for name in files:
        rooms.store.demote(name)
    with rooms.db.write() as session:
        files = _rows(session, report_id)
    for name in files:
        rooms.store.remove(name)
    rooms.sessions.end_all(Visitor(seats.REPORTER, report_id))
    scrub(rooms.db)


def scrub(db: Database) -> bool:
    """Empty SQLite's journal, which still holds the deleted pages; their place in the file is overwritten already.

    Whether it is empty now: somebody who reads at the same moment may hold it.
    """
    if db.engine.dialect.name != "sqlite":
        return False
    with closing(db.engine.raw_connection()) as connection:
        cursor = connection.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        [(blocked, *_pages)] = cursor.fetchall()
    return not blocked


def rewrite(db: Database) -> None:
    """The database anew: without what was deleted or replaced, and without the order in which rows came.

    SQLite numbers the pages of long texts as they come, and VACUUM as keys come. A table of PostgreSQL keeps old rows,
    rows in their order, with each the number of its transaction, and with long texts a number that grows; so all get
    one number, and the order of their keys (https://www.postgresql.org/docs/15/sql-cluster.html). What somebody reads
    at this moment, a dump maybe, stays as it is until the next time: nobody is to wait behind us.
    """
    if db.engine.dialect.name == "sqlite":
        with _unless_busy("all"), closing(db.engine.raw_connection()) as connection:
            connection.cursor().execute("VACUUM")
        return
    for table in _TABLES:
        with _unless_busy(table.name):
            _rewrite(db, table)


@contextmanager
def _unless_busy(table: str) -> Iterator[None]:
    """What somebody else holds is told in the log: held each night, the order would stay. The rest is raised."""
    try:
        yield
    except (OperationalError, sqlite3.OperationalError) as fault:
        error = getattr(fault, "sqlite_errorname", "") or type(getattr(fault, "orig", None)).__name__
        if error not in _BUSY:
            raise
        get_logger().warning("rewrite_skipped", job=table, error=error)


def _rewrite(db: Database, table: Table) -> None:
    key = next(iter(table.primary_key))
    with _alone(db, table) as connection:  # then no two can wait for each other's rows
        connection.execute(update(table).values({key: key}))
    with _alone(db, table) as connection:
        connection.exec_driver_sql(f"CLUSTER {table} USING pk_{table}")
    if "sealed" in table.columns:
        with _alone(db, table) as connection:
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER sealed TYPE bytea USING sealed || ''::bytea")


@contextmanager
def _alone(db: Database, table: Table) -> Iterator[Connection]:
    """Nobody else reads or writes it until the end; raises OperationalError where somebody still does."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = '3s'")
        connection.exec_driver_sql(f"LOCK TABLE {table}")
        yield connection


def _rows(session: Session, report_id: str) -> list[str]:
    """Returns the names of its files."""
    session.get(Report, report_id, with_for_update=True)
    files = list(session.scalars(select(Blob.id).where(Blob.report_id == report_id)))
    for part in _PARTS:
        session.execute(delete(part).where(part.report_id == report_id))
    session.execute(update(Audit).where(Audit.report_id == report_id).values(report_id=None))
    session.execute(delete(Report).where(Report.id == report_id))
    return files
