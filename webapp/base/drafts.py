"""What somebody is still writing: sealed under a token that only their page holds, kept for a day after the last save.

The token is a hidden field of the form, never a cookie or part of an address. The row holds its hash and a ciphertext,
so that a copy of the database tells nothing of what was never sent. Knows no word of what is written: every app may
keep drafts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.base import crypto
from webapp.base.db import Base, Database, UtcDateTime

LIFE = timedelta(hours=24)
"""How long a draft is kept after it was last saved; pages say until when."""
SWEPT_AT_ONCE = 500
_ABOUT = "draft"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")

Fields = Mapping[str, list[str]]
"""What a form sends: every value of every name."""


class Draft(Base):
    """One unfinished form. `sealed` opens only with the token whose hash is the key of the row."""

    __tablename__ = "draft"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True)
class Kept:
    """What is in a draft: the values of each field, as a form sends them, and until when they are kept."""

    fields: dict[str, list[str]]
    expires_at: datetime


def is_token(text: str) -> bool:
    """Whether `text` has the shape of a token; says nothing about whether a draft exists."""
    return _TOKEN.fullmatch(text) is not None


def key_of(token: str, purpose: str) -> str:
    """A key (64 hex digits) that belongs to the token for one purpose, such as sending only once."""
    return crypto.derive(token.encode(), purpose).hex()


def save(db: Database, token: str, fields: Fields, now: datetime, life: timedelta = LIFE) -> Kept:
    """Put `fields` over what the draft holds, key by key, and keep it for another `life`; one transaction.

    A draft that is gone or expired begins anew. Raises ValueError for what is no token.
    """
    if not is_token(token):
        raise ValueError("a draft needs a token of `crypto.new_token`")
    return db.write_again(lambda session: amend(session, token, lambda old: {**old, **fields}, now, life))


def amend(
    session: Session, token: str, change: Callable[[Fields], Fields], now: datetime, life: timedelta = LIFE
) -> Kept:
    """The draft as `change` makes it of what it holds, within the caller's transaction; kept for another `life`.

    A draft that is gone or expired begins anew, from nothing.
    """
    row = session.get(Draft, crypto.token_hash(token), with_for_update=True)
    old = _open(row, token).fields if row is not None and row.expires_at > now else {}
    if row is None:
        row = Draft(token_hash=crypto.token_hash(token), created_at=now)
        session.add(row)
    fields = change(old)
    row.sealed, row.expires_at = _seal(token, fields), now + life
    return Kept(dict(fields), row.expires_at)


def load(db: Database, token: str, now: datetime) -> Kept | None:
    """The draft of this token, or None when there is none, or none any longer."""
    with db.read() as session:
        row = session.get(Draft, crypto.token_hash(token))
    return _open(row, token) if row is not None and row.expires_at > now else None


def discard(session: Session, token: str) -> None:
    """Forget the draft within the caller's transaction, together with what became of it."""
    session.execute(delete(Draft).where(Draft.token_hash == crypto.token_hash(token)))


def erase(db: Database, token: str) -> None:
    """Forget the draft now; nothing happens when there is none."""
    with db.write() as session:
        discard(session, token)


def sweep(db: Database, now: datetime, batch: int = SWEPT_AT_ONCE) -> int:
    """Delete all expired drafts, oldest first, `batch` in each transaction; returns how many."""
    swept = 0
    while found := _sweep(db, now, batch):
        swept += found
    return swept


def _sweep(db: Database, now: datetime, batch: int) -> int:
    with db.write() as session:
        old = select(Draft.token_hash).where(Draft.expires_at <= now).order_by(Draft.expires_at).limit(batch)
        hashes = list(session.scalars(old))
        session.execute(delete(Draft).where(Draft.token_hash.in_(hashes)))
    return len(hashes)


def _seal(token: str, fields: Fields) -> bytes:
    """With spaces behind, in steps of 4 KiB and wider ones above 32: a row tells little of how much was written."""
    plain = json.dumps(dict(fields), ensure_ascii=False).encode()
    step = max(4096, (1 << len(plain).bit_length()) >> 3)
    return crypto.seal_under_token(token, plain + b" " * (-len(plain) % step), _ABOUT)


def _open(row: Draft, token: str) -> Kept:
    return Kept(json.loads(crypto.open_under_token(token, row.sealed, _ABOUT)), row.expires_at)
