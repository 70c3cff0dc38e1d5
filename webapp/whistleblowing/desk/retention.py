"""How long reports are kept: two years, longer for a reason, and then gone for good."""

from __future__ import annotations

from datetime import date

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.whistleblowing import vault
from webapp.whistleblowing.desk import service
from webapp.whistleblowing.desk.cases import KEEP_LONGER
from webapp.whistleblowing.desk.service import Deed, Work
from webapp.whistleblowing.models import Blob, Entry, Handling, IdentityRequest, Report, Wrap
from webapp.whistleblowing.seats import REPORTER
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import House

YEARS = (1, 2, 5)
"""By how much the time may be prolonged at once."""


def prolonged(day: date, years: int) -> date:
    """The same day so many years later, the last of February where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def keep_longer(years: int, reason: str) -> Work:
    """Prolong; the reason is sealed among the notes, that it was done stands in the audit."""

    def work(session: Session, deed: Deed) -> None:
        until = prolonged(deed.case.retain_until, years)
        service.say(session, deed, vault.desk(deed.case.handling_id), KEEP_LONGER, f"{until.isoformat()}\n{reason}")
        mine = update(Report).where(Report.id == deed.case.report_id, Report.retain_until < until)
        session.execute(mine.values(retain_until=until))
        service.audit(session, deed, "retention_extended")

    return work


def expire(rooms: House, today: date) -> int:
    """Delete every report whose time has passed; returns how many."""
    with rooms.db.read() as session:
        gone = session.scalars(select(Report.id).where(Report.retain_until < today)).all()
    for report_id in gone:
        forget(rooms, report_id)
    return len(gone)


def forget(rooms: House, report_id: str) -> None:
    """A report for good: first the wraps, so that nothing opens whatever comes next, then files, then rows.

    May be said twice, so what a crash interrupts the next run ends.
    """
    with rooms.db.write() as session:
        session.execute(delete(Wrap).where(Wrap.report_id == report_id))
        names = session.scalars(select(Blob.id).where(Blob.report_id == report_id)).all()
    rooms.sessions.end_all(Visitor(REPORTER, report_id))
    for name in names:
        rooms.store.remove(name)
    with rooms.db.write() as session:
        for table in (IdentityRequest, Entry, Blob, Handling):
            session.execute(delete(table).where(table.report_id == report_id))
        session.execute(delete(Report).where(Report.id == report_id))
    _truncate(rooms)


def _truncate(rooms: House) -> None:
    """What was deleted must not live on in the write-ahead log."""
    if rooms.db.engine.dialect.name == "sqlite":
        with rooms.db.glimpse() as look:
            look.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
