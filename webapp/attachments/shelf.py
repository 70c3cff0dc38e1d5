"""The files of something unsent: sealed like the draft they belong to, which alone holds their keys and names."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.attachments.kept import MOST_TOGETHER, SHELF, Kept, on_shelf
from webapp.attachments.models import Blob
from webapp.attachments.pace import Pace
from webapp.base import drafts
from webapp.base.copies import Copy, clean_copy
from webapp.base.crypto import KEY_BYTES, token_hash
from webapp.base.db import Database
from webapp.base.files.kinds import MOST_FILES, is_video
from webapp.base.files.names import shown_name
from webapp.base.files.refusals import Fault, NotTaken, Refused
from webapp.base.limits import network
from webapp.base.store import Store
from webapp.base.uploads import Upload, has_no_room

Named = tuple[str, Upload]
"""The name under which a file came, and its bytes."""


class Full(Exception):
    """The shelf takes no more; `reason` says why, `wait` for how many seconds. Nothing was changed."""

    def __init__(self, reason: NotTaken, wait: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.wait = wait


@dataclass(frozen=True)
class Shelf:
    """Where files wait until they are sent. `folder` lies on the disk that must keep `reserve` bytes free."""

    db: Database
    store: Store
    pace: Pace
    folder: Path
    reserve: int

    def put(
        self, token: str, files: Iterable[Named], address: str | None, now: datetime, *, signs: bool = False
    ) -> list[Fault]:
        """Clean and keep each of them in the draft of this token; returns those that were not taken, and why.

        `signs`: they must be videos of sign language.
        """
        tried = [self._put(token, name, upload, address, now, signs) for name, upload in files]
        return [fault for fault in tried if fault is not None]

    def _put(
        self, token: str, name: str, upload: Upload, address: str | None, now: datetime, signs: bool
    ) -> Fault | None:
        try:
            _check(self._of(token, now), upload.size)
            self._check_room(upload, address, now)
            with clean_copy(upload, name, network(address), lambda took: self.pace.charge(took, address, now)) as copy:
                if signs and not is_video(copy.cleaned.kind):
                    raise Full(NotTaken.NOT_VIDEO)
                self._keep(token, copy, now, signs)
        except (Full, Refused) as refused:
            return Fault(shown_name(name), refused.reason, getattr(refused, "wait", 0))
        finally:
            upload.close()
        return None

    def _check_room(self, upload: Upload, address: str | None, now: datetime) -> None:
        if upload.no_room or has_no_room(self.folder, self.reserve):
            raise Full(NotTaken.NO_ROOM)
        if wait := self.pace.take(upload.size, address, now):
            raise Full(NotTaken.TOO_FAST, wait)

    def _keep(self, token: str, copy: Copy, now: datetime, signs: bool) -> None:
        """Stage, commit row and draft together, promote."""
        kept = replace(kept_of(copy), signs=signs)
        self.store.stage(kept.id, copy.sealed(bytes.fromhex(kept.key), kept.id))
        try:
            is_new = self.db.write_again(lambda session: _shelve(session, token, kept, now))
        except Full:
            self.store.remove(kept.id)
            raise
        (self.store.promote if is_new else self.store.remove)(kept.id)

    def take_off(self, token: str, file_id: str, now: datetime) -> Kept | None:
        """Forget one file at once; None where the draft has none of this name."""
        found = next((one for one in self._of(token, now) if one.id == file_id), None)
        if found is not None:
            self.store.demote(found.id)
            with self.db.write() as session:
                gone = _unshelve(session, token, found.id, now)
            self._settle([found.id], gone)
        return found

    def forget(self, token: str, now: datetime) -> None:
        """The draft and all its files, at once."""
        there = [one.id for one in self._of(token, now)]
        for name in there:
            self.store.demote(name)
        with self.db.write() as session:
            gone = session.scalars(delete(Blob).where(Blob.draft_hash == token_hash(token)).returning(Blob.id)).all()
            drafts.discard(session, token)
        self._settle(there, gone)

    def _settle(self, demoted: Iterable[str], gone: Collection[str]) -> None:
        """Remove those whose rows are gone; what was sent in the same moment, from another tab, is a case's by now."""
        for name in demoted:
            (self.store.remove if name in gone else self.store.promote)(name)

    def move(self, old: str, new: str) -> None:
        """What lay on the shelf of one draft lies on that of another, which has copied its list."""
        with self.db.write() as session:
            mine = update(Blob).where(Blob.draft_hash == token_hash(old))
            session.execute(mine.values(draft_hash=token_hash(new)))

    def _of(self, token: str, now: datetime) -> tuple[Kept, ...]:
        draft = drafts.load(self.db, token, now)
        return on_shelf(draft.fields) if draft else ()


def _check(there: tuple[Kept, ...], size: int) -> None:
    if len(there) >= MOST_FILES:
        raise Full(NotTaken.TOO_MANY)
    if sum(one.size for one in there) + size > MOST_TOGETHER:
        raise Full(NotTaken.TOO_MUCH)


def kept_of(copy: Copy) -> Kept:
    """What a draft is to hold of a clean copy: with a new name and a new key."""
    cleaned = copy.cleaned
    return Kept(
        id=secrets.token_hex(16),
        name=copy.name,
        kind=cleaned.kind,
        size=cleaned.size,
        sha256=cleaned.sha256,
        removed=tuple(sorted(cleaned.removed)),
        complete=cleaned.complete,
        key=secrets.token_hex(KEY_BYTES),
        place=cleaned.place,
    )


def _shelve(session: Session, token: str, kept: Kept, now: datetime) -> bool:
    """Whether it is new there: a page that was loaded again sends the same file once more."""

    def add(fields: drafts.Fields) -> drafts.Fields:
        there = on_shelf(fields)
        if (kept.name, kept.sha256) in {(one.name, one.sha256) for one in there}:
            return fields
        _check(there, kept.size)
        return {**fields, SHELF: [*fields.get(SHELF, ()), kept.text()]}

    fields = drafts.amend(session, token, add, now).fields
    is_new = kept.text() in fields[SHELF]
    if is_new:
        session.add(Blob(id=kept.id, draft_hash=token_hash(token), created_at=now))
    return is_new


def _unshelve(session: Session, token: str, file_id: str, now: datetime) -> Collection[str]:
    """The names of the rows that are gone: none where the draft has just been sent."""

    def less(fields: drafts.Fields) -> drafts.Fields:
        return {**fields, SHELF: [one.text() for one in on_shelf(fields) if one.id != file_id]}

    mine = delete(Blob).where(Blob.id == file_id, Blob.draft_hash == token_hash(token))
    if gone := session.scalars(mine.returning(Blob.id)).all():
        drafts.amend(session, token, less, now)
    return gone
