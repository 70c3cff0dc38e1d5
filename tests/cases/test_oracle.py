"""The oracle itself, held against days counted by hand on the wall calendars of 2026 and 2027."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import oracle
from tests.cases.oracle import Pause, Round, Skipped, due, local_day, resumed_due

MARCH, MAY, AUGUST, DECEMBER = 3, 5, 8, 12


def on(month: int, day: int, year: int = 2026) -> date:
    return date(year, month, day)


def test_the_days_of_the_table() -> None:
    assert list(oracle.PROFILE.values()) == [3, 5, 5, 5, 14, 60, 10]
    assert oracle.COMPLETION == 30


@pytest.mark.parametrize(
    ("days", "started", "last"),
    [
        (3, on(DECEMBER, 3), on(DECEMBER, 8)),  # Thursday: 4, 7, 8
        (3, on(DECEMBER, 4), on(DECEMBER, 9)),  # Friday: 7, 8, 9
        (3, on(DECEMBER, 5), on(DECEMBER, 9)),  # Saturday: the same
        (3, on(DECEMBER, 6), on(DECEMBER, 9)),  # Sunday: the same
        (3, on(DECEMBER, 7), on(DECEMBER, 10)),  # Monday: 8, 9, 10
        (1, on(DECEMBER, 11), on(DECEMBER, 14)),
        (5, on(DECEMBER, 7), on(DECEMBER, 14)),  # 8, 9, 10, 11, 14
    ],
)
def test_an_ordinary_week(days: int, started: date, last: date) -> None:
    assert due(days, started) == last


@pytest.mark.parametrize(
    ("days", "started", "last"),
    [
        (3, on(MARCH, 13), on(MARCH, 25)),  # Friday: 16, 17, then Nyepi and Idul Fitri from the 18th to the 24th, 25
        (3, on(MARCH, 16), on(MARCH, 26)),  # 17, 25, 26
        (1, on(MARCH, 17), on(MARCH, 25)),
        (1, on(MARCH, 21), on(MARCH, 25)),  # filed on Idul Fitri itself, a Saturday
        (1, on(MARCH, 24), on(MARCH, 25)),  # filed on the last day of joint leave
        (14, on(MARCH, 17), on(4, 14)),  # 25–27, 30, 31, 1, 2 (Good Friday the 3rd), 6–10, 13, 14
        (5, on(MAY, 12), on(MAY, 21)),  # 13 (Ascension 14, leave 15), 18, 19, 20, 21
        (5, on(MAY, 26), on(6, 5)),  # Idul Adha 27 and 28, 29, Monday 1 June is Pancasila, 2, 3, 4, 5
        (3, on(AUGUST, 14), on(AUGUST, 20)),  # Friday; the Monday is Independence Day: 18, 19, 20
        (5, on(AUGUST, 19), on(AUGUST, 27)),  # 20, 21, 24 (Maulid 25), 26, 27
        (1, on(MARCH, 5, 2027), on(MARCH, 16, 2027)),  # Nyepi and Idul Fitri from Monday 8 to Monday 15 March
    ],
)
def test_around_holidays(days: int, started: date, last: date) -> None:
    assert due(days, started) == last


@pytest.mark.parametrize(
    ("days", "last"),
    [
        (3, on(DECEMBER, 23)),  # 21, 22, 23
        (4, on(DECEMBER, 28)),  # joint leave on the 24th, Christmas on the 25th
        (7, on(DECEMBER, 31)),  # 29, 30, 31
        (8, on(1, 4, 2027)),  # New Year is a Friday
        (10, on(1, 7, 2027)),  # Isra Mikraj on Tuesday the 5th: 6, 7
    ],
)
def test_over_christmas_and_new_year(days: int, last: date) -> None:
    """All filed on Friday 18 December 2026."""
    assert due(days, on(DECEMBER, 18)) == last


def test_sixty_days_of_an_inspection() -> None:
    """October after the 1st has 21 working days, November 21, December until the 23rd 17 of them, and the 28th."""
    assert due(60, on(10, 1)) == on(DECEMBER, 28)


def test_a_year_without_a_decree_has_its_fixed_holidays() -> None:
    assert not oracle.is_working_day(on(AUGUST, 17, 2028))
    assert oracle.is_working_day(on(AUGUST, 16, 2028))


def test_a_local_closure_is_no_working_day() -> None:
    closed = frozenset({on(DECEMBER, 8), on(DECEMBER, 12)})  # a Tuesday; a Saturday, which changes nothing
    assert due(3, on(DECEMBER, 4), closures=closed) == on(DECEMBER, 10)
    assert due(5, on(DECEMBER, 7), closures=closed) == on(DECEMBER, 15)


def test_a_clock_has_at_least_one_day() -> None:
    with pytest.raises(ValueError, match="at least one"):
        due(0, on(DECEMBER, 4))


@pytest.mark.parametrize(
    ("pause", "last"),
    [
        (Pause(on(DECEMBER, 9), on(DECEMBER, 11)), on(DECEMBER, 16)),  # 8, 9 | 14, 15, 16
        (Pause(on(DECEMBER, 9), on(DECEMBER, 12)), on(DECEMBER, 16)),  # supplied on a Saturday
        (Pause(on(DECEMBER, 9), on(DECEMBER, 14)), on(DECEMBER, 17)),
        (Pause(on(DECEMBER, 9), on(DECEMBER, 9)), on(DECEMBER, 14)),  # within one day: as if never asked
        (Pause(on(DECEMBER, 9), on(DECEMBER, 10)), on(DECEMBER, 15)),  # overnight: one day lost
        (Pause(on(DECEMBER, 7), on(DECEMBER, 9)), on(DECEMBER, 16)),  # asked on day 0: 10, 11, 14, 15, 16
        (Pause(on(DECEMBER, 12), on(DECEMBER, 13)), on(DECEMBER, 14)),  # within a weekend: nothing lost
        (Pause(on(DECEMBER, 14), on(DECEMBER, 18)), on(DECEMBER, 14)),  # asked on the last day, which counts
        (Pause(on(DECEMBER, 15), None), on(DECEMBER, 14)),  # asked too late to matter
        (Pause(on(DECEMBER, 1), on(DECEMBER, 4)), on(DECEMBER, 14)),  # over before the clock began
        (Pause(on(DECEMBER, 1), on(DECEMBER, 8)), on(DECEMBER, 15)),  # began before it, and reaches in
    ],
)
def test_one_pause_in_five_days_from_monday_7_december(pause: Pause, last: date) -> None:
    assert due(5, on(DECEMBER, 7), [pause]) == last


def test_two_pauses_and_pauses_that_overlap() -> None:
    apart = [Pause(on(DECEMBER, 8), on(DECEMBER, 9)), Pause(on(DECEMBER, 10), on(DECEMBER, 11))]
    assert due(5, on(DECEMBER, 7), apart) == on(DECEMBER, 16)  # 8, 10, 14, 15, 16
    across = [Pause(on(DECEMBER, 8), on(DECEMBER, 10)), Pause(on(DECEMBER, 9), on(DECEMBER, 11))]
    assert due(5, on(DECEMBER, 7), across) == on(DECEMBER, 17)  # 8, 14, 15, 16, 17


def test_a_clock_still_paused_has_no_last_day_but_used_ones() -> None:
    pause = [Pause(on(DECEMBER, 9), None)]
    with pytest.raises(oracle.StillPaused):
        due(5, on(DECEMBER, 7), pause)
    assert oracle.days_used(on(DECEMBER, 7), on(DECEMBER, 23), pause) == 2


def test_a_pause_over_idul_fitri() -> None:
    """Asked on Monday the 16th, supplied on Eid Sunday: 16 | 25, 26."""
    assert due(3, on(MARCH, 13), [Pause(on(MARCH, 16), on(MARCH, 22))]) == on(MARCH, 26)


@pytest.mark.parametrize(
    ("today", "used"),
    [(on(DECEMBER, 1), 0), (on(DECEMBER, 18), 0), (on(DECEMBER, 20), 0), (on(DECEMBER, 21), 1), (on(DECEMBER, 27), 3)],
)
def test_days_used_since_friday_18_december(today: date, used: int) -> None:
    assert oracle.days_used(on(DECEMBER, 18), today) == used


def test_calendar_days_count_all_days() -> None:
    assert oracle.due_calendar(oracle.COMPLETION, on(DECEMBER, 9)) == on(1, 8, 2027)
    assert oracle.due_calendar(oracle.COMPLETION, on(2, 20)) == on(MARCH, 22)  # on Eid Sunday, and it stays there
    assert oracle.due_calendar(oracle.COMPLETION, on(1, 30)) == on(MARCH, 1)


def test_the_last_day_is_in_time() -> None:
    assert not oracle.is_overdue(on(DECEMBER, 14), on(DECEMBER, 14))
    assert oracle.is_overdue(on(DECEMBER, 14), on(DECEMBER, 15))


@pytest.mark.parametrize(
    ("answered", "replied", "last"),
    [
        (on(11, 10), on(11, 16), on(11, 26)),  # 3–6, 9, 10 are 6 used, 8 left: 17–20, 23–26
        (on(11, 19), on(11, 23), on(11, 30)),  # 13 used, 1 left becomes 5: 24, 25, 26, 27, 30
        (on(11, 10), on(11, 10), on(11, 20)),  # replied on the same day: as if never answered
        (on(11, 27), on(11, 30), on(DECEMBER, 7)),  # answered late: 5 nevertheless
        (on(11, 20), on(11, 20), on(11, 27)),  # answered on the last day
        (on(11, 7), on(11, 8), on(11, 20)),  # over a weekend: 4 used, 10 left
        (on(11, 2), on(11, 4), on(11, 24)),  # answered on day 0: nothing used, 14 left
    ],
)
def test_a_reply_to_a_complaint_of_monday_2_november(answered: date, replied: date, last: date) -> None:
    assert resumed_due(14, answered, replied, on(11, 2)) == last


def test_information_asked_before_an_answer_and_after_a_reply() -> None:
    """3 | 9, 10: 3 used, 11 left; 17, 18 | 23–27, 30, 1, 2, 3."""
    pauses = [Pause(on(11, 3), on(11, 6)), Pause(on(11, 18), on(11, 20))]
    assert resumed_due(14, on(11, 10), on(11, 16), on(11, 2), pauses) == on(DECEMBER, 3)


def test_a_closure_after_the_reply() -> None:
    assert resumed_due(14, on(11, 19), on(11, 23), on(11, 2), (), frozenset({on(11, 25)})) == on(DECEMBER, 1)


def test_each_reply_leaves_five_days_anew() -> None:
    """13 used, 5 left from the 23rd; 24 and 25 used, 3 left become 5 from Friday the 27th: 30, 1, 2, 3, 4."""
    rounds = [Round(on(11, 19), on(11, 23)), Round(on(11, 25), on(11, 27))]
    assert oracle.due_after_rounds(14, on(11, 2), rounds) == on(DECEMBER, 4)
    assert oracle.due_after_rounds(14, on(11, 2), []) == due(14, on(11, 2)) == on(11, 20)


def test_passed_on_again_a_case_keeps_the_date_of_the_first_time() -> None:
    """Assigned on Monday 7 December: 8-11, 14. Passed on on Thursday the 10th: 11, 14-17; after that nothing moves."""
    assigned, first, second, late = (on(DECEMBER, day) for day in (7, 10, 15, 22))
    assert oracle.first_follow_up_due(5, assigned) == on(DECEMBER, 14)
    assert oracle.first_follow_up_due(5, assigned, [first]) == on(DECEMBER, 17)
    assert oracle.first_follow_up_due(5, assigned, [first, second]) == on(DECEMBER, 17)
    assert oracle.first_follow_up_due(5, assigned, [first, second, late]) == on(DECEMBER, 17)


def test_reopening_opens_a_whole_new_clock() -> None:
    """Closed and reopened on Wednesday 9 December: 10, 11, 14–18, 21–23, 28–31."""
    assert oracle.reopened_due(14, on(DECEMBER, 9)) == on(DECEMBER, 31)


def test_a_new_class_counts_from_the_same_start() -> None:
    assert (due(14, on(10, 1)), due(60, on(10, 1))) == (on(10, 21), on(DECEMBER, 28))


@pytest.mark.parametrize(
    ("hour", "minute", "days"),
    [(14, 59, [9, 9, 9]), (15, 0, [9, 9, 10]), (16, 0, [9, 10, 10]), (16, 59, [9, 10, 10]), (17, 0, [10, 10, 10])],
)
def test_midnight_comes_to_three_zones(hour: int, minute: int, days: list[int]) -> None:
    instant = datetime(2026, 12, 9, hour, minute, tzinfo=UTC)
    assert [local_day(instant, zone).day for zone in ("WIB", "WITA", "WIT")] == days


def test_the_same_instant_is_due_on_different_days() -> None:
    """Filed at 15.30 UTC on Thursday 3 December: Thursday night in Jakarta, Friday already in Jayapura."""
    instant = datetime(2026, 12, 3, 15, 30, tzinfo=UTC)
    lasts = [due(3, local_day(instant, zone)).day for zone in ("WIB", "WITA", "WIT")]
    assert lasts == [8, 8, 9]


def test_an_instant_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 12, 9), "WITA")  # noqa: DTZ001


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (on(DECEMBER, 9), None),
        (on(DECEMBER, 12), Skipped.WEEKEND),
        (on(MARCH, 21), Skipped.WEEKEND),  # Idul Fitri, on a Saturday
        (on(MARCH, 19), Skipped.HOLIDAY),
        (on(DECEMBER, 24), Skipped.HOLIDAY),  # joint leave, inside the pause
        (on(DECEMBER, 22), Skipped.CLOSURE),
        (on(DECEMBER, 21), None),  # the day of asking
        (on(DECEMBER, 23), Skipped.PAUSE),
        (on(DECEMBER, 28), Skipped.PAUSE),  # the day of supply
        (on(DECEMBER, 29), None),
    ],
)
def test_why_a_day_is_skipped(day: date, why: Skipped | None) -> None:
    pause = Pause(on(DECEMBER, 21), on(DECEMBER, 28))
    assert oracle.why_skipped(day, [pause], frozenset({on(DECEMBER, 22)})) is why


days_of_two_years = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@given(st.integers(1, 60), days_of_two_years, days_of_two_years, st.integers(0, 60))
def test_on_its_last_day_and_never_before_a_clock_is_used_up(
    days: int, started: date, asked: date, waited: int
) -> None:
    pauses = [Pause(asked, asked + timedelta(days=waited))]
    last = due(days, started, pauses)
    assert oracle.days_used(started, last, pauses) == days
    assert oracle.days_used(started, last - timedelta(days=1), pauses) == days - 1
    assert oracle.is_working_day(last)
