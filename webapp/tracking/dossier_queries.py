"""What the dossier for the Ombudsman tells beyond the reporter's page: every promise with its dates, name, chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.chain import commitment
from webapp.cases.deadlines import Clock
from webapp.cases.keys import Keys
from webapp.cases.letters import on_paper
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.queries import case_by_ticket, reporter_of
from webapp.cases.reports import Reporter
from webapp.cases.verifying import replay
from webapp.config import Site
from webapp.notices.letters import PaperLetter


@dataclass(frozen=True)
class Promise:
    """A clock as it was promised and as it ended; `outcome` is met, late, superseded or None while it runs."""

    clock: Clock
    rule: str
    started_on: date
    first_due: date
    due: date
    paused: bool
    ended_at: datetime | None
    outcome: str | None


@dataclass(frozen=True)
class Chain:
    """The hashes of all events (hex), oldest first; whether they still hold; what the receipt printed of the first."""

    hashes: tuple[str, ...]
    holds: bool
    commitment: str


@dataclass(frozen=True)
class Record:
    """`reporter` is None for an anonymous case, and where nothing was left or it was erased."""

    reporter: Reporter | None
    promises: tuple[Promise, ...]
    chain: Chain


def record(db: Database, ticket: Ticket, keys: Keys) -> Record | None:
    """All of it, for who has shown the PIN; None when there is no such ticket."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            return None
        rows = session.scalars(select(Deadline).where(Deadline.case_id == case.id).order_by(Deadline.id))
        return Record(reporter_of(session, keys, case.id), tuple(map(_promise, rows)), _chain(session, case))


def letter(db: Database, ticket: Ticket, seq: int, language: str, site: Site) -> PaperLetter | None:
    """The letter on one event, whole, for who has shown the PIN."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        return on_paper(session, case, seq, language, site) if case else None


def _promise(row: Deadline) -> Promise:
    dates = (row.started_on, row.first_due, row.due)
    return Promise(Clock(row.kind), row.rule, *dates, row.paused_on is not None, row.ended_at, row.outcome)


def _chain(session: Session, case: Case) -> Chain:
    hashes = session.scalars(select(CaseEvent.hash).where(CaseEvent.case_id == case.id).order_by(CaseEvent.seq)).all()
    try:
        holds = bool(replay(session, case))
    except ValueError:
        holds = False
    return Chain(tuple(hashes), holds, commitment(hashes[0], case.commitment_salt))
