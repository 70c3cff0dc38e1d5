"""What a reporter reads with the code: where the report is, who holds keys to it, the talks, what was sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.base.db import Database
from webapp.whistleblowing import tree, vault
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.keeping import last_day
from webapp.whistleblowing.keys.openers import openers
from webapp.whistleblowing.models import Asked, Handling, IdentityRequest, Inspectorate, Report, Wrap
from webapp.whistleblowing.paging import Said
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import ANSWERS, EXCLUDED, FILE, RETALIATION, RETENTION
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import Involved, titles
from webapp.whistleblowing.vault import Reader, Written


@dataclass(frozen=True)
class Work:
    """What one inspectorate does. `said` is None where its talk doesn't open: somebody has changed it."""

    id: int
    place: str
    status: Status
    since: date
    due_on: date | None
    readers: tuple[str, ...]
    on_paper: bool
    kept_until: date
    at_most: date
    """The last day as things stand, which says more when `kept_until` has passed."""
    is_prolonged: bool
    said: tuple[Said, ...] | None

    @property
    def can_read(self) -> bool:
        """Whether anybody there could open what is written now."""
        return bool(self.readers or self.on_paper)

    def until(self, today: date) -> date:
        """The last day here."""
        return self.kept_until if self.kept_until >= today else self.at_most


@dataclass(frozen=True)
class Box:
    """All of one report but what was sent first; the highest level stands first in `works`."""

    works: tuple[Work, ...]
    received_on: date
    identity_for: tuple[str, ...] | None
    """Who can open who the reporter is, maybe nobody any longer; None where the reporter hasn't said."""
    opened: tuple[tuple[str, date], ...]
    """To whom a custodian has opened it, and when."""
    has_above: bool
    """Whether there is an inspectorate above the highest of these."""

    @property
    def is_retaliated(self) -> bool:
        """Whether the reporter has told of reprisals."""
        return any(one.kind == RETALIATION for work in self.works for one in work.said or ())

    def until(self, today: date) -> date:
        """The last day on which the code opens anything."""
        return max(one.until(today) for one in self.works)

    @property
    def open(self) -> tuple[Work, ...]:
        """Where somebody could read one more message."""
        return tuple(one for one in self.works if one.can_read)

    def work(self, typed: str) -> Work:
        """The inspectorate that was chosen; the highest that reads for anything else."""
        return next((one for one in self.works if str(one.id) == typed), (*self.open, *self.works)[0])


@dataclass(frozen=True)
class Sent:
    """What was sent first: answers by the words of their question, and files."""

    answers: Mapping[str, list[str]]
    files: tuple[Said, ...]
    excluded: tuple[str, ...]
    """Whom the reporter has named as involved, also on the way up."""


def find(db: Database, tag: bytes) -> str | None:
    """The id of the report of a code."""
    with db.read() as session:
        return session.scalars(select(Report.id).where(Report.tag == tag)).one_or_none()


def box_of(db: Database, seat: Seat) -> Box | None:
    """None where the report has gone."""
    with db.read() as session:
        report = session.get(Report, seat.id)
        mine = select(Handling).where(Handling.report_id == seat.id).order_by(Handling.level.desc())
        rows = session.scalars(mine).all()
        if report is None or not rows:
            return None
        works = tuple(_work(session, one, seat.reader) for one in rows)
        above = tree.above(session, rows[0].inspectorate_id)
        return Box(
            works, report.received_on, _identity_for(session, seat.id), _opened_to(session, seat.id), above is not None
        )


def sent_of(db: Database, seat: Seat) -> Sent | None:
    """What was sent first; None where it doesn't open."""
    with db.read() as session:
        opened = _opened(session, seat, vault.REPORT)
        if opened is None:
            return None
        answers: Mapping[str, list[str]] = next(
            (json.loads(one.text)["answers"] for one in opened if one.kind == ANSWERS), {}
        )
        mine = (one for one in _all(session, seat) if one.author == vault.REPORTER)
        out = (Involved.of(json.loads(one.text)) for one in mine if one.kind in (ANSWERS, EXCLUDED))
        excluded = dict.fromkeys(name for one in out for name in one.named)
        return Sent(answers, tuple(_said(session)(one) for one in opened if one.kind == FILE), tuple(excluded))


def file_of(db: Database, seat: Seat, typed: str) -> Kept | None:
    """One file of this report, by the id of its entry; None for any other."""
    with db.read() as session:
        files = (one for one in _all(session, seat) if one.kind == FILE)
        return next((Kept.of(one.text) for one in files if str(one.id) == typed), None)


def _all(session: Session, seat: Seat) -> Iterator[Written]:
    """What was sent first, and the talks, as far as they open."""
    mine = select(Handling.id).where(Handling.report_id == seat.id).order_by(Handling.level)
    for place in (vault.REPORT, *map(vault.talk, session.scalars(mine))):
        yield from _opened(session, seat, place) or ()


def can_read(session: Session, report_id: str, handling_id: int) -> bool:
    """Whether anybody at its inspectorate could open what is written into its talk now."""
    row = session.get(Handling, handling_id)
    return row is not None and row.report_id == report_id and any(_readers(session, row))


def _readers(session: Session, row: Handling) -> tuple[tuple[str, ...], bool]:
    """Names of who opens both a report and its talk at one inspectorate, and whether the key on paper does."""
    able = openers(session, row.report_id, row.inspectorate_id)
    able &= _holders(session, row.report_id, vault.talk(row.id))
    return tuple(titles(session, able).values()), vault.offline(row.inspectorate_id) in able


def _work(session: Session, row: Handling, reader: Reader) -> Work:
    place = session.get_one(Inspectorate, row.inspectorate_id)
    names, on_paper = _readers(session, row)
    talk = _opened_by(session, row.report_id, vault.talk(row.id), reader)
    return Work(
        row.id,
        place.name,
        Status(row.status),
        row.changed_on,
        row.due_on,
        names,
        on_paper,
        row.retain_until,
        last_day(session, row),
        row.retain_until > row.opened_on + RETENTION,
        None if talk is None else tuple(_said(session)(one) for one in talk if one.kind != EXCLUDED),
    )


def _identity_for(session: Session, report_id: str) -> tuple[str, ...] | None:
    able = _holders(session, report_id, vault.IDENTITY)
    return tuple(titles(session, able).values()) if vault.REPORTER in able else None


def _opened_to(session: Session, report_id: str) -> tuple[tuple[str, date], ...]:
    """Requests that were granted, the first one first."""
    granted = IdentityRequest.report_id == report_id, IdentityRequest.state == Asked.GRANTED.value
    rows = session.scalars(select(IdentityRequest).where(*granted).order_by(IdentityRequest.number)).all()
    names = titles(session, [vault.holder(one.asker_id) for one in rows])
    found = ((names.get(vault.holder(one.asker_id), ""), one.decided_on) for one in rows)
    return tuple((name, on) for name, on in found if on is not None)


def _holders(session: Session, report_id: str, compartment: str) -> set[str]:
    """Who holds a key, as wraps name them."""
    return set(session.scalars(select(Wrap.holder).where(Wrap.report_id == report_id, Wrap.compartment == compartment)))


def _opened(session: Session, seat: Seat, compartment: str) -> Sequence[Written] | None:
    return _opened_by(session, seat.id, compartment, seat.reader)


def _opened_by(session: Session, report_id: str, compartment: str, reader: Reader) -> Sequence[Written] | None:
    """None for what somebody has changed, or put elsewhere."""
    try:
        key = vault.key_of(session, report_id, compartment, reader)
        return None if key is None else vault.entries(session, report_id, compartment, key)
    except DecryptError:
        return None


def _said(session: Session) -> Callable[[Written], Said]:
    def said(entry: Written) -> Said:
        known = {vault.REPORTER: ""} | titles(session, [entry.author])
        file = Kept.of(entry.text) if entry.kind == FILE else None
        return Said(entry.id, entry.kind, known.get(entry.author, entry.author), entry.text, entry.on, file)

    return said
