"""The job that counts promises anew when the calendar has changed: a closure entered or withdrawn, a decree come true.

Pages, queue, letters and timers all tell the stored date, so this is the one place where a calendar moves it. No date
comes before the one promised. Each case has a transaction of its own and is looked at again under its lock, so two
workers move it once, and one that dies has moved it wholly or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from webapp.agencies.models import LocalClosure
from webapp.base.db import Database
from webapp.base.jobs import Job
from webapp.base.logs import get_logger
from webapp.cases import scopes
from webapp.cases.clocks import calendars_for, redate
from webapp.cases.models import Case, Deadline
from webapp.cases.service import locked

REDATE = "redate"
EVERY = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
BATCH = 500

_CLOSURES = select(LocalClosure.area_code, LocalClosure.day, LocalClosure.name).order_by(LocalClosure.id)

Place = tuple[int, str, int]
"""Which open clock: its case, its kind, its part."""
_PLACE = (Deadline.case_id, Deadline.kind, Deadline.part)

Broken = dict[int, tuple[datetime, timedelta]]
"""Cases that broke: when each is tried again, alone, and how long it waits for that."""


def redating_job(db: Database, clock: Callable[[], datetime]) -> Job:
    """Looks at every open clock when a worker starts and after each change of the closures, else at these alone.

    A case that breaks is tried again by itself, each time after twice as long, and makes nobody look at all others.
    """
    done: object = None
    broken: Broken = {}

    def run() -> None:
        nonlocal done
        with db.read() as session:
            closures = session.execute(_CLOSURES).all()
        for case_id in [number for number, (at, _wait) in broken.items() if at <= clock()]:
            _redate(db, case_id, clock(), broken)
        if closures == done:
            return
        if moved := redate_all(db, clock, broken):
            get_logger().info("redated", job=REDATE, count=moved)
        else:
            done = closures  # only a round that finds nothing shows that nothing was missed

    return Job(REDATE, run, EVERY)


def redate_all(db: Database, clock: Callable[[], datetime], broken: Broken | None = None) -> int:
    """Bring every open clock to the calendar of today, but of no case that is `broken` already, to which those that
    break now are added; returns how many cases had another calendar.
    """
    aside: Broken = {} if broken is None else broken
    return sum(_redate(db, case_id, clock(), aside) for case_id in _elsewhere(db) if case_id not in aside)


def _elsewhere(db: Database) -> Iterator[int]:
    """The cases with an open clock that another calendar has counted, batch after batch."""
    after: Place = (0, "", 0)
    while True:
        with db.read() as session:
            rows = session.execute(open_clocks(after)).all()
            calendars = calendars_for(session, {row.area_code for row in rows})
        counted = {row.case_id for row in rows if row.calendar != calendars[row.area_code].version}
        yield from sorted(counted)
        if len(rows) < BATCH:
            return
        after = (rows[-1].case_id, rows[-1].kind, rows[-1].part)


def open_clocks(after: Place) -> Select[int, str, int, str, str | None]:
    """One batch of the open clocks, by the index that holds only these."""
    found = select(*_PLACE, Deadline.calendar, Case.area_code)
    found = found.join(Case, Case.id == Deadline.case_id).where(Deadline.ended_at.is_(None))
    found = found.where(tuple_(*_PLACE) > tuple_(*after))
    return found.order_by(*_PLACE).limit(BATCH)


def _redate(db: Database, case_id: int, now: datetime, broken: Broken) -> bool:
    """One case in one transaction; what breaks is logged and tried again later, and the others go on."""
    _at, waited = broken.pop(case_id, (now, EVERY / 2))
    try:
        with db.write() as session:
            count_anew(session, locked(session, case_id), now)
    except Exception as error:  # noqa: BLE001 - one broken case must not keep the others waiting
        wait = min(2 * waited, LONGEST_WAIT)
        broken[case_id] = (now + wait, wait)
        get_logger().error("redating_broke", job=REDATE, exc_info=error)
    return True


def count_anew(session: Session, case: Case, now: datetime) -> None:
    """Bring the open clocks of a locked case, and the queues that it stands in, to the calendar of today."""
    if redate(session, case, now):
        scopes.refresh(session, case)
