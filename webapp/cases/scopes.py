"""In whose queue a case stands: its agency, its coordinator and all above them, never the office it is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ScalarResult, delete, insert, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import path_ids
from webapp.cases.deadlines import Clock
from webapp.cases.models import Case, CaseScope, Deadline
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Status


def refresh(session: Session, case: Case) -> None:
    """Rewrite the queue rows of a case; a closed one has none."""
    session.execute(delete(CaseScope).where(CaseScope.case_id == case.id))
    if case.status not in OPEN:
        return
    days = {"due": due_of(session, case), "publish_by": _optional(session, case, Clock.PUBLICATION)}
    same, asked = {"case_id": case.id, "status": case.status, **days}, _optional(session, case, Clock.RIGHT_AGENCY)
    deciding = _up_from(session, case.coordinator_id) if asked else frozenset()
    rows = [
        {"agency_id": agency, "right_agency_by": asked if agency in deciding else None, **same}
        for agency in sorted(agencies_of(session, case))
    ]
    session.execute(insert(CaseScope), rows)


def agencies_of(session: Session, case: Case) -> frozenset[int]:
    """The agencies whose officers may know of the case: ids of owner, coordinator and all above them."""
    return _up_from(session, case.agency_id, case.coordinator_id) - {case.excluded_agency_id}


def _up_from(session: Session, *which: int) -> frozenset[int]:
    """These agencies and all above them."""
    paths = session.scalars(select(Agency.path).where(Agency.id.in_(which)))
    return frozenset(number for path in paths for number in path_ids(path))


def due_of(session: Session, case: Case) -> date:
    """The day by which somebody must act, as the queue is ordered: the clock of the present status."""
    return _running(session, case, OWNER_CLOCK[Status(case.status)]).one()


def _optional(session: Session, case: Case, clock: Clock) -> date | None:
    return _running(session, case, clock).one_or_none()


def _running(session: Session, case: Case, clock: Clock) -> ScalarResult[date]:
    running = select(Deadline.due).where(
        Deadline.case_id == case.id, Deadline.kind == clock.value, Deadline.ended_at.is_(None)
    )
    return session.scalars(running)
