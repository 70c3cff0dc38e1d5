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
from webapp.whistleblowing.exclusions import EXCLUDED
from webapp.whistleblowing.models import Handling, Holder, Inspectorate, Report, Wrap
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import ANSWERS, FILE, RETALIATION
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.vault import Reader, Written


@dataclass(frozen=True)
class Said:
    """One piece of a talk; `who` is empty for the reporter's own. `file` is one that can be fetched."""

    id: int
    kind: str
    who: str
    text: str
    on: date
    file: Kept | None = None


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
    said: tuple[Said, ...] | None


@dataclass(frozen=True)
class Box:
    """All of one report but what was sent first; the highest level stands first in `works`."""

    works: tuple[Work, ...]
    received_on: date
    identity_for: tuple[str, ...]
    """Who can open who the reporter is; empty where the reporter hasn't said."""
    has_above: bool
    """Whether there is an inspectorate above the highest of these."""

    @property
    def is_retaliated(self) -> bool:
        """Whether the reporter has told of reprisals."""
        return any(one.kind == RETALIATION for work in self.works for one in work.said or ())

    def work(self, typed: str) -> Work:
        """The inspectorate that was chosen; the highest for anything else."""
        return next((one for one in self.works if str(one.id) == typed), self.works[0])


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
        return Box(works, report.received_on, tuple(_names(session, seat.id, vault.IDENTITY)), above is not None)


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


def _work(session: Session, row: Handling, reader: Reader) -> Work:
    place = session.get_one(Inspectorate, row.inspectorate_id)
    seat_names = tuple(_names(session, row.report_id, vault.REPORT, place.id))
    talk = _opened_by(session, row.report_id, vault.talk(row.id), reader)
    return Work(
        row.id,
        place.name,
        Status(row.status),
        row.changed_on,
        row.due_on,
        seat_names,
        session.get(Wrap, (row.report_id, vault.REPORT, vault.offline(place.id))) is not None,
        None if talk is None else tuple(_said(session)(one) for one in talk if one.kind != EXCLUDED),
    )


def _names(session: Session, report_id: str, compartment: str, place: int | None = None) -> Iterator[str]:
    """Who holds a key, as "Ani Rahmawati, Inspektur Kota"; of one inspectorate, or of all."""
    wraps = select(Wrap.holder).where(Wrap.report_id == report_id, Wrap.compartment == compartment)
    ids = [int(name.partition(":")[2]) for name in session.scalars(wraps) if name.startswith("holder:")]
    people = select(Holder).where(Holder.id.in_(ids)).order_by(Holder.is_head.desc(), Holder.name)
    return (_named(one) for one in session.scalars(people) if place in (None, one.inspectorate_id))


def _named(person: Holder) -> str:
    return f"{person.name}, {person.office}"


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
        who = "" if entry.author == vault.REPORTER else _author(session, entry.author)
        file = Kept.of(entry.text) if entry.kind == FILE else None
        return Said(entry.id, entry.kind, who, entry.text, entry.on, file)

    return said


def _author(session: Session, author: str) -> str:
    kind, _, number = author.partition(":")
    person = session.get(Holder, int(number)) if kind == "holder" and number.isdecimal() else None
    return _named(person) if person else author
