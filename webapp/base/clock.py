"""Indonesia's three time zones, and the calendar day and week an instant falls in there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

ONE_DAY = timedelta(days=1)


class Zone(StrEnum):
    """A time zone; the value is its IANA name, the member's name its Indonesian abbreviation."""

    WIB = "Asia/Jakarta"
    WITA = "Asia/Makassar"
    WIT = "Asia/Jayapura"

    @property
    def info(self) -> ZoneInfo:
        """What `datetime` wants as tzinfo (zoneinfo keeps one object a zone)."""
        return ZoneInfo(self.value)


# Kemendagri province codes by zone (Keppres 41/1987 draws the zones; newer provinces keep their mother's).
_PROVINCES: dict[Zone, tuple[str, ...]] = {
    Zone.WIB: (
        *("11", "12", "13", "14", "15", "16", "17", "18", "19", "21"),  # Sumatra and its islands
        *("31", "32", "33", "34", "35", "36"),  # Java
        *("61", "62"),  # Kalbar, Kalteng
    ),
    Zone.WITA: (
        *("51", "52", "53"),  # Bali, NTB, NTT
        *("63", "64", "65"),  # Kalsel, Kaltim, Kaltara
        *("71", "72", "73", "74", "75", "76"),  # Sulawesi
    ),
    Zone.WIT: ("81", "82", "91", "92", "93", "94", "95", "96"),  # Maluku, Papua
}
_ZONE_OF = {code: zone for zone, codes in _PROVINCES.items() for code in codes}


class Week(NamedTuple):
    """A week from Monday to Sunday."""

    monday: date
    sunday: date


def zone_of_province(code: str) -> Zone:
    """The zone of a Kemendagri area code, of a province (`64`) or anything below it (`64.72.01.1001`).

    Raises ValueError for a code that belongs to no province.
    """
    try:
        return _ZONE_OF[code.partition(".")[0]]
    except KeyError:
        raise ValueError("no Indonesian province has this code") from None


def zone_of_area(code: str | None) -> Zone:
    """The time zone of an area by its code; the capital's where there is none. Raises as `zone_of_province`."""
    return zone_of_province(code) if code else Zone.WIB


def local_date(instant: datetime, zone: Zone) -> date:
    """The calendar day of an aware `instant` in `zone`; raises ValueError for a naive one."""
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(zone.info).date()


@lru_cache(maxsize=1000)
def week_of(day: date) -> Week:
    """The week from Monday to Sunday that `day` lies in."""
    monday = day - day.weekday() * ONE_DAY
    return Week(monday, monday + 6 * ONE_DAY)
