"""Sessions: an opaque random token in the browser, only its hash (`crypto.token_hash`) with us, and when it ends."""

from __future__ import annotations

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


def is_live(rules: SessionRules, last_used: datetime, expires: datetime, now: datetime) -> bool:
    """Whether a session that was not revoked may still be used at `now`."""
    return now < expires and now - last_used < rules.idle


def needs_touch(rules: SessionRules, last_used: datetime, now: datetime) -> bool:
    """Whether its last use is old enough to be written again: not at every click, that would make readers write."""
    return now - last_used >= rules.touch
