"""The queue: open cases in an officer's scope, what is due first, one range of `case_scope` a page.

A page costs the same handful of queries however many cases there are; counts stop at a cap.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, func, literal, or_, select, tuple_, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.agencies.models import Agency, Area
from webapp.agencies.queries import path_ids
from webapp.base.clock import Zone, local_date
from webapp.base.db import Database
from webapp.base.working_days import Calendar
from webapp.cases.clocks import calendars_for, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.events import OPEN_QUESTION
from webapp.cases.lateness import DueState, Lateness, due_state, lateness
from webapp.cases.models import Case, CaseScope, CaseText, Deadline
from webapp.cases.workflow import OWNER_CLOCK, Status
from webapp.desk.queue_marks import Mark, marks_of, with_newest, with_words
from webapp.desk.standing import HANDLING, belongs_to, standing_of
from webapp.officers.queries import SignedIn, scope_of
from webapp.officers.roles import PERMISSIONS

PAGE = 40
CAP = 1000
"""More than this many are "1000+": nobody needs the exact number, and counting a million takes long."""
OURS = (Status.RECEIVED, Status.ASSIGNED, Status.IN_PROGRESS)
"""Where an office is late; in the other open statuses the reporter has the word."""


class Waiting(StrEnum):
    """What may wait beside the clocks of a case."""

    HELP = "help"  # an accommodation that is neither met nor refused; only who handles a case may ask for it


Wanted = Status | Clock | Waiting | None
"""Which cases: of a status, those that wait for a decision (one of DECISIONS) or for help, or all."""

Day = InstrumentedAttribute[Any]
"""A column of `case_scope` that holds a day."""
DECISIONS: Mapping[Clock, Day] = {
    Clock.PUBLICATION: CaseScope.publish_by,
    Clock.RIGHT_AGENCY: CaseScope.right_agency_by,
}
"""What is decided beside the handling, and the day by which."""
_BY: Mapping[Any, Day] = {**DECISIONS, Waiting.HELP: CaseScope.help_by}


@dataclass(frozen=True)
class Key:
    """Where the next page begins: after this day and case."""

    due: date
    case_id: int


@dataclass(frozen=True)
class Row:
    """One case of the queue. `title` is None where it may not be shown.

    `ours`: an office must act, and is late when the day is over. `questioned`: "salah instansi" is to be decided.
    `urgent` is told to those who may read the case. `of` is Clock.CONTRIBUTION where only a part is asked.
    """

    case_id: int
    ticket: str
    title: str | None
    anonymous: bool
    confidential: bool
    urgent: bool
    status: Status
    area: str | None
    agency: str
    marks: tuple[Mark, ...]
    due: date
    lateness: Lateness
    ours: bool
    paused_on: date | None
    questioned: bool
    of: Clock | Waiting


@dataclass(frozen=True)
class Counts:
    """How many open cases, late ones and ones due today, as `lateness.due_state` tells them; each at most CAP + 1."""

    open: int
    late: int
    today: int


@dataclass(frozen=True)
class Queue:
    """A page of the queue; `next` is None on the last one."""

    rows: tuple[Row, ...]
    next: Key | None
    counts: Counts


@dataclass(frozen=True)
class _Reach:
    """Whose queue rows are looked at, and whose reports must stay hidden."""

    agency_ids: tuple[int, ...]
    belongs: frozenset[int]


def queue_of(
    db: Database,
    officer: SignedIn,
    now: datetime,
    zone: Zone,
    wanted: Wanted = None,
    after: Key | None = None,
    words: Sequence[str] = (),
) -> Queue:
    """One page of the officer's queue, the nearest deadline first; `zone` decides which day the counts call today.

    With `words` only cases whose report holds them all.
    """
    with db.read() as session:
        reach = _reach(session, handling(officer) if wanted is Waiting.HELP else officer)
        keys = session.execute(_page(reach, wanted, after, words)).all() if reach.agency_ids else []
        rows = _rows(session, officer, [Key(*key) for key in keys[:PAGE]], now, wanted)
        more = Key(*keys[PAGE - 1]) if len(keys) > PAGE else None
        return Queue(rows, more, _counts(session, reach, local_date(now, zone)))


def _reach(session: Session, officer: SignedIn) -> _Reach:
    """The topmost agencies of the scope: a case below one of them has a row there too."""
    scope = scope_of(officer)
    if scope.everything:
        roots = session.scalars(select(Agency.id).where(Agency.parent_id.is_(None)))
        return _Reach(tuple(roots), belongs_to(officer))
    paths = {held.agency_id: path_ids(held.agency_path)[:-1] for held in officer.grants}
    top = [number for number in sorted(scope.agency_ids) if scope.agency_ids.isdisjoint(paths[number])]
    return _Reach(tuple(top), belongs_to(officer))


def _page(reach: _Reach, wanted: Wanted, after: Key | None, words: Sequence[str]) -> Select[date, int]:
    by = _BY.get(wanted, CaseScope.due)
    asked: list[ColumnElement[bool]] = [CaseScope.status == wanted.value] if isinstance(wanted, Status) else []
    asked.extend(with_words(words))
    if wanted in _BY:
        asked.append(by.is_not(None))
    if after:
        asked.append(tuple_(by, CaseScope.case_id) > tuple_(literal(after.due), literal(after.case_id)))
    every = _union(reach, asked, PAGE + 1, by)
    return select(every.c.due, every.c.case_id).order_by(every.c.due, every.c.case_id).limit(PAGE + 1)


def _union(reach: _Reach, asked: Sequence[ColumnElement[bool]], limit: int, by: Day = CaseScope.due) -> Subquery[Any]:
    """The first `limit` rows of each agency's range, each case once; twice for who leads it and contributes too."""
    parts = [_range(number, reach.belongs, asked, by).limit(limit).subquery() for number in reach.agency_ids]
    return union(*(select(part.c.due, part.c.case_id) for part in parts)).subquery()


def _range(agency_id: int, belongs: frozenset[int], asked: Sequence[ColumnElement[bool]], by: Day) -> Select[date, int]:
    """The rows of one agency, ordered by the day of the wanted clock."""
    found = select(by.label("due"), CaseScope.case_id).join(Case, Case.id == CaseScope.case_id)
    about_others = or_(Case.excluded_agency_id.is_(None), Case.excluded_agency_id.not_in(sorted(belongs)))
    found = found.where(CaseScope.agency_id == agency_id, about_others, *asked)
    return found.order_by(by, CaseScope.case_id)


def _counts(session: Session, reach: _Reach, today: date) -> Counts:
    if not reach.agency_ids:
        return Counts(0, 0, 0)
    ours = CaseScope.status.in_([status.value for status in OURS])
    late, due_today = (ours, CaseScope.due < today), (ours, CaseScope.due == today)
    found = session.execute(select(_count(reach, ()), _count(reach, late), _count(reach, due_today))).one()
    return Counts(*found)


def _count(reach: _Reach, asked: Sequence[ColumnElement[bool]]) -> ColumnElement[int]:
    every = select(_union(reach, asked, CAP + 1).c.case_id).limit(CAP + 1).subquery()
    return select(func.count()).select_from(every).scalar_subquery()


def handling(officer: SignedIn) -> SignedIn:
    """The same officer with only those roles that work on cases."""
    return replace(officer, grants=tuple(held for held in officer.grants if PERMISSIONS[held.role] & HANDLING))


def _rows(session: Session, officer: SignedIn, keys: Sequence[Key], now: datetime, wanted: Wanted) -> tuple[Row, ...]:
    """The cases as rows, in the order of `keys`."""
    if not keys:
        return ()
    ids = [key.case_id for key in keys]
    told = {
        case.id: (case, agency, tuple(marks_of(case, *last)))
        for case, agency, *last in session.execute(with_newest(ids))
    }
    cases = {number: case for number, (case, *_) in told.items()}
    clocks = _clocks(session, ids)
    calendars = calendars_for(session, {case.area_code for case in cases.values()})
    titles, areas = _titles(session, officer, cases.values()), _areas(session, cases.values())
    made = []
    for key in keys:
        case = cases[key.case_id]
        own = None if wanted is Waiting.HELP else _own(case, clocks[case.id], wanted, key.due)
        today = local_date(now, zone_of(case))
        late = _lateness(own, key.due, today, calendars[case.area_code])
        waits = next((clock.paused_on for clock in clocks[case.id] if clock.paused_on), None)
        paused = own.paused_on if own and isinstance(wanted, Clock) else waits
        row = _row(case, key.due, own, late, paused)
        seen = case.id in titles
        made.append(
            replace(
                row,
                title=titles.get(case.id),
                area=areas.get(case.area_code),
                agency=told[case.id][1],
                marks=told[case.id][2] if seen else (),
                urgent=case.urgent and seen,
            )
        )
    return tuple(made)


def _own(case: Case, running: Sequence[Deadline], wanted: Wanted, due: date) -> Deadline:
    """The clock by whose day a row stands where it does: for who only contributes that of the contribution."""
    kind = wanted if isinstance(wanted, Clock) else OWNER_CLOCK[Status(case.status)]
    whole = next(clock for clock in running if clock.kind == kind)
    return next((clock for clock in running if clock.part and due == clock.due != whole.due), whole)


def _lateness(own: Deadline | None, due: date, today: date, calendar: Calendar) -> Lateness:
    """Of a clock by its rule; help waits for working days."""
    if own:
        return lateness(rule(own.rule), due, own.paused_on or today, calendar, pauses_of(own))
    state = due_state(due, today)
    days = calendar.working_days_between(*sorted((due, today)))
    return Lateness(state, over=days) if state is DueState.PASSED else Lateness(state, left=days)


def _row(case: Case, due: date, own: Deadline | None, late: Lateness, paused_on: date | None) -> Row:
    """A row by the day of one of its clocks, or by that of its help."""
    of = Clock(own.kind) if own else Waiting.HELP
    same = {name: getattr(case, name) for name in ("ticket", "anonymous", "confidential")}
    return Row(
        case_id=case.id,
        **same,
        title=None,
        urgent=False,
        area=None,
        agency="",
        marks=(),
        status=Status(case.status),
        due=due,
        lateness=late,
        ours=of in (*_BY, Clock.CONTRIBUTION) or case.status in OURS,
        paused_on=paused_on,
        questioned=case.agency_question == OPEN_QUESTION,
        of=of,
    )


def _clocks(session: Session, ids: Sequence[int]) -> dict[int, list[Deadline]]:
    """The open clocks of each case."""
    found: dict[int, list[Deadline]] = {}
    for row in session.scalars(select(Deadline).where(Deadline.case_id.in_(ids), Deadline.ended_at.is_(None))):
        found.setdefault(row.case_id, []).append(row)
    return found


def _titles(session: Session, officer: SignedIn, cases: Iterable[Case]) -> dict[int, str]:
    """What the reporters called it, where this officer may read it."""
    readable = _readable(session, officer, list(cases))
    title = (CaseText.event_seq == 1, CaseText.kind == "title", CaseText.version == 1)
    wanted = select(CaseText.case_id, CaseText.text).where(CaseText.case_id.in_(readable), *title)
    return dict(session.execute(wanted).all())


def _readable(session: Session, officer: SignedIn, cases: Sequence[Case]) -> list[int]:
    secret = [case for case in cases if case.confidential]
    above: dict[int, set[int]] = {}
    if secret:
        rows = select(CaseScope.case_id, CaseScope.agency_id).where(CaseScope.case_id.in_([one.id for one in secret]))
        for case_id, agency_id in session.execute(rows):
            above.setdefault(case_id, set()).add(agency_id)
    return [case.id for case in cases if not case.confidential or _handles(officer, case, above)]


def _handles(officer: SignedIn, case: Case, above: Mapping[int, set[int]]) -> bool:
    standing = standing_of(officer, frozenset(above.get(case.id, ())), case.excluded_agency_id)
    return standing is not None and standing.handles


def _areas(session: Session, cases: Iterable[Case]) -> dict[str | None, str]:
    codes = {case.area_code for case in cases if case.area_code}
    rows = session.execute(select(Area.code, Area.name).where(Area.code.in_(codes))).all()
    return dict(rows)
