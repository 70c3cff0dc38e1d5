"""The desk's only write: an officer's order becomes a move of the case."""

from __future__ import annotations

from datetime import datetime

from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.merging import LeadingFault, LeadingRefused
from webapp.cases.moves import CaseNotFound
from webapp.cases.queries import case_by_ticket, state_of
from webapp.cases.service import transition
from webapp.cases.workflow import Action
from webapp.desk.orders import Order
from webapp.desk.queries import standing_in
from webapp.officers.queries import SignedIn


def carry_out(db: Database, officer: SignedIn, ticket: Ticket, order: Order, now: datetime) -> None:
    """Do what the officer ordered, in one transaction.

    Raises CaseNotFound for a case outside the officer's scope, LeadingRefused, and what `transition` raises.
    """
    with db.write() as session:
        case = case_by_ticket(session, ticket)
        standing = standing_in(session, officer, case, now) if case else None
        if case is None or standing is None:
            raise CaseNotFound
        leading = case_by_ticket(session, str(order.facts["leading"])) if order.action is Action.MERGE else case
        if leading is None or standing_in(session, officer, leading, now) is None:
            raise LeadingRefused(LeadingFault.UNKNOWN)
        by = standing.by(state_of(case), order.action)
        transition(session, case.id, order.action, by, now=now, facts=order.facts, seen=order.seen)
        drafts.discard(session, order.draft)
