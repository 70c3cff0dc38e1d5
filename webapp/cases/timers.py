"""What happens by itself around a due date: rules as data, counting as pure functions.

`step` of a clock is how many of its timers are behind it. Behind the last one an overdue case climbs: it is escalated
again every CLIMBS_EVERY working days, up to the national level. Where a person may be in danger a level more is told
each working day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp.base.clock import Zone, local_date
from webapp.base.working_days import Calendar
from webapp.cases.deadlines import Clock, Rule, Unit, shifted
from webapp.cases.workflow import Action

CLIMBS_EVERY = 3
"""Working days that each level has before the next one is told."""

AT_TOP = timedelta(days=30)
"""How often the top is reminded of a publication on which it must decide: nobody is above it, or in danger."""

ENDS = frozenset({Action.TIME_OUT, Action.ARCHIVE})
"""What no timer does while the reporter says that the agency is the wrong one: it waits and looks again."""

MORNING = timedelta(hours=6)
"""The day of the timers begins at six: no letter of theirs is written at night."""


@dataclass(frozen=True, slots=True)
class Timer:
    """One row: `day` is counted from the due date in the clock's own unit, below 0 before it.

    `lapses`: left out once the due date has passed, because it would come too late to be of use. What doesn't lapse is
    never left out, and when it is late the next timer keeps its distance from it. `otherwise` is done where the table
    of moves refuses `action`.
    """

    day: int
    action: Action
    lapses: bool = False
    otherwise: Action | None = None


DECIDED = (Clock.RIGHT_AGENCY, Clock.RIGHT_CATEGORY, Clock.PUBLICATION, Clock.HARM)
"""What a reporter contests, and who must decide is reminded of; of publication only once it is contested (`clocks`): a
case climbs because of its handling, not of its text. All of it while the reporter is waited for, too. And harm that
came to light after the end.
"""


def _office(before: int) -> tuple[Timer, ...]:
    return (Timer(-before, Action.REMIND, lapses=True), Timer(1, Action.ESCALATE))


TIMERS: Mapping[Clock, tuple[Timer, ...]] = {
    Clock.VERIFICATION: _office(1),
    Clock.FIRST_FOLLOW_UP: _office(1),
    Clock.RESOLUTION: _office(3),
    Clock.CONTRIBUTION: _office(1),
    Clock.INTERPRETATION: _office(1),
    Clock.REPORTER_REPLY: (
        Timer(-5, Action.REMIND),
        Timer(-2, Action.REMIND),
        Timer(1, Action.TIME_OUT, otherwise=Action.ESCALATE),  # never closed by timer without a follow-up
    ),
    Clock.REPORTER_COMPLETES: (
        Timer(-16, Action.REMIND),
        Timer(-5, Action.REMIND),
        Timer(1, Action.ARCHIVE),
    ),
    # only reminded, a level higher each time: whoever has the case still answers for it
    **dict.fromkeys(DECIDED, (Timer(-1, Action.REMIND, lapses=True), Timer(1, Action.REMIND))),
    Clock.HARM: (Timer(0, Action.REMIND, lapses=True), Timer(1, Action.REMIND)),  # the letter on it came the day before
}


def day_of_timers(now: datetime, zone: Zone) -> date:
    """The local day whose timers are due at `now`."""
    return local_date(now - MORNING, zone)


def escalates(clock: Clock) -> bool:
    """Whether a case climbs because such a clock is late."""
    return TIMERS[clock][-1].action is not Action.REMIND


def timer_at(clock: Clock, step: int) -> Timer:
    """The timer that comes next; behind the last one an escalation again, or a reminder where no case climbs."""
    timers = TIMERS[clock]
    if step < len(timers):
        return timers[step]
    return Timer(0, Action.ESCALATE if escalates(clock) else Action.REMIND)


def climbs(clock: Clock, step: int) -> bool:
    """Whether all timers of the table are behind it."""
    return step >= len(TIMERS[clock])


def planned(rule: Rule, step: int, due: date, today: date, calendar: Calendar) -> date:
    """The day of the timer at `step`; while the case climbs, counted from `today`."""
    if climbs(rule.clock, step):
        return next_level(rule.clock, today, calendar)
    return shifted(rule.unit, due, TIMERS[rule.clock][step].day, calendar)


def next_level(clock: Clock, today: date, calendar: Calendar) -> date:
    """When the level above is told, if nobody acts until then."""
    return shifted(Unit.WORKING_DAYS, today, 1 if clock is Clock.HARM else CLIMBS_EVERY, calendar)


def levels_up(clock: Clock, step: int) -> int:
    """How many levels above who decides the reminder at `step` goes: one once that of a late decision was in vain, of
    harm as soon as it is late.
    """
    return step if clock is Clock.HARM else max(0, step + 1 - len(TIMERS[clock]))


def following(rule: Rule, done: int, due: date, today: date, calendar: Calendar) -> date:
    """When the timer after the one at `done` comes, now that this one was done `today`."""
    after = planned(rule, done + 1, due, today, calendar)
    last, following_one = timer_at(rule.clock, done), timer_at(rule.clock, done + 1)
    if last.lapses or climbs(rule.clock, done + 1):
        return after
    return max(after, shifted(rule.unit, today, following_one.day - last.day, calendar))


def redated(
    rule: Rule, step: int, next_on: date | None, due: date, today: date, calendar: Calendar
) -> tuple[int, date | None]:
    """(step, day) of the next timer, now that the calendar of a clock and perhaps its date have changed.

    A case that climbed for this clock and has time again climbs on only when the new date has passed, too. What keeps
    its distance from a timer that was late comes no sooner than before.
    """
    if climbs(rule.clock, step):
        again = planned(rule, len(TIMERS[rule.clock]) - 1, due, today, calendar)
        return step, next_on if today > due else again
    day = planned(rule, step, due, today, calendar)
    keeps_distance = step > 0 and not timer_at(rule.clock, step - 1).lapses
    return step, max(day, next_on) if keeps_distance and next_on else day


def not_lapsed(clock: Clock, step: int, due: date, today: date) -> int:
    """The step that is next on `today`, without reminders that would come after the due date."""
    while timer_at(clock, step).lapses and today > due:
        step += 1
    return step


def heard_until(rule: Rule, step: int, due: date, today: date, calendar: Calendar) -> date:
    """The last day on which an answer to the reminder at `step`, done `today`, still comes in time: `due`, or later."""
    if step >= len(TIMERS[rule.clock]) - 1:
        return due  # late already
    day = today
    for done in range(step, len(TIMERS[rule.clock]) - 1):
        day = following(rule, done, due, day, calendar)
    return max(due, shifted(rule.unit, day, -1, calendar))
