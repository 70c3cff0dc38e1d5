"""Sessions: an opaque random token in the browser, only its hash with us, and when one has ended."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class SessionRules:
    """How long a session lives: `idle` since its last use, `absolute` since sign-in; use is noted every `touch`."""

    idle: timedelta
    absolute: timedelta
    touch: timedelta = timedelta(minutes=1)


OFFICE_DAY = SessionRules(idle=timedelta(hours=8), absolute=timedelta(hours=12))
"""A working day without being thrown out over lunch or a long letter; never into the next day.

Longer than the 30 minutes that OWASP suggests, because a long answer is typed slowly by some (WCAG 2.2.1, 2.2.3);
sessions can be seen and ended on the account page, and the second factor guards the start.
"""


def new_token() -> str:
    """256 random bits, fit for a cookie."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What is stored: SHA-256 in hex. The token is random, so no salt or slow hash is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def same_hash(one: str, other: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def is_live(rules: SessionRules, last_used: datetime, expires: datetime, now: datetime) -> bool:
    """Whether a session that was not revoked may still be used at `now`."""
    return now < expires and now - last_used < rules.idle


def needs_touch(rules: SessionRules, last_used: datetime, now: datetime) -> bool:
    """Whether its last use is old enough to be written again: not at every click, that would make readers write."""
    return now - last_used >= rules.touch
