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
    days = {"due": due_of(session, case), "publish_by": _publish_by(session, case)}
    same = {"case_id": case.id, "status": case.status, **days}
    rows = [{"agency_id": agency, **same} for agency in sorted(agencies_of(session, case))]
    session.execute(insert(CaseScope), rows)


def agencies_of(session: Session, case: Case) -> frozenset[int]:
    """The agencies whose officers may know of the case: ids of owner, coordinator and all above them."""
    which = (case.agency_id, case.coordinator_id)
    paths = session.scalars(select(Agency.path).where(Agency.id.in_(which)))
    seen = frozenset(number for path in paths for number in path_ids(path))
    return seen - {case.excluded_agency_id}


def due_of(session: Session, case: Case) -> date:
    """The day by which somebody must act, as the queue is ordered: the clock of the present status."""
    return _running(session, case, OWNER_CLOCK[Status(case.status)]).one()


def _publish_by(session: Session, case: Case) -> date | None:
    return _running(session, case, Clock.PUBLICATION).one_or_none()


def _running(session: Session, case: Case, clock: Clock) -> ScalarResult[date]:
    running = select(Deadline.due).where(
        Deadline.case_id == case.id, Deadline.kind == clock.value, Deadline.ended_at.is_(None)
    )
    return session.scalars(running)
