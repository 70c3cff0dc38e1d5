"""Reading the record: a case by its ticket, what happened to it, what was written, and what its clocks say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.base.clock import local_date
from webapp.base.db import Reader
from webapp.base.working_days import Calendar
from webapp.cases.clocks import calendar_for, open_rows, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.events import GENESIS, Happened, State, event_hash, project
from webapp.cases.explanation import Explanation, explain
from webapp.cases.keys import Keys, contact_place
from webapp.cases.models import Case, CaseEvent, CaseText, Contact, Deadline, PublishedText
from webapp.cases.reports import Reporter
from webapp.cases.workflow import OWNER_CLOCK, Action, Status

# made once: putting a statement together takes longer than running it, and every page of a ticket asks for these
_OF_TICKET = select(Case).where(Case.ticket == bindparam("ticket"))
_EVENTS = select(CaseEvent.__table__).where(CaseEvent.case_id == bindparam("case")).order_by(CaseEvent.seq)
_PROJECTED = attrgetter(*(field.name for field in fields(State)))
_PASSED = select(CaseText.event_seq, CaseText.kind, CaseText.public).where(
    CaseText.case_id == bindparam("case"), CaseText.public.is_not(None)
)
_PUBLISHED = select(PublishedText.__table__).where(PublishedText.case_id == bindparam("case"))


@dataclass(frozen=True)
class Entry(Happened):
    """One event as a page tells it; `texts` by kind, empty for who may not read them."""

    texts: dict[str, str]

    @property
    def agencies(self) -> frozenset[int]:
        """The agencies that a sentence on this event may name: who acted for one, and those in its data."""
        named = (self.agency_id, *(self.data.get(name) for name in ("agency", "suggested_agency", "coordinator_id")))
        return frozenset(number for number in named if isinstance(number, int))

    def quotes(self, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """(label, text) of each text that came with it, in the order of `labels`, which are by kind."""
        return tuple((str(label), self.texts[kind]) for kind, label in labels.items() if kind in self.texts)


@dataclass(frozen=True)
class Running:
    """An open clock with its own explanation, as seen on the local day of `now`."""

    clock: Clock
    due: date
    first_due: date
    explanation: Explanation
    agency_id: int | None = None


def case_by_ticket(session: Session, ticket: str) -> Case | None:
    """The case of a ticket, or None."""
    return session.scalar(_OF_TICKET, {"ticket": ticket})


def entries(session: Reader, case_id: int, kinds: Iterable[str] | None = None) -> list[Entry]:
    """All that happened, oldest first; with the texts of `kinds` only (None: all)."""
    wanted = None if kinds is None else tuple(kinds)
    texts = {} if wanted == () else texts_of(session, case_id, wanted)
    rows = session.execute(_EVENTS, {"case": case_id}).all()
    return [Entry(*(*_happened(row), texts.get(row.seq, {}))) for row in rows]


def public_entries(look: Reader, case_id: int) -> list[Entry]:
    """All that happened, with what officers passed for everybody to read once the case is published."""
    passed: dict[int, dict[str, str]] = {}
    for row in look.execute(_PASSED, {"case": case_id}).all():
        passed.setdefault(row.event_seq, {})[row.kind] = row.public
    return [replace(entry, texts=passed.get(entry.seq, {})) for entry in entries(look, case_id, ())]


def texts_of(session: Reader, case_id: int, kinds: Iterable[str] | None = None) -> dict[int, dict[str, str]]:
    """Texts by the sequence number of their event, then by kind."""
    wanted = select(CaseText.event_seq, CaseText.kind, CaseText.text).where(CaseText.case_id == case_id)
    if kinds is not None:
        wanted = wanted.where(CaseText.kind.in_(tuple(kinds)))
    found: dict[int, dict[str, str]] = {}
    for row in session.execute(wanted).all():
        found.setdefault(row.event_seq, {})[row.kind] = row.text
    return found


def original_texts(session: Session, case_id: int) -> dict[str, str]:
    """What the reporter first wrote, by kind: title, body, place, happened, outcome."""
    return texts_of(session, case_id).get(1, {})


def published(session: Reader, case_id: int) -> Row[Any] | None:
    """What the public may read of the case, or None."""
    return session.execute(_PUBLISHED, {"case": case_id}).first()


def reporter_of(session: Session, keys: Keys, case_id: int) -> Reporter | None:
    """Who reported and how to answer, opened; for an anonymous case always None."""
    contact = contact_of(session, case_id)
    return Reporter(**json.loads(keys.ring.decrypt_text(contact.sealed, contact_place(case_id)))) if contact else None


def contact_of(session: Session, case_id: int) -> Contact | None:
    """The sealed contact, or None: for an anonymous case always None."""
    return session.get(Contact, case_id)


def open_deadlines(session: Session, case: Case, now: datetime) -> list[Running]:
    """The open clocks of a case, each explained, the one that matters now first."""
    today = local_date(now, zone_of(case))
    first = OWNER_CLOCK.get(Status(case.status))
    calendar = calendar_for(session, case.area_code)
    running = [_running(row, today, calendar) for row in open_rows(session, case.id)]
    return sorted(running, key=lambda one: (one.clock is not first, one.due))


def _running(row: Deadline, today: date, calendar: Calendar) -> Running:
    explained = explain(rule(row.rule), row.started_on, today, calendar, pauses_of(row))
    return Running(Clock(row.kind), row.due, row.first_due, explained, row.part or None)


def state_of(case: Case | Row[Any]) -> State:
    """The projected columns of a row as plain data."""
    return State(*_PROJECTED(case))


def unfaithful(session: Session) -> Iterator[str]:
    """The tickets of cases whose events, replayed, don't give exactly the stored row; reads every case there is."""
    for case in session.scalars(select(Case).execution_options(yield_per=500)):
        try:
            same = replay(session, case) == state_of(case)
        except ValueError:
            same = False
        if not same:
            yield case.ticket


def replay(session: Session, case: Case) -> State:
    """The case as its events make it; raises ValueError where the chain is broken."""
    rows = session.scalars(select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)).all()
    previous = GENESIS
    for row in rows:
        if row.previous_hash != previous or row.hash != event_hash(case.ticket, happened(row), previous):
            raise ValueError(f"the chain of case {case.id} is broken at event {row.seq}")
        previous = row.hash
    return project(happened(row) for row in rows)


def happened(row: CaseEvent | Row[Any]) -> Happened:
    """A stored event as plain data."""
    return Happened(*_happened(row))


def _happened(row: CaseEvent | Row[Any]) -> tuple[Any, ...]:
    """What makes a Happened, in the order of its fields."""
    was = Status(row.from_status) if row.from_status else None
    what = (row.seq, row.at, Action(row.action), was, Status(row.to_status))
    return (*what, row.party, row.officer_id, row.agency_id, row.data)
