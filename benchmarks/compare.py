"""Rounds of yardstick, page, yardstick, page …: each page is compared with the yardsticks just before and after it.

Other work on the machine slows both sides of a pair, though not exactly alike: the ratio of answers a second moves with
it. Processor time per answer hardly does, so a table from a busy machine should be read by that column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import mean, median

from benchmarks.load import Measured


@dataclass(frozen=True)
class Spread:
    """A median and how far the rounds lay apart."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        """The spread of at least one value."""
        found = list(values)
        return cls(median(found), min(found), max(found))


@dataclass(frozen=True)
class Compared:
    """One page against the yardstick: ratios (no unit), answers a second, milliseconds of processor time and waiting.

    `cpu_ratio` is the yardstick's processor time over the page's: what the rates would be if nothing ever waited.
    """

    rate_ratio: Spread
    cpu_ratio: Spread
    p99_ratio: Spread
    rate: Spread
    cpu: Spread
    p50: Spread
    p99: Spread


Measure = Callable[[], Measured]


def compare(yardstick: Measure, pages: Sequence[Measure], rounds: int) -> tuple[Spread, list[Compared]]:
    """The yardstick's own answers a second, and each page compared, in the order given."""
    sticks: list[Measured] = [yardstick()]
    pairs: list[list[tuple[Measured, Measured, Measured]]] = [[] for _ in pages]
    for _round in range(rounds):
        for page, found in zip(pages, pairs, strict=True):
            result = page()
            sticks.append(yardstick())
            found.append((sticks[-2], result, sticks[-1]))
    return Spread.of(stick.rate for stick in sticks), [_compared(found) for found in pairs]


def _compared(found: Sequence[tuple[Measured, Measured, Measured]]) -> Compared:
    return Compared(
        rate_ratio=Spread.of(page.rate / mean((before.rate, after.rate)) for before, page, after in found),
        cpu_ratio=Spread.of(mean((before.cpu, after.cpu)) / page.cpu for before, page, after in found),
        p99_ratio=Spread.of(page.p99 / mean((before.p99, after.p99)) for before, page, after in found),
        rate=Spread.of(page.rate for _before, page, _after in found),
        cpu=Spread.of(page.cpu for _before, page, _after in found),
        p50=Spread.of(page.p50 for _before, page, _after in found),
        p99=Spread.of(page.p99 for _before, page, _after in found),
    )
