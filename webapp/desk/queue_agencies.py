"""To which agency a queue may be narrowed: one step down the tree at a time, and only to where cases wait."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import agency_by_code, path_ids

_CODE = re.compile(r"[a-z0-9-]{1,60}")
MOST = 200
"""More agencies right below one are not offered; a regency has some sixty."""


@dataclass(frozen=True)
class Branch:
    """What the queue is narrowed to: `agency_id` None and no name for the whole scope.

    `offered` are (code, name): those above it within the scope, itself, and those right below where a case waits.
    """

    agency_id: int | None
    code: str
    name: str
    offered: tuple[tuple[str, str], ...]


def branch_of(session: Session, tops: Sequence[int], code: str, has_cases: ColumnElement[bool]) -> Branch | None:
    """The branch with this code under the topmost agencies of a scope; None for one elsewhere as for one nowhere."""
    if not code:
        below = _below(session, tops[0], has_cases) if len(tops) == 1 else _these(session, tops)
        return Branch(None, "", "", below)
    agency = agency_by_code(session, code) if _CODE.fullmatch(code) else None
    path = path_ids(agency.path) if agency else ()
    first = next((at for at, number in enumerate(path) if number in tops), None)
    if agency is None or first is None:
        return None
    offered = (*_these(session, path[first:]), *_below(session, agency.id, has_cases))
    return Branch(agency.id, agency.code, agency.name, offered)


def _these(session: Session, ids: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """In the order of `ids`."""
    rows = session.execute(select(Agency.id, Agency.code, Agency.name).where(Agency.id.in_(ids))).all()
    return tuple((code, name) for _number, code, name in sorted(rows, key=lambda row: ids.index(row[0])))


def _below(session: Session, agency_id: int, has_cases: ColumnElement[bool]) -> tuple[tuple[str, str], ...]:
    found = select(Agency.code, Agency.name).where(Agency.parent_id == agency_id, has_cases)
    rows = session.execute(found.order_by(Agency.name, Agency.id).limit(MOST)).all()
    return tuple((code, name) for code, name in rows)
