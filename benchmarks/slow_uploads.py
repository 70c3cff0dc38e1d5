"""Two hundred people on bad lines send a report, a few bytes at a time, while somebody else opens the home page."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from benchmarks.load import HEAD_END, content_length

LIMIT = 1.0
"""Seconds within which the home page must answer all the while."""


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
    return asyncio.run(_starve(port, uploads, seconds))


async def _starve(port: int, uploads: int, seconds: float) -> Starved:
    under_way = asyncio.Semaphore(0)
    slow = [asyncio.create_task(_upload(port, seconds, under_way)) for _ in range(uploads)]
    for _ in range(uploads):
        await under_way.acquire()  # all of them hold a thread of the server before the first question
    ends_at = time.perf_counter() + seconds * 0.8
    took = []
    while time.perf_counter() < ends_at:
        took.append(await _home(port))
        await asyncio.sleep(0.02)
    answers = await asyncio.gather(*slow)
    took.sort()
    well = sum(answer in (b"200", b"422") for answer in answers)
    return Starved(uploads, seconds, len(took), took[-1], took[len(took) // 2], well)


async def _upload(port: int, seconds: float, under_way: asyncio.Semaphore) -> bytes:
    """One slow body: two kilobytes in some twenty pieces over `seconds`; returns the status that it got in the end."""
    body = urlencode({"langkah": "1", "isi": "x" * 2000}).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = f"POST /lapor HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    writer.write(head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\n\r\n")
    await writer.drain()
    for at in range(0, len(body), 100):
        writer.write(body[at : at + 100])
        await writer.drain()
        if at == 0:
            under_way.release()
        await asyncio.sleep(seconds * 100 / len(body))
    status = (await reader.readline()).split(b" ")[1]
    writer.close()
    return status


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
