"""What must be true on every single day, as read from the tables and not from the code that wrote them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from tests.cases import oracle
from webapp.agencies.models import Agency
from webapp.agencies.queries import lineage
from webapp.base.working_days import Calendar
from webapp.cases.deadlines import Clock
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.reports import Kind
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Action, Status
from webapp.officers.queries import owner_of

CALENDAR = Calendar.of()
OURS = (Clock.VERIFICATION, Clock.FIRST_FOLLOW_UP, Clock.RESOLUTION)


@dataclass
class Figures:
    """What was seen in a year."""

    happened: Counter[str] = field(default_factory=Counter)
    overdue_days: int = 0
    owned_above: int = 0
    case_days: int = 0


def after_the_worker(session: Session, now: datetime, today: date, figures: Figures) -> None:
    """Nothing due is left undone; who became late was escalated today; who was closed had been asked twice."""
    rows = _running(session)
    assert not [row for row in rows if row.next_on is not None and row.next_on <= today], "left undone"
    done = session.execute(select(CaseEvent.case_id, CaseEvent.action).where(CaseEvent.at == now)).all()
    late = _latest_first(rows, today)
    at_the_top = _at_the_top(session, late, now)
    for case_id, clock in late.items():
        figures.overdue_days += 1
        if CALENDAR.add_working_days(clock.due, 1) == today and (case_id, Action.ESCALATE.value) not in done:
            assert case_id in at_the_top, f"case {case_id} is late since {clock.due} and was not escalated"
        assert clock.next_on is not None or case_id in at_the_top, f"case {case_id} stopped climbing"
    for case_id, action in done:
        figures.happened[f"{action} by the system"] += 1
        if action in (Action.TIME_OUT, Action.ARCHIVE):
            _was_asked_twice(session, case_id, Action(action))
    clocks = Counter(row.case_id for row in rows if row.kind == Clock.HARM)
    harmed = session.scalars(select(Case).where(Case.harm_since.is_not(None))).all()
    assert clocks == Counter(case.id for case in harmed), "who is harmed has a clock, and nobody else"
    for case in harmed:
        figures.happened["told of harm"] += _is_told_of_harm(session, case, now, today)


def _is_told_of_harm(session: Session, case: Case, now: datetime, today: date) -> bool:
    """Whether somebody was reminded of it today: on each day that the oracle names, and then of the level it names."""
    assert case.harm_since is not None
    reminders = select(CaseEvent).where(CaseEvent.case_id == case.id, CaseEvent.at > case.harm_since)
    told = [one for one in session.scalars(reminders.order_by(CaseEvent.seq)) if one.data.get("clock") == Clock.HARM]
    expected = oracle.harm_told(oracle.local_day(case.harm_since, "WITA"), today)
    assert [oracle.local_day(one.at, "WITA") for one in told] == [day for day, _level in expected], case.id
    if not expected or expected[-1][0] != today:
        return False
    levels = lineage(session, case.coordinator_id)[::-1]
    above = levels[min(expected[-1][1], len(levels) - 1)]
    assert told[-1].data["agency"] == owner_of(session, above, now).agency_id, (case.id, expected[-1])
    return True


def after_the_people(session: Session, now: datetime, figures: Figures) -> None:
    """Every open case has a running clock of whoever must act, and an owner who is active."""
    clocks = defaultdict(set)
    for row in _running(session):
        clocks[row.case_id].add(row.kind)
    active: dict[int, bool] = {}
    for case in _cases(session):
        figures.case_days += 1
        assert OWNER_CLOCK[Status(case.status)].value in clocks[case.id], f"case {case.id} has no clock"
        answering = case.escalated_id or case.agency_id
        figures.owned_above += answering != case.agency_id
        if answering not in active:
            active[answering] = owner_of(session, answering, now).officer is not None
        assert active[answering], f"case {case.id} has no active owner"


def at_the_end(session: Session, figures: Figures) -> None:
    """Every row is what its events make it; nothing closed by timer counts as solved."""
    assert list(unfaithful(session)) == []
    by_timer = select(Case.closed_by).where(Case.closed_by == "reporter").join(CaseEvent, CaseEvent.case_id == Case.id)
    assert not session.scalars(by_timer.where(CaseEvent.action == "time_out", CaseEvent.seq == Case.version)).all()
    for closed_by, status in session.execute(select(Case.closed_by, Case.status)):
        figures.happened[f"at the end {status}{f' by {closed_by}' if closed_by else ''}"] += 1


def _running(session: Session) -> Sequence[Row[Any]]:
    open_ones = select(Deadline.__table__).where(Deadline.ended_at.is_(None), Deadline.paused_on.is_(None))
    return session.execute(open_ones).all()


def _latest_first(rows: Sequence[Row[Any]], today: date) -> dict[int, Row[Any]]:
    """For each late case the promise that is late for longest."""
    late = [row for row in rows if row.kind in OURS and CALENDAR.working_days_between(row.due, today) > 0]
    return {row.case_id: row for row in sorted(late, key=lambda row: (row.due, row.id), reverse=True)}


def _at_the_top(session: Session, case_ids: Collection[int], now: datetime) -> set[int]:
    """Those of the cases that nobody is above any more; each agency is asked once a day."""
    agencies = {case.id: case.escalated_id or case.agency_id for case in _cases(session) if case.id in case_ids}
    roots = set(session.scalars(select(Agency.id).where(Agency.parent_id.is_(None))))
    tops = {agency for agency in set(agencies.values()) if owner_of(session, agency, now).agency_id in roots}
    return {case_id for case_id, agency in agencies.items() if agency in tops}


def _cases(session: Session) -> Sequence[Row[Any]]:
    return session.execute(select(Case.__table__).where(Case.status.in_(OPEN))).all()


def _was_asked_twice(session: Session, case_id: int, action: Action) -> None:
    told = select(CaseEvent.action).where(CaseEvent.case_id == case_id).order_by(CaseEvent.seq.desc())
    actions = list(session.scalars(told))
    asked = Action.ANSWER if action is Action.TIME_OUT else Action.ASK_INFO
    since = list(takewhile(lambda told: told not in (asked, Action.KEEP_AGENCY), actions))
    assert since.count(Action.REMIND) == 2, (case_id, since)
    assert action is Action.ARCHIVE or _was_worked_on(session.get_one(Case, case_id), actions), (case_id, actions)


def _was_worked_on(case: Case, newest_first: Sequence[str]) -> bool:
    """By whoever has it now, since it came to them or was reopened: by the events alone."""
    began = {Action.ASSIGN, Action.REASSIGN, Action.RETURN, Action.CONTEST, Action.REOPEN, Action.TAKE_UP}
    since = list(takewhile(lambda action: action not in began, newest_first))
    words_do = Action.ANSWER in since and case.kind != Kind.COMPLAINT
    return words_do or bool({Action.START, Action.NOTE} & set(since))
