"""The one door in: `receive` turns a NewReport into a case, once for each idempotency key."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.ids import Pin, Ticket, new_ticket
from webapp.cases import accommodations, signs
from webapp.cases.chain import commitment
from webapp.cases.keys import Keys, contact_place
from webapp.cases.models import Case, CaseEvent, Contact
from webapp.cases.moves import FILES, REPORTER, By, check_needs, find_move
from webapp.cases.reports import NewReport, Reporter
from webapp.cases.service import Doing, happen
from webapp.cases.workflow import Action
from webapp.routing.queries import Routing, route_report

KEEP_CONTACT = timedelta(days=365 * 2)
"""Complaints may go to the Ombudsman within two years of the event (UU 37/2008 art. 36), so contacts last that long."""


@dataclass(frozen=True)
class Received:
    """What the receipt needs; the same for every repetition of the same send, but for `repeated`."""

    case_id: int
    ticket: Ticket
    pin: Pin
    commitment: str
    received_at: datetime
    repeated: bool


def receive(session: Session, report: NewReport, keys: Keys, now: datetime, by: By = REPORTER) -> Received:
    """Store the report as a case, or find the one that this key already made.

    The unique key hash decides between two at once: on PostgreSQL the second one's INSERT raises IntegrityError, and
    the caller runs its transaction again (`base.db.Database.write_again` does so).
    """
    earlier = session.scalar(select(Case).where(Case.idempotency_hash == keys.idempotency_hash(report.key)))
    case = earlier or _new_case(session, report, keys, now, by)
    return Received(
        case_id=case.id,
        ticket=Ticket(case.ticket),
        pin=keys.first_pin(report.key),
        commitment=_commitment(session, case),
        received_at=case.received_at,
        repeated=earlier is not None,
    )


def _new_case(session: Session, report: NewReport, keys: Keys, now: datetime, by: By) -> Case:
    routing = route_report(session, report)
    facts = _facts(report, routing)
    move = find_move(None, Action.RECEIVE, by)
    check_needs(move, facts)
    ticket = _unused_ticket(session)
    case = Case(
        ticket=ticket,
        idempotency_hash=keys.idempotency_hash(report.key),
        pin_hash=keys.pin_hash(ticket, keys.first_pin(report.key)),
        commitment_salt=secrets.token_bytes(16),
    )
    happen(session, case, None, Doing(move, by, facts, now))
    _keep_contact(session, case, report.reporter, keys, now)
    accommodations.keep(session, case.id, report.help, keys)
    return case


def _facts(report: NewReport, routing: Routing) -> dict[str, Any]:
    return {
        **{name: getattr(report, name) for name in ("title", "body", "place", "coordinates", "happened", "outcome")},
        **{
            name: getattr(report, name) for name in ("channel", "anonymous", "area_code", "category", "language", FILES)
        },
        "about_office": report.about_office,
        "kind": report.kind.value,
        "confidential": report.confidential or report.sensitive,
        "sensitive": report.sensitive,
        "urgent": report.urgent or report.sensitive,
        "happened_on": report.happened_on.isoformat() if report.happened_on else None,
        "supervisory": routing.supervisory,
        "coordinator_id": routing.coordinator_id,
        "excluded_agency_id": routing.excluded_agency_id,
        "routed_by": routing.rule,
        "routed_version": routing.version,
        **({"helps": helps} if (helps := accommodations.count_of(report.help)) else {}),
        **({"signs": signs.WAITS} if report.signed else {}),
        **({"no_calls": True} if report.reporter and report.reporter.no_calls else {}),
    }


def _unused_ticket(session: Session) -> Ticket:
    while True:
        ticket = new_ticket(secrets.randbelow)
        if session.scalar(select(Case.id).where(Case.ticket == ticket)) is None:
            return ticket


def _commitment(session: Session, case: Case) -> str:
    first = select(CaseEvent.hash).where(CaseEvent.case_id == case.id, CaseEvent.seq == 1)
    return commitment(session.scalars(first).one(), case.commitment_salt)


def _keep_contact(session: Session, case: Case, reporter: Reporter | None, keys: Keys, now: datetime) -> None:
    if reporter is None or not (reporter.name or reporter.email or reporter.phone):
        return
    sealed = keys.ring.encrypt_text(json.dumps(asdict(reporter)), contact_place(case.id))
    session.add(
        Contact(
            case_id=case.id,
            sealed=sealed,
            email_index=keys.mailbox_index(reporter.email) if reporter.email else None,
            phone_index=keys.contact_index(reporter.phone) if reporter.phone else None,
            erase_after=(now + KEEP_CONTACT).date(),
        )
    )
