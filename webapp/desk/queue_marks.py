"""What stands out in the queue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from sqlalchemy import Select, and_, select

from webapp.agencies.models import Agency, Area
from webapp.cases.models import Case, CaseEvent
from webapp.cases.workflow import Action, Party


class Mark(StrEnum):
    """Why a case wants to be looked at."""

    CONTESTED = "contested"
    RETURNED = "returned"
    MESSAGE = "message"  # the reporter had the last word


def with_newest(ids: Sequence[int]) -> Select[Case, str, str, str, str, str]:
    """Each of the cases with the name and path of its agency, its place, and what was done last, by which party."""
    newest = and_(CaseEvent.case_id == Case.id, CaseEvent.seq == Case.version)
    found = select(Case, Agency.name, Agency.path, Area.name, CaseEvent.action, CaseEvent.party).join(CaseEvent, newest)
    found = found.join(Agency, Agency.id == Case.agency_id).outerjoin(Area, Area.code == Case.area_code)
    return found.where(Case.id.in_(ids))


def marks_of(case: Case, action: str, party: str) -> Iterator[Mark]:
    """What marks a case whose newest event is this."""
    if case.text_state == "contested" or action == Action.CONTEST:
        yield Mark.CONTESTED
    if case.hops:
        yield Mark.RETURNED
    if party == Party.REPORTER and action in (Action.ADD_MESSAGE, Action.REPLY, Action.SUPPLY_INFO, Action.REOPEN):
        yield Mark.MESSAGE
