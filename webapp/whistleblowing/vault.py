"""Compartments of a report: each has a key, which is handed to those who may open it, and entries sealed under it.

`report`: the answers and what came with them. `identity`: who the reporter is. `excluded`: who must never get the
key to the identity, for custodians, who can't look into the answers; `excluded:<handling>` the same of a level above.
`talk:<handling>`: the talk of one
inspectorate with the reporter. `desk:<handling>`: its notes, which the reporter has no key for. `motive:<request>`: why
somebody asks for the identity. What a key opens is bound to its report and place (`locks`), so rows that somebody swaps
do not open.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from nacl.public import PrivateKey
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import locks
from webapp.whistleblowing.locks import ReportKey
from webapp.whistleblowing.models import Entry, Wrap

REPORT, IDENTITY, EXCLUDED = "report", "identity", "excluded"
REPORTER = "reporter"
"""Holder of wraps, and author of entries."""


def talk(handling_id: int) -> str:
    """Where one inspectorate and the reporter talk."""
    return f"talk:{handling_id}"


def desk(handling_id: int) -> str:
    """The notes of one inspectorate."""
    return f"desk:{handling_id}"


def excluded(handling_id: int) -> str:
    """Who is involved at a level above, for its custodians only: the level below must not see that it was named."""
    return f"excluded:{handling_id}"


def motive(request_id: int) -> str:
    """Why somebody asks for the identity."""
    return f"motive:{request_id}"


def offline(inspectorate_id: int) -> str:
    """How wraps name the key on paper of an inspectorate."""
    return f"offline:{inspectorate_id}"


def holder(holder_id: int) -> str:
    """How wraps and entries name an inspector or custodian."""
    return f"holder:{holder_id}"


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
    mine = select(Wrap.box).where(
        Wrap.report_id == report_id, Wrap.compartment == compartment, Wrap.holder == reader.name
    )
    box = session.scalars(mine).one_or_none()
    return None if box is None else locks.unwrap(box, reader.private, about(report_id, compartment))


def hand(session: Session, report_id: str, compartment: str, key: ReportKey, name: str, public: bytes) -> None:
    """Let `name` open a compartment; nothing happens where they can already."""
    there = select(Wrap.id).where(Wrap.report_id == report_id, Wrap.compartment == compartment, Wrap.holder == name)
    if session.scalars(there).first() is None:
        box = locks.wrap(key, public, about(report_id, compartment))
        session.add(Wrap(report_id=report_id, compartment=compartment, holder=name, box=box))
        session.flush()


def rewrap(session: Session, report_id: str, reader: Reader, public: bytes) -> None:
    """Everything of a report that this reader can open is from now on for another key of theirs.

    What doesn't open was damaged before, and stays as it is.
    """
    for row in session.scalars(select(Wrap).where(Wrap.report_id == report_id, Wrap.holder == reader.name)):
        place = about(report_id, row.compartment)
        with suppress(DecryptError):
            row.box = locks.wrap(locks.unwrap(row.box, reader.private, place), public, place)


def write(
    session: Session, report_id: str, compartment: str, key: ReportKey, words: Words, once: bytes | None = None
) -> Entry:
    """One more entry, in the caller's transaction; two at once are told apart by the unique number (`write_again`).

    `once` is unique among all entries: who sends the same again is told by it.
    """
    mine = select(func.max(Entry.number)).where(Entry.report_id == report_id, Entry.compartment == compartment)
    number = (session.scalar(mine) or 0) + 1
    entry = Entry(
        report_id=report_id,
        compartment=compartment,
        number=number,
        kind=words.kind,
        author=words.author,
        written_on=words.on,
        once=once,
        sealed=locks.seal_text(key, words.text, _place(report_id, compartment, number, words.kind, words.author)),
    )
    session.add(entry)
    session.flush()
    return entry


def entries(session: Session, report_id: str, compartment: str, key: ReportKey) -> Sequence[Written]:
    """All entries of a compartment in their order; raises DecryptError where one was changed, moved or taken out."""
    mine = select(Entry).where(Entry.report_id == report_id, Entry.compartment == compartment).order_by(Entry.number)
    found = session.scalars(mine).all()
    if [entry.number for entry in found] != list(range(1, len(found) + 1)):
        raise DecryptError
    return [_opened(entry, key) for entry in found]


def _opened(entry: Entry, key: ReportKey) -> Written:
    place = _place(entry.report_id, entry.compartment, entry.number, entry.kind, entry.author)
    text = locks.open_text(key, entry.sealed, place)
    return Written(entry.kind, entry.author, text, entry.written_on, entry.id, entry.number)


def about(report_id: str, compartment: str) -> str:
    """What the wraps of a compartment are bound to."""
    return f"{report_id}|{compartment}"


def _place(report_id: str, compartment: str, number: int, kind: str, author: str) -> str:
    return f"{report_id}|{compartment}|{number}|{kind}|{author}"
