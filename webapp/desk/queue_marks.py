"""What stands out in the queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import aliased

from webapp.agencies.models import Agency, Area
from webapp.cases.models import Case, CaseEvent
from webapp.cases.reasons import CONTESTED
from webapp.cases.workflow import Action


class Mark(StrEnum):
    """Why a case wants to be looked at."""

    CONTESTED = "contested"
    RETURNED = "returned"
    MESSAGE = "message"  # words of the reporter wait to be read


def with_newest(ids: Sequence[int]) -> Select[Case, str, str, str, str, str]:
    """Each of the cases with the name of its agency, its place, the paths of agency and coordinator, and what was done
    last.
    """
    coordinator = aliased(Agency)
    newest = and_(CaseEvent.case_id == Case.id, CaseEvent.seq == Case.version)
    found = select(Case, Agency.name, Area.name, Agency.path, coordinator.path, CaseEvent.action)
    found = found.join(CaseEvent, newest).join(coordinator, coordinator.id == Case.coordinator_id)
    found = found.join(Agency, Agency.id == Case.agency_id).outerjoin(Area, Area.code == Case.area_code)
    return found.where(Case.id.in_(ids))


def marks_of(case: Case, action: str) -> Iterator[Mark]:
    """What marks a case whose newest event is this."""
    if CONTESTED in (case.text_state, case.category_state) or action == Action.CONTEST:
        yield Mark.CONTESTED
    if case.hops:
        yield Mark.RETURNED
    if case.unread_since:
        yield Mark.MESSAGE
