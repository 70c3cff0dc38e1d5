"""The brake on guessing passwords: per typed name and network, growing, capped, the same for names that don't exist.

There is no global brake (one attacker would lock everybody out) and no lock that only a person can open. An attempt
made while waiting is neither checked nor counted, so nobody can stretch another person's wait beyond the cap.
A name that is tried from many networks is guarded: whoever comes from a new network still has the first attempt at
once, but waits longer after a slip.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.base.db import insert_into
from webapp.officers.models import SignInThrottle

WAITS = (0, 0, 0, 5, 15, 30, 60)
"""Seconds to wait after the first, second, … failed attempt; the last one repeats."""
GUARDED_WAITS = (60, 300, 600)
"""The same while the name is guarded."""
GUARDED_AFTER = 30
"""Attempts at one name, wherever they come from, with no quiet quarter of an hour between them."""
FORGET_AFTER = timedelta(minutes=15)
"""A name that was left alone this long starts over."""


def wait_after(attempts: int, waits: tuple[int, ...] = WAITS) -> timedelta:
    """How long the next attempt must wait when `attempts` (at least 1) have failed."""
    return timedelta(seconds=waits[min(attempts, len(waits)) - 1])


def take_turn(session: Session, name_hash: bytes, everywhere: bytes, now: datetime) -> int:
    """Count an attempt before it is checked, so that a hundred at once are not a hundred free guesses.

    `name_hash` is of name and network, `everywhere` of the name alone. Returns 0 when it may go on, else the whole
    seconds still to wait (then nothing is counted).
    """
    row = _row(session, name_hash, now)
    if now < row.blocked_until:
        return math.ceil((row.blocked_until - now).total_seconds())
    is_guarded = _count(_row(session, everywhere, now), now) > GUARDED_AFTER
    row.blocked_until = now + wait_after(_count(row, now), GUARDED_WAITS if is_guarded else WAITS)
    return 0


def _count(row: SignInThrottle, now: datetime) -> int:
    row.attempts = 1 if now - row.last_at >= FORGET_AFTER else row.attempts + 1
    row.last_at = now
    return row.attempts


def forgive(session: Session, name_hash: bytes, everywhere: bytes) -> None:
    """The right person came in: earlier slips don't count. In the order of `take_turn`, or two may deadlock."""
    for counted in (name_hash, everywhere):
        session.execute(delete(SignInThrottle).where(SignInThrottle.name_hash == counted))


def forget_old(session: Session, now: datetime) -> None:
    """Delete what no longer slows anybody; run by an hourly job."""
    session.execute(delete(SignInThrottle).where(SignInThrottle.last_at <= now - FORGET_AFTER))


def _row(session: Session, name_hash: bytes, now: datetime) -> SignInThrottle:
    """The row of this name, made if missing, locked until the transaction ends."""
    fresh = {"name_hash": name_hash, "attempts": 0, "last_at": now, "blocked_until": now}
    session.execute(insert_into(session, SignInThrottle).values(fresh).on_conflict_do_nothing())
    return session.get_one(SignInThrottle, name_hash, with_for_update=True)
