"""Files of a reporter: cleaned, sealed under a key each, and told of only inside the draft or report they belong to.

The row of a file holds its random id and nothing else; name, kind, size and key stand in the draft, which is sealed
under its token, and later in a sealed entry of the report (`sending.FILE`).
"""

from __future__ import annotations

import errno
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Self

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.copies import Copy, clean_copy, whole_copy
from webapp.base.crypto import KEY_BYTES, token_hash
from webapp.base.files.kinds import MIB, MOST_FILES, Kind
from webapp.base.files.names import shown_name
from webapp.base.files.refusals import Fault, NotTaken, Refusal, Refused
from webapp.base.files.traces import Trace
from webapp.base.frames import FRAME, unseal
from webapp.base.uploads import Upload, has_no_room
from webapp.whistleblowing import days
from webapp.whistleblowing.models import Blob
from webapp.whistleblowing.web import House

SHELF = "berkas"
"""The name under which a draft keeps its files."""
MOST_TOGETHER = 200 * MIB
"""Bytes of all files of one draft."""
SAFE_AGE = timedelta(hours=1)
"""How long a staged file may still be waited for: no request lives as long."""
MOST_UNSENT = 20_000 * MIB
"""Bytes of the files of all drafts: what nobody has sent yet must not take the room of what was."""
_UNCOUNTED: Callable[[float], None] = lambda _seconds: None  # noqa: E731 - whose file took how long is nowhere kept
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT))

Named = tuple[str, Upload]
"""The name under which a file came, and its bytes."""


@dataclass
class _NotTaken(Exception):
    reason: NotTaken


@dataclass(frozen=True)
class Kept:
    """A stored file as its draft, and later its report, tells of it. `key` (hex) opens it.

    `original`: the reporter wanted it as it came. `complete` is False where something in it could not be cleaned.
    """

    id: str
    name: str
    kind: Kind
    size: int
    sha256: str
    removed: tuple[Trace, ...]
    complete: bool
    original: bool
    key: str

    @property
    def facts(self) -> dict[str, Any]:
        """As `sending.NewReport` takes them."""
        return asdict(self)

    def text(self) -> str:
        """For the draft, which is sealed."""
        return json.dumps(self.facts)

    @classmethod
    def of(cls, text: str) -> Self:
        """Back from a draft, or from an entry `sending.FILE`."""
        told = json.loads(text)
        return cls(**{**told, "kind": Kind(told["kind"]), "removed": tuple(map(Trace, told["removed"]))})


def on_shelf(fields: Mapping[str, list[str]]) -> tuple[Kept, ...]:
    """The files of a draft, in the order in which they came."""
    return tuple(map(Kept.of, fields.get(SHELF, ())))


def put(rooms: House, token: str, files: Iterable[Named], now: datetime, *, original: bool = False) -> list[Fault]:
    """Keep each of them in the draft of this token, which is there already; returns those that were not taken, and why.

    Cleaned unless they are wanted as they are. Turns go by the draft; a form waits in vain once, and has MOST_FILES
    of them at most. Raises OSError where our machine is at fault, but for a full disk.
    """
    faults: list[Fault] = []
    for number, (name, upload) in enumerate(files):
        busy = any(one.reason is Refusal.BUSY for one in faults)
        vain = NotTaken.TOO_MANY if number >= MOST_FILES else Refusal.BUSY if busy else None
        fault = Fault(shown_name(name), vain) if vain else _put(rooms, token, name, upload, now, original)
        faults += [fault] if fault else []
    return faults


def opened(rooms: House, kept: Kept) -> Iterator[bytes]:
    """The bytes of a file; raises DecryptError for a changed one, FileNotFoundError for one that is gone."""
    with rooms.store.open(kept.id) as file:
        yield from unseal(file.read, bytes.fromhex(kept.key), kept.id)


def take_off(rooms: House, token: str, file_id: str, now: datetime) -> Kept | None:
    """Forget one file of a draft at once; None where it has none of this name."""
    there = drafts.load(rooms.db, token, _began(rooms, now))
    found = next((one for one in on_shelf(there.fields) if one.id == file_id), None) if there else None
    if found is not None:
        _remove(rooms, Blob.id == found.id, Blob.draft_hash == token_hash(token))
        with rooms.db.write() as session:
            drafts.amend(session, token, partial(_less, file_id), _began(rooms, now), days.DRAFT_LIFE)
    return found


def carry(rooms: House, token: str, new: str, now: datetime) -> None:
    """A draft and its files under another token."""
    if there := drafts.load(rooms.db, token, _began(rooms, now)):
        with rooms.db.write() as session:
            drafts.amend(session, new, lambda _none: there.fields, _began(rooms, now), days.DRAFT_LIFE)
            mine = update(Blob).where(Blob.draft_hash == token_hash(token))
            session.execute(mine.values(draft_hash=token_hash(new)))
            drafts.discard(session, token)


def forget(rooms: House, token: str) -> None:
    """A draft and all its files, at once."""
    _remove(rooms, Blob.draft_hash == token_hash(token))
    drafts.erase(rooms.db, token)


def sweep(rooms: House, today: date, now: datetime) -> int:
    """Delete expired drafts, the files of drafts that are gone, and files no row knows of; returns how many files."""
    drafts.sweep(rooms.db, _began(rooms, now))
    living = select(drafts.Draft.token_hash)
    gone = _remove(rooms, Blob.kept_until < today, Blob.draft_hash.not_in(living))
    return gone + sum(_sweep_staged(rooms, name) for name in list(rooms.store.staged(now - SAFE_AGE)))


def _put(rooms: House, token: str, name: str, upload: Upload, now: datetime, original: bool) -> Fault | None:
    copies = whole_copy(upload, name, token) if original else clean_copy(upload, name, token, _UNCOUNTED)
    try:
        _check_room(rooms, upload)
        with copies as copy:
            _keep(rooms, token, _kept_of(copy, original), copy, now)
    except (_NotTaken, Refused) as refused:
        return Fault(shown_name(name), refused.reason)
    except OSError as error:
        if error.errno not in _FULL:
            raise
        return Fault(shown_name(name), NotTaken.NO_ROOM)
    finally:
        upload.close()
    return None


def _check_room(rooms: House, upload: Upload) -> None:
    if upload.no_room or has_no_room(rooms.settings.data_dir, rooms.settings.storage_reserve):
        raise _NotTaken(NotTaken.NO_ROOM)


def _keep(rooms: House, token: str, kept: Kept, copy: Copy, now: datetime) -> None:
    """Stage, commit row and draft together, promote; whatever goes wrong leaves nothing behind."""
    try:
        rooms.store.stage(kept.id, copy.sealed(bytes.fromhex(kept.key), kept.id))
        is_new = rooms.db.write_again(lambda session: _shelve(rooms, session, token, kept, now))
    except BaseException:
        rooms.store.remove(kept.id)
        raise
    (rooms.store.promote if is_new else rooms.store.remove)(kept.id)


def _kept_of(copy: Copy, original: bool) -> Kept:
    cleaned = copy.cleaned
    return Kept(
        id=secrets.token_hex(16),
        name=copy.name,
        kind=cleaned.kind,
        size=cleaned.size,
        sha256=cleaned.sha256,
        removed=tuple(sorted(cleaned.removed)),
        complete=cleaned.complete,
        original=original,
        key=secrets.token_hex(KEY_BYTES),
    )


def _shelve(rooms: House, session: Session, token: str, kept: Kept, now: datetime) -> bool:
    """Whether it is new there: a page that was loaded again sends the same file once more."""

    def add(fields: drafts.Fields) -> drafts.Fields:
        there = on_shelf(fields)
        if (kept.name, kept.sha256) in {(one.name, one.sha256) for one in there}:
            return fields
        _check(session, there, kept.size)
        return {**fields, SHELF: [*fields.get(SHELF, ()), kept.text()]}

    fields = drafts.amend(session, token, add, _began(rooms, now), days.DRAFT_LIFE).fields
    is_new = kept.text() in fields[SHELF]
    if is_new:
        last = days.day_of(now + days.DRAFT_LIFE - timedelta(days=1), rooms.settings.site.zone)
        session.add(Blob(id=kept.id, draft_hash=token_hash(token), kept_until=last, frames=kept.size // FRAME + 1))
    return is_new


def _check(session: Session, there: tuple[Kept, ...], size: int) -> None:
    if len(there) >= MOST_FILES:
        raise _NotTaken(NotTaken.TOO_MANY)
    if sum(one.size for one in there) + size > MOST_TOGETHER:
        raise _NotTaken(NotTaken.TOO_MUCH)
    unsent = session.scalar(select(func.sum(Blob.frames)).where(Blob.draft_hash.is_not(None))) or 0
    if unsent * FRAME + size > MOST_UNSENT:
        raise _NotTaken(NotTaken.NO_ROOM)


def _less(file_id: str, fields: drafts.Fields) -> drafts.Fields:
    return {**fields, SHELF: [one.text() for one in on_shelf(fields) if one.id != file_id]}


def _remove(rooms: House, *which: ColumnElement[bool]) -> int:
    """Demote, delete the rows, remove; what was sent in the same moment, from another tab, is a report's by now."""
    with rooms.db.read() as session:
        names = session.scalars(select(Blob.id).where(*which)).all()
    for name in names:
        rooms.store.demote(name)
    with rooms.db.write() as session:
        gone = session.scalars(delete(Blob).where(Blob.id.in_(names), *which).returning(Blob.id)).all()
    for name in names:
        (rooms.store.remove if name in gone else rooms.store.promote)(name)
    return len(gone)


def _sweep_staged(rooms: House, name: str) -> bool:
    """One that was left half way: a row that knows it wants it back."""
    with rooms.db.read() as session:
        known = session.get(Blob, name) is not None
    (rooms.store.promote if known else rooms.store.remove)(name)
    return not known


def _began(rooms: House, now: datetime) -> datetime:
    return days.began(now, rooms.settings.site.zone)
