"""What the files of one network may cost others: how many, how many bytes, how long a process is busy with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from webapp.base.files.kinds import MIB
from webapp.base.limits import Allowance, Brake

GIB = 1024 * MIB
FILES = (Allowance("files-network", 200, 600), Allowance("files-all", 3000, 600, first=5))
"""Files: 200 in ten minutes from one network, which may be a whole village's; 3,000 over all, then the first five."""
BYTES = (Allowance("files-bytes-network", 2 * GIB, 3600), Allowance("files-bytes-all", 20 * GIB, 3600, 250 * MIB))
"""Bytes: in an hour 2 GiB, which are 600 photos or 40 long films, from one network; 20 GiB over all, then 250 MiB."""
MILLISECONDS = (Allowance("files-time-network", 300_000, 600),)
"""Of cleaning: five minutes in ten from one network, half of one turn of three. Over all the turns are the bound."""


@dataclass(frozen=True)
class Pace:
    """The three brakes."""

    files: Brake
    size: Brake
    time: Brake

    @classmethod
    def at(cls, url: str, key: bytes) -> Self:
        """With their counters where `url` says."""
        return cls(*(Brake.at(url, key, *each) for each in (FILES, BYTES, MILLISECONDS)))

    def take(self, size: int, address: str | None, now: datetime) -> int:
        """Count one more file of so many bytes; 0 when it may go on, else the whole seconds to wait."""
        wait = self.time.full(address, now) or self.files.take(address, now)
        return wait or self.size.take(address, now, cost=size)

    def charge(self, seconds: float, address: str | None, now: datetime) -> None:
        """Count how long a file was cleaned, also one of which nothing came."""
        self.time.charge(address, now, int(1000 * seconds))
