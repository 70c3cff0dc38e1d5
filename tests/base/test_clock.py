"""The three zones of Indonesia, and the local day of an instant."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.agencies.areas import area_names
from webapp.base.clock import Zone, local_date, week_of, zone_of_province

HOURS = {Zone.WIB: 7, Zone.WITA: 8, Zone.WIT: 9}
instants = st.datetimes(datetime(2010, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("64", Zone.WITA), ("63", Zone.WITA), ("65", Zone.WITA), ("61", Zone.WIB), ("62", Zone.WIB), ("31", Zone.WIB),
        ("21", Zone.WIB), ("51", Zone.WITA), ("53", Zone.WITA), ("76", Zone.WITA), ("82", Zone.WIT), ("96", Zone.WIT),
        ("64.72.01.1001", Zone.WITA), ("94.01", Zone.WIT),
    ],
)  # fmt: skip
def test_zone_of_an_area(code: str, zone: Zone) -> None:
    assert zone_of_province(code) is zone


@pytest.mark.parametrize("code", ["", "6", "00", "99", "640", " 64", "x", "٦٤"])
def test_a_code_of_no_province_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="no Indonesian province"):
        zone_of_province(code)


@given(instants, st.sampled_from(Zone))
def test_the_local_day_changes_at_local_midnight(instant: datetime, zone: Zone) -> None:
    assert local_date(instant, zone) == (instant + timedelta(hours=HOURS[zone])).date()


def test_one_instant_is_two_days_in_one_country() -> None:
    instant = datetime(2026, 12, 9, 15, 30, tzinfo=UTC)
    assert [local_date(instant, zone).day for zone in Zone] == [9, 9, 10]


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_date(datetime(2026, 12, 9), Zone.WIB)  # noqa: DTZ001


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_week_goes_from_monday_to_sunday_around_its_day(day: date) -> None:
    week = week_of(day)
    assert week.monday <= day <= week.sunday
    assert (week.monday.isoweekday(), week.sunday.isoweekday()) == (1, 7)
    assert week.sunday - week.monday == timedelta(days=6)


def test_every_area_of_the_country_has_a_zone() -> None:
    assert {zone_of_province(code) for code in area_names()} == set(Zone)
    assert len({code.partition(".")[0] for code in area_names()}) == 38
