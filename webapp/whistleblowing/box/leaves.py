"""What the box has to show at length, in parts of pages (`paging`). Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from webapp.base.i18n import date_long
from webapp.base.sentences import _
from webapp.whistleblowing import paging
from webapp.whistleblowing.box.queries import Box, Sent, Work
from webapp.whistleblowing.paging import Part, Said

SHORT, NAMES, AROUND = 400, 1_200, 10
"""Bytes of one piece on the box itself, of all names of holders there, and around a name."""


def short(said: Said) -> Part:
    """A piece as it stands on the box: its beginning."""
    text = "" if said.file else said.text
    return Part("", paging.short(text, SHORT), said, of=1 + (paging.weight(text) > SHORT))


def fitting(names: Sequence[str], most: int) -> Sequence[str]:
    """The first of these, as many as fit in so many bytes of HTML; one at least."""
    return names[: max(1, bisect_right(list(accumulate(paging.weight(one) + AROUND for one in names)), most))]


def readers(found: Box) -> Iterator[Part]:
    """Who holds keys at each level, who can open who the reporter is, and who was let."""
    paper = _("satu kunci di atas kertas, di lemari terkunci instansi ini")
    who = _("Siapa Anda hanya dapat dibuka oleh")
    for work in found.works:
        yield Part(work.place, "\n".join([*work.readers, *[paper] * work.on_paper]))
    if found.identity_for:
        yield Part(who, "\n".join(found.identity_for))
    for name, day in found.opened:
        told = _("%(day)s: penjaga identitas mengizinkan %(name)s membaca siapa Anda.", day=date_long(day), name=name)
        yield Part(who, told=told)


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
