"""A report goes for good: keys first, so that what a crash leaves behind opens for nobody."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.base.db import Database, rows_of
from webapp.base.drafts import Draft
from webapp.whistleblowing import seats
from webapp.whistleblowing.models import Audit, Blob, Entry, Handling, IdentityRequest, Report, Sealed, Wrap
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import House

_TABLES = (*Sealed.metadata.sorted_tables, rows_of(Draft))
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
    """Each table of PostgreSQL anew: without what was deleted or replaced, and without the order in which rows came.

    It keeps old rows until then, rows in their order, and with each the number of its transaction; so all get one
    number, and the order of their keys (https://www.postgresql.org/docs/15/sql-cluster.html).
    """
    for table in _TABLES if db.engine.dialect.name == "postgresql" else ():
        key = next(iter(table.primary_key))
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"LOCK TABLE {table}")  # then no two can wait for each other's rows
            connection.execute(update(table).values({key: key}))
        with db.engine.begin() as connection:
            connection.exec_driver_sql(f"CLUSTER {table} USING pk_{table}")


def _rows(session: Session, report_id: str) -> list[str]:
    """Returns the names of its files."""
    session.get(Report, report_id, with_for_update=True)
    files = list(session.scalars(select(Blob.id).where(Blob.report_id == report_id)))
    for part in _PARTS:
        session.execute(delete(part).where(part.report_id == report_id))
    session.execute(update(Audit).where(Audit.report_id == report_id).values(report_id=None))
    session.execute(delete(Report).where(Report.id == report_id))
    return files
