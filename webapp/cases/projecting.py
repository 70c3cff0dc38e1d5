"""Rows of cases that other code has written become what today's code makes of their events.

A new column begins with one value for all, a rule of `events` may change, an older version may run again for a while:
then rows differ from their events, or queues and searched words from their row, and `flask verify` would blame them. So
`db upgrade` and each start of a worker look at the cases that have moved since this code was here last, at all of them
when another one was. What is as the events say is only read. A row whose chain is broken is left as it is: that is for
`verify` to tell.
"""

from __future__ import annotations

import inspect
from datetime import timedelta
from functools import cache
from hashlib import sha256

from sqlalchemy import Row, String, and_, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.base.db import Base, Database
from webapp.base.jobs import Job
from webapp.base.logs import get_logger
from webapp.cases import (
    actions,
    desk_index,
    events,
    parts,
    publishing,
    reasons,
    reports,
    scopes,
    signs,
    unread,
    workflow,
)
from webapp.cases.clocks import owe_again
from webapp.cases.deadlines import Clock
from webapp.cases.models import BIG, Case, CaseEvent
from webapp.cases.queries import state_of
from webapp.cases.reasons import TEXT_PUBLIC
from webapp.cases.service import locked, put
from webapp.cases.verifying import by_case, chained, unasked
from webapp.cases.workflow import Action

PROJECT = "project"
EVERY = timedelta(minutes=1)
BATCH = 500
BATCHES = 20
"""In one go: 10,000 cases, some ten seconds of work, so that neither an upgrade nor another job waits long."""
BACK = 1000
"""How many events a start looks back beyond the last one seen: their numbers commit out of order."""

SOURCES = (actions, desk_index, events, parts, reasons, reports, scopes, signs, unread, workflow)
"""What makes a row of its events, and of the row what the desk finds it by."""

_NEWEST = select(CaseEvent.id, Case).join(Case, and_(Case.id == CaseEvent.case_id, Case.version == CaseEvent.seq))


class Projected(Base):
    """How far the rows of cases are known to be what their events say by the code of this digest."""

    __tablename__ = "projected"

    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    upto: Mapped[int] = mapped_column(BIG)  # number of an event


def projecting_job(db: Database) -> Job:
    """Goes on where the last look ended, until it has seen what there was when this worker started."""
    done: bool | None = None

    def run() -> None:
        nonlocal done
        if done is None:
            begin(db)
        if not done:
            written, done = project_anew(db)
            if written:
                get_logger().info("projected_anew", job=PROJECT, count=written)

    return Job(PROJECT, run, EVERY)


def begin(db: Database) -> None:
    """Say that this code is here; where another one was since, everything must be looked at."""
    db.write_again(_begin)  # two may say so at once


def project_anew(db: Database, batches: int = BATCHES, size: int = BATCH) -> tuple[int, bool]:
    """Look at the next `batches` of `size` cases, in the order of their newest events; returns how many rows were
    written, and whether none is left. A batch that was cut short is looked at again; two at once do the same twice.
    """
    written, done = 0, False
    for _ in range(batches):
        with db.read() as session:
            rows = _next(session, size)
            wrong = _differing(session, [case for _event, case in rows])
        written += sum(_project(db, case_id) for case_id in wrong)
        _seen(db, rows[-1].id if rows else 0)
        if done := len(rows) < size:
            break
    return written, done


def _begin(session: Session) -> None:
    seen = session.get(Projected, _code())
    if seen is None:
        session.execute(delete(Projected))
        session.add(Projected(code=_code(), upto=0))
    else:
        seen.upto = max(0, seen.upto - BACK)


@cache
def _code() -> str:
    """What tells this code from another that may project otherwise."""
    return sha256("".join(map(inspect.getsource, SOURCES)).encode()).hexdigest()


def _next(session: Session, size: int) -> list[Row[int, Case]]:
    """Each case by its newest event; none when another code has begun since."""
    upto = select(Projected.upto).where(Projected.code == _code()).scalar_subquery()
    return list(session.execute(_NEWEST.where(CaseEvent.id > upto).order_by(CaseEvent.id).limit(size)).all())


def _seen(db: Database, upto: int) -> None:
    with db.write() as session:
        session.execute(update(Projected).where(Projected.code == _code(), Projected.upto < upto).values(upto=upto))


def _differing(session: Session, cases: list[Case]) -> list[int]:
    """Also those that can't be read, for whoever looks at them under their lock."""
    kept = by_case(session, [case.id for case in cases], CaseEvent, CaseEvent.case_id, CaseEvent.seq)
    return [case.id for case in cases if not _faithful(session, case, kept[case.id])]


def _faithful(session: Session, case: Case, kept: list[CaseEvent]) -> bool:
    """The row may be right and what follows from it not: a version that did not know of it leaves it as it was."""
    try:
        followed = scopes.kept_up(session, case) and not unasked(session, case)
        return followed and chained(case.ticket, kept) == state_of(case)
    except Exception:  # noqa: BLE001 - looked at again, and told then
        return False


def _project(db: Database, case_id: int) -> bool:
    """Whether a row was written, with its queues and what the public reads; what breaks is logged and keeps nobody."""
    try:
        with db.write() as session:
            case = locked(session, case_id)
            kept = by_case(session, [case_id], CaseEvent, CaseEvent.case_id, CaseEvent.seq)[case_id]
            put(case, chained(case.ticket, kept))
            since = {Clock.HARM: case.harm_since}
            for clock in unasked(session, case):
                contests = (one.at for one in kept if one.action == Action.CONTEST_TEXT)
                owe_again(session, case, clock, since.get(clock) or max(contests))
            _follow(session, case)
    except Exception as error:  # noqa: BLE001 - one broken case must not keep the others waiting
        get_logger().error("projecting_broke", job=PROJECT, exc_info=error)
        return False
    return True


def _follow(session: Session, case: Case) -> None:
    """Whatever is written beside the row follows it, as after a move."""
    session.flush()
    if case.text_state not in TEXT_PUBLIC:
        publishing.unpublish(session, case)
    publishing.keep_up(session, case, case.changed_at)
    scopes.refresh(session, case)
