"""What the facts of a move must name before it is made: an agency that may have it, a part that is still open."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.cases import parts
from webapp.cases.events import State
from webapp.cases.moves import MoveRefused
from webapp.cases.reasons import HelpReason, PartReason


def to_agency(session: Session, state: State, facts: dict[str, Any]) -> dict[str, Any]:
    """An assignment must name an open agency, and never the one that the report is about."""
    agency = session.get(Agency, facts["agency"])
    if agency is None or agency.closed_at is not None:
        raise MoveRefused("no such open agency")
    if state.excluded_agency_id is not None and f"/{state.excluded_agency_id}/" in agency.path:
        raise MoveRefused("a unit never handles a case about itself")
    return facts


def to_contributor(session: Session, state: State, facts: dict[str, Any]) -> dict[str, Any]:
    """Any open agency beside the lead that is not asked already; never the one that the report is about."""
    if facts["agency"] in parts.waited_for(state.contributors) | {state.agency_id}:
        raise MoveRefused("the lead, or asked already")
    return to_agency(session, state, facts)


def contribution(_session: Session, state: State, facts: dict[str, Any]) -> dict[str, Any]:
    """A contribution is one that is waited for; declined only with a reason of the list."""
    if facts["agency"] not in parts.waited_for(state.contributors) or facts.get("reason", PartReason.BUSY) not in set(
        PartReason
    ):
        raise MoveRefused("no such contribution, or no such reason")
    return facts


def accommodation(_session: Session, state: State, facts: dict[str, Any]) -> dict[str, Any]:
    """An accommodation is promised for a day, met, or impossible for a reason of the list."""
    open_ones, answered = parts.unmet(state.helps), "became" in facts
    fits = {parts.PROMISED: "day" in facts, parts.MET: True, parts.UNABLE: facts.get("reason") in set(HelpReason)}
    if facts["item"] not in (open_ones if answered else parts.told(state.helps)):
        raise MoveRefused("no such accommodation in this state")
    if answered and not fits.get(facts["became"]):
        raise MoveRefused("no such outcome")
    return facts
