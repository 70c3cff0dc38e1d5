"""What keeps a flood out without knowing who anybody is: all who come by Tor look the same.

Nothing here goes by network. A bucket over all fills again by itself; two codes at a time are turned into keys
(64 MiB each), and two passphrases (256 MiB each), one of them of a browser that is known.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

CODE_SECONDS, PASSPHRASE_SECONDS, PAPER_SECONDS = 20.0, 40.0, 20.0
"""How long somebody waits for their turn before they are told to come again."""
MOST_WAITING = 10
"""Whoever comes when so many wait is told at once: a crowd at something slow must not hold all threads."""
FILES_A_DAY, DAY = 4_000, 86_400
CODE_RATE = 1 / 15
"""Seconds for a code: some 15 a second is what two processors turn into keys."""


class Busy(Exception):
    """No turn came, or too much was sent in a short time; `.seconds` is how long to wait. Nothing was stored."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} s")
        self.seconds = seconds


class Full(Busy):
    """Half of the disk's reserve is gone: no new draft, so that one that is being written can still be sent."""


class FilesOfToday(Busy):
    """So many bytes of files have been sent by all together: they must not fill the disk for two years."""


@dataclass
class Slots:
    """So many at once; the others, `queue` of them, wait `patience` seconds."""

    most: int
    patience: float
    queue: int = MOST_WAITING
    _free: BoundedSemaphore = field(init=False)
    _chairs: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        self._free, self._chairs = BoundedSemaphore(self.most), BoundedSemaphore(self.most + self.queue)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """While something heavy is done; raises Busy."""
        with self._taken(self._chairs, None), self._taken(self._free, self.patience):
            yield

    @contextmanager
    def _taken(self, places: BoundedSemaphore, patience: float | None) -> Iterator[None]:
        """One of them, at once where there is no patience; raises Busy."""
        if not places.acquire(blocking=patience is not None, timeout=patience):
            raise Busy(int(self.patience))
        try:
            yield
        finally:
            places.release()


@dataclass
class Bucket:
    """Holds `most` and fills by one each `seconds`; taken by everybody together."""

    most: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    _left: float = field(init=False)
    _at: float = field(init=False)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self._left, self._at = float(self.most), self.clock()

    def take(self, count: float = 1, refusal: type[Busy] = Busy) -> None:
        """So much of it; raises Busy, or another `refusal`, with the seconds until there is so much again."""
        with self._lock:
            now = self.clock()
            self._left = min(self.most, self._left + (now - self._at) / self.seconds)
            self._at = now
            if self._left < count:
                raise refusal(max(1, round((count - self._left) * self.seconds)))
            self._left -= count


@dataclass
class Brakes:
    """Those of one process."""

    codes: Slots = field(default_factory=lambda: Slots(2, CODE_SECONDS, queue=20))
    """Twenty people who send in the same moment all arrive; they wait two seconds."""
    passphrases: Slots = field(default_factory=lambda: Slots(1, PASSPHRASE_SECONDS))
    known: Slots = field(default_factory=lambda: Slots(1, PASSPHRASE_SECONDS))
    """Passphrases of who has signed in from that browser before, or is past the door: strangers can't fill it."""
    papers: Slots = field(default_factory=lambda: Slots(1, PAPER_SECONDS))
    """PDFs that are being set: a process of its own each."""
    drafts: Bucket = field(default_factory=lambda: Bucket(600, 0.5))
    """New drafts: 600 at once, then two a second; a draft of 64 KB lives a day or two: at most some 22 GB."""
    reports: Bucket = field(default_factory=lambda: Bucket(120, 1))
    sent: Bucket = field(default_factory=lambda: Bucket(FILES_A_DAY, DAY / FILES_A_DAY))
    """MB of files that belong to a report: twenty full ones at once, then one each 72 minutes."""
    tries: Bucket = field(default_factory=lambda: Bucket(240, CODE_RATE))
    """Codes tried; of 79.7 bits none is found by trying, this only saves the machine."""
    shown: Bucket = field(default_factory=lambda: Bucket(240, CODE_RATE))
    """Tokens that nothing was just sent with: whoever floods with them keeps nobody from the code of what was sent."""
