"""Looking at the tree of agencies; places are in `area_queries`, and given on from here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.agencies.area_queries import (
    AreaFound,
    area,
    area_ancestors,
    area_children,
    area_path,
    current_code,
    find_areas,
    time_zone_of,
)
from webapp.agencies.folding import search_words
from webapp.agencies.models import Agency

__all__ = [
    "AgencyFound",
    "AreaFound",
    "agency",
    "agency_by_code",
    "ancestors",
    "area",
    "area_ancestors",
    "area_children",
    "area_path",
    "children",
    "current_agency",
    "current_code",
    "descendants",
    "find_agencies",
    "find_areas",
    "is_within",
    "path_ids",
    "superior",
    "time_zone_of",
]


@dataclass(frozen=True)
class AgencyFound:
    """An agency to choose; `under` is the name of the one above it, None for the nation."""

    id: int
    code: str
    name: str
    kind: str
    under: str | None


def agency(session: Session, agency_id: int | None) -> Agency | None:
    """The agency with this id, closed ones too, or None."""
    return session.get(Agency, agency_id) if agency_id is not None else None


def agency_by_code(session: Session, code: str) -> Agency | None:
    """The agency with exactly this code (without regard to case and surrounding space), or None."""
    return session.scalar(select(Agency).where(Agency.code == code.strip().lower()))


def path_ids(path: str) -> tuple[int, ...]:
    """`"/1/5/9/"` → `(1, 5, 9)`: from the root down to the agency itself."""
    return tuple(int(part) for part in path.split("/") if part)


def ancestors(session: Session, agency: Agency) -> list[Agency]:
    """Those above it, nearest first, without itself; closed ones too."""
    found = session.scalars(select(Agency).where(Agency.id.in_(path_ids(agency.path)[:-1])))
    return sorted(found, key=lambda above: len(path_ids(above.path)), reverse=True)


def superior(session: Session, agency: Agency) -> Agency | None:
    """The nearest agency above that is not closed; None for the nation."""
    return next((above for above in ancestors(session, agency) if above.closed_at is None), None)


def descendants(session: Session, agency: Agency, with_closed: bool = False) -> list[Agency]:
    """Everything below it, without itself, in the order of the tree's levels and then by name."""
    below = select(Agency).where(Agency.path.startswith(agency.path), Agency.id != agency.id)
    if not with_closed:
        below = below.where(Agency.closed_at.is_(None))
    return list(session.scalars(below.order_by(_depth(), Agency.name, Agency.id)))


def children(session: Session, agency_id: int | None) -> list[Agency]:
    """The open agencies right below this one, by name; for None the roots."""
    below = select(Agency).where(Agency.parent_id == agency_id, Agency.closed_at.is_(None))
    return list(session.scalars(below.order_by(Agency.name, Agency.id)))


def is_within(session: Session, agency_id: int, ancestor_id: int) -> bool:
    """Whether the first is the second or lies anywhere below it; False when either is unknown."""
    path = session.scalar(select(Agency.path).where(Agency.id == agency_id))
    return path is not None and ancestor_id in path_ids(path)


def current_agency(session: Session, agency_id: int) -> Agency | None:
    """The open agency that does its work today: itself, its successor's end, else the nearest open one above."""
    found, seen = agency(session, agency_id), {agency_id}
    while found and found.closed_at and found.successor_id and found.successor_id not in seen:
        seen.add(found.successor_id)
        found = agency(session, found.successor_id)
    return superior(session, found) if found and found.closed_at else found


def find_agencies(session: Session, words: str, limit: int = 20, within: Agency | None = None) -> list[AgencyFound]:
    """Open agencies whose name, code or place holds every word typed, in any order and spacing; best first.

    `within` keeps to one branch of the tree. Fewer than two letters find nothing.
    """
    typed = search_words(words)
    if len("".join(typed)) < 2:
        return []
    above = aliased(Agency)
    found = select(Agency.id, Agency.code, Agency.name, Agency.kind, above.name).outerjoin(
        above, above.id == Agency.parent_id
    )
    found = found.where(Agency.closed_at.is_(None), and_(*(Agency.search.contains(word) for word in typed)))
    if within:
        found = found.where(Agency.path.startswith(within.path))
    found = found.order_by(_rank(typed), _depth(), Agency.name, Agency.id)
    return [AgencyFound(*row) for row in session.execute(found.limit(limit))]


def _rank(typed: list[str]) -> ColumnElement[int]:
    """0 the name or code is what was typed, 1 it begins so, 2 it begins with one of the words, 3 the rest."""
    whole, search = "".join(typed), Agency.search
    return case(
        (or_(search.startswith(f"{whole}|"), search.contains(f"|{whole}|")), 0),
        (or_(search.startswith(whole), search.contains(f"|{whole}")), 1),
        (or_(*(search.startswith(word) for word in typed)), 2),
        else_=3,
    )


def _depth() -> ColumnElement[int]:
    """How deep in the tree: the number of strokes in the path."""
    return func.length(Agency.path) - func.length(func.replace(Agency.path, "/", ""))
