"""Published reports, and the names by which they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.agencies.area_queries import area, find_areas
from webapp.agencies.category_queries import category_tree
from webapp.agencies.queries import agency_by_code, find_agencies
from webapp.base.db import Database
from webapp.cases.published import PAGE, Found, Phrase, newest

MOST = 20
"""Things of one name that are offered; a longer list asks for another word."""


@dataclass(frozen=True)
class Named:
    """An area or agency; `id` is what the search knows it by, `note` tells it from others of its name."""

    id: object
    code: str
    name: str
    note: str | None = None


@dataclass(frozen=True)
class Listing:
    """A page of published reports; `next` is the position after which the following page begins, None on the last."""

    rows: tuple[Found, ...]
    next: int | None


NOTHING = Listing((), None)


def listing(db: Database, wanted: Sequence[Phrase], before: int | None = None) -> Listing:
    """The newest that hold all that is wanted."""
    with db.read() as look:
        found = newest(look, wanted, before)
    return Listing(tuple(found[:PAGE]), found[PAGE - 1].position if len(found) > PAGE else None)


def topics(db: Database) -> tuple[tuple[str, str], ...]:
    """(code, Indonesian name) of the main topics."""
    with db.read() as session:
        return tuple((topic.code, topic.name) for topic in category_tree(session))


def areas(db: Database, typed: str) -> tuple[Named, ...]:
    """The area with exactly this code or path; else those that the words find, best first."""
    with db.read() as session:
        known = area(session, typed)
        found = [known] if known else find_areas(session, typed, MOST)
    named = [Named(one.code, one.code, one.full_path) for one in found]
    return _the_very_one(typed, named)


def agencies(db: Database, typed: str) -> tuple[Named, ...]:
    """The agency with exactly this code or name; else those that the words find, best first."""
    with db.read() as session:
        known = agency_by_code(session, typed)
        if known:
            return (Named(known.id, known.code, known.name),)
        found = find_agencies(session, typed, MOST)
    return _the_very_one(typed, [Named(one.id, one.code, one.name, one.under) for one in found])


def _the_very_one(typed: str, found: list[Named]) -> tuple[Named, ...]:
    """Only the one that is called so to the letter, if there is exactly one."""
    same = [one for one in found if one.name == typed]
    return tuple(same if len(same) == 1 else found)
