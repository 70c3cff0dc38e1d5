"""The desk's only write: an officer's order becomes a move of the case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.merging import LeadingFault, LeadingRefused
from webapp.cases.models import Case
from webapp.cases.moves import CaseNotFound
from webapp.cases.queries import case_by_ticket, state_of
from webapp.cases.scopes import agencies_of, contributors_of
from webapp.cases.service import transition
from webapp.cases.workflow import Action
from webapp.desk.orders import Order
from webapp.desk.standing import Standing, standing_of
from webapp.officers.queries import SignedIn, owner_of


def carry_out(db: Database, officer: SignedIn, ticket: Ticket, order: Order, now: datetime) -> None:
    """Do what the officer ordered, in one transaction.

    Raises CaseNotFound for a case outside the officer's scope, LeadingRefused, and what `transition` raises.
    """
    with db.write() as session:
        case = case_by_ticket(session, ticket)
        standing = _standing(session, officer, case, now)
        if case is None or standing is None:
            raise CaseNotFound
        leading = case_by_ticket(session, str(order.facts["leading"])) if order.action is Action.MERGE else case
        if _standing(session, officer, leading, now) is None:
            raise LeadingRefused(LeadingFault.UNKNOWN)
        by = standing.by(state_of(case), order.action)
        transition(session, case.id, order.action, by, now=now, facts=order.facts, seen=order.seen)
        drafts.discard(session, order.draft)


def _standing(session: Session, officer: SignedIn, case: Case | None, now: datetime) -> Standing | None:
    if case is None:
        return None
    around, contributors = agencies_of(session, case), contributors_of(session, case)
    owner = owner_of(session, case.agency_id, now)
    return standing_of(officer, around, case.excluded_agency_id, contributors, owner)
