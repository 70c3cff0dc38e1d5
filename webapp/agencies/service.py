"""Everything that changes the tree of agencies. All take a `session`; the caller owns the transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session, aliased

from webapp.agencies.folding import squeeze
from webapp.agencies.models import Agency, Area


@dataclass(frozen=True)
class NewAgency:
    """An agency to be. `code` is what people say: small letters, digits and hyphens ("smd-pupr")."""

    code: str
    name: str
    kind: str
    parent_code: str | None
    area_code: str | None = None
    office: str | None = None
    email: str | None = None


class UnknownParent(ValueError):
    """The parent named is neither stored nor among those given."""


def add_agencies(session: Session, many: Sequence[NewAgency]) -> int:
    """Store a whole tree or part of one, in any order, level by level; returns how many.

    Raises UnknownParent, or IntegrityError when a code is taken.
    """
    known = dict(session.execute(select(Agency.code, Agency.id)).all())
    areas = _area_search(session, {new.area_code for new in many if new.area_code})
    waiting = list(many)
    while waiting:
        level = [new for new in waiting if new.parent_code is None or new.parent_code in known]
        if not level:
            raise UnknownParent(", ".join(sorted({str(new.parent_code) for new in waiting})))
        known.update(_insert(session, [_row(new, known, areas) for new in level]))
        waiting = [new for new in waiting if new.code not in known]
    return len(many)


def _insert(session: Session, rows: list[dict[str, Any]]) -> dict[str, int]:
    """One level: rows first, then their paths, which need the ids that the database gave."""
    stored = session.execute(insert(Agency).returning(Agency.code, Agency.id), rows)
    ids = dict(stored.all())
    above = aliased(Agency)
    parent_path = select(above.path).where(above.id == Agency.parent_id).scalar_subquery()
    own = Agency.id.cast(Agency.path.type)
    fresh = update(Agency).where(Agency.path == "").execution_options(synchronize_session=False)
    session.execute(fresh.where(Agency.parent_id.is_(None)).values(path="/" + own + "/"))
    session.execute(fresh.where(Agency.parent_id.is_not(None)).values(path=parent_path + own + "/"))
    return ids


def _row(new: NewAgency, ids: dict[str, int], areas: dict[str, str]) -> dict[str, Any]:
    row = asdict(new)
    parent = row.pop("parent_code")
    search = f"{squeeze(new.name)}|{squeeze(new.code)}|{areas.get(new.area_code or '', '')}"
    return {**row, "parent_id": ids[parent] if parent else None, "path": "", "search": search}


def _area_search(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Only few areas are asked for one by one; a whole tree takes them all, which is quicker than a long IN."""
    wanted = set(codes)
    asked = select(Area.code, Area.search)
    asked = asked.where(Area.code.in_(wanted)) if len(wanted) < 500 else asked
    return {code: search for code, search in session.execute(asked) if code in wanted}


def close_agency(session: Session, agency_id: int, now: datetime, successor_id: int | None = None) -> None:
    """Close an agency for good, naming who goes on with its work; it stays in the table and in every history."""
    if successor_id == agency_id:
        raise ValueError("an agency cannot follow itself")
    closing = update(Agency).where(Agency.id == agency_id, Agency.closed_at.is_(None))
    session.execute(closing.values(closed_at=now, successor_id=successor_id))
