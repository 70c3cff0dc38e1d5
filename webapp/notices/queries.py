"""What an operator wants to know of the outbox: is it flowing, and what was given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.notices.models import Outbox


@dataclass(frozen=True)
class Backlog:
    """Counts of the outbox, and since when the longest waiting notice is due."""

    waiting: int
    failed: int
    oldest_due: datetime | None


@dataclass(frozen=True)
class Failed:
    """A notice that was given up, and why (a code of ours or of SMTP)."""

    event_id: int
    audience: str
    template: str
    failed_at: datetime
    attempts: int
    reason: str


def backlog(session: Session) -> Backlog:
    """How much waits and how much failed; reads the partial index only."""
    waiting = select(func.count(), func.min(Outbox.due_at)).where(Outbox.sent_at.is_(None), Outbox.failed_at.is_(None))
    count, oldest = session.execute(waiting).one()
    failed = session.scalar(select(func.count()).where(Outbox.failed_at.is_not(None)))
    return Backlog(waiting=count, failed=failed or 0, oldest_due=oldest)


def failed(session: Session, limit: int = 100) -> list[Failed]:
    """The notices given up last, newest first."""
    rows = session.scalars(
        select(Outbox).where(Outbox.failed_at.is_not(None)).order_by(Outbox.failed_at.desc(), Outbox.id).limit(limit)
    )
    return [_failed(row, row.failed_at) for row in rows if row.failed_at is not None]


def _failed(row: Outbox, at: datetime) -> Failed:
    return Failed(row.event_id, row.audience, row.template, at, row.attempts, row.last_error or "")
