"""A clock explains itself: the page of the story, and properties that hold of every clock on every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.working_days import Calendar, DayOffKind
from webapp.cases import deadlines
from webapp.cases.deadlines import Clock, Pause, PauseReason, Rule, Unit
from webapp.cases.explanation import CellState, Explanation, explain
from webapp.cases.reports import Kind

CALENDAR = Calendar.of()
ORDINARY = deadlines.rule_for(Clock.RESOLUTION, Kind.COMPLAINT)
STARTED = date(2026, 12, 9)
INFO, ANSWERED = PauseReason.INFO_ASKED, PauseReason.ANSWERED
DAY = timedelta(days=1)

rules = st.sampled_from(deadlines.DEFAULT.rules)
starts = st.dates(date(2024, 1, 1), date(2028, 6, 30))
spans = st.integers(0, 40)


@st.composite
def clocks(draw: st.DrawFn) -> tuple[Rule, date, date, tuple[Pause, ...]]:
    """A rule, its start, today, and pauses in order, of which the last may still be open; none lies ahead."""
    rule, started = draw(rules), draw(starts)
    day, pauses = started, []
    for gap, length, reason in draw(st.lists(st.tuples(spans, spans, st.sampled_from(PauseReason)), max_size=3)):
        pauses.append(Pause(day + gap * DAY, day + (gap + length) * DAY, reason))
        day += (gap + length) * DAY
    if draw(st.booleans()):
        day += draw(spans) * DAY
        pauses.append(Pause(day, None, draw(st.sampled_from(PauseReason))))
    return rule, started, day + draw(spans) * DAY, tuple(pauses)


def seen_on(day: date, *pauses: Pause) -> Explanation:
    return explain(ORDINARY, STARTED, day, CALENDAR, pauses)


def states(explanation: Explanation) -> list[str]:
    letters = {"before": ".", "after": ".", "start": "0", "done": "d", "now": "N", "next": "n", "due": "D",
               "skip": "s", "paused": "p"}  # fmt: skip
    return ["".join(letters[cell.state.value] for cell in week) for week in explanation.weeks]


def test_the_page_of_the_story() -> None:
    page = seen_on(date(2026, 12, 22))
    assert (page.due, page.number, page.total, page.left, page.overdue) == (date(2026, 12, 31), 9, 14, 5, 0)
    assert page.counts_today and not page.due_today and not page.extended and page.paused is None
    assert states(page) == ["..0ddss", "dddddss", "dNnssss", "nnnD..."]
    assert [(group.kind, group.name, [day.day for day in group.days]) for group in page.skipped] == [
        (DayOffKind.WEEKEND, None, [12, 13, 19, 20, 26, 27]),
        (DayOffKind.JOINT_LEAVE, "Cuti bersama Natal", [24]),
        (DayOffKind.HOLIDAY, "Hari Raya Natal", [25]),
    ]
    assert page.rule.basis.name == "PermenPANRB 62/2018" and page.calendar_version == CALENDAR.version
    assert page.undecreed == ()


@pytest.mark.parametrize(
    ("today", "number", "left", "overdue"),
    [
        (date(2026, 12, 9), 0, 14, 0),  # the day of filing
        (date(2026, 12, 10), 1, 13, 0),
        (date(2026, 12, 13), 2, 12, 0),  # a Sunday: still day 2
        (date(2026, 12, 25), 10, 4, 0),  # Christmas
        (date(2026, 12, 31), 14, 0, 0),  # the last day
        (date(2027, 1, 3), 14, 0, 0),  # New Year and a weekend are no delay
        (date(2027, 1, 4), 14, 0, 1),
        (date(2027, 1, 6), 14, 0, 2),  # Isra Mikraj on the 5th
    ],
)
def test_today_in_the_count(today: date, number: int, left: int, overdue: int) -> None:
    page = seen_on(today)
    assert (page.number, page.left, page.overdue) == (number, left, overdue)
    assert page.due_today == (today == date(2026, 12, 31))


def test_a_skipped_today_is_marked_but_not_counted() -> None:
    page = seen_on(date(2026, 12, 13))
    (cell,) = [cell for week in page.weeks for cell in week if cell.today]
    assert cell.state is CellState.SKIP and not page.counts_today


def test_waiting_for_information_shows_the_pause_and_projects_the_date() -> None:
    page = seen_on(date(2026, 12, 18), Pause(date(2026, 12, 15), None, INFO))
    assert page.paused is INFO
    assert (page.number, page.left, page.due) == (4, 10, date(2027, 1, 7))
    assert states(page)[:2] == ["..0ddss", "ddpppss"]
    assert [group.days for group in page.skipped if group.kind is INFO] == [
        (date(2026, 12, 16), date(2026, 12, 17), date(2026, 12, 18))
    ]


def test_a_weekend_inside_a_pause_stays_a_weekend() -> None:
    page = seen_on(date(2026, 12, 20), Pause(date(2026, 12, 15), None, INFO))
    weekend = page.weeks[1][5]
    assert (states(page)[1], weekend.pause) == ("ddpppss", None)


def test_days_of_waiting_after_the_date_are_no_delay() -> None:
    page = seen_on(date(2027, 1, 12), Pause(date(2027, 1, 7), None, INFO))
    assert (page.due, page.overdue) == (date(2026, 12, 31), 3)  # 4, 6 and 7 January, and not one more


def test_a_reply_extends_and_says_so() -> None:
    page = seen_on(date(2027, 1, 7), Pause(date(2026, 12, 30), date(2027, 1, 6), ANSWERED))
    assert (page.due, page.total, page.number, page.left) == (date(2027, 1, 13), 18, 14, 4)
    assert page.extended


def test_calendar_days_skip_nothing() -> None:
    rule = deadlines.rule_for(Clock.REPORTER_COMPLETES, Kind.COMPLAINT)
    page = explain(rule, STARTED, date(2026, 12, 25), CALENDAR)
    assert (page.number, page.left, page.skipped, page.undecreed) == (16, 14, (), ())


def test_a_year_without_a_decree_is_said() -> None:
    assert explain(ORDINARY, date(2027, 12, 20), date(2027, 12, 21), CALENDAR).undecreed == (2028,)


@given(clocks())
def test_numbers_add_up(clock: tuple[Rule, date, date, tuple[Pause, ...]]) -> None:
    rule, started, today, pauses = clock
    page = explain(rule, started, today, CALENDAR, pauses)
    assert page.number + page.left == page.total
    assert page.total >= rule.days
    assert not (page.left and page.overdue)
    if not any(pause.reason is ANSWERED for pause in pauses):
        assert page.total == rule.days
    if not pauses:
        assert page.due == deadlines.due(rule, started, CALENDAR)
        between = deadlines.days_between(rule.unit, today, page.due, CALENDAR)
        assert page.left - page.overdue == between


@given(clocks())
def test_every_day_of_the_clock_stands_in_the_table_once(clock: tuple[Rule, date, date, tuple[Pause, ...]]) -> None:
    rule, started, today, pauses = clock
    page = explain(rule, started, today, CALENDAR, pauses)
    cells = [cell for week in page.weeks for cell in week]
    assert [cell.day for cell in cells] == [cells[0].day + n * DAY for n in range(len(cells))]
    assert all(len(week) == 7 and week[0].day.isoweekday() == 1 for week in page.weeks)
    assert [cell.day for cell in cells if cell.state is CellState.DUE] == [page.due]
    assert [cell.day for cell in cells if cell.state is CellState.START] == [started]
    assert [cell.number for cell in cells if cell.number] == list(range(1, page.total + 1))
    assert all(cell.state is not CellState.NOW or cell.today for cell in cells)


@given(clocks())
def test_skipped_groups_and_skipped_cells_are_the_same_days(
    clock: tuple[Rule, date, date, tuple[Pause, ...]],
) -> None:
    rule, started, today, pauses = clock
    page = explain(rule, started, today, CALENDAR, pauses)
    grouped = sorted(day for group in page.skipped for day in group.days)
    skipped = (CellState.SKIP, CellState.PAUSED)
    assert grouped == [cell.day for week in page.weeks for cell in week if cell.state in skipped]
    for group in page.skipped:
        assert (group.name is not None) == (group.kind in (DayOffKind.HOLIDAY, DayOffKind.JOINT_LEAVE))
    if rule.unit is Unit.CALENDAR_DAYS:
        assert all(isinstance(group.kind, PauseReason) for group in page.skipped)


@given(clocks())
def test_an_open_pause_holds_the_days_left(clock: tuple[Rule, date, date, tuple[Pause, ...]]) -> None:
    rule, started, today, pauses = clock
    if pauses and pauses[-1].resumed_on is None:
        page = explain(rule, started, today, CALENDAR, pauses)
        tomorrow = explain(rule, started, today + DAY, CALENDAR, pauses)
        assert page.paused is pauses[-1].reason
        assert (page.number, page.left, page.overdue) == (tomorrow.number, tomorrow.left, tomorrow.overdue)
