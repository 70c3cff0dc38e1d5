"""Working days against a slow oracle that knows nothing but the decrees' dates, typed here by hand."""

from __future__ import annotations

import time
from datetime import date, timedelta
from functools import cache, partial

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.holiday_names import shown_name
from webapp.base.working_days import FIRST_YEAR, LAST_YEAR, Calendar, Closure, DayOffKind, _of_package, has_decree

NATIONAL = Calendar.of()
ONE = timedelta(days=1)

# Joint decrees of three ministers (SKB), and for elections the presidential decrees: holidays, then cuti bersama,
# as month: days. Days on a Saturday or Sunday may be left out.
DECREES = {
    2024: (
        {1: "1", 2: "8 14", 3: "11 29", 4: "10 11", 5: "1 9 23", 6: "17", 9: "16", 11: "27", 12: "25"},
        {2: "9", 3: "12", 4: "8 9 12 15", 5: "10 24", 6: "18", 12: "26"},
    ),
    2025: (
        {1: "1 27 29", 3: "31", 4: "1 18", 5: "1 12 29", 6: "6 27", 9: "5", 12: "25"},
        {1: "28", 3: "28", 4: "2 3 4 7", 5: "13 30", 6: "9", 8: "18", 12: "26"},
    ),
    2026: (
        {1: "1 16", 2: "17", 3: "19", 4: "3", 5: "1 14 27", 6: "1 16", 8: "17 25", 12: "25"},
        {2: "16", 3: "18 20 23 24", 5: "15 28", 12: "24"},
    ),
    2027: (
        {1: "1 5", 3: "8 10 11 26", 5: "6 17 20", 6: "1", 8: "17"},
        {2: "5", 3: "9 12 15 25", 5: "18 19", 12: "24"},
    ),
}


def typed(year: int, row: int) -> set[date]:
    return {date(year, month, int(day)) for month, days in DECREES[year][row].items() for day in days.split()}


@cache
def oracle_off(day: date) -> bool:
    return day.strftime("%a") in ("Sat", "Sun") or any(day in typed(day.year, row) for row in (0, 1))


def oracle_add(start: date, n: int) -> date:
    day = start
    while n:
        day += ONE
        n -= not oracle_off(day)
    return day


def all_days(first: int, last: int) -> list[date]:
    count = (date(last, 12, 31) - date(first, 1, 1)).days + 1
    return [date(first, 1, 1) + n * ONE for n in range(count)]


decreed_days = st.dates(date(2024, 1, 1), date(2027, 12, 31))
starts = st.dates(date(2024, 1, 1), date(2027, 8, 31))
any_days = st.dates(date(2010, 1, 1), date(2060, 12, 31))
closures = st.lists(st.builds(Closure, decreed_days, st.sampled_from(["Banjir", "HUT Kota"])), max_size=30)


def test_every_day_of_four_years_agrees_with_the_decrees() -> None:
    days = all_days(2024, 2027)
    assert [day for day in days if NATIONAL.is_working(day) == oracle_off(day)] == []


@pytest.mark.parametrize("year", DECREES)
def test_every_day_off_has_the_right_kind_and_a_name(year: int) -> None:
    kinds = {0: DayOffKind.HOLIDAY, 1: DayOffKind.JOINT_LEAVE}
    for row, kind in kinds.items():
        for day in typed(year, row):
            off = NATIONAL.day_off(day)
            assert off is not None and off.kind is kind and off.name and not off.estimated
            assert (kind is DayOffKind.JOINT_LEAVE) == off.name.startswith("Cuti bersama ")


@given(starts, st.integers(0, 80))
def test_adding_agrees_with_the_oracle(start: date, n: int) -> None:
    assert NATIONAL.add_working_days(start, n) == oracle_add(start, n)


@given(decreed_days, decreed_days)
def test_counting_between_agrees_with_the_oracle(one: date, other: date) -> None:
    start, end = sorted((one, other))
    slow = sum(not oracle_off(start + n * ONE) for n in range(1, (end - start).days + 1))
    assert NATIONAL.working_days_between(start, end) == slow
    assert NATIONAL.working_days_between(end, start) == -slow


@given(any_days, st.integers(1, 600))
def test_adding_and_counting_are_inverse(start: date, n: int) -> None:
    end = NATIONAL.add_working_days(start, n)
    assert NATIONAL.is_working(end)
    assert NATIONAL.working_days_between(start, end) == n


@given(starts, st.integers(0, 60), closures)
def test_a_closure_never_brings_a_date_nearer(start: date, n: int, closed: list[Closure]) -> None:
    assert Calendar.of(closed).add_working_days(start, n) >= NATIONAL.add_working_days(start, n)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 3, 17), 1, date(2026, 3, 25)),  # Nyepi and Idul Fitri: a week without a working day
        (date(2026, 3, 21), 1, date(2026, 3, 25)),  # filed on the feast itself
        (date(2024, 4, 5), 1, date(2024, 4, 16)),
        (date(2025, 3, 27), 3, date(2025, 4, 10)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
        (date(2026, 5, 13), 2, date(2026, 5, 19)),
        (date(2026, 12, 12), 0, date(2026, 12, 12)),
        (date(2026, 12, 9), 14, date(2026, 12, 31)),
    ],
)
def test_known_dates(start: date, n: int, end: date) -> None:
    assert NATIONAL.add_working_days(start, n) == end


def test_a_closure_is_skipped_and_named_but_a_holiday_keeps_its_name() -> None:
    calendar = Calendar.of([Closure(date(2026, 12, 28), "Banjir Samarinda"), Closure(date(2026, 12, 25), "Banjir")])
    closed, holiday = calendar.day_off(date(2026, 12, 28)), calendar.day_off(date(2026, 12, 25))
    assert closed and closed.name == "Banjir Samarinda"
    assert holiday and holiday.name == "Hari Raya Natal"
    assert calendar.add_working_days(date(2026, 12, 9), 14) == date(2027, 1, 4)


@given(closures, st.randoms())
def test_the_version_names_the_rows_whatever_their_order(closed: list[Closure], random: object) -> None:
    shuffled = sorted(closed, key=lambda _row: random.random())  # type: ignore[attr-defined]
    calendar = Calendar.of(closed)
    assert Calendar.of(shuffled).version == calendar.version
    assert (calendar.version == NATIONAL.version) == (not closed)
    assert Calendar.of([*closed, Closure(date(2030, 1, 2), "Lain")]).version != calendar.version
    assert len(calendar.version) <= 40


def test_a_year_without_a_decree_is_never_silent() -> None:
    assert [year for year in range(2020, 2032) if not has_decree(year)] == [2028, 2029, 2030, 2031]
    assert NATIONAL.undecreed(date(2027, 12, 20), date(2028, 1, 10)) == (2028,)
    assert NATIONAL.undecreed(date(2027, 12, 31), date(2028, 1, 3)) == (2028,)  # day 0 is not counted
    assert NATIONAL.undecreed(date(2027, 12, 1), date(2027, 12, 8)) == ()
    assert NATIONAL.undecreed(date(2028, 1, 3), date(2028, 1, 3)) == ()
    assert NATIONAL.undecreed(date(2027, 12, 31), date(2029, 1, 1)) == (2028, 2029)


def test_an_estimated_feast_says_so() -> None:
    feast = NATIONAL.day_off(date(2028, 2, 28))  # a Monday
    assert feast is not None and feast.estimated and feast.kind is DayOffKind.HOLIDAY


@pytest.mark.parametrize("year", range(2010, 2040))
def test_no_name_of_the_package_reaches_a_page_raw(year: int) -> None:
    offs = [off for day in all_days(year, year) if (off := NATIONAL.day_off(day))]
    assert all(off.name[0].isupper() and "perkiraan" not in off.name and ";" not in off.name for off in offs)
    assert all(len(off.short) <= 16 and "Cuti Bersama" not in off.name for off in offs)


@pytest.mark.parametrize(
    ("raw", "full", "short"),
    [
        ("Hari kedua dari Hari Raya Idul Fitri (perkiraan)", "Hari Raya Idul Fitri, hari kedua", "Idul Fitri"),
        ("Cuti Bersama Hari Suci Nyepi", "Cuti bersama Nyepi", "Cuti"),
        ("Pegangti Cuti Bersama Hari Raya Idul Fitri", "Pengganti cuti bersama Idul Fitri", "Cuti"),
        ("Hari Raya Natal; Maulid Nabi Muhammad", "Hari Raya Natal dan Maulid Nabi Muhammad", "Natal"),
        ("Hari yang baru", "Hari yang baru", "Hari yang baru"),
    ],
)
def test_shown_names(raw: str, full: str, short: str) -> None:
    assert shown_name(raw)[:2] == (full, short)


def test_counting_backwards_and_absurd_years_are_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        NATIONAL.add_working_days(date(2026, 1, 1), -1)
    for year in (1, FIRST_YEAR - 1, LAST_YEAR + 1, 9999):
        with pytest.raises(ValueError, match="no working days"):
            NATIONAL.add_working_days(date(year, 6, 1), 1)


def test_thousands_of_calculations_a_second() -> None:
    """Measured over 300,000 a second; the bound leaves room for a busy machine."""
    NATIONAL.add_working_days(date(2026, 12, 9), 60)
    started = time.process_time()
    for n in range(5000):
        NATIONAL.add_working_days(date(2026, 12, 9), n % 61)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("category", ["public", "government"])
def test_the_days_are_those_that_the_package_itself_gives(category: str) -> None:
    ours = [dict(_of_package(category, year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
    package = partial(holidays.country_holidays, "ID", categories=(category,), language="id")
    assert ours == [dict(package(years=year)) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
