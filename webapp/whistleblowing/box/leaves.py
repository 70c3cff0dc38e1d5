"""What the box has to show at length, in parts of pages (`paging`). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.whistleblowing import paging
from webapp.whistleblowing.box.queries import Sent, Work
from webapp.whistleblowing.paging import Part, Said

SHORT = 400
"""Bytes of one piece on the box itself."""


def short(said: Said) -> Part:
    """A piece as it stands on the box: its beginning."""
    text = "" if said.file else said.text
    return Part("", paging.short(text, SHORT), said, of=1 + (paging.weight(text) > SHORT))


def talk(works: Iterable[Work]) -> Iterator[Part]:
    """All talks."""
    for work in works:
        if not work.said:
            yield Part(work.place, is_broken=work.said is None)
        for one in work.said or ():
            yield Part(work.place, "" if one.file else one.text, one)


def sent(found: Sent, out: str) -> Iterator[Part]:
    """What was sent first, then who is excluded, under `out`; files have no heading."""
    for label, texts in found.answers.items():
        yield from (Part(label, text) for text in texts)
    yield from (Part(out, name) for name in found.excluded)
    yield from (Part("", "", one) for one in found.files)
