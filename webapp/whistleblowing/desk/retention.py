"""How long reports are kept: two years, longer for a reason, and then gone for good."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.whistleblowing import erasing, vault
from webapp.whistleblowing.desk import service
from webapp.whistleblowing.desk.cases import KEEP_LONGER
from webapp.whistleblowing.desk.service import Deed, Work
from webapp.whistleblowing.models import Report
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
        erasing.erase(rooms, report_id)
    return len(gone)
