"""The queue: open cases in an officer's scope, what is due first, one range of `case_scope` a page.

A page costs the same handful of queries however many cases there are; counts stop at a cap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, or_, select, tuple_, union
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import path_ids
from webapp.base.clock import Zone, local_date
from webapp.base.db import Database
from webapp.cases.models import Case, CaseScope
from webapp.cases.workflow import Status
from webapp.desk.queue_agencies import Branch, branch_of
from webapp.desk.queue_marks import with_words
from webapp.desk.queue_rows import BY, OURS, Day, Key, Row, Waiting, Wanted, rows_of
from webapp.desk.standing import HANDLING, belongs_to
from webapp.officers.queries import SignedIn, scope_of
from webapp.officers.roles import PERMISSIONS

PAGE = 40
CAP = 1000
"""More than this many are "1000+": nobody needs the exact number, and counting a million takes long."""


@dataclass(frozen=True)
class Counts:
    """How many open cases, late ones and ones due today, as `lateness.due_state` tells them; each at most CAP + 1.

    `urgent` counts all that the officer handles, whatever the queue is narrowed to.
    """

    open: int
    late: int
    today: int
    urgent: int = 0


@dataclass(frozen=True)
class Asked:
    """Which page of which queue. With `words` only cases whose report holds them all, with a `code` only those of this
    agency and of all below it.
    """

    wanted: Wanted = None
    after: Key | None = None
    words: Sequence[str] = ()
    code: str = ""


@dataclass(frozen=True)
class Queue:
    """A page of the queue; `next` is None on the last one, `branch` where the agency asked for is not in the scope."""

    rows: tuple[Row, ...]
    next: Key | None
    counts: Counts
    branch: Branch | None


@dataclass(frozen=True)
class _Reach:
    """Whose queue rows are looked at, and whose reports must stay hidden."""

    agency_ids: tuple[int, ...]
    belongs: frozenset[int]


def queue_of(db: Database, officer: SignedIn, now: datetime, zone: Zone, asked: Asked = Asked()) -> Queue:
    """One page of the officer's queue, the nearest deadline first; `zone` decides which day the counts call today."""
    with db.read() as session:
        works = handling(officer)
        handled = _reach(session, works)
        reach = handled if works == officer or isinstance(asked.wanted, Waiting) else _reach(session, officer)
        branch = branch_of(session, reach.agency_ids, asked.code, _has_cases(reach.belongs))
        if branch is None:
            return Queue((), None, Counts(0, 0, 0), None)
        reach = replace(reach, agency_ids=(branch.agency_id,)) if branch.agency_id else reach
        keys = session.execute(_page(reach, asked)).all() if reach.agency_ids else []
        rows = rows_of(session, officer, [Key(*key) for key in keys[:PAGE]], now, asked.wanted)
        more = Key(*keys[PAGE - 1]) if len(keys) > PAGE else None
        return Queue(rows, more, _counts(session, reach, handled, local_date(now, zone)), branch)


def _reach(session: Session, officer: SignedIn) -> _Reach:
    """The topmost agencies of the scope: a case below one of them has a row there too."""
    scope = scope_of(officer)
    if scope.everything:
        roots = session.scalars(select(Agency.id).where(Agency.parent_id.is_(None)))
        return _Reach(tuple(roots), belongs_to(officer))
    paths = {held.agency_id: path_ids(held.agency_path)[:-1] for held in officer.grants}
    top = [number for number in sorted(scope.agency_ids) if scope.agency_ids.isdisjoint(paths[number])]
    return _Reach(tuple(top), belongs_to(officer))


def _page(reach: _Reach, asked: Asked) -> Select[date, int]:
    wanted, by = asked.wanted, BY.get(asked.wanted, CaseScope.due)
    where: list[ColumnElement[bool]] = [CaseScope.status == wanted.value] if isinstance(wanted, Status) else []
    where.extend(with_words(asked.words))
    if after := asked.after:
        where.append(tuple_(by, CaseScope.case_id) > tuple_(literal(after.due), literal(after.case_id)))
    every = _union(reach, where, PAGE + 1, by)
    return select(every.c.due, every.c.case_id).order_by(every.c.due, every.c.case_id).limit(PAGE + 1)


def _union(reach: _Reach, asked: Sequence[ColumnElement[bool]], limit: int, by: Day = CaseScope.due) -> Subquery[Any]:
    """The first `limit` rows of each agency's range, each case once; twice for who leads it and contributes too."""
    parts = [_range(number, reach.belongs, asked, by).limit(limit).subquery() for number in reach.agency_ids]
    return union(*(select(part.c.due, part.c.case_id) for part in parts)).subquery()


def _range(agency_id: int, belongs: frozenset[int], asked: Sequence[ColumnElement[bool]], by: Day) -> Select[date, int]:
    """The rows of one agency, ordered by the day of the wanted clock."""
    found = select(by.label("due"), CaseScope.case_id).join(Case, Case.id == CaseScope.case_id)
    found = found.where(CaseScope.agency_id == agency_id, by.is_not(None), _about_others(belongs), *asked)
    return found.order_by(by, CaseScope.case_id)


def _about_others(belongs: frozenset[int]) -> ColumnElement[bool]:
    return or_(Case.excluded_agency_id.is_(None), Case.excluded_agency_id.not_in(sorted(belongs)))


def _has_cases(belongs: frozenset[int]) -> ColumnElement[bool]:
    """Of an agency: whether its queue holds a case that may be known of."""
    found = select(CaseScope.case_id).join(Case, Case.id == CaseScope.case_id)
    return found.where(CaseScope.agency_id == Agency.id, _about_others(belongs)).exists()


def _counts(session: Session, reach: _Reach, handled: _Reach, today: date) -> Counts:
    if not reach.agency_ids:
        return Counts(0, 0, 0)
    ours = CaseScope.status.in_([status.value for status in OURS])
    late, due_today = (ours, CaseScope.due < today), (ours, CaseScope.due == today)
    urgent = _count(handled, (), CaseScope.urgent_by) if handled.agency_ids else literal(0)
    found = session.execute(select(_count(reach, ()), _count(reach, late), _count(reach, due_today), urgent)).one()
    return Counts(*found)


def _count(reach: _Reach, asked: Sequence[ColumnElement[bool]], by: Day = CaseScope.due) -> ColumnElement[int]:
    every = select(_union(reach, asked, CAP + 1, by).c.case_id).limit(CAP + 1).subquery()
    return select(func.count()).select_from(every).scalar_subquery()


def handling(officer: SignedIn) -> SignedIn:
    """The same officer with only those roles that work on cases."""
    return replace(officer, grants=tuple(held for held in officer.grants if PERMISSIONS[held.role] & HANDLING))
