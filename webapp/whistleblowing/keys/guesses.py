"""Wrong passphrases and codes, counted for each account in memory only: no row says who tried when.

Never over all accounts, which would let anybody lock the desk. A name that nobody has is counted like any other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

MOST = 10
HOLD = timedelta(minutes=15)
_REMEMBERED = timedelta(days=1)
NAMES = 10_000
"""Counted at once; the oldest leave first. To push one out by sign-ins takes longer than HOLD: each costs 0.3 s."""


class Held(Exception):
    """Too many wrong ones: nothing is tried for `.seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"held for {seconds} s")
        self.seconds = seconds


@dataclass(frozen=True)
class _Tries:
    wrong: int
    in_all: int
    last: datetime


class Guesses:
    """Of one kind of secret in one process: recovery codes are cheap to try, and must push out nobody's sign-ins."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._tries: dict[str, _Tries] = {}
        self._lock = Lock()

    def check(self, name: str) -> None:
        """Before anybody waits for a turn; raises Held."""
        found = self._tries.get(name)
        if found is not None and found.wrong >= MOST and (left := HOLD - (self._clock() - found.last)) > timedelta(0):
            raise Held(int(left.total_seconds()) + 1)

    def take(self, name: str) -> None:
        """Counts as wrong until `forgive`, so that a hundred at once are still a hundred; raises Held."""
        with self._lock:
            self.check(name)
            now = self._clock()
            self._tries = {key: one for key, one in self._tries.items() if now - one.last < _REMEMBERED}
            found = self._tries.pop(name, _Tries(0, 0, now))
            wrong = 0 if found.wrong >= MOST else found.wrong
            self._tries[name] = _Tries(wrong + 1, found.in_all + 1, now)
            if len(self._tries) > NAMES:
                del self._tries[next(iter(self._tries))]

    def forgive(self, *names: str) -> int:
        """It was right; returns how many, in all lanes of somebody, had been wrong since the last right one."""
        with self._lock:
            found = [self._tries.pop(name) for name in names if name in self._tries]
        return max(0, sum(one.in_all for one in found) - 1)
