"""Looking at the tree of agencies; places are in `area_queries`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, bindparam, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.agencies.area_queries import MIN_LETTERS
from webapp.agencies.folding import search_words
from webapp.agencies.models import Agency
from webapp.base.db import Reader
from webapp.base.prepared import Prepared

# made once: putting a statement together takes longer than running it
_NAMES = Prepared(select(Agency.id, Agency.name).where(Agency.id.in_(bindparam("ids", expanding=True))))


@dataclass(frozen=True)
class AgencyFound:
    """An agency to choose; `under` is the name of the one above it, None for the nation."""

    id: int
    code: str
    name: str
    kind: str
    under: str | None


def agency_by_code(session: Session, code: str) -> Agency | None:
    """The agency with exactly this code (without regard to case and surrounding space), or None."""
    return session.scalar(select(Agency).where(Agency.code == code.strip().lower()))


def agency_names(session: Reader, ids: Iterable[int]) -> dict[int, str]:
    """The names of agencies by their number, closed ones too."""
    return dict(_NAMES.all(session, ids=sorted(ids)))


def path_ids(path: str) -> tuple[int, ...]:
    """`"/1/5/9/"` → `(1, 5, 9)`: from the root down to the agency itself."""
    return tuple(int(part) for part in path.split("/") if part)


def lineage(session: Session, agency_id: int) -> tuple[int, ...]:
    """The numbers of an agency that is there and of all above it, from the root down to itself."""
    return path_ids(session.scalars(select(Agency.path).where(Agency.id == agency_id)).one())


def find_agencies(session: Session, words: str, limit: int = 20) -> list[AgencyFound]:
    """Open agencies whose name, code or place holds every word typed, in any order and spacing; best first.

    Fewer than two letters find nothing.
    """
    typed = search_words(words)
    if len("".join(typed)) < MIN_LETTERS:
        return []
    above = aliased(Agency)
    found = select(Agency.id, Agency.code, Agency.name, Agency.kind, above.name).outerjoin(
        above, above.id == Agency.parent_id
    )
    found = found.where(Agency.closed_at.is_(None), and_(*(Agency.search.contains(word) for word in typed)))
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
