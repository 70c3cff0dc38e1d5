"""A load client light enough to share two cores with the server: raw sockets kept alive, request bytes made once.

The loop is closed: each connection asks again as soon as it was answered, so that the server is busy and never flooded.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.servers import Server

HEAD_END = b"\r\n\r\n"


class WrongAnswer(AssertionError):
    """The server said something else than what this measurement is about."""


@dataclass(frozen=True)
class Ask:
    """What is asked for, and the status that must come: `headers` are whole lines without line ends."""

    path: str
    status: int = 200
    headers: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The request as it goes on the wire; encodings as every browser asks for them."""
        lines = (f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: gzip, deflate, br", *self.headers)
        return "\r\n".join((*lines, "", "")).encode()


@dataclass(frozen=True)
class Measured:
    """One measurement: answers a second, milliseconds of processor time that the server took for each, and the 50th
    and 99th percentile of the waiting time in milliseconds.
    """

    rate: float
    cpu: float
    p50: float
    p99: float


@dataclass
class _Run:
    """What the connections of one measurement share; times in seconds of `time.perf_counter`."""

    requests: Iterator[bytes]
    begins: bytes
    ends_at: float
    took: list[float] = field(default_factory=list)
    wrong: bytes = b""


class _Connection(asyncio.Protocol):
    """Asks, waits for the whole answer, asks again."""

    def __init__(self, run: _Run, done: asyncio.Future[None]) -> None:
        self.run = run
        self.done = done
        self.heard = b""
        self.missing = -1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the first time."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        """Count what came; a whole answer leads to the next question."""
        if self.missing < 0:
            self.heard += data
            self._read_head()
        else:
            self.missing -= len(data)
        if self.missing == 0:
            self._answered()

    def connection_lost(self, error: Exception | None) -> None:
        """The server may hang up only after it was asked for the last time."""
        if not self.done.done():
            self.run.wrong = self.run.wrong or b"the connection was closed"
            self.done.set_result(None)

    def _ask(self) -> None:
        self.heard, self.missing, self.asked_at = b"", -1, time.perf_counter()
        self.transport.write(next(self.run.requests))

    def _read_head(self) -> None:
        head, found, body = self.heard.partition(HEAD_END)
        if found:
            self.missing = content_length(head) - len(body)

    def _answered(self) -> None:
        present = time.perf_counter()
        self.run.took.append(present - self.asked_at)
        if not self.heard.startswith(self.run.begins):
            self.run.wrong = self.heard[:200]
        if self.run.wrong or present >= self.run.ends_at:
            self.done.set_result(None)
            self.transport.close()
        else:
            self._ask()


def content_length(head: bytes) -> int:
    """Bytes of the body that follows this head; 0 where none is announced, as with a 304."""
    _before, found, after = head.lower().partition(b"content-length:")
    return int(after.split(b"\r\n", 1)[0]) if found else 0


def measure(server: Server, asks: Sequence[Ask], connections: int, seconds: float) -> Measured:
    """Keep a server busy with questions in turn, all to be answered with the same status; raises WrongAnswer for any
    other answer than the one expected.
    """
    run = _Run(cycle([ask.to_bytes() for ask in asks]), f"HTTP/1.1 {asks[0].status} ".encode(), 0.0)
    used = server.cpu_seconds()
    lasted = asyncio.run(_drive(server.port, run, connections, seconds))
    used = server.cpu_seconds() - used
    if run.wrong:
        raise WrongAnswer(f"{asks[0].path} was answered {run.wrong!r}")
    took = sorted(run.took)
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    return Measured(len(took) / lasted, 1000 * used / len(took), 1000 * p50, 1000 * p99)


async def _drive(port: int, run: _Run, connections: int, seconds: float) -> float:
    """Run until the time is over; returns the seconds that it took."""
    loop = asyncio.get_running_loop()
    started = time.perf_counter()
    run.ends_at = started + seconds
    ends = [loop.create_future() for _ in range(connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: _Connection(run, end), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*ends)
    return time.perf_counter() - started
