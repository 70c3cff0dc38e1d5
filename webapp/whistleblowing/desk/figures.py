"""How many reports there are, without telling on anybody: small numbers are left out, and what would give them away.

Only reports whose keys a holder has are counted. A number over all would tell an official whom a reporter excluded that
there is one more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

LEAST = 5
"""Of fewer reports somebody could guess which they are."""


@dataclass(frozen=True)
class Counted:
    """What is known of one report for counting."""

    status: str
    received_on: date
    due_on: date | None


@dataclass(frozen=True)
class Table:
    """Numbers by their keys, None where one is left out; `total`, too. Without cells it can't be shown at all."""

    cells: Sequence[tuple[str, int | None]]
    total: int | None


def suppressed(cells: Sequence[tuple[str, int]]) -> Table:
    """The cells without small ones; then further ones, until what is missing can't be found by subtraction."""
    total = sum(count for _key, count in cells)
    if 0 < total < LEAST:
        return Table((), None)
    hidden = {key for key, count in cells if 0 < count < LEAST}
    # the smallest large one is missed least; cells of nothing come last, for they tell what others are not
    rest = sorted(((count == 0, count, key) for key, count in cells if key not in hidden), reverse=True)
    while rest and hidden and _tells([count for key, count in cells if key in hidden]):
        hidden.add(rest.pop()[2])
    if hidden and _tells([count for key, count in cells if key in hidden]):
        return Table((), total)
    return Table([(key, None if key in hidden else count) for key, count in cells], total)


def _tells(counts: Sequence[int]) -> bool:
    """Whether the sum of what is missing, which anybody can find, gives a part of it away."""
    return len(counts) < 2 or sum(counts) < LEAST or set(counts) in ({1}, {LEAST - 1})


def by_status(reports: Iterable[Counted], order: Sequence[str]) -> Table:
    """In the order of the statuses."""
    found = Counter(one.status for one in reports)
    return suppressed([(key, found[key]) for key in order])


def by_month(reports: Iterable[Counted], today: date) -> Table:
    """By `2026-12`, the months of this year and the last in which one came; before them by years. The oldest first."""
    days = (one.received_on for one in reports)
    found = Counter(f"{day:%Y-%m}" if day.year >= today.year - 1 else str(day.year) for day in days)
    return suppressed(sorted(found.items()))


def by_time(reports: Iterable[Counted], today: date) -> Table:
    """Whether what comes next is on time."""
    found = Counter("ended" if one.due_on is None else "late" if one.due_on < today else "on_time" for one in reports)
    return suppressed([(key, found[key]) for key in ("on_time", "late", "ended")])
