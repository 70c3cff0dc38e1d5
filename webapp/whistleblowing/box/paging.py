"""Long talks and answers in pages that are light as they are: nothing here may be compressed (decision 34). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from markupsafe import escape

from webapp.whistleblowing.box.queries import Said, Sent, Work

ROOM = 6_600
"""Bytes of HTML for what was written, on one page."""
SHORT = 400
"""Bytes of one piece on the box itself."""
AROUND, AROUND_FILE = 220, 700
"""Bytes that stand around a piece, and around the two names of a file."""


@dataclass(frozen=True)
class Part:
    """A piece of a talk or an answer, or the `number`th of `of` parts of one; without `text` a place has none.

    `under` is its heading; `is_broken` a place that somebody has changed.
    """

    under: str
    text: str = ""
    said: Said | None = None
    number: int = 1
    of: int = 1
    is_broken: bool = False

    @property
    def weight(self) -> int:
        """Bytes of HTML, at most."""
        if self.said and self.said.file:
            return AROUND_FILE + 2 * weight(self.said.file.name)
        return AROUND + weight(self.under) + weight(self.text)


@dataclass(frozen=True)
class Leaf:
    """One page of `total`: headings, and what stands under each."""

    groups: Sequence[tuple[str, Sequence[Part]]]
    number: int
    total: int


def weight(text: str) -> int:
    """Bytes of a text in HTML."""
    return len(escape(text).encode())


def split(text: str, most: int) -> list[str]:
    """Parts of at most so many bytes in HTML, cut at spaces where there are any; together they are the text."""
    parts = []
    while weight(text) > most:
        fits = bisect_right(list(accumulate(map(weight, text[:most]))), most)
        space = max(text.rfind(" ", 0, fits), text.rfind("\n", 0, fits)) + 1
        cut = space if space > fits // 2 else fits
        parts.append(text[:cut])
        text = text[cut:]
    return [*parts, text]


def short(said: Said) -> Part:
    """A piece as it stands on the box: its beginning."""
    first, *rest = [""] if said.file else split(said.text, SHORT)
    return Part("", f"{first.rstrip()} …" if rest else first, said, of=len(rest) + 1)


def talk(works: Iterable[Work]) -> Iterator[Part]:
    """All talks, in parts that fit on a page."""
    for work in works:
        if not work.said:
            yield Part(work.place, is_broken=work.said is None)
        for one in work.said or ():
            yield from _parts(work.place, "" if one.file else one.text, one)


def sent(found: Sent, out: str) -> Iterator[Part]:
    """What was sent first, in parts that fit on a page, then who is excluded, under `out`; files have no heading."""
    for label, texts in found.answers.items():
        for text in texts:
            yield from _parts(label, text)
    for name in found.excluded:
        yield from _parts(out, name)
    for one in found.files:
        yield Part("", "", one)


def leaf(parts: Iterable[Part], number: str, piece: str) -> Leaf:
    """The page of this number, or where this piece begins; the first for anything else."""
    leaves: list[list[Part]] = [[]]
    room = ROOM
    for part in parts:
        if part.weight > room and leaves[-1]:
            leaves.append([])
            room = ROOM
        leaves[-1].append(part)
        room -= part.weight
    wanted = [at for at, one in enumerate(leaves) if str(at + 1) == number or any(_is(part, piece) for part in one)]
    at = wanted[0] if wanted else 0
    groups = [(name, list(found)) for name, found in groupby(leaves[at], lambda one: one.under)]
    return Leaf(groups, at + 1, len(leaves))


def _is(part: Part, piece: str) -> bool:
    return part.said is not None and str(part.said.id) == piece


def _parts(under: str, text: str, said: Said | None = None) -> Iterator[Part]:
    texts = split(text, ROOM - AROUND - weight(under))
    return (Part(under, one, said, number, len(texts)) for number, one in enumerate(texts, 1))
