"""In whose queue a case stands: its agency, its coordinator and all above them, never the office it is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ScalarResult, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import path_ids
from webapp.base.clock import local_date
from webapp.base.db import rows_of
from webapp.cases import parts
from webapp.cases.clocks import zone_of
from webapp.cases.deadlines import Clock
from webapp.cases.desk_index import DeskText, searched
from webapp.cases.models import Case, CaseScope, Deadline
from webapp.cases.moves import ERASED
from webapp.cases.reasons import CONTESTED
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Status

_QUEUE = rows_of(CaseScope)
_LEAVE, _STAND = delete(_QUEUE).where(_QUEUE.c.case_id == bindparam("case")), insert(_QUEUE)


def refresh(session: Session, case: Case) -> None:
    """Rewrite the queue rows of a case, which has ended only while something waits, and what the desk finds it by."""
    session.execute(_LEAVE, {"case": case.id})
    rows = _rows(session, case)
    if rows:
        session.execute(_STAND, [rows[agency] for agency in sorted(rows)])
    session.merge(DeskText(case_id=case.id, search=_searched(session, case, list(rows))))


def kept_up(session: Session, case: Case) -> bool:
    """Whether the desk finds the case by what it may be found by, where it stands."""
    queue = list(session.scalars(select(_QUEUE.c.agency_id).where(_QUEUE.c.case_id == case.id)))
    return session.scalar(select(DeskText.search).where(DeskText.case_id == case.id)) == _searched(session, case, queue)


def _searched(session: Session, case: Case, queue: list[int]) -> str:
    return searched(session, case, queue, () if case.status in OPEN else agencies_of(session, case))


def _rows(session: Session, case: Case) -> dict[int, dict[str, Any]]:
    """By agency; none of an ended case in which nothing waits."""
    decided, waiting = list(_decided(session, case)), _waiting(session, case)
    if case.status not in OPEN and not (decided or any(waiting.values())):
        return {}
    same: dict[str, Any] = {"case_id": case.id, "status": case.status}
    due = due_of(session, case) if case.status in OPEN else None
    whole = {**same, "due": due, "urgent_by": due if case.urgent else None, **waiting}
    rows = {agency: {**whole, "agency_id": agency} for agency in agencies_of(session, case)}
    for what, day, who in decided:
        for agency in rows.keys() & who:
            rows[agency][what] = day
            if what != "urgent_by":
                rows[agency]["contested_by"] = min(rows[agency]["contested_by"] or day, day)
    for row in _contributing(session, case):
        urgent_by = row["due"] if case.urgent and not case.confidential else None  # of a secret case it tells of harm
        rows.setdefault(row["agency_id"], {**dict.fromkeys(whole), **same, **row, "urgent_by": urgent_by})
    return rows


def _decided(session: Session, case: Case) -> Iterator[tuple[str, date, frozenset[int]]]:
    """What is for some of them only to decide: its column, its day, and who."""
    above = up_from(session, case.coordinator_id)
    if asked := _optional(session, case, Clock.RIGHT_AGENCY):
        yield "right_agency_by", asked, above
    if asked := _optional(session, case, Clock.RIGHT_CATEGORY):
        yield "right_category_by", asked, frozenset(path_ids(case.category_decider or ""))
    if case.text_state == CONTESTED and (asked := _optional(session, case, Clock.PUBLICATION)):
        yield "publish_by", asked, frozenset(path_ids(case.text_decider or ""))
    if case.harm_since:
        yield "urgent_by", local_date(case.harm_since, zone_of(case)), above


def _waiting(session: Session, case: Case) -> dict[str, date | None]:
    """What waits of a case as a whole; in one that has ended publication waits only where it is contested."""
    unread = case.unread_since and local_date(case.unread_since, zone_of(case))
    waits: dict[str, date | None] = {"help_by": _help_by(case)}
    waits["publish_by"] = _optional(session, case, Clock.PUBLICATION)
    waits["signs_by"] = _optional(session, case, Clock.INTERPRETATION) if case.signs else None
    of_some = dict.fromkeys(("right_agency_by", "right_category_by", "contested_by"))
    return {**waits, "unread_since": unread, **of_some}


def _contributing(session: Session, case: Case) -> list[dict[str, Any]]:
    """The queue rows of who only contributes, ordered by the day of their own clock; the nearest of several first."""
    reached = contributors_of(session, case)
    due = select(Deadline.part, Deadline.due).where(Deadline.case_id == case.id, Deadline.ended_at.is_(None))
    days = session.execute(due.where(Deadline.part.in_(reached)).order_by(Deadline.due)).all() if reached else []
    return [{"agency_id": seen, "due": day} for agency, day in days for seen in sorted(reached[agency])]


def agencies_of(session: Session, case: Case) -> frozenset[int]:
    """The agencies whose officers may know of the case: ids of owner, coordinator and all above them."""
    return up_from(session, case.agency_id, case.coordinator_id) - {case.excluded_agency_id}


def up_from(session: Session, *which: int) -> frozenset[int]:
    """These agencies and all above them."""
    paths = session.scalars(select(Agency.path).where(Agency.id.in_(which)))
    return frozenset(number for path in paths for number in path_ids(path))


def contributors_of(session: Session, case: Case) -> dict[int, frozenset[int]]:
    """Each agency whose contribution is waited for, with all who may know of it: itself and those above."""
    waited = parts.waited_for(case.contributors)
    rows = session.execute(select(Agency.id, Agency.path).where(Agency.id.in_(waited))).all() if waited else []
    return {number: frozenset(path_ids(path)) - {case.excluded_agency_id} for number, path in rows}


def due_of(session: Session, case: Case) -> date:
    """The day by which somebody must act, as the queue is ordered: the clock of the present status."""
    return _running(session, case, OWNER_CLOCK[Status(case.status)]).one()


def _optional(session: Session, case: Case, clock: Clock) -> date | None:
    return _running(session, case, clock).one_or_none()


def _help_by(case: Case) -> date | None:
    """The earliest day of an accommodation that is neither met nor refused: promised for, or waiting since.

    Whose case is erased can't be helped any more: nobody knows who it was.
    """
    days = () if case.text_state == ERASED else parts.unmet(case.helps).values()
    return date.fromisoformat(min(days)) if days else None


_DUE = select(Deadline.due).where(
    Deadline.case_id == bindparam("case"), Deadline.kind == bindparam("clock"), Deadline.ended_at.is_(None)
)


def _running(session: Session, case: Case, clock: Clock) -> ScalarResult[date]:
    return session.scalars(_DUE, {"case": case.id, "clock": clock.value})
