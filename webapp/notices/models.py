"""The outbox: what must still be told to whom. It holds codes and references, never an address and never a text.

The table is the truth; the queue only says "look now". Erasing a contact therefore also silences what was not yet sent.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.base.db import Base, UtcDateTime

WAITING = text("sent_at IS NULL AND failed_at IS NULL")
FAILED = text("failed_at IS NOT NULL")


class Outbox(Base):
    """One notice to one recipient by one channel, from the moment it is promised until it is sent or given up.

    `event_id` is a plain number: notices lie below cases. `recipient_ref` is "reporter:17", "officer:4" or "agency:9".
    `message_id` goes into the Message-ID of the letter and never changes, so that a repeat is known as one. It is
    random: a hash of the event's number could be tried out and would tell how many reports there are.
    `due_at` is the next attempt; `lease_by` has the row until `leased_until`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("event_id", "audience", "channel", "recipient_ref"),
        Index("ix_outbox_waiting", "due_at", "id", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_outbox_recipient", "recipient_ref", "sent_at"),
        Index("ix_outbox_failed", "failed_at", sqlite_where=FAILED, postgresql_where=FAILED),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    event_id: Mapped[int] = mapped_column(BigInteger)
    audience: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    recipient_ref: Mapped[str] = mapped_column(String(80))
    template: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    message_id: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    leased_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_by: Mapped[str | None] = mapped_column(String(80))
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_error: Mapped[str | None] = mapped_column(String(40))
