"""How long reports are kept: two years at each level, longer for a reason (`keeping`), and then gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.whistleblowing import erasing, vault
from webapp.whistleblowing.desk import service
from webapp.whistleblowing.desk.cases import KEEP_LONGER
from webapp.whistleblowing.desk.service import Deed, Work
from webapp.whistleblowing.keeping import last_day
from webapp.whistleblowing.models import Entry, Handling, Holder, Wrap
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
        session.get_one(Handling, deed.case.handling_id).retain_until = until
        service.audit(session, deed, "retention_extended")

    return work


def expire(rooms: House, today: date) -> int:
    """Delete every report whose time has passed at all levels; returns how many. At one level only its keys go."""
    with rooms.db.write() as session:
        passed = session.scalars(select(Handling).where(Handling.retain_until < today)).all()
        over = {row for row in passed if last_day(session, row) < today}
        gone = {row.report_id for row in over if over.issuperset(_levels(session, row))}
        for row in over:
            _let_go(session, row)
    for report_id in gone:
        erasing.erase(rooms, report_id)
    return len(gone)


def _levels(session: Session, row: Handling) -> Sequence[Handling]:
    return session.scalars(select(Handling).where(Handling.report_id == row.report_id)).all()


def _let_go(session: Session, row: Handling) -> None:
    """Another level keeps it longer, and may read the old talk; here it looks as if the whole report had gone."""
    people = session.scalars(select(Holder.id).where(Holder.inspectorate_id == row.inspectorate_id))
    names = [vault.offline(row.inspectorate_id), *map(vault.holder, people)]
    session.execute(delete(Wrap).where(Wrap.report_id == row.report_id, Wrap.holder.in_(names)))
    session.execute(delete(Entry).where(Entry.report_id == row.report_id, Entry.compartment == vault.desk(row.id)))
