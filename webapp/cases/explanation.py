"""How a clock explains itself: each day counted or skipped and why, the rule and the calendar it follows.

Pure data for a template; words other than the names of holidays are the template's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from webapp.base.clock import ONE_DAY, week_of
from webapp.base.working_days import Calendar, DayOff, DayOffKind
from webapp.cases import deadlines
from webapp.cases.deadlines import Pause, PauseReason, Rule, Unit


class CellState(StrEnum):
    """What a day of the calendar table is; BEFORE and AFTER are empty cells that fill up a week."""

    BEFORE = "before"
    START = "start"  # day 0
    DONE = "done"
    NOW = "now"
    NEXT = "next"  # will be counted
    DUE = "due"
    SKIP = "skip"
    PAUSED = "paused"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day of the clock: counted as `number`, or not, because of `off` or a `pause`."""

    day: date
    number: int | None = None
    off: DayOff | None = None
    pause: PauseReason | None = None


@dataclass(frozen=True, slots=True)
class Cell(Day):
    """A day in the calendar table; `today` may be true in any state."""

    state: CellState = CellState.BEFORE
    today: bool = False


@dataclass(frozen=True, slots=True)
class SkippedGroup:
    """Days skipped for one reason. `name` is the Indonesian name of a holiday or closure, None for the others."""

    kind: DayOffKind | PauseReason
    name: str | None
    estimated: bool
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that a page says about one clock.

    `number` is the last day counted up to today, out of `total`; `left` the days after today up to `due`, `overdue`
    those after `due` up to today: one of the two is 0. While `paused`, `due` is as if the clock went on after today.
    `undecreed`: years among the days whose holidays no decree has fixed yet. `weeks` are rows from Monday to Sunday.
    """

    rule: Rule
    started: date
    today: date
    due: date
    number: int
    total: int
    left: int
    overdue: int
    paused: PauseReason | None
    skipped: tuple[SkippedGroup, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    undecreed: tuple[int, ...]
    calendar_version: str

    @property
    def due_today(self) -> bool:
        """Whether this is the last day."""
        return self.today == self.due

    @property
    def counts_today(self) -> bool:
        """Whether today itself has a number; on a skipped day `number` is that of the day before."""
        return any(cell.today and cell.number is not None for week in self.weeks for cell in week)

    @property
    def extended(self) -> bool:
        """Whether a pause gave more days than the rule has."""
        return self.total > self.rule.days


def explain(rule: Rule, started: date, today: date, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Explanation:
    """The explanation of a clock that `started` (day 0), as seen on `today`; both are local dates of the case's zone.

    Cost grows with the days from `started` to `due` or `today`, whichever is later.
    """
    known = tuple(pauses)
    closed = tuple(_until(pause, today) for pause in known)
    due = deadlines.due(rule, started, calendar, closed)
    days = tuple(_walk(rule.unit, started, max(due, today), calendar, closed))
    return _explanation(rule, started, today, due, days, calendar, known)


def _explanation(
    rule: Rule,
    started: date,
    today: date,
    due: date,
    days: tuple[Day, ...],
    calendar: Calendar,
    known: tuple[Pause, ...],
) -> Explanation:
    counted = [day.day for day in days if day.number is not None]
    inside = tuple(day for day in days if day.day <= due)
    return Explanation(
        rule=rule,
        started=started,
        today=today,
        due=due,
        number=sum(day <= min(today, due) for day in counted),
        total=sum(day <= due for day in counted),
        left=sum(today < day <= due for day in counted),
        overdue=sum(due < day <= today for day in counted),
        paused=next((pause.reason for pause in known if pause.resumed_on is None), None),
        skipped=_groups(inside),
        weeks=tuple(_weeks(started, today, due, inside)),
        undecreed=calendar.undecreed(started, due) if rule.unit is Unit.WORKING_DAYS else (),
        calendar_version=calendar.version,
    )


def _until(pause: Pause, today: date) -> Pause:
    """An open pause as if it ended today."""
    return pause if pause.resumed_on else replace(pause, resumed_on=max(today, pause.paused_on))


def _walk(unit: Unit, started: date, end: date, calendar: Calendar, pauses: tuple[Pause, ...]) -> Iterator[Day]:
    """The days after `started` up to and including `end`, numbered from 1 where they count."""
    number, day = 0, started
    while day < end:
        day += ONE_DAY
        off = calendar.day_off(day) if unit is Unit.WORKING_DAYS else None
        pause = None if off else next((pause.reason for pause in pauses if pause.holds(day)), None)
        counts = off is None and pause is None
        number += counts
        yield Day(day, number if counts else None, off, pause)


def _groups(days: tuple[Day, ...]) -> tuple[SkippedGroup, ...]:
    """Weekends first, then the other reasons in the order of their first days."""
    found: dict[tuple[DayOffKind | PauseReason, str | None, bool], list[date]] = {}
    for day in days:
        if reason := _reason(day):
            found.setdefault(reason, []).append(day.day)
    groups = [SkippedGroup(*reason, tuple(dates)) for reason, dates in found.items()]
    return tuple(sorted(groups, key=lambda group: (group.kind is not DayOffKind.WEEKEND, group.days)))


def _reason(day: Day) -> tuple[DayOffKind | PauseReason, str | None, bool] | None:
    if day.off is None:
        return (day.pause, None, False) if day.pause else None
    name = None if day.off.kind is DayOffKind.WEEKEND else day.off.name
    return day.off.kind, name, day.off.estimated


def _weeks(started: date, today: date, due: date, days: tuple[Day, ...]) -> Iterator[tuple[Cell, ...]]:
    by_date = {day.day: day for day in days}
    monday = week_of(started).monday
    while monday <= due:
        week = [monday + n * ONE_DAY for n in range(7)]
        yield tuple(_cell(by_date.get(day, Day(day)), started, today, due) for day in week)
        monday += 7 * ONE_DAY


def _cell(day: Day, started: date, today: date, due: date) -> Cell:
    state = _outside(day.day, started, due) or _inside(day, today)
    return Cell(day.day, day.number, day.off, day.pause, state, day.day == today)


def _outside(day: date, started: date, due: date) -> CellState | None:
    """The state of the ends of the clock and of what lies beyond them."""
    if day <= started:
        return CellState.START if day == started else CellState.BEFORE
    if day >= due:
        return CellState.DUE if day == due else CellState.AFTER
    return None


def _inside(day: Day, today: date) -> CellState:
    if day.number is None:
        return CellState.PAUSED if day.pause else CellState.SKIP
    if day.day == today:
        return CellState.NOW
    return CellState.DONE if day.day < today else CellState.NEXT
