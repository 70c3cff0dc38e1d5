"""One definition of late: on working days, weekends and holidays, with days of waiting."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.base.working_days import Calendar, Closure
from webapp.cases.deadlines import Clock, Pause, PauseReason, rule_for
from webapp.cases.lateness import DueState, Lateness, lateness
from webapp.cases.reports import Kind

WORKING = rule_for(Clock.VERIFICATION, Kind.COMPLAINT)
CALENDAR_DAYS = rule_for(Clock.REPORTER_COMPLETES, Kind.COMPLAINT)
FRIDAY = date(2026, 12, 18)
BEFORE, LAST_DAY, PASSED = DueState


def december(day: int) -> date:
    return date(2026, 12, day)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (december(15), Lateness(BEFORE, left=3)),
        (december(17), Lateness(BEFORE, left=1)),
        (FRIDAY, Lateness(LAST_DAY)),
        (december(19), Lateness(PASSED, over=0)),  # Saturday: passed, by no working day
        (december(20), Lateness(PASSED, over=0)),
        (december(21), Lateness(PASSED, over=1)),
        (december(24), Lateness(PASSED, over=3)),  # joint leave adds none
        (december(25), Lateness(PASSED, over=3)),
        (december(28), Lateness(PASSED, over=4)),
    ],
)
def test_due_on_a_friday(today: date, expected: Lateness) -> None:
    assert lateness(WORKING, FRIDAY, today, Calendar.of()) == expected
    assert expected.passed is (today > FRIDAY)


def test_calendar_days_count_every_day() -> None:
    assert lateness(CALENDAR_DAYS, FRIDAY, december(19), Calendar.of()) == Lateness(PASSED, over=1)
    assert lateness(CALENDAR_DAYS, FRIDAY, december(13), Calendar.of()) == Lateness(BEFORE, left=5)


def test_days_of_waiting_after_the_date_are_no_delay() -> None:
    waited = Pause(december(21), december(23), PauseReason.INFO_ASKED)
    assert lateness(WORKING, FRIDAY, december(28), Calendar.of(), [waited]) == Lateness(PASSED, over=2)
    earlier = Pause(december(14), december(16), PauseReason.INFO_ASKED)
    assert lateness(WORKING, FRIDAY, december(28), Calendar.of(), [earlier]) == Lateness(PASSED, over=4)


def test_a_closure_is_no_delay_either() -> None:
    closed = Calendar.of([Closure(december(21), "Banjir")])
    assert lateness(WORKING, FRIDAY, december(21), closed) == Lateness(PASSED, over=0)
