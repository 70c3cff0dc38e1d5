"""Many people on bad lines send a form, a few bytes at a time, while somebody else opens the first page."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.load import HEAD_END, content_length

LIMIT = 1.0
"""Seconds within which the home page must answer all the while."""
PIECES = 20


@dataclass(frozen=True)
class Slow:
    """A form that comes in pieces: where to, as what, and what must stand in the answer to it."""

    path: str = "/lapor"
    kind: str = "application/x-www-form-urlencoded"
    body: bytes = urlencode({"langkah": "1", "isi": "x" * 2000}).encode()
    well: tuple[bytes, ...] = (b"HTTP/1.1 200 ", b"HTTP/1.1 422 ")


@dataclass(frozen=True)
class Starved:
    """How long the home page took meanwhile, in seconds, and how the uploads ended."""

    uploads: int
    seconds: float
    asked: int
    slowest: float
    median: float
    uploads_answered: int


def starve(port: int, uploads: int, seconds: float) -> Starved:
    """Trickle `uploads` bodies to /lapor for `seconds`, asking for `/` on new connections, then let all of them end."""
    return starve_by(port, [Slow()] * uploads, seconds)


def starve_by(port: int, forms: Sequence[Slow], seconds: float) -> Starved:
    """The same with other forms."""
    return asyncio.run(_starve(port, forms, seconds))


async def _starve(port: int, forms: Sequence[Slow], seconds: float) -> Starved:
    under_way = asyncio.Semaphore(0)
    slow = [asyncio.create_task(_upload(port, form, seconds, under_way)) for form in forms]
    for _ in slow:
        await under_way.acquire()  # all of them hold a thread of the server before the first question
    ends_at = time.perf_counter() + seconds * 0.8
    took = []
    while time.perf_counter() < ends_at:
        took.append(await _home(port))
        await asyncio.sleep(0.02)
    answers = await asyncio.gather(*slow)
    took.sort()
    well = sum(any(wanted in answer for wanted in form.well) for form, answer in zip(forms, answers, strict=True))
    return Starved(len(forms), seconds, len(took), took[-1], took[len(took) // 2], well)


async def _upload(port: int, form: Slow, seconds: float, under_way: asyncio.Semaphore) -> bytes:
    """One slow body, in pieces over `seconds`; returns the answer that it got in the end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST {form.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(form.body)}\r\n"
    writer.write(f"{head}Connection: close\r\nContent-Type: {form.kind}\r\n\r\n".encode())
    await writer.drain()
    piece = -(-len(form.body) // PIECES)
    for at in range(0, len(form.body), piece):
        writer.write(form.body[at : at + piece])
        await writer.drain()
        if at == 0:
            under_way.release()
        await asyncio.sleep(seconds / PIECES)
    answer = await reader.read()
    writer.close()
    return answer


async def _home(port: int) -> float:
    """Seconds until the whole page was there, connection included."""
    started = time.perf_counter()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
    head = await reader.readuntil(HEAD_END)
    assert head.startswith(b"HTTP/1.1 200 "), head[:100]
    await reader.readexactly(content_length(head))
    writer.close()
    return time.perf_counter() - started
