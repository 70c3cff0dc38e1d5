"""A long row of things that only the reporter did is told in short, so that nobody can make a public page grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from webapp.cases.queries import Entry
from webapp.cases.workflow import Action, Party

FOLDED = frozenset({Action.ADD_MESSAGE, Action.RATE, Action.MAKE_CONFIDENTIAL, Action.LIFT_CONFIDENTIAL})
"""What a reporter may do again and again without anybody else."""
ROW = 3
"""Up to so many in a row are all told."""


def folded(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int]]:
    """The entries that a public page tells, and how many right before each it leaves out."""
    for alone, group in groupby(entries, key=_is_alone):
        row = tuple(group)
        is_long = alone and len(row) > ROW
        yield from ((row[0], 0), (row[-1], len(row) - 2)) if is_long else ((entry, 0) for entry in row)


def _is_alone(entry: Entry) -> bool:
    return entry.party == Party.REPORTER and entry.action in FOLDED
