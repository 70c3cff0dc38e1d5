"""Compartments of a report: each has a key, which is handed to those who may open it, and entries sealed under it.

`report`: the answers and what came with them. `identity`: who the reporter is. `excluded:<handling>`: who must never
get the key to the identity, for custodians, who can't look into the answers. `talk:<handling>`: the talk of one
inspectorate with the reporter. `desk:<handling>`: its notes, which the reporter has no key for. `motive:<request>`: why
somebody asks for the identity. What a key opens is bound to its report and place (`locks`), so rows that somebody swaps
do not open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from nacl.public import PrivateKey
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import locks
from webapp.whistleblowing.locks import ReportKey
from webapp.whistleblowing.models import Entry, Handling, Holder, Wrap

REPORT, IDENTITY = "report", "identity"
TALK, DESK, HOLDER, OFFLINE = "talk:", "desk:", "holder:", "offline:"
"""Before the number, in names of compartments and of who holds wraps."""
COUNT = "count"
"""The kind of entry 0 of each compartment."""
REPORTER = "reporter"
"""Holder of wraps, and author of entries."""


def talk(handling_id: int) -> str:
    """Where one inspectorate and the reporter talk."""
    return f"{TALK}{handling_id}"


def desk(handling_id: int) -> str:
    """The notes of one inspectorate."""
    return f"{DESK}{handling_id}"


def excluded(handling_id: int) -> str:
    """Who is involved, for the custodians of one level only: the level below must not see what was added above."""
    return f"excluded:{handling_id}"


def motive(request_id: int) -> str:
    """Why somebody asks for the identity."""
    return f"motive:{request_id}"


def offline(inspectorate_id: int) -> str:
    """How wraps name the key on paper of an inspectorate."""
    return f"{OFFLINE}{inspectorate_id}"


def holder(holder_id: int) -> str:
    """How wraps and entries name an inspector or custodian."""
    return f"{HOLDER}{holder_id}"


@dataclass(frozen=True)
class Reader:
    """Somebody whose private key is open now: the reporter by the code, a holder by the passphrase."""

    name: str
    private: PrivateKey = field(repr=False)


@dataclass(frozen=True)
class Words:
    """What is to be sealed, or was opened. `author` is `reporter` or `holder:<id>`."""

    kind: str
    author: str
    text: str
    on: date


@dataclass(frozen=True)
class Written(Words):
    """An entry, opened."""

    id: int
    number: int


def key_of(session: Session, report_id: str, compartment: str, reader: Reader) -> ReportKey | None:
    """The key of a compartment, None where this reader was never handed it; raises DecryptError for a false wrap."""
    mine = session.get(Wrap, (report_id, compartment, reader.name))
    return None if mine is None else _unwrapped(session, mine, reader)


def hand(session: Session, report_id: str, compartment: str, key: ReportKey, name: str, public: bytes) -> None:
    """Let `name` open a compartment; nothing happens where they can already."""
    if session.get(Wrap, (report_id, compartment, name)) is None:
        row = Wrap(report_id=report_id, compartment=compartment, holder=name)
        row.box = locks.wrap(key, public, _about(session, row))
        session.add(row)
        session.flush()


def rewrap(session: Session, reader: Reader, public: bytes, *which: ColumnElement[bool]) -> None:
    """All wraps of this reader (`which` of them) that open are from now on for another key of theirs.

    What doesn't open was damaged before. A holder's goes, so that nobody is taken for a reader who isn't, until a
    colleague hands the key anew; the reporter's stays, for nobody can.
    """
    for row in session.scalars(select(Wrap).where(Wrap.holder == reader.name, *which)).all():
        try:
            row.box = locks.wrap(_unwrapped(session, row, reader), public, _about(session, row))
        except DecryptError:
            if reader.name != REPORTER:
                session.delete(row)


def begin(session: Session, report_id: str, compartment: str, today: date) -> ReportKey:
    """The key of a new compartment. Its entry 0 says how many others there are, so that no end is cut off unseen."""
    key = locks.new_key()
    _add(session, report_id, compartment, 0, key, Words(COUNT, "", "0", today), None)
    return key


def write(
    session: Session, report_id: str, compartment: str, key: ReportKey, words: Words, once: bytes | None = None
) -> Entry:
    """One more entry, in the caller's transaction; two at once are told apart by the unique number (`write_again`).

    `once` is unique among all entries: who sends the same again is told by it. Raises DecryptError where the count was
    changed or is gone.
    """
    first = Entry.report_id == report_id, Entry.compartment == compartment, Entry.number == 0
    count = session.scalars(select(Entry).where(*first).with_for_update()).one_or_none()
    if count is None:
        raise DecryptError
    number = int(_opened(count, key).text) + 1
    _seal(count, key, COUNT, str(number))
    return _add(session, report_id, compartment, number, key, words, once)


def _add(
    session: Session, report_id: str, compartment: str, number: int, key: ReportKey, words: Words, once: bytes | None
) -> Entry:
    entry = Entry(report_id=report_id, compartment=compartment, number=number, author=words.author)
    entry.written_on, entry.once = words.on, once
    _seal(entry, key, words.kind, words.text)
    session.add(entry)
    session.flush()
    return entry


def entries(session: Session, report_id: str, compartment: str, key: ReportKey) -> Sequence[Written]:
    """All entries of a compartment in their order; raises DecryptError where one was changed, moved or taken out.

    Not where all of it is as it was on an earlier day: who has kept a copy can put that back.
    """
    mine = select(Entry).where(Entry.report_id == report_id, Entry.compartment == compartment).order_by(Entry.number)
    found = [_opened(entry, key) for entry in session.scalars(mine)]
    numbers = [entry.number for entry in found]
    if not found or numbers != list(range(len(found))) or found[0].text != str(numbers[-1]):
        raise DecryptError
    return found[1:]


def _seal(entry: Entry, key: ReportKey, kind: str, text: str) -> None:
    """With its kind: that a piece is a file, or tells of reprisals, is for whoever reads it."""
    entry.sealed = locks.seal_text(key, f"{kind}\n{text}", _place(entry))


def _opened(entry: Entry, key: ReportKey) -> Written:
    kind, _, text = locks.open_text(key, entry.sealed, _place(entry)).partition("\n")
    return Written(kind, entry.author, text, entry.written_on, entry.id, entry.number)


def levels_of(session: Session, report_id: str, name: str) -> Sequence[int]:
    """Ids of the handlings at a holder's own inspectorate, or that of a key on paper; all of them for the reporter."""
    mine = select(Handling.id).where(Handling.report_id == report_id).order_by(Handling.level)
    number = name.partition(":")[2]
    if name.startswith(HOLDER):
        mine = mine.join(Holder, Holder.inspectorate_id == Handling.inspectorate_id).where(Holder.id == int(number))
    elif name.startswith(OFFLINE):
        mine = mine.where(Handling.inspectorate_id == int(number))
    return session.scalars(mine).all()


def _unwrapped(session: Session, row: Wrap, reader: Reader) -> ReportKey:
    return locks.unwrap(row.box, reader.private, _about(session, row))


def _about(session: Session, row: Wrap) -> str:
    """What a wrap is bound to, its holder's level too: nobody is moved to one where less is known of exclusions."""
    own = [] if row.holder == REPORTER else levels_of(session, row.report_id, row.holder)
    return "|".join(map(str, (row.report_id, row.compartment, *own)))


def _place(entry: Entry) -> str:
    return f"{entry.report_id}|{entry.compartment}|{entry.number}|{entry.author}|{entry.written_on}"
