"""Working days in Indonesia: Monday to Friday less national holidays, joint leave (cuti bersama) and local closures.

National days come from the `holidays` package, which follows the yearly joint decree of three ministers (SKB). A year
is decreed when the package carries its joint leave, which only that decree sets; other years hold estimates, and
`Calendar.undecreed` names them. Day 1 is always the first working day after the starting date.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from hashlib import sha256
from importlib.metadata import version
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

import holidays

from webapp.base.clock import ONE_DAY
from webapp.base.holiday_names import shown_name

SATURDAY = 5
WEEKEND_NAMES = {5: "Sabtu", 6: "Minggu"}
FIRST_YEAR, LAST_YEAR = 2002, 2199
"""Counting outside them is a mistake in the input, not a deadline; 2002 has the first joint leave."""
_PACKAGE_VERSION = version("holidays")


class DayOffKind(StrEnum):
    """Why nobody works on a day."""

    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    JOINT_LEAVE = "joint_leave"
    CLOSURE = "closure"


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day that is not counted: `name` is a whole Indonesian name, `short` fits a cell of a calendar.

    `estimated`: no decree fixes the date yet. A holiday on a Saturday or Sunday is a WEEKEND.
    """

    kind: DayOffKind
    name: str
    short: str
    estimated: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Closure:
    """A day on which the offices of an instance are closed, entered by its operator."""

    day: date
    name: str


@dataclass(frozen=True)
class Calendar:
    """The working days of an instance; immutable, cheap to ask, safe to share between threads."""

    closures: tuple[Closure, ...] = ()
    _working: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, closures: Iterable[Closure] = ()) -> Calendar:
        """A calendar from rows in any order; the same rows give the same version."""
        return cls(tuple(sorted(set(closures))))

    @cached_property
    def version(self) -> str:
        """`0.109`, the version of the holidays package; with closures also a digest of them."""
        own = [f"{closure.day.isoformat()} {closure.name}" for closure in self.closures]
        digest = "-" + sha256("\n".join(own).encode()).hexdigest()[:8] if own else ""
        return f"{_PACKAGE_VERSION}{digest}"

    def day_off(self, day: date) -> DayOff | None:
        """Why `day` is not a working day; None for a working day."""
        if day.weekday() >= SATURDAY:
            name = WEEKEND_NAMES[day.weekday()]
            return DayOff(DayOffKind.WEEKEND, name, name)
        return _national(day.year).get(day) or self._closed.get(day)

    def is_working(self, day: date) -> bool:
        """Whether offices are open on `day`."""
        return self.day_off(day) is None

    def add_working_days(self, start: date, n: int) -> date:
        """The `n`-th working day after `start`; `start` itself for 0. Raises ValueError for a negative `n`
        and for years outside FIRST_YEAR…LAST_YEAR.
        """
        if n < 0:
            raise ValueError("working days are counted forwards")
        return start if n == 0 else self._nth_after(start, n)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        whole_years = sum(len(self._working_in(year)) for year in range(start.year, end.year))
        return whole_years + self._rank(end) - self._rank(start)

    def undecreed(self, start: date, end: date) -> tuple[int, ...]:
        """The years without a decree among the days after `start` up to and including `end`."""
        if end <= start:
            return ()
        return tuple(year for year in range((start + ONE_DAY).year, end.year + 1) if not has_decree(year))

    @cached_property
    def _closed(self) -> dict[date, DayOff]:
        return {row.day: DayOff(DayOffKind.CLOSURE, row.name, row.name) for row in self.closures}

    def _nth_after(self, start: date, n: int) -> date:
        year, days = start.year, self._working_in(start.year)
        position = bisect_right(days, start.toordinal()) + n - 1
        while position >= len(days):
            position, year = position - len(days), year + 1
            days = self._working_in(year)
        return date.fromordinal(days[position])

    def _rank(self, day: date) -> int:
        return bisect_right(self._working_in(day.year), day.toordinal())

    def _working_in(self, year: int) -> tuple[int, ...]:
        """Ordinals of the working days of `year`, ascending; raises ValueError outside FIRST_YEAR…LAST_YEAR."""
        if year not in self._working:
            if not FIRST_YEAR <= year <= LAST_YEAR:
                raise ValueError("no working days are known for this year")
            first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
            self._working[year] = tuple(n for n in range(first, last + 1) if self.is_working(date.fromordinal(n)))
        return self._working[year]


@cache
def _national(year: int) -> dict[date, DayOff]:
    """Holidays and joint leave of `year`; where both fall on a day, it is a holiday."""
    leave = _off_by(DayOffKind.JOINT_LEAVE, "government", year)
    return leave | _off_by(DayOffKind.HOLIDAY, "public", year)


def _off_by(kind: DayOffKind, category: str, year: int) -> dict[date, DayOff]:
    return {day: _day_off(kind, name, year) for day, name in _of_package(category, year).items() if day.year == year}


def _day_off(kind: DayOffKind, package_name: str, year: int) -> DayOff:
    name = shown_name(package_name)
    # the package calls dates of an Islamic month estimated even where the decree has fixed them
    return DayOff(kind, name.full, name.short, name.estimated and not has_decree(year))


@cache
def has_decree(year: int) -> bool:
    """Whether holidays and joint leave of `year` are fixed by decree; otherwise they are estimates."""
    return bool(_of_package("government", year))


def _of_package(category: str, year: int) -> Mapping[date, str]:
    return _indonesia()(categories=(category,), language="id", years=year)


@cache
def _indonesia() -> Callable[..., Mapping[date, str]]:
    """Its class, from its file: the package's own way loads 250 other countries, 10 MB and 0.1 s in each process."""
    file = Path(holidays.__file__).with_name("countries") / "indonesia.py"
    spec = spec_from_file_location("holidays_of_indonesia", file)
    if spec is None or spec.loader is None:
        raise ImportError(f"no holidays of Indonesia in {file}")
    spec.loader.exec_module(module := module_from_spec(spec))
    return cast(Callable[..., Mapping[date, str]], module.Indonesia)
