"""Rows of evidence: what a stored file is (`blob`), and what it is to a case (`attachment`)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime

BIG = BigInteger().with_variant(Integer, "sqlite")


class Blob(Base):
    """One stored file under a random name; the same file twice is two blobs, or one case would tell of another.

    While it belongs to something unsent, `draft_hash` is the hash of the draft's token, and its key is in the draft.
    From then on the key is here, under the key ring: without this row nobody reads the file any more.
    """

    __tablename__ = "blob"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    draft_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), index=True)
    sealed_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Attachment(Base):
    """A clean copy that came with one event of a case; the event keeps a salted digest of `sha256`."""

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), index=True)
    event_seq: Mapped[int]
    number: Mapped[int]  # in the order in which they were chosen
    blob_id: Mapped[str] = mapped_column(ForeignKey("blob.id"), unique=True)
    name: Mapped[str] = mapped_column(String(130))
    kind: Mapped[str] = mapped_column(String(10))
    size: Mapped[int]  # bytes
    sha256: Mapped[str] = mapped_column(String(64))  # hex
    salt: Mapped[bytes] = mapped_column(LargeBinary)  # of its digest in the event
    removed: Mapped[list[str]] = mapped_column(JSON)  # codes of base.files.traces
    complete: Mapped[bool]  # False: something is left that nobody could look into
    signs: Mapped[bool] = mapped_column(default=False)  # sign language: a face, never passed to the public
    public: Mapped[bool] = mapped_column(default=False)  # passed by an officer, for when the text is published
