"""Rows of the queue: what is told of each case, by which of its clocks it stands there, and who sees its title."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.agencies.queries import path_ids
from webapp.base.clock import local_date
from webapp.base.working_days import Calendar
from webapp.cases.clocks import calendars_for, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.lateness import DueState, Lateness, due_state, lateness
from webapp.cases.models import Case, CaseScope, CaseText, Deadline
from webapp.cases.reasons import CONTESTED, OPEN_QUESTION
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Status
from webapp.desk.queue_marks import Mark, marks_of, with_newest
from webapp.desk.standing import standing_of
from webapp.officers.queries import Owner, SignedIn, owners_along

OURS = (Status.RECEIVED, Status.ASSIGNED, Status.IN_PROGRESS)
"""Where an office is late; in the other open statuses the reporter has the word."""


class Waiting(StrEnum):
    """What may wait beside the clocks of a case; told to nobody who only looks."""

    MESSAGE = "message"  # words of the reporter that nobody has answered, or said to have read
    HELP = "help"  # an accommodation that is neither met nor refused; only who handles a case may ask for it
    CONTEST = "contest"  # a reporter objects, and who sees it here decides once more
    URGENT = "urgent"  # a person may be in danger


class Over(StrEnum):
    """What no clock waits for."""

    ENDED = "ended"


Wanted = Status | Clock | Waiting | Over | None
"""Which cases: of a status, those that wait for a decision (one of DECISIONS), for help or urgently, those that have
ended, or all open ones.
"""

Day = InstrumentedAttribute[Any]
"""A column of `case_scope` that holds a day."""
DECISIONS: Mapping[Clock, Day] = {
    Clock.PUBLICATION: CaseScope.publish_by,
    Clock.RIGHT_AGENCY: CaseScope.right_agency_by,
    Clock.RIGHT_CATEGORY: CaseScope.right_category_by,
}
"""What is decided beside the handling, and the day by which."""
BY: Mapping[Any, Day] = {
    **DECISIONS,
    Clock.INTERPRETATION: CaseScope.signs_by,
    Waiting.HELP: CaseScope.help_by,
    Waiting.URGENT: CaseScope.urgent_by,
    Waiting.MESSAGE: CaseScope.unread_since,
    Waiting.CONTEST: CaseScope.contested_by,
}
FOR_WHO_WORKS = (*Waiting, Clock.RIGHT_CATEGORY, Clock.INTERPRETATION)
"""What nobody is told who only looks: a contested category tells that somebody may have been harmed, a video that
somebody signs.
"""


@dataclass(frozen=True)
class Key:
    """Where the next page begins: after this day and case."""

    due: date
    case_id: int


@dataclass(frozen=True)
class Asked:
    """Which page of which queue. With `words` only cases whose report holds them all, with a `code` only those of this
    agency and of all below it.
    """

    wanted: Wanted = None
    after: Key | None = None
    words: Sequence[str] = ()
    code: str = ""


ALL = Asked()
"""The first page of all that is open."""


@dataclass(frozen=True)
class Row:
    """One case of the queue. `title` is None where it may not be shown.

    `ours`: an office must act, and is late when the day is over. `questioned`: "salah instansi" is to be decided.
    `urgent` and `marks` are told to those who may read the case, but of a secret one not to who contributes.
    `of` is Clock.CONTRIBUTION where only a part is asked.
    `owner` is who must act, where nobody of the agency which has the case is active.
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
    of: Clock | Waiting | Over
    owner: Owner | None


@dataclass(frozen=True)
class _Beside:
    """What rows need beside their keys, by the number of the case; `told` is the case, who has it, its place, its
    marks.
    """

    told: Mapping[int, tuple[Case, str, str | None, tuple[Mark, ...] | None]]
    owners: Mapping[int, Owner]
    clocks: Mapping[int, Sequence[Deadline]]
    calendars: Mapping[str | None, Calendar]
    titles: Mapping[int, str]


def rows_of(session: Session, officer: SignedIn, keys: Sequence[Key], now: datetime, wanted: Wanted) -> tuple[Row, ...]:
    """The cases as rows, in the order of `keys`."""
    beside = _beside(session, officer, [key.case_id for key in keys], now) if keys else None
    return tuple(_row(beside, key, now, wanted) for key in keys) if beside else ()


def _beside(session: Session, officer: SignedIn, ids: Sequence[int], now: datetime) -> _Beside:
    found = session.execute(with_newest(ids)).all()
    told = {case.id: (case, agency, area, _marks(officer, case, *rest)) for case, agency, area, *rest in found}
    cases = [case for case, *_ in told.values()]
    return _Beside(
        told=told,
        owners=_owners(session, {case: path for case, _name, _area, path, *_ in found if case.status in OPEN}, now),
        clocks=_clocks(session, ids),
        calendars=calendars_for(session, {case.area_code for case in cases}),
        titles=_titles(session, officer, cases),
    )


def _marks(officer: SignedIn, case: Case, own: str, coordinator: str, action: str) -> tuple[Mark, ...] | None:
    """What marks it; None where that is not told: of a secret case to who only looks at it, or contributes to it."""
    led = {case.id: {*path_ids(own), *path_ids(coordinator)}}
    return tuple(marks_of(case, action)) if not case.confidential or _handles(officer, case, led) else None


def _own(case: Case, running: Sequence[Deadline], wanted: Wanted, due: date) -> Deadline:
    """The clock by whose day a row stands where it does: for who only contributes that of the contribution."""
    if wanted is Waiting.CONTEST:
        asked = {one for one in DECISIONS if one is not Clock.PUBLICATION or case.text_state == CONTESTED}
        return next(clock for clock in running if clock.kind in asked and clock.due == due)
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


def _row(beside: _Beside, key: Key, now: datetime, wanted: Wanted) -> Row:
    """A row by the day of one of the clocks of its case, or by that of its help."""
    case, agency, area, marks = beside.told[key.case_id]
    running, seen = beside.clocks[case.id], case.id in beside.titles and marks is not None
    by_clock = isinstance(wanted, Clock) or wanted is Waiting.CONTEST
    urgent = wanted is Waiting.URGENT and case.status in OPEN
    clockless = wanted if isinstance(wanted, Waiting | Over) and not (by_clock or urgent) else None
    own = None if clockless else _own(case, running, wanted, key.due)
    of = Clock(own.kind) if own else clockless or Waiting.HELP
    return Row(
        **{name: getattr(case, name) for name in ("ticket", "anonymous", "confidential")},
        case_id=case.id,
        title=beside.titles.get(case.id),
        urgent=case.urgent and seen,
        status=Status(case.status),
        area=area,
        agency=agency,
        marks=marks if seen and marks else (),
        due=key.due,
        lateness=_lateness(own, key.due, local_date(now, zone_of(case)), beside.calendars[case.area_code]),
        ours=of in (*BY, Clock.CONTRIBUTION) or case.status in OURS,
        paused_on=own.paused_on if own and by_clock else _waits_since(running),
        questioned=case.agency_question == OPEN_QUESTION,
        of=of,
        owner=beside.owners.get(case.id),
    )


def _owners(session: Session, paths: Mapping[Case, str], now: datetime) -> dict[int, Owner]:
    """Who must act instead of the agency which has a case, because nobody there is active."""
    owners = owners_along(session, {*paths.values()}, now)
    found = {case: owners[path] for case, path in paths.items()}
    return {case.id: one for case, one in found.items() if one.agency_id != case.agency_id or one.officer is None}


def _waits_since(running: Iterable[Deadline]) -> date | None:
    return next((clock.paused_on for clock in running if clock.paused_on), None)


def _clocks(session: Session, ids: Sequence[int]) -> dict[int, list[Deadline]]:
    """The open clocks of each case."""
    found: dict[int, list[Deadline]] = {number: [] for number in ids}
    for row in session.scalars(select(Deadline).where(Deadline.case_id.in_(ids), Deadline.ended_at.is_(None))):
        found[row.case_id].append(row)
    return found


def _titles(session: Session, officer: SignedIn, cases: Iterable[Case]) -> dict[int, str]:
    """What the reporters called it, or an interpreter, where this officer may read it."""
    readable = _readable(session, officer, list(cases))
    wanted = select(CaseText.case_id, CaseText.text).where(CaseText.case_id.in_(readable), CaseText.kind == "title")
    return dict(session.execute(wanted.order_by(CaseText.version)).all())


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
