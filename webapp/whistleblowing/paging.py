"""Long texts in pages that are light as they are: pages of boxes and desks are never compressed (decision 34). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate, groupby
from typing import Generic, TypeVar

from markupsafe import escape

from webapp.whistleblowing.evidence import Kept

ROOM = 6_400
"""Bytes of HTML for what was written, on one page."""
LEAST = ROOM // 3
"""A piece that a page has less room left for is not cut, but begins on the next."""
AROUND, AROUND_SAID, AROUND_FILE = 100, 220, 700
"""Bytes that stand around a text, around a piece of a talk, and around the two names of a file."""

T = TypeVar("T")


@dataclass(frozen=True)
class Said:
    """One piece of a talk; `who` is empty for the reporter's own. `file` is one that can be fetched."""

    id: int
    kind: str
    who: str
    text: str
    on: date
    file: Kept | None = None


@dataclass(frozen=True)
class Part:
    """A piece of a talk or an answer, or the `number`th of `of` parts of one.

    `under` is its heading, `title` the one below; `told` a sentence of ours where there is no text; `is_broken` a place
    that somebody has changed.
    """

    under: str
    text: str = ""
    said: Said | None = None
    title: str = ""
    told: str = ""
    number: int = 1
    of: int = 1
    is_broken: bool = False

    @property
    def around(self) -> int:
        """Bytes of HTML without the text, at most."""
        names = weight(self.under) + weight(self.title) + weight(self.told)
        if self.said and self.said.file:
            return names + AROUND_FILE + 2 * weight(self.said.file.name)
        return names + (AROUND_SAID + weight(self.said.who) if self.said else AROUND)


@dataclass(frozen=True)
class Leaf:
    """One page of `total`: headings, and what stands under each."""

    groups: Sequence[tuple[str, Sequence[Part]]]
    number: int
    total: int


@dataclass(frozen=True)
class Few(Generic[T]):
    """So many of a list as one page shows, which is the `number`th of `total`."""

    items: Sequence[T]
    number: int
    total: int


def few(items: Sequence[T], each: int, number: str) -> Few[T]:
    """The page of this number; the first for anything else."""
    total = max(1, -(-len(items) // each))
    at = next((at for at in range(total) if str(at + 1) == number), 0)
    return Few(items[at * each :][:each], at + 1, total)


def weight(text: str) -> int:
    """Bytes of a text in HTML."""
    return len(escape(text).encode())


def split(text: str, most: int, first: int = 0) -> list[str]:
    """Parts of at most so many bytes in HTML, cut at spaces where there are any; together they are the text.

    The first one may have another limit. Each letter is weighed once: texts of many thousand are read on every view.
    """
    ends = list(accumulate(map(_size, text), initial=0))
    parts: list[str] = []
    start, room = 0, first or most
    while ends[-1] - ends[start] > room:
        fits = bisect_right(ends, ends[start] + room) - 1
        space = max(text.rfind(" ", start, fits), text.rfind("\n", start, fits)) + 1
        cut = space if space - start > (fits - start) // 2 else fits
        parts.append(text[start:cut])
        start, room = cut, most
    return [*parts, text[start:]]


def _size(letter: str) -> int:
    return _ESCAPED.get(letter) or len(letter.encode())


_ESCAPED = {mark: len(escape(mark)) for mark in "&<>\"'"}


def short(text: str, most: int) -> str:
    """The beginning of a text, where it is longer."""
    first, *rest = split(text[: most + 1], most)
    return f"{first.rstrip()} …" if rest else first


def leaf(parts: Iterable[Part], number: str, piece: str = "", used: int = 0) -> Leaf:
    """The page of this number, or where this piece begins; the first for anything else, which has `used` bytes less."""
    leaves = _leaves(parts, ROOM - used)
    wanted = [at for at, one in enumerate(leaves) if str(at + 1) == number or any(_is(part, piece) for part in one)]
    at = wanted[0] if wanted else 0
    groups = [(name, list(found)) for name, found in groupby(leaves[at], lambda one: one.under)]
    return Leaf(groups, at + 1, len(leaves))


def _leaves(parts: Iterable[Part], room: int) -> list[list[Part]]:
    leaves: list[list[Part]] = [[]]
    for whole in parts:
        if whole.around + weight(whole.text) > room < LEAST + whole.around:
            leaves.append([])
            room = ROOM
        texts = split(whole.text, max(LEAST, ROOM - whole.around), room - whole.around)
        for number, text in enumerate(texts, 1):
            if number > 1:
                leaves.append([])
                room = ROOM
            leaves[-1].append(replace(whole, text=text, number=number, of=len(texts)))
            room -= whole.around + weight(text)
    return leaves


def _is(part: Part, piece: str) -> bool:
    return part.said is not None and str(part.said.id) == piece
