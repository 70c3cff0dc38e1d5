"""When a promise is late, and by how much: the one definition that page, queue, counts and dossier share. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.working_days import Calendar
from webapp.cases.deadlines import Pause, Rule, days_between


class DueState(StrEnum):
    """Where a day stands to a due date, which itself still belongs to the promise."""

    BEFORE = "before"
    LAST_DAY = "last_day"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Lateness:
    """How near or late a promise is: so many days of its rule are `left` after today, or `over` since the due date.

    Both may be 0 beside LAST_DAY: on a day off right after the due date it has passed by no working day.
    """

    state: DueState
    left: int = 0
    over: int = 0

    @property
    def passed(self) -> bool:
        """Whether the promise is broken: one word for pages, queue, dossier and counts."""
        return self.state is DueState.PASSED


def due_state(due: date, today: date) -> DueState:
    """Where `today` stands to a due date; weekends and holidays make no difference."""
    if today == due:
        return DueState.LAST_DAY
    return DueState.PASSED if today > due else DueState.BEFORE


def lateness(rule: Rule, due: date, today: date, calendar: Calendar, pauses: Iterable[Pause] = ()) -> Lateness:
    """How near or late the promise is on `today`; days of waiting after the due date are no delay."""
    state = due_state(due, today)
    if state is not DueState.PASSED:
        return Lateness(state, left=days_between(rule.unit, today, due, calendar))
    waited = ((max(due, one.paused_on), min(today, one.resumed_on or today)) for one in pauses)
    waiting = sum(days_between(rule.unit, start, end, calendar) for start, end in waited if start < end)
    return Lateness(state, over=days_between(rule.unit, due, today, calendar) - waiting)
