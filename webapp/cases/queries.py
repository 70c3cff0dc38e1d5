"""Reading the record: a case by its ticket, what happened to it, what was written, and what its clocks say."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.base.clock import local_date
from webapp.cases.clocks import calendar_for, open_rows, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.events import GENESIS, Happened, State, event_hash, project
from webapp.cases.explanation import Explanation, explain
from webapp.cases.models import Case, CaseEvent, CaseText, Contact, Deadline, PublishedText
from webapp.cases.workflow import OWNER_CLOCK, Action, Status

# made once: putting a statement together takes longer than running it, and every page of a ticket asks for these
_OF_TICKET = select(Case).where(Case.ticket == bindparam("ticket"))
_EVENTS = select(CaseEvent).where(CaseEvent.case_id == bindparam("case")).order_by(CaseEvent.seq)


@dataclass(frozen=True)
class Entry:
    """One event as a page tells it; `texts` by kind, empty for who may not read them."""

    seq: int
    at: datetime
    action: Action
    to_status: Status
    party: str
    officer_id: int | None
    agency_id: int | None
    data: dict[str, Any]
    texts: dict[str, str]


@dataclass(frozen=True)
class Running:
    """An open clock with its own explanation, as seen on the local day of `now`."""

    clock: Clock
    due: date
    first_due: date
    explanation: Explanation


def case_by_ticket(session: Session, ticket: str) -> Case | None:
    """The case of a ticket, or None."""
    return session.scalar(_OF_TICKET, {"ticket": ticket})


def entries(session: Session, case_id: int, kinds: Iterable[str] | None = None) -> list[Entry]:
    """All that happened, oldest first; with the texts of `kinds` only (None: all)."""
    wanted = None if kinds is None else tuple(kinds)
    texts = {} if wanted == () else texts_of(session, case_id, wanted)
    rows = session.scalars(_EVENTS, {"case": case_id})
    return [_entry(row, texts.get(row.seq, {})) for row in rows]


def _entry(row: CaseEvent, texts: dict[str, str]) -> Entry:
    return Entry(
        seq=row.seq,
        at=row.at,
        action=Action(row.action),
        to_status=Status(row.to_status),
        party=row.party,
        officer_id=row.officer_id,
        agency_id=row.agency_id,
        data=row.data,
        texts=texts,
    )


def texts_of(session: Session, case_id: int, kinds: Iterable[str] | None = None) -> dict[int, dict[str, str]]:
    """Texts by the sequence number of their event, then by kind."""
    wanted = select(CaseText).where(CaseText.case_id == case_id)
    if kinds is not None:
        wanted = wanted.where(CaseText.kind.in_(tuple(kinds)))
    found: dict[int, dict[str, str]] = {}
    for row in session.scalars(wanted):
        found.setdefault(row.event_seq, {})[row.kind] = row.text
    return found


def original_texts(session: Session, case_id: int) -> dict[str, str]:
    """What the reporter first wrote, by kind: title, body, place, happened, outcome."""
    return texts_of(session, case_id).get(1, {})


def published(session: Session, case_id: int) -> PublishedText | None:
    """What the public may read of the case, or None."""
    return session.get(PublishedText, case_id)


def contact_of(session: Session, case_id: int) -> Contact | None:
    """The sealed contact, or None: for an anonymous case always None."""
    return session.get(Contact, case_id)


def open_deadlines(session: Session, case: Case, now: datetime) -> list[Running]:
    """The open clocks of a case, each explained, the one that matters now first."""
    today = local_date(now, zone_of(case))
    first = OWNER_CLOCK.get(Status(case.status))
    running = [_running(session, case, row, today) for row in open_rows(session, case.id)]
    return sorted(running, key=lambda one: (one.clock is not first, one.due))


def _running(session: Session, case: Case, row: Deadline, today: date) -> Running:
    calendar = calendar_for(session, case.area_code)
    explained = explain(rule(row.rule), row.started_on, today, calendar, pauses_of(row))
    return Running(Clock(row.kind), row.due, row.first_due, explained)


def replay(session: Session, case: Case) -> State:
    """The case as its events make it; raises ValueError where the chain is broken."""
    rows = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)).all()
    previous = GENESIS
    for row in rows:
        if row.previous_hash != previous or row.hash != event_hash(case.ticket, happened(row), previous):
            raise ValueError(f"the chain of case {case.id} is broken at event {row.seq}")
        previous = row.hash
    return project(happened(row) for row in rows)


def happened(row: CaseEvent) -> Happened:
    """A stored event as plain data."""
    return Happened(
        seq=row.seq,
        at=row.at,
        action=Action(row.action),
        from_status=Status(row.from_status) if row.from_status else None,
        to_status=Status(row.to_status),
        party=row.party,
        officer_id=row.officer_id,
        agency_id=row.agency_id,
        data=row.data,
    )
