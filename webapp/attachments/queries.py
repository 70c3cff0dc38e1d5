"""Reading evidence: what a case has, and the bytes of one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.attachments.kept import Facts, key_place
from webapp.attachments.models import Attachment, Blob
from webapp.base.crypto import KeyRing
from webapp.base.db import Database, Reader
from webapp.base.files.kinds import Kind
from webapp.base.files.names import plain_name
from webapp.base.files.traces import Trace
from webapp.base.frames import unseal
from webapp.base.prepared import Prepared
from webapp.base.store import Store

_OF_CASE = Prepared(
    select(Attachment.__table__)
    .where(Attachment.case_id == bindparam("case"))
    .order_by(Attachment.event_seq, Attachment.number)
)


@dataclass(frozen=True)
class Evidence(Facts):
    """A file of a case: also the event that it came with, and whether everybody may have it once it is published."""

    seq: int
    public: bool


def of_case(session: Reader, case_id: int) -> tuple[Evidence, ...]:
    """All evidence of a case, in the order in which it came."""
    return tuple(
        Evidence(
            row.id, row.name, Kind(row.kind), row.size, row.sha256, tuple(map(Trace, row.removed)), row.complete,
            row.event_seq, row.public, signs=row.signs,
        )
        for row in _OF_CASE.all(session, case=case_id)
    )  # fmt: skip


def public_of(session: Reader, case_id: int) -> tuple[Evidence, ...]:
    """Those that an officer passed and the reporter agreed to, under names that say nothing: `bukti-1.jpg`."""
    passed = [one for one in of_case(session, case_id) if one.public]
    return tuple(replace(one, name=plain_name(number, one.kind)) for number, one in enumerate(passed, 1))


def bytes_of(db: Database, store: Store, ring: KeyRing, file_id: str) -> Iterator[bytes]:
    """The file, opened frame by frame; raises FileNotFoundError, and DecryptError while reading what was changed."""
    with db.read() as session:
        blob_id, sealed = _key_of(session, file_id)
    key = ring.decrypt(sealed, key_place(blob_id))
    return _frames(store, blob_id, key)


def _key_of(session: Session, file_id: str) -> tuple[str, bytes]:
    found = select(Blob.id, Blob.sealed_key).join(Attachment, Attachment.blob_id == Blob.id)
    row = session.execute(found.where(Attachment.id == file_id)).first()
    if row is None or row.sealed_key is None:
        raise FileNotFoundError
    return row.id, row.sealed_key


def _frames(store: Store, blob_id: str, key: bytes) -> Iterator[bytes]:
    with store.open(blob_id) as file:
        yield from unseal(file.read, key, blob_id)
