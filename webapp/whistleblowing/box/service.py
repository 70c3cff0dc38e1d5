"""What a reporter does with the code, each in one transaction: write, one level up, another code."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.crypto import token_hash
from webapp.base.db import Database
from webapp.whistleblowing import sending, tree, vault
from webapp.whistleblowing.box import queries
from webapp.whistleblowing.brakes import Brakes, Bucket
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.exclusions import involved_in
from webapp.whistleblowing.locks import Opened, ReportKey
from webapp.whistleblowing.models import Entry, Handling, Inspectorate, Report, Wrap
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.tree import Involved, NobodyToRead, Person, Readers, Role
from webapp.whistleblowing.vault import Words

MESSAGE = "message"
"""Kind of what a reporter writes in a talk, unless it tells of reprisals (`sending.RETALIATION`)."""
MOST_A_DAY = 60
"""Pieces of one report's reporter: nobody fills the disk with one code."""


class Gone(Exception):
    """The report was deleted, or its code changed, in another window."""


class Enough(Exception):
    """MOST_A_DAY for today; nothing was stored."""


class Unread(Exception):
    """Nobody at this level could open it; nothing was stored."""


class SentBefore(Exception):
    """Something else was sent from this page already; this was not."""


class Highest(Exception):
    """There is no level above; nothing was stored."""


class Changed(Exception):
    """Who would read is no longer who was shown; nothing was stored."""


@dataclass(frozen=True)
class Reply:
    """What is sent in one go: to the talk of which handling, a text that may be empty, files."""

    handling_id: int
    kind: str
    text: str
    files: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class Ascent:
    """The way one level up: who will read, and whom a reporter may still name as involved.

    `readers` is None where the reporter has named everybody there, and everybody above.
    """

    place: str
    readers: Readers | None
    people: tuple[Person, ...]
    has_identity: bool


def reply(db: Database, brakes: Brakes, seat: Seat, token: str, new: Reply, today: date) -> None:
    """Into the talk; the same twice is one message. Raises one of those above, DecryptError, FileGone, FilesOfToday."""
    db.write_again(lambda session: _reply(session, seat, token, new, brakes.sent, today))


def ascent(db: Database, seat: Seat, excluded: Collection[int]) -> Ascent:
    """Raises Highest, Gone or DecryptError."""
    with db.read() as session:
        return _ascent(session, seat, excluded)


def ascend(db: Database, seat: Seat, token: str, excluded: Collection[int], shown: str, *, who: bool, on: date) -> None:
    """Hand all keys to the level above, if its readers are still those of the seal `shown`; `who`: the identity, too.

    The level below loses nothing and sees nothing. Raises Changed, SentBefore, Highest, Gone or DecryptError.
    """
    db.write_again(lambda session: _ascend(session, seat, token, (excluded, shown, who), on))


def change_code(db: Database, seat: Seat, opened: Opened) -> None:
    """From now on another code opens the report, and the old one nothing. Raises Gone."""
    db.write_again(lambda session: _change_code(session, seat, opened))


def _reply(session: Session, seat: Seat, token: str, new: Reply, sent: Bucket, today: date) -> None:
    report, once = _locked(session, seat), _once(seat, token)
    if first := _written(session, once):
        _compare(session, seat, first, vault.talk(new.handling_id), _pieces(new, today))
        return
    if _written_today(session, report, today) + len(new.files) >= MOST_A_DAY:
        raise Enough
    place = vault.talk(new.handling_id)
    key = _key(session, seat, place)  # there is none for a talk about another report
    if not queries.can_read(session, report.id, new.handling_id):
        raise Unread
    for number, words in enumerate(_pieces(new, today)):
        vault.write(session, report.id, place, key, words, once if number == 0 else None)
    sending.keep_files(session, report.id, token, (one.id for one in new.files), sent)
    drafts.discard(session, token)


def _pieces(new: Reply, today: date) -> Iterable[Words]:
    if new.text:
        yield Words(new.kind, vault.REPORTER, new.text, today)
    for one in new.files:
        yield Words(sending.FILE, vault.REPORTER, one.text(), today)


def _ascent(session: Session, seat: Seat, excluded: Collection[int]) -> Ascent:
    report = session.get(Report, seat.id)
    if report is None:
        raise Gone
    out = involved_in(session, report.id, seat.reader)
    top = _handlings(session, report)[-1]
    above = tree.above(session, top.inspectorate_id)
    if above is None:
        raise Highest
    found = _readers(session, above.id, out | tree.involved(session, excluded))
    last = found.inspectorate_id if found else None
    people = tuple(
        one for place in _up_to(session, above, last) for one in _people(session, place) if not out.bars(one)
    )
    known = bool(found and found.custodians) and bool(vault.key_of(session, report.id, vault.IDENTITY, seat.reader))
    return Ascent(tree.name_of(session, last or above.id), found, people, known)


def _readers(session: Session, place: int, out: Involved) -> Readers | None:
    try:
        return tree.readers(session, place, out)
    except NobodyToRead:
        return None


def _up_to(session: Session, place: Inspectorate | None, last: int | None) -> Iterator[int]:
    """From one level to the last one, or to the highest: whom a reporter has named must be there to be unnamed."""
    while place is not None:
        yield place.id
        place = None if place.id == last else tree.above(session, place.id)


def _people(session: Session, place: int) -> tuple[Person, ...]:
    return tuple(one for role in Role for one in tree.people_of(session, place, role))


def _ascend(session: Session, seat: Seat, token: str, chosen: tuple[Collection[int], str, bool], today: date) -> None:
    report, once, (excluded, shown, who) = _locked(session, seat), _once(seat, token), chosen
    named = tree.involved(session, excluded)
    told = _told(involved_in(session, report.id, seat.reader) | named, named, today)
    if first := _written(session, once):
        _compare(session, seat, first, first.compartment, [told])
        return
    way = _ascent(session, seat, excluded)
    if way.readers is None or way.readers.seal != shown:
        raise Changed
    before = [vault.REPORT, *(vault.talk(one.id) for one in _handlings(session, report))]
    handling = sending.open_handling(session, report, way.readers, today)
    for place in before:
        sending.hand(session, report.id, place, _key(session, seat, place), way.readers, Role.INSPECTOR)
    if who and way.has_identity:
        _hand_identity(session, seat, report, vault.excluded(handling.id), way.readers, told)
    talk = vault.talk(handling.id)
    vault.write(session, report.id, talk, _key(session, seat, talk), told, once)


def _told(out: Involved, named: Involved, today: date) -> Words:
    """All who are excluded by now; and who was named on the way up, by which the same way is known."""
    return Words(sending.EXCLUDED, vault.REPORTER, json.dumps({**out.told, "named": sorted(named.ids)}), today)


def _hand_identity(session: Session, seat: Seat, report: Report, place: str, readers: Readers, told: Words) -> None:
    """With all whom its custodians must refuse: they have no key to the talks, where these stand for inspectors."""
    key = sending.compartment(session, report, place, readers, Role.CUSTODIAN, told.on)
    vault.write(session, report.id, place, key, told)
    who = _key(session, seat, vault.IDENTITY)
    sending.hand(session, report.id, vault.IDENTITY, who, readers, Role.CUSTODIAN)


def _change_code(session: Session, seat: Seat, opened: Opened) -> None:
    report = _locked(session, seat)
    vault.rewrap(session, seat.reader, opened.public, Wrap.report_id == report.id)
    report.tag, report.public_key = opened.tag, opened.public


def _locked(session: Session, seat: Seat) -> Report:
    """Nobody else writes to it as its reporter until this transaction ends; raises Gone, also for an older code."""
    report = session.get(Report, seat.id, with_for_update=True)
    if report is None or report.public_key != bytes(seat.reader.private.public_key):
        raise Gone
    return report


def _handlings(session: Session, report: Report) -> list[Handling]:
    """From the lowest level to the highest."""
    return list(session.scalars(select(Handling).where(Handling.report_id == report.id).order_by(Handling.level)))


def _key(session: Session, seat: Seat, place: str) -> ReportKey:
    key = vault.key_of(session, seat.id, place, seat.reader)
    if key is None:
        raise Gone
    return key


def _once(seat: Seat, token: str) -> bytes:
    return token_hash(f"{seat.id}|{token}")


def _written(session: Session, once: bytes) -> Entry | None:
    return session.scalars(select(Entry).where(Entry.once == once)).first()


def _compare(session: Session, seat: Seat, first: Entry, place: str, now: Iterable[Words]) -> None:
    """Whoever sends the same again is told that it is there, and nobody whose words are not; raises SentBefore."""
    there = vault.entries(session, seat.id, place, _key(session, seat, place)) if place == first.compartment else ()
    kept = {_content(one) for one in there if one.author == vault.REPORTER and one.number >= first.number}
    if not {_content(one) for one in now} <= kept:
        raise SentBefore


def _content(words: Words) -> tuple[str, str]:
    """A file that is sent again is cleaned again, under another key: it is the same by its name and sum."""
    if words.kind != sending.FILE:
        return words.kind, words.text
    file = Kept.of(words.text)
    return file.name, file.sha256


def _written_today(session: Session, report: Report, today: date) -> int:
    mine = select(func.count()).where(Entry.report_id == report.id, Entry.author == vault.REPORTER)
    return session.scalar(mine.where(Entry.written_on == today)) or 0
