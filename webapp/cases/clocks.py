"""The clocks of a case as rows: opened, paused, resumed and ended by the moves of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.agencies.models import LocalClosure
from webapp.base.clock import Zone, local_date, zone_of_area
from webapp.base.db import Reader
from webapp.base.prepared import Prepared
from webapp.base.working_days import Calendar, Closure
from webapp.cases import timers
from webapp.cases.deadlines import (
    Classification,
    Clock,
    Pause,
    PauseReason,
    Rule,
    Starts,
    begun_anew,
    due,
    in_force,
    rule,
    rule_for,
)
from webapp.cases.models import Case, Deadline, StoredPause
from webapp.cases.moves import lasting, leaving, opened, over
from webapp.cases.reasons import CONTESTED, SAME_DUE
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Move

_ANEW = {Action.RETURN: Starts.RETURNED, Action.CONTEST: Starts.CONTESTED, Action.REOPEN: Starts.REOPENED}
BEGIN_ANEW = {**_ANEW, Action.TAKE_UP: Starts.REOPENED}
"""Moves after which a promise counts from themselves, not from what the rule names; that of publication says so."""
OF_ONE_AGENCY = frozenset({Action.ASK_CONTRIBUTION, Action.CONTRIBUTE, Action.DECLINE_CONTRIBUTION})
"""What touches one contribution and no other clock."""
PAUSE_REASONS = {Action.ASK_INFO: PauseReason.INFO_ASKED, Action.ANSWER: PauseReason.ANSWERED}

# made once: putting a statement together takes longer than running it
_CLOSED_AROUND = Prepared(
    select(LocalClosure.__table__).where(LocalClosure.area_code.in_(bindparam("areas", expanding=True)))
)


def zone_of(case: Case | Row[Any]) -> Zone:
    """The time zone in which the days of a case are counted: its area's, or the capital's where it has none."""
    return zone_of_area(case.area_code)


def calendar_for(session: Reader, area_code: str | None) -> Calendar:
    """National days off and the closures of this area and the areas around it."""
    return calendars_for(session, (area_code,))[area_code]


def calendars_for(session: Reader, area_codes: Iterable[str | None]) -> dict[str | None, Calendar]:
    """The calendar of each of many areas, read at once."""
    around = {code: _around(code) for code in area_codes}
    every = sorted({place for places in around.values() for place in places})
    rows = _CLOSED_AROUND.all(session, areas=every) if every else []
    return {code: _calendar(_closures(rows, places)) for code, places in around.items()}


def _around(area_code: str | None) -> tuple[str, ...]:
    """The codes of an area and of the areas that hold it."""
    return tuple(area_code[:length] for length in (2, 5, 8, 13) if len(area_code) >= length) if area_code else ()


def _closures(rows: Iterable[Row[Any]], places: tuple[str, ...]) -> tuple[Closure, ...]:
    return tuple(sorted(Closure(row.day, row.name) for row in rows if row.area_code in places))


@lru_cache(maxsize=256)
def _calendar(closures: tuple[Closure, ...]) -> Calendar:
    """One object for the same closures: it remembers the years it has counted."""
    return Calendar.of(closures)


def apply_move(session: Session, case: Case, move: Move, now: datetime, facts: Mapping[str, Any]) -> None:
    """End, pause, resume and open the clocks that the row of the table names; `now` decides the local day.

    Asked for, given or declined, a contribution is that of the agency in `facts`; other moves touch the clocks of all.
    """
    today = local_date(now, zone_of(case))
    whose = facts["agency"] if move.action in OF_ONE_AGENCY else None
    rows = [row for row in open_rows(session, case.id) if whose in (None, row.part)]
    move = leaving(move, Clock.FIRST_FOLLOW_UP) if SAME_DUE in facts else move
    move = leaving(move, *map(attrgetter("kind"), _of(rows, lasting(case))))
    for outcome, ended in (("met", move.closes), ("superseded", (*move.drops, *over(case)))):
        for row in _of(rows, ended):
            _end(row, today, now, outcome)
    for row in _of(rows, move.pauses):
        _pause(row, today, PAUSE_REASONS[move.action])
    for row in _of(rows, move.resumes):
        _resume(case, row, today, calendar_for(session, case.area_code))
    session.flush()
    for clock in opened(move, case):
        chosen = _rule(case, clock, BEGIN_ANEW.get(move.action), today)
        _open(session, case, chosen, today, now, next(_of(rows, (clock,)), None), whose)
    if move.action is Action.CLASSIFY:
        _reclassify(session, case, today, now, next(_of(rows, (Clock.RESOLUTION,))))
    if case.escalated_id is None:
        _climb_anew(session, case, rows, today)


def _of(rows: Iterable[Deadline], clocks: Iterable[Clock]) -> Iterator[Deadline]:
    """Those that are not ended yet, of these kinds."""
    kinds = set(clocks)
    return (row for row in rows if row.kind in kinds and row.ended_at is None)


def owe_again(session: Session, case: Case, clock: Clock, since: datetime) -> None:
    """Open the clock of a decision anew, from the day since when it waits."""
    day = local_date(since, zone_of(case))
    running = next(_of(open_rows(session, case.id), (clock,)), None)
    _open(session, case, _rule(case, clock, None, day), day, since, running, None)


def redate(session: Session, case: Case, now: datetime) -> bool:
    """Count the open clocks of a locked case by the calendar of today; no date comes before the one promised.

    Returns whether another calendar had counted one of them.
    """
    today, calendar = local_date(now, zone_of(case)), calendar_for(session, case.area_code)
    rows = [row for row in open_rows(session, case.id) if row.calendar != calendar.version]
    for row in rows:
        _redate(row, today, calendar)
    session.flush()
    return bool(rows)


def open_rows(session: Session, case_id: int) -> list[Deadline]:
    """The clocks of a case that still run or stand still."""
    return list(session.scalars(select(Deadline).where(Deadline.case_id == case_id, Deadline.ended_at.is_(None))))


def pauses_of(row: Deadline | Row[Any]) -> tuple[Pause, ...]:
    """The pauses of a clock, the open one last."""
    return tuple(
        Pause(date.fromisoformat(start), date.fromisoformat(end) if end else None, PauseReason(reason))
        for start, reason, end in row.pauses
    )


def reclassified(session: Session, case: Case, supervisory: bool) -> tuple[date, date] | None:
    """The day of the answer as it is promised now, and as it would be in this class; None where it has ended."""
    row = next((row for row in open_rows(session, case.id) if row.kind == Clock.RESOLUTION), None)
    if row is None:
        return None
    chosen = _rule(case, Clock.RESOLUTION, None, row.started_on, supervisory)
    return row.due, due(chosen, row.started_on, calendar_for(session, case.area_code), pauses_of(row))


def _rule(case: Case, clock: Clock, anew: Starts | None, started: date, supervisory: bool | None = None) -> Rule:
    """The rule of a clock that starts on a day, for a case as it is classified or would be."""
    is_so = case.supervisory if supervisory is None else supervisory
    of_class = Classification.SUPERVISORY if is_so else Classification.ORDINARY
    chosen = rule_for(clock, Kind(case.kind), of_class, in_force(started), case.category)
    return begun_anew(chosen, anew) if anew and clock is not Clock.PUBLICATION else chosen


def _open(
    session: Session, case: Case, chosen: Rule, today: date, now: datetime, running: Deadline | None, whose: int | None
) -> None:
    """Start a clock on `today` (day 0); one that still ran is superseded and kept."""
    if running is not None:
        _end(running, today, now, "superseded")
        session.flush()
    row = _row(session, case, chosen, today, [])
    row.part = whose or 0
    session.add(row)
    session.flush()


def _row(session: Session, case: Case, chosen: Rule, started: date, pauses: list[StoredPause]) -> Deadline:
    calendar = calendar_for(session, case.area_code)
    counted = {"rule": chosen.code, "calendar": calendar.version, "zone": zone_of(case).value}
    row = Deadline(case_id=case.id, kind=chosen.clock.value, **counted, started_on=started, pauses=pauses)
    row.due = row.first_due = due(chosen, started, calendar, pauses_of(row))
    row.step = 0
    row.next_on = _next_timer(case, row, started, calendar)
    return row


def _next_timer(case: Case, row: Deadline, today: date, calendar: Calendar) -> date | None:
    """The local day of the timer at the row's step; None for a clock that nobody is reminded of."""
    rings = row.kind != Clock.PUBLICATION or case.text_state == CONTESTED
    return timers.planned(rule(row.rule), row.step, row.due, today, calendar) if rings else None


def _redate(row: Deadline, today: date, calendar: Calendar) -> None:
    chosen = rule(row.rule)
    row.calendar = calendar.version
    row.due = max(row.due, due(chosen, row.started_on, calendar, pauses_of(row)))
    if row.paused_on is None and (row.next_on or row.step):  # at the top nothing comes next
        row.step, row.next_on = timers.redated(chosen, row.step, row.next_on, row.due, today, calendar)


def _end(row: Deadline, today: date, now: datetime, outcome: str) -> None:
    """A clock ends as `outcome`, met or superseded, unless it is late by then: that is never forgotten."""
    row.ended_at, row.next_on = now, None
    row.outcome = "late" if (row.paused_on or today) > row.due else outcome


def _pause(row: Deadline, today: date, reason: PauseReason) -> None:
    if row.paused_on is None:
        row.paused_on, row.next_on = today, None
        row.pauses = [*row.pauses, (today.isoformat(), reason.value, None)]


def _resume(case: Case, row: Deadline, today: date, calendar: Calendar) -> None:
    if row.paused_on is not None:
        *before, (start, reason, _open) = row.pauses
        row.pauses = [*before, (start, reason, today.isoformat())]
        row.paused_on = None
        row.calendar = calendar.version
        moved = due(rule(row.rule), row.started_on, calendar, pauses_of(row))
        if moved > row.due:  # a closure withdrawn meanwhile never shortens what was promised
            row.due, row.step = moved, 0
        row.next_on = _next_timer(case, row, today, calendar)


def _reclassify(session: Session, case: Case, today: date, now: datetime, old: Deadline) -> None:
    """Another class has other days: a new row from the same start, and the old promise stays visible."""
    _end(old, today, now, "superseded")
    session.flush()
    starts = rule(old.rule).starts
    anew = starts if starts in BEGIN_ANEW.values() else None
    fresh = _row(session, case, _rule(case, Clock.RESOLUTION, anew, old.started_on), old.started_on, old.pauses)
    fresh.paused_on = old.paused_on
    fresh.next_on = None if old.paused_on else fresh.next_on
    session.add(fresh)
    session.flush()


def _climb_anew(session: Session, case: Case, rows: Iterable[Deadline], today: date) -> None:
    """A late clock that had come to the top begins again from whoever has the case now."""
    for row in rows:
        if row.ended_at is None and row.paused_on is None and row.next_on is None:
            row.next_on = _next_timer(case, row, today, calendar_for(session, case.area_code))
