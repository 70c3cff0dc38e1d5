"""The queue: open cases in an officer's scope, what is due first, one range of `case_scope` a page.

A page costs the same handful of queries however many cases there are; counts stop at a cap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, literal, select, tuple_, union
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.base.clock import Zone, local_date
from webapp.base.db import Database
from webapp.cases.desk_index import LOOKED_AT, Stands, Wanted, newest
from webapp.cases.models import Case, CaseScope
from webapp.cases.workflow import Status
from webapp.desk.queue_agencies import Branch, branch_of
from webapp.desk.queue_ended import ended
from webapp.desk.queue_reach import Reach, about_others, handling, reach_of, works_on
from webapp.desk.queue_rows import ALL, BY, FOR_WHO_WORKS, OURS, Asked, Day, Key, Over, Row, Waiting, rows_of
from webapp.desk.standing import belongs_to
from webapp.officers.queries import SignedIn
from webapp.officers.roles import Permission

PAGE = 40
DECIDING = frozenset({Permission.VERIFY})
CAP = 1000
"""More than this many are "1000+": nobody needs the exact number, and counting a million takes long."""


@dataclass(frozen=True)
class Counts:
    """How many open cases, late ones and ones due today, as `lateness.due_state` tells them; each at most CAP + 1.

    `urgent` and `unread` count all that the officer handles, `contests` what they may decide, whatever the queue is
    narrowed to.
    """

    open: int
    late: int
    today: int
    urgent: int = 0
    contests: int = 0
    unread: int = 0


@dataclass(frozen=True)
class Queue:
    """A page of the queue; `next` is None on the last one, `branch` where the agency asked for is not in the scope."""

    rows: tuple[Row, ...]
    next: Key | None
    counts: Counts
    branch: Branch | None


def queue_of(db: Database, officer: SignedIn, now: datetime, zone: Zone, asked: Asked = ALL) -> Queue:
    """One page of the officer's queue, the nearest deadline first; `zone` decides which day the counts call today."""
    with db.read() as session:
        works = handling(officer)
        handled = replace(reach_of(session, works), belongs=belongs_to(officer))  # by every role, also one that looks
        reach = handled if works == officer else replace(_asked(session, officer, asked), belongs=handled.belongs)
        branch = branch_of(session, reach.agency_ids, asked.code, _has_cases(reach.belongs))
        if branch is None:
            return Queue((), None, Counts(0, 0, 0), None)
        reach = replace(reach, agency_ids=(branch.agency_id,)) if branch.agency_id else reach
        keys = _keys(session, reach, asked) if reach.agency_ids else []
        rows = rows_of(session, officer, keys[:PAGE], now, asked.wanted)
        more = keys[PAGE - 1] if len(keys) > PAGE else None
        decided = replace(reach_of(session, handling(officer, DECIDING)), belongs=handled.belongs)
        reaches = {Waiting.URGENT: handled, Waiting.CONTEST: decided, Waiting.MESSAGE: handled}
        return Queue(rows, more, _counts(session, reach, reaches, local_date(now, zone)), branch)


def _asked(session: Session, officer: SignedIn, asked: Asked) -> Reach:
    """Of who only looks as well: whose cases are looked at for what is asked."""
    return reach_of(session, handling(officer, works_on(asked.wanted)) if asked.wanted in FOR_WHO_WORKS else officer)


def _keys(session: Session, reach: Reach, asked: Asked) -> list[Key]:
    """One more than a page holds."""
    over = asked.wanted is Over.ENDED
    if over:
        return [Key(*key) for key in ended(session, reach, asked, PAGE + 1)]
    found = _with_words(session, reach, asked) if asked.words else session.execute(_page(reach, asked))
    return [Key(*key) for key in found]


def _with_words(session: Session, reach: Reach, asked: Asked) -> list[tuple[date, int]]:
    """The newest cases whose report holds the words, found by their index and put in order here: asked for the order, a
    database may walk the whole queue to meet them.
    """
    by = BY.get(asked.wanted, CaseScope.due)
    may = and_(about_others(reach.belongs), *_fits(reach, asked, by))
    ids = newest(session, Wanted(Stands.QUEUE, reach.agency_ids, asked.words), may, LOOKED_AT)
    mine = (CaseScope.agency_id + 0).in_(reach.agency_ids)  # a sum has no index: SQLite would walk that of the queue
    there = select(by, CaseScope.case_id).where(mine, CaseScope.case_id.in_(ids))
    rows = session.execute(there.where(*_of_status(asked)))
    after = (asked.after.due, asked.after.case_id) if asked.after else (date.min, 0)
    return sorted({(due, case_id) for due, case_id in rows if due and (due, case_id) > after})[: PAGE + 1]


def _fits(reach: Reach, asked: Asked, by: Day) -> list[ColumnElement[bool]]:
    """What is filtered for, asked of each hit before the newest are taken."""
    there = select(CaseScope.case_id).where(CaseScope.case_id == Case.id, CaseScope.agency_id.in_(reach.agency_ids))
    return [there.where(by.is_not(None), *_of_status(asked)).exists()] if asked.wanted else []


def _of_status(asked: Asked) -> list[ColumnElement[bool]]:
    return [CaseScope.status == asked.wanted.value] if isinstance(asked.wanted, Status) else []


def _page(reach: Reach, asked: Asked) -> Select[date, int]:
    where, by = _of_status(asked), BY.get(asked.wanted, CaseScope.due)
    if after := asked.after:
        where.append(tuple_(by, CaseScope.case_id) > tuple_(literal(after.due), literal(after.case_id)))
    every = _union(reach, where, PAGE + 1, by)
    return select(every.c.due, every.c.case_id).order_by(every.c.due, every.c.case_id).limit(PAGE + 1)


def _union(reach: Reach, asked: Sequence[ColumnElement[bool]], limit: int, by: Day = CaseScope.due) -> Subquery[Any]:
    """The first `limit` rows of each agency's range, each case once; twice for who leads it and contributes too."""
    parts = [_range(number, reach.belongs, asked, by).limit(limit).subquery() for number in reach.agency_ids]
    return union(*(select(part.c.due, part.c.case_id) for part in parts)).subquery()


def _range(agency_id: int, belongs: frozenset[int], asked: Sequence[ColumnElement[bool]], by: Day) -> Select[date, int]:
    """The rows of one agency, ordered by the day of the wanted clock."""
    found = select(by.label("due"), CaseScope.case_id).join(Case, Case.id == CaseScope.case_id)
    found = found.where(CaseScope.agency_id == agency_id, by.is_not(None), about_others(belongs), *asked)
    return found.order_by(by, CaseScope.case_id)


def _has_cases(belongs: frozenset[int]) -> ColumnElement[bool]:
    """Of an agency: whether its queue holds a case that may be known of."""
    found = select(CaseScope.case_id).join(Case, Case.id == CaseScope.case_id)
    return found.where(CaseScope.agency_id == Agency.id, about_others(belongs)).exists()


def _counts(session: Session, reach: Reach, waiting: Mapping[Waiting, Reach], today: date) -> Counts:
    if not reach.agency_ids:
        return Counts(0, 0, 0)
    ours = CaseScope.status.in_([status.value for status in OURS])
    late, due_today = (ours, CaseScope.due < today), (ours, CaseScope.due == today)
    handles = [_count(whose, (), BY[what]) if whose.agency_ids else literal(0) for what, whose in waiting.items()]
    every: list[ColumnElement[int]] = [*(_count(reach, asked) for asked in ((), late, due_today)), *handles]
    found: Sequence[int] = session.execute(select(*every)).one()
    return Counts(*found)


def _count(reach: Reach, asked: Sequence[ColumnElement[bool]], by: Day = CaseScope.due) -> ColumnElement[int]:
    every = select(_union(reach, asked, CAP + 1, by).c.case_id).limit(CAP + 1).subquery()
    return select(func.count()).select_from(every).scalar_subquery()
