"""Writing into the outbox, and emptying it.

A letter may go out twice, never not at all: a row is marked as sent after the channel took the letter, and a crash in
between repeats it with the same Message-ID, by which its receiver knows the repeat.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select, update
from sqlalchemy.orm import Session

from webapp.base.db import Database, insert_into
from webapp.base.logs import get_logger
from webapp.notices.models import Outbox
from webapp.notices.post import Letter, Notice, Post, Recipient, SendError

LEASE = timedelta(minutes=5)
"""Longer than any one letter may take to send; a worker that died gives its row back after this."""

MAX_ATTEMPTS = 14
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=6)
"""Waits of 30 s, 1 min, 2 min … 6 h: a mail server may be away for a day and a half before a letter is given up."""

NOBODY = "no_recipient"
"""Who left no address gets no letter: the ordinary case, not a fault."""

Clock = Callable[[], datetime]


def random_id() -> str:
    """A new message id: 32 hexadecimal digits that tell nothing."""
    return secrets.token_hex(16)


@dataclass(frozen=True)
class Sent:
    """How many letters a round sent, will try again, gave up."""

    sent: int = 0
    retried: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """Rows that were touched."""
        return self.sent + self.retried + self.failed

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.sent + other.sent, self.retried + other.retried, self.failed + other.failed)


_ONCE = ("event_id", "audience", "channel", "recipient_ref")


@dataclass(frozen=True)
class _Fault:
    code: str
    permanent: bool


def put(session: Session, notice: Notice, now: datetime, new_id: Callable[[], str] = random_id) -> bool:
    """Promise a notice within the caller's transaction; False when this very notice was promised before."""
    values = {
        "event_id": notice.event_id,
        "audience": notice.audience,
        "channel": notice.channel,
        "recipient_ref": notice.recipient_ref,
        "template": notice.template,
        "params": dict(notice.params),
        "message_id": new_id(),
        "created_at": now,
        "due_at": notice.due_at or now,
        "attempts": 0,
    }
    new = insert_into(session, Outbox).on_conflict_do_nothing(index_elements=_ONCE)
    return session.scalar(new.returning(Outbox.id), values) is not None


def send_due(db: Database, post: Post, clock: Clock, worker: str, limit: int = 200) -> Sent:
    """Send up to `limit` notices that are due, one after the other; safe in any number of workers at once.

    `worker` names this thread uniquely. No transaction is open while a letter is on its way.
    """
    counts = Sent()
    while counts.total < limit and (row := _take(db, clock(), worker)) is not None:
        counts += _settle(db, row, _attempt(db, post, row), clock())
    return counts


def _take(db: Database, now: datetime, worker: str) -> Outbox | None:
    """Lease the next row. SQLite queues writers; PostgreSQL skips rows that another worker is looking at."""
    with db.write() as session:
        row = session.scalars(due_now(now).with_for_update(skip_locked=True)).one_or_none()
        if row is not None:
            # counted before the attempt, so that a letter which kills its worker is given up too
            row.lease_by, row.leased_until, row.attempts = worker, now + LEASE, row.attempts + 1
        return row


def due_now(now: datetime) -> Select[Outbox]:
    """The notice that has been due longest and that no worker holds; found by the partial index alone."""
    free = or_(Outbox.leased_until.is_(None), Outbox.leased_until <= now)
    return select(Outbox).where(_waiting(), Outbox.due_at <= now, free).order_by(Outbox.due_at, Outbox.id).limit(1)


def _waiting() -> ColumnElement[bool]:
    return and_(Outbox.sent_at.is_(None), Outbox.failed_at.is_(None))


def _attempt(db: Database, post: Post, row: Outbox) -> _Fault | None:
    """Read, render and hand over; None when the channel took it."""
    if row.attempts > MAX_ATTEMPTS:
        return _Fault("gave_up", permanent=True)
    try:
        recipient, letter = _prepared(db, post, row)
        post.send(row.channel, recipient, letter, row.message_id)
    except SendError as error:
        return _Fault(error.code, error.permanent)
    except Exception as error:  # noqa: BLE001 - one broken letter must not stop the others
        get_logger().error("notice_broke", exc_info=error)
        return _Fault("broke", permanent=False)
    return None


def send_now(db: Database, post: Post, notice: Notice) -> None:
    """Send what can't wait in the outbox, for its mailbox will be unknown; raises SendError, `NOBODY` among them."""
    recipient, letter = _prepared(db, post, notice)
    post.send(notice.channel, recipient, letter, random_id())


def _prepared(db: Database, post: Post, row: Outbox | Notice) -> tuple[Recipient, Letter]:
    with db.read() as session:
        recipient = post.resolve(session, row.recipient_ref)
        if recipient is None:
            raise SendError(NOBODY, permanent=True)
        letter = post.render(session, row.template, row.recipient_ref, row.params, recipient.language)
        if letter is None:
            raise SendError("nothing_to_tell", permanent=True)
        return recipient, letter


def _settle(db: Database, row: Outbox, fault: _Fault | None, now: datetime) -> Sent:
    """Write down what became of an attempt."""
    if fault is None:
        _mark(db, Outbox.id == row.id, sent_at=now, last_error=None)
        return Sent(sent=1)
    # only while the lease is ours: another worker may have sent it meanwhile
    ours = and_(Outbox.id == row.id, Outbox.lease_by == row.lease_by, Outbox.leased_until == row.leased_until)
    if fault.permanent or row.attempts >= MAX_ATTEMPTS:
        _mark(db, ours, failed_at=now, last_error=fault.code)
        if fault.code != NOBODY:
            get_logger().warning("notice_failed", code=fault.code, count=row.attempts)
        return Sent(failed=1)
    _mark(db, ours, due_at=now + wait_after(row.attempts), last_error=fault.code)
    return Sent(retried=1)


def wait_after(attempts: int) -> timedelta:
    """How long to wait after the n-th failed attempt (n ≥ 1)."""
    doublings = min(attempts - 1, 20)
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def _mark(db: Database, which: ColumnElement[bool], **values: datetime | str | None) -> None:
    with db.write() as session:
        session.execute(
            update(Outbox).where(which, _waiting()).values(leased_until=None, lease_by=None, **values),
            execution_options={"synchronize_session": False},
        )
