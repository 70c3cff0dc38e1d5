"""Brakes on guessing: by network and over all, never by the thing that is guessed at.

A brake on a public ticket would let anybody lock its reporter out. Counters live behind LIMITS_URL (memory, or Redis
for several processes). No address is stored: only a keyed hash of its network, under a key that changes every day.
Windows are fixed and computed from the instant given, so that tests need not wait.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from limits.storage import Storage, storage_from_string

from webapp.base.crypto import blind_index, derive

NETWORK_BITS = {4: 24, 6: 48}
"""How much of an address counts as one network: what one subscriber can change, and not much more."""
EVEN_SO = 5
"""Times `most`: where the first ones of every network end too, so that many networks fill no disk."""


@dataclass(frozen=True)
class Allowance:
    """At most `most` within each window of `seconds`; over all, beyond it too the `first` ones of each network in it.

    So a few networks that take everything keep no other from the little that people need.
    """

    name: str
    most: int
    seconds: int
    first: int = 0

    def allows(self, count: int, own: int) -> bool:
        """Whether it may go on once it is the `count`-th, and the `own`-th of its network in this window."""
        return count <= self.most or (0 < own <= self.first and count <= EVEN_SO * self.most)

    def left(self, now: datetime) -> int:
        """Whole seconds until the present window ends, at least 1."""
        return self.seconds - int(now.timestamp()) % self.seconds

    def window(self, now: datetime) -> int:
        """The number of the present window."""
        return int(now.timestamp()) // self.seconds


class Brake:
    """Counts attempts by network, over all, and by what one network is after; `key` has at least 32 bytes."""

    def __init__(
        self,
        storage: Storage,
        key: bytes,
        per_network: Allowance,
        over_all: Allowance | None = None,
        per_thing: Allowance | None = None,
    ) -> None:
        self.storage = storage
        self.key = key
        self.per_network = per_network
        self.over_all = over_all
        self.per_thing = per_thing

    @classmethod
    def at(cls, url: str, key: bytes, *allowances: Allowance | None) -> Brake:
        """A brake whose counters are where `url` says (`memory://`, `redis://…`, `unix:///run/redis.sock`)."""
        where = f"redis+{url}" if url.startswith("unix://") else url  # as JOBS_URL has it
        return cls(storage_from_string(where), key, *allowances)  # type: ignore[arg-type]

    def take(self, address: str | None, now: datetime, thing: str = "", cost: int = 1) -> int:
        """Count an attempt before it is checked, so that a hundred at once are not a hundred free guesses.

        `thing` is what is guessed at: it is counted by network too, so that who guesses at one keeps no neighbour from
        another. Returns 0 when it may go on, else the whole seconds to wait; what is refused is not counted.
        """
        taken, own = list[str](), 0
        for allowance, counter in self._counters(address, now, thing):
            taken.append(counter)
            count = self.storage.incr(counter, 2 * allowance.seconds, cost)
            if not allowance.allows(count, own):
                self._add(taken, -cost)
                return allowance.left(now)
            own = count
        return 0

    def full(self, address: str | None, now: datetime) -> int:
        """Seconds to wait where no more may be taken, else 0; leaves nothing counted, for what is charged once done."""
        if not (wait := self.take(address, now)):
            self.forgive(address, now)
        return wait

    def forgive(self, address: str | None, now: datetime, thing: str = "") -> None:
        """It was right after all: it doesn't count, or a village office with one line would soon be locked out."""
        self.charge(address, now, -1, thing)

    def charge(self, address: str | None, now: datetime, cost: int, thing: str = "") -> None:
        """Count what something has cost that was let through, however much that is."""
        self._add((counter for _allowance, counter in self._counters(address, now, thing)), cost)

    def _counters(self, address: str | None, now: datetime, thing: str) -> Iterator[tuple[Allowance, str]]:
        """The last one is that over all, after what this network had of it."""
        hashed, every = network_hash(self.key, address, now), self.over_all
        counted = (self.per_thing, f"{hashed}/{thing}"), (self.per_network, hashed), (every, hashed), (every, "")
        for allowance, whose in counted:
            if allowance is not None:
                yield allowance, f"{allowance.name}/{allowance.window(now)}/{whose}"

    def _add(self, counters: Iterable[str], amount: int) -> None:
        for counter in counters:
            self.storage.incr(counter, 2 * self.per_network.seconds, amount=amount)


def network_hash(key: bytes, address: str | None, now: datetime) -> str:
    """A hash (hex) of the network of `address` that can't be turned back without the key, and differs tomorrow."""
    return blind_index(derive(key, f"network {now.date().isoformat()}"), network(address)).hex()[:32]


def network(address: str | None) -> str:
    """`192.0.2.0/24`, `2001:db8::/48`; an unknown or odd address counts as one network of its own kind."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return "unknown"
    plain = (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
    return str(ip_network(f"{plain}/{NETWORK_BITS[plain.version]}", strict=False))
