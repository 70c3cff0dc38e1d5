"""The desk's only write: an officer's order becomes a move of the case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.models import Case
from webapp.cases.moves import CaseNotFound
from webapp.cases.queries import case_by_ticket, state_of
from webapp.cases.scopes import agencies_of, contributors_of
from webapp.cases.service import locked, transition
from webapp.cases.workflow import Action
from webapp.desk.orders import LeadingFault, LeadingRefused, Order, fault_of
from webapp.desk.standing import Standing, standing_of
from webapp.officers.queries import SignedIn


def carry_out(db: Database, officer: SignedIn, ticket: Ticket, order: Order, now: datetime) -> None:
    """Do what the officer ordered, in one transaction.

    Raises CaseNotFound for a case outside the officer's scope, LeadingRefused, and what `transition` raises.
    """
    with db.write() as session:
        case = case_by_ticket(session, ticket)
        standing = _standing(session, officer, case)
        if case is None or standing is None:
            raise CaseNotFound
        if order.action is Action.MERGE:
            _check_leading(session, officer, case, str(order.facts["leading"]))
        by = standing.by(state_of(case), order.action)
        transition(session, case.id, order.action, by, now=now, facts=order.facts, seen=order.seen)
        drafts.discard(session, order.draft)


def _standing(session: Session, officer: SignedIn, case: Case | None) -> Standing | None:
    if case is None:
        return None
    around, contributors = agencies_of(session, case), contributors_of(session, case)
    return standing_of(officer, around, case.excluded_agency_id, contributors)


def _check_leading(session: Session, officer: SignedIn, case: Case, ticket: str) -> None:
    """A leading case is another one in hand, seen by this officer, and neither is anonymous or confidential."""
    if ticket == case.ticket:
        raise LeadingRefused(LeadingFault.ITSELF)
    leading = case_by_ticket(session, ticket)
    for number in sorted({case.id, leading.id} if leading else ()):  # or two officers could merge each into the other
        locked(session, number)
    if leading is None or _standing(session, officer, leading) is None:
        raise LeadingRefused(LeadingFault.UNKNOWN)
    if fault := fault_of(state_of(leading)):
        raise LeadingRefused(fault)
