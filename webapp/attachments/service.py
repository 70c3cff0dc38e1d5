"""What happens to the evidence of a case: files come with a move, go with an erasure, and orphans are swept."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from webapp.attachments.kept import NewFile
from webapp.attachments.models import Attachment, Blob
from webapp.base.crypto import keyed_hash
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.base.files.kinds import is_video
from webapp.base.files.names import plain_name
from webapp.base.store import Store

SAFE_AGE = timedelta(hours=1)
"""How long a staged file may still be waited for: no request lives as long."""
SWEPT_AT_ONCE = 500


class FileGone(Exception):
    """A file was taken off its shelf meanwhile, in another tab; the caller's transaction must not go on."""


def attach(
    session: Session, case_id: int, seq: int, files: Iterable[NewFile], *, unnamed: bool = False, signing: bool = False
) -> dict[str, str]:
    """Give files to an event of a case; returns what the event keeps: salted digests (hex) by id.

    `unnamed`: under names that say nothing, as the own ones may say whose they are. `signing`: whoever sends
    them signs, so that their videos are taken for sign language. Raises FileGone.
    """
    files = [replace(one, signs=one.signs or is_video(one.kind)) for one in files] if signing else files
    files = _unnamed(session, case_id, files) if unnamed and files else files
    return {file.id: _attach(session, case_id, seq, number, file) for number, file in enumerate(files)}


def _unnamed(session: Session, case_id: int, files: Iterable[NewFile]) -> list[NewFile]:
    """`bukti-1.jpg` and so on, counted through the whole case."""
    before = session.scalar(select(func.count()).where(Attachment.case_id == case_id)) or 0
    return [replace(file, name=plain_name(number, file.kind)) for number, file in enumerate(files, before + 1)]


def _attach(session: Session, case_id: int, seq: int, number: int, file: NewFile) -> str:
    mine = update(Blob).where(Blob.id == file.id, Blob.sealed_key.is_(None))
    if session.execute(mine.values(draft_hash=None, sealed_key=file.sealed_key)).rowcount != 1:  # type: ignore[attr-defined]
        raise FileGone
    salt = secrets.token_bytes(32)
    facts = {"name": file.name, "kind": file.kind.value, "size": file.size, "sha256": file.sha256}
    session.add(
        Attachment(
            **facts,
            id=secrets.token_hex(16),
            case_id=case_id,
            event_seq=seq,
            number=number,
            blob_id=file.id,
            salt=salt,
            removed=list(file.removed),
            complete=file.complete,
            signs=file.signs,
        )
    )
    return digest(salt, file.sha256)


def digest(salt: bytes, sha256: str) -> str:
    """What an event keeps of a file (hex): once the row and its salt are erased, it says nothing any more."""
    return keyed_hash(salt, sha256).hex()


def pass_files(session: Session, case_id: int, ids: Iterable[str]) -> None:
    """Exactly these may be had by everybody while the case is published; never one that could not be cleaned, nor
    one in which somebody signs.
    """
    mine = update(Attachment).where(Attachment.case_id == case_id)
    session.execute(mine.values(public=False))
    mine = mine.where(Attachment.complete.is_(True), Attachment.signs.is_(False))
    session.execute(mine.where(Attachment.id.in_(list(ids))).values(public=True))


def erase(session: Session, store: Store, case_id: int) -> int:
    """Drop rows and keys of all evidence of a case; returns how many.

    Without its key no copy of a file can be read, backups of the folder included; the sweep takes the files away.
    """
    blobs = session.scalars(select(Attachment.blob_id).where(Attachment.case_id == case_id)).all()
    for name in blobs:
        store.demote(name)
    session.execute(delete(Attachment).where(Attachment.case_id == case_id))
    session.execute(delete(Blob).where(Blob.id.in_(blobs)))
    return len(blobs)


def sweep(db: Database, store: Store, now: datetime) -> int:
    """Forget the files of drafts that are gone, and put right what a crash left; returns how many were removed.

    May run at any time and twice at once: what is younger than SAFE_AGE is left alone.
    """
    while _forget_unsent(db, store):
        pass
    removed = 0
    for name in list(store.staged(now - SAFE_AGE)):
        with db.read() as session:
            wanted = session.get(Blob, name) is not None
        (store.promote if wanted else store.remove)(name)
        removed += not wanted
    return removed


def _forget_unsent(db: Database, store: Store) -> int:
    """The rows of files whose draft has been swept; the files themselves follow as orphans."""
    with db.write() as session:
        gone = select(Blob.id).where(Blob.draft_hash.is_not(None))
        gone = gone.where(~select(Draft.token_hash).where(Draft.token_hash == Blob.draft_hash).exists())
        names = session.scalars(gone.limit(SWEPT_AT_ONCE)).all()
        for name in names:
            store.demote(name)
        session.execute(delete(Blob).where(Blob.id.in_(names), Blob.draft_hash.is_not(None)))
    return len(names)
