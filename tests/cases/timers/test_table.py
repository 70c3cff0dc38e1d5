"""The table of timers, by itself: every clock has one, reminders come first, and the table of moves allows each."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.working_days import Calendar
from webapp.cases import timers
from webapp.cases.deadlines import PROFILES, Clock, Rule, days_between, due
from webapp.cases.moves import SYSTEM, moves_from
from webapp.cases.timers import TIMERS
from webapp.cases.workflow import OWNER_CLOCK, Action

CALENDAR = Calendar.of()
RULES = [rule for profile in PROFILES for rule in profile.rules]
rules, starts = st.sampled_from(RULES), st.dates(date(2026, 1, 1), date(2027, 6, 30))


def test_every_clock_has_timers_and_the_last_is_the_only_one_after_the_due_date() -> None:
    assert set(TIMERS) == set(Clock)
    for rows in TIMERS.values():
        days = [row.day for row in rows]
        assert days == sorted(set(days)) and [day > 0 for day in days] == [False] * (len(days) - 1) + [True]
        assert {row.action for row in rows[:-1]} == {Action.REMIND}
    assert {clock for clock in Clock if not timers.escalates(clock)} == {*timers.DECIDED}


@pytest.mark.parametrize("status", OWNER_CLOCK, ids=lambda status: str(status.value))
def test_the_table_of_moves_lets_the_system_do_it(status: object) -> None:
    for row in TIMERS[OWNER_CLOCK[status]]:  # type: ignore[index]
        for action in filter(None, (row.action, row.otherwise)):
            assert any(SYSTEM.may(move) for move in moves_from(status, action)), (status, action)  # type: ignore[arg-type]


def test_who_is_never_closed_without_reminders_is_the_reporter() -> None:
    for clock in (Clock.REPORTER_REPLY, Clock.REPORTER_COMPLETES):
        assert [row.action for row in TIMERS[clock]][:2] == [Action.REMIND, Action.REMIND]
        assert not any(row.lapses for row in TIMERS[clock])


@given(rules, starts)
def test_done_in_time_each_timer_has_its_planned_day(rule: Rule, started: date) -> None:
    last = due(rule, started, CALENDAR)
    days = [timers.planned(rule, step, last, started, CALENDAR) for step in range(len(TIMERS[rule.clock]))]
    for done, day in enumerate(days[:-1]):
        assert timers.following(rule, done, last, day, CALENDAR) == days[done + 1]
        assert timers.heard_until(rule, done, last, day, CALENDAR) == last
    assert days[-2] <= last < days[-1]


@given(rules, starts, st.integers(0, 40))
def test_done_late_what_follows_keeps_its_distance(rule: Rule, started: date, late: int) -> None:
    rows, last = TIMERS[rule.clock], due(rule, started, CALENDAR)
    today = timers.planned(rule, 0, last, started, CALENDAR) + timedelta(days=late)
    after = timers.following(rule, 0, last, today, CALENDAR)
    assert after >= timers.planned(rule, 1, last, started, CALENDAR)
    if not rows[0].lapses:
        assert days_between(rule.unit, today, after, CALENDAR) >= rows[1].day - rows[0].day
        assert timers.heard_until(rule, 0, last, today, CALENDAR) >= max(last, today)


@given(rules, starts, st.integers(1, 40))
def test_a_reminder_of_an_office_lapses_with_its_date(rule: Rule, started: date, late: int) -> None:
    last = due(rule, started, CALENDAR)
    step = timers.not_lapsed(rule.clock, 0, last, last + timedelta(days=late))
    assert step == (1 if TIMERS[rule.clock][0].lapses else 0)
    assert timers.not_lapsed(rule.clock, 0, last, last) == 0
