"""A second reading of the clocks, made from the words alone, to hold against `webapp.cases.deadlines`.

Written from sections 4 and 11 of the domain notes without a look at the product's rules or calendar: where the two
differ, one of them has misread a sentence. It walks day by day, is slow on purpose, and knows no formula.

Where the words leave freedom, and what is chosen here:

1.  "Day 1 is *always* the first working day": for the one clock in calendar days (30) day 1 is the next day of any
    kind, and its last day is not moved when it is a Sunday or a holiday.
2.  The last day belongs to the clock: a clock is overdue from the day after, and a timer acts on that day.
3.  Today counts as used as soon as it has begun, so that on the last day all days are used.
4.  Asked and supplied on one day: "the day of asking counts, the day of supply doesn't" cannot both hold. Asking
    comes first, nothing was waited for, and the day counts.
5.  A clock still paused has no last day (`StillPaused`), unless it had ended before information was asked, or on
    that very day.
6.  Pauses that overlap stop the clock once. One that began before the clock stops those of its days that lie inside.
7.  An answer is taken like a question: its day counts, the days after it until and with the day of the reply do not.
8.  "At least 5 days left" are 5 days of the clock from the reply on, also when the answer came late and none was left;
    more than 5 stay what they were. It holds for each answer and reply anew.
9.  Reopening gives the whole number of days of the class again, from the day of reopening, which is day 0.
10. A new class recomputes from the same start: the days already used are used.
11. A day can be skipped for several reasons; the calendar's come before the case's: weekend, holiday, closure, pause.
12. In a year without a decree the fixed and expected holidays of the library hold, without joint leave.
13. "The second time keeps the old date": passed on by offices that have not begun, a case starts its first follow-up
    anew on the first day that it is passed on, and on no later one. Once an office has begun, that promise is over,
    and what comes after counts from its own beginning.
14. Harm that comes to light after the end has one working day. In its morning the coordinator is reminded, and on each
    working day after it a level more, until somebody takes it up; the top again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum
from itertools import takewhile

from holidays import country_holidays

PROFILE = {
    "verification": 3,
    "first follow-up": 5,
    "information request": 5,
    "suggestion": 5,
    "complaint, not supervisory": 14,
    "complaint, supervisory": 60,
    "reporter's reply": 10,
}
"""Working days of the clocks of "PermenPANRB 62/2018", as the table gives them."""
COMPLETION = 30
""" "reporter completes a returned report | 30 calendar days"."""
LEAST_AFTER_A_REPLY = 5
""" "a reply resumes it with at least 5 days left"."""
HOURS = {"WIB": 7, "WITA": 8, "WIT": 9}
NATIONAL = country_holidays("ID", categories=("public", "government"), language="id")
ONE_DAY = timedelta(days=1)


class StillPaused(ValueError):
    """The clock stands still, and nobody knows yet when it will end."""


class Skipped(StrEnum):
    """Why a day is not counted."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    CLOSURE = "closure"
    PAUSE = "pause"


@dataclass(frozen=True)
class Pause:
    """From the local day on which information was asked to the one on which it was supplied (None: not yet)."""

    start: date
    end: date | None

    def stops(self, day: date) -> bool:
        """ "For information asked: the day of asking counts, the day of supply doesn't." """
        return self.start < day and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Round:
    """The local days of an answer and of the reporter's reply to it."""

    answered: date
    replied: date


def local_day(instant: datetime, zone: str) -> date:
    """ "Days are calendar days in the time zone of the case's area (WIB, WITA, WIT ...)." """
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(timezone(timedelta(hours=HOURS[zone]))).date()


def is_working_day(day: date, closures: frozenset[date] = frozenset()) -> bool:
    """ "Working days: Monday to Friday less national holidays and cuti bersama, local closures editable." """
    return why_skipped(day, (), closures) is None


def why_skipped(day: date, pauses: Sequence[Pause], closures: frozenset[date]) -> Skipped | None:
    """ "A clock explains itself: ... each day counted or skipped and why." None for a day that counts."""
    if day.isoweekday() in {6, 7}:
        return Skipped.WEEKEND
    if day in NATIONAL:
        return Skipped.HOLIDAY
    if day in closures:
        return Skipped.CLOSURE
    return Skipped.PAUSE if any(pause.stops(day) for pause in pauses) else None


def _days_after(day: date) -> Iterator[date]:
    while True:
        day += ONE_DAY
        yield day


def due(days: int, started: date, pauses: Sequence[Pause] = (), closures: frozenset[date] = frozenset()) -> date:
    """The last day of a clock of so many working days (at least 1).

    "Day 1 is always the first working day after the date that starts the clock (so day 0 is the day of filing, working
    day or not)." StillPaused when an open pause leaves it without one.
    """
    if days < 1:
        raise ValueError("a clock has at least one day")
    used = 0
    for day in _days_after(started):
        _refuse_to_wait_for_ever(day, pauses)
        used += why_skipped(day, pauses, closures) is None
        if used == days:
            return day
    raise AssertionError("the days never end")


def _refuse_to_wait_for_ever(day: date, pauses: Sequence[Pause]) -> None:
    for pause in pauses:
        if pause.end is None and day > pause.start:
            raise StillPaused(f"waiting for information since {pause.start}")


def due_calendar(days: int, started: date) -> date:
    """The last day of a clock in calendar days: "reporter completes a returned report | 30 calendar days | request"."""
    day = started
    for _ in range(days):
        day += ONE_DAY
    return day


def days_used(started: date, today: date, pauses: Sequence[Pause] = (), closures: frozenset[date] = frozenset()) -> int:
    """How many days of the clock have begun, today's among them; 0 on the day that starts it and before.

    The same sentence as `due`; an open pause is no trouble here, its days just do not count.
    """
    used = 0
    for day in _days_after(started):
        if day > today:
            return used
        used += why_skipped(day, pauses, closures) is None
    raise AssertionError("the days never end")


def is_overdue(last_day: date, today: date) -> bool:
    """A clock's last day is still in time; "reporter's reply, *then* automatic close" acts on the day after."""
    return today > last_day


def resumed_due(
    days: int,
    answered: date,
    replied: date,
    started: date,
    pauses: Sequence[Pause] = (),
    closures: frozenset[date] = frozenset(),
) -> date:
    """The last day of a class clock that one answer paused and one reply resumed.

    "ANSWERED pauses the class clock; a reply resumes it with at least 5 days left." The day of the answer counts, if
    it is a working day that no other pause stops; the day of the reply does not, nor any day between: the reply is a
    day 0, and the first of the days left is the first working day after it. With the days used until and with the
    answer taken away, fewer than 5 left, or less than none, become 5.
    """
    return due_after_rounds(days, started, [Round(answered, replied)], pauses, closures)


def due_after_rounds(
    days: int,
    started: date,
    rounds: Sequence[Round],
    pauses: Sequence[Pause] = (),
    closures: frozenset[date] = frozenset(),
) -> date:
    """The last day after several answers and replies, in their order: each reply leaves at least 5 days anew."""
    left, since = days, started
    for turn in rounds:
        left = max(LEAST_AFTER_A_REPLY, left - days_used(since, turn.answered, pauses, closures))
        since = turn.replied
    return due(left, since, pauses, closures)


def first_follow_up_due(
    days: int, assigned: date, passed_on: Sequence[date] = (), closures: frozenset[date] = frozenset()
) -> date:
    """The last day of the first follow-up of a case that was passed on, on these days in their order, before anybody
    had begun: "the second time keeps the old date".
    """
    return due(days, passed_on[0] if passed_on else assigned, (), closures)


def harm_told(came: date, until: date, closures: frozenset[date] = frozenset()) -> list[tuple[date, int]]:
    """Each day up to `until` on which somebody is reminded of harm that `came` to light after the end, and how many
    levels above its coordinator: "a level higher each working day until it is taken up".
    """
    since = takewhile(lambda day: day <= until, _days_after(came))
    return [(day, level) for level, day in enumerate(day for day in since if is_working_day(day, closures))]


def reopened_due(
    days: int, reopened: date, pauses: Sequence[Pause] = (), closures: frozenset[date] = frozenset()
) -> date:
    """The last day of the clock that "reopening opens": a new one of all its days. "Both shown": the first stays."""
    return due(days, reopened, pauses, closures)
