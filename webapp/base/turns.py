"""Turns at what costs a process much: few at once, and a network gets a second one only while no other waits.

So no sender keeps the others waiting, and neighbours behind one address of a mobile carrier don't shut each other out.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition

FEW, MANY = 20, 80
"""So many wait: then who waits already is told at once, and then everybody; a crowd must not hold all threads."""


@dataclass(frozen=True)
class Turns:
    """At most `most` at once in a web process; one of them is always left to another network."""

    most: int = 2
    running: list[str] = field(default_factory=list)  # the networks whose turn it is
    waiting: list[str] = field(default_factory=list)
    free: Condition = field(default_factory=Condition)

    @contextmanager
    def turn(self, network: str, patience: float, busy: Exception) -> Iterator[None]:
        """While something of this network is done; raises `busy` when no turn comes within `patience` seconds.

        At once where the queue is long.
        """
        with self.free:
            if len(self.waiting) >= (FEW if network in self.waiting else MANY):
                raise busy
            self.waiting.append(network)
            came = self.free.wait_for(lambda: self._may(network), patience)
            self.waiting.remove(network)
            if not came:
                self.free.notify_all()  # nobody waits for this one any more
                raise busy
            self.running.append(network)
        try:
            yield
        finally:
            with self.free:
                self.running.remove(network)
                self.free.notify_all()

    def _may(self, network: str) -> bool:
        others_wait = any(other not in self.running for other in self.waiting)
        mine = 1 if others_wait else self.most - 1
        return len(self.running) < self.most and self.running.count(network) < mine
