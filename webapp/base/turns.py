"""Turns at what costs a process much: few at once, one for a network, so that no sender keeps the others waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Condition


@dataclass(frozen=True)
class Turns:
    """At most `most` at once in a web process."""

    most: int = 2
    running: set[str] = field(default_factory=set)  # the networks whose turn it is
    free: Condition = field(default_factory=Condition)

    @contextmanager
    def turn(self, network: str, patience: float, busy: Exception) -> Iterator[None]:
        """While something of this network is done; raises `busy` when no turn comes within `patience` seconds."""
        with self.free:
            if not self.free.wait_for(lambda: self._may(network), patience):
                raise busy
            self.running.add(network)
        try:
            yield
        finally:
            with self.free:
                self.running.remove(network)
                self.free.notify_all()

    def _may(self, network: str) -> bool:
        return len(self.running) < self.most and network not in self.running
