"""Finding and naming places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from webapp.agencies.folding import search_words
from webapp.agencies.models import Agency, Area
from webapp.base.db import Reader
from webapp.base.prepared import Prepared

# made once: putting a statement together takes longer than running it
_PATH = Prepared(select(Area.full_path).where(Area.code == bindparam("code")))
_CODE = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{0,4})?)?)?\.?")
MIN_LETTERS = 2
"""Fewer than these find no agency: they would find everything."""
LONG_ENOUGH = 3
"""One word at least has so many; shorter ones alone would find, and rank, half of the country."""
PROVINCE, REGENCY = len("64"), len("64.72")
"""Characters of a code that name the province, and the regency or city."""


@dataclass(frozen=True)
class AreaFound:
    """A place to choose. Show `full_path`: 98 villages have the name Sidomulyo."""

    code: str
    name: str
    kind: str
    full_path: str


def find_areas(session: Session, words: str, limit: int = 20) -> list[AreaFound]:
    """Places whose path holds every word typed, in any order and spacing, or whose code begins so; best first.

    Best is: the name itself, then names that begin with a word typed; among equals what agencies here govern, then the
    larger place. Words that are all shorter than three letters find only the places of exactly that name, such as Gu.
    """
    found = select(Area.code, Area.name, Area.kind, Area.full_path).where(Area.successor_code.is_(None))
    if _CODE.fullmatch(words.strip()):
        found = found.where(Area.code.startswith(words.strip().rstrip("."))).order_by(func.length(Area.code), Area.code)
    else:
        typed = search_words(words)
        if not typed:
            return []
        found = found.where(*_holds(typed)).order_by(_rank(typed), _far(), func.length(Area.code), Area.full_path)
    return [AreaFound(*row) for row in session.execute(found.limit(limit))]


def _holds(typed: list[str]) -> Iterator[ColumnElement[bool]]:
    """The longest word first: it leaves the fewest rows to look at for the others."""
    by_length = sorted(typed, key=len, reverse=True)
    if len(by_length[0]) < LONG_ENOUGH:
        yield Area.search.startswith(f"{''.join(typed)}|")
    else:
        yield from (Area.search.contains(word) for word in by_length)


def _rank(typed: list[str]) -> ColumnElement[int]:
    """0 the name is what was typed, 1 some neighbouring words of it, 2 the name begins with a word, 3 the rest."""
    whole = "".join(typed)
    runs = ["".join(typed[start:end]) for start in range(len(typed)) for end in range(start + 1, len(typed) + 1)]
    return case(
        (or_(Area.search.startswith(f"{whole}|"), Area.search.startswith(f"kota{whole}|")), 0),
        (or_(*(Area.search.startswith(f"{run}|") for run in runs)), 1),
        (or_(*(Area.search.startswith(word) for word in typed)), 2),
        else_=3,
    )


def _far() -> ColumnElement[int]:
    """0 in a regency or city with an agency of this instance, 1 in such a province, 2 elsewhere in the country."""
    served = select(Agency.area_code).where(Agency.area_code.is_not(None), Agency.closed_at.is_(None))
    return case(
        (func.substr(Area.code, 1, REGENCY).in_(served), 0),
        (func.substr(Area.code, 1, PROVINCE).in_(served), 1),
        else_=2,
    )


def area(session: Session, code: str | None) -> Area | None:
    """The area with this code, or None; detached rows may be kept."""
    return session.get(Area, code) if code else None


def area_path(session: Reader, code: str) -> str | None:
    """ "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur", or None when unknown."""
    found = _PATH.first(session, code=code)
    return found.full_path if found else None


def current_code(session: Session, code: str) -> str:
    """Follow successors of a code that was replaced; the code itself when it is current or unknown."""
    seen = {code}
    while (known := area(session, code)) and known.successor_code and known.successor_code not in seen:
        code = known.successor_code
        seen.add(code)
    return code
