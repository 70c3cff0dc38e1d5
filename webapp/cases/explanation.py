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
from webapp.cases.lateness import DueState, Lateness, lateness


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

    `number` is the last day counted up to today, out of `total`. While `paused`, `due` is as if the clock went on after
    today. `first_due` was promised at first. `counted_due` is what the present calendar gives: before `due` where a
    promise was kept although a day off was withdrawn, after it until the date has been counted anew (`redating`).
    `undecreed`: years among the days whose holidays no decree has fixed yet. `weeks` are rows from Monday to Sunday.
    `part`: the agency whose contribution it is; 0 for the case's own clocks.
    """

    rule: Rule
    started: date
    today: date
    due: date
    first_due: date
    counted_due: date
    number: int
    total: int
    lateness: Lateness
    paused: PauseReason | None
    skipped: tuple[SkippedGroup, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    undecreed: tuple[int, ...]
    calendar_version: str
    part: int = 0

    @property
    def left(self) -> int:
        """Days of the rule after today up to `due`."""
        return self.lateness.left

    @property
    def overdue(self) -> int:
        """Days of the rule after `due` up to today; 0 also on a day off right after it."""
        return self.lateness.over

    @property
    def due_today(self) -> bool:
        """Whether this is the last day."""
        return self.lateness.state is DueState.LAST_DAY

    @property
    def passed(self) -> bool:
        """Whether the promise is broken; one that stands still has its date later."""
        return self.paused is None and self.lateness.passed

    @property
    def counts_today(self) -> bool:
        """Whether today itself has a number; on a skipped day `number` is that of the day before."""
        return any(cell.today and cell.number is not None for week in self.weeks for cell in week)

    @property
    def extended(self) -> bool:
        """Whether a pause gave more days than the rule has."""
        return self.total > self.rule.days and self.counted_due == self.due


def explain(
    rule: Rule,
    started: date,
    today: date,
    calendar: Calendar,
    pauses: Iterable[Pause] = (),
    due: date | None = None,
    first_due: date | None = None,
) -> Explanation:
    """The explanation of a clock that `started` (day 0), as seen on `today`; both are local dates of the case's zone.

    `due` is the stored date, up to which the days are told; None for a promise that nobody has made yet. A pause may
    still move it. Cost grows with the days from `started` to `due`.
    """
    closed, paused = _as_of(tuple(pauses), today)
    counted_due = deadlines.due(rule, started, calendar, closed)
    end = max(due or counted_due, counted_due) if paused else due or counted_due
    days = tuple(_walk(rule.unit, started, end, calendar, closed))
    return Explanation(
        rule=rule, started=started, today=today, due=end, first_due=first_due or end, counted_due=counted_due,
        number=_counted(days, today), total=_counted(days, end), paused=paused, skipped=_groups(days),
        lateness=lateness(rule, end, today, calendar, closed), weeks=tuple(_weeks(started, today, end, days)),
        undecreed=calendar.undecreed(started, end) if rule.unit is Unit.WORKING_DAYS else (),
        calendar_version=calendar.version,
    )  # fmt: skip


def _as_of(pauses: tuple[Pause, ...], today: date) -> tuple[tuple[Pause, ...], PauseReason | None]:
    """The pauses as if an open one ended today, and the reason of that one."""
    open_one = next((pause.reason for pause in pauses if pause.resumed_on is None), None)
    return tuple(_until(pause, today) for pause in pauses), open_one


def _counted(days: tuple[Day, ...], upto: date) -> int:
    """How many days have a number, up to and including this one."""
    return sum(day.number is not None and day.day <= upto for day in days)


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
