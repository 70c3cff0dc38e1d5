"""huey as this service uses it: signed messages, no results, a scheduler that looks every few seconds.

Imported by whoever opens a queue, and by nobody else: it brings the drivers of Redis and PostgreSQL along.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from huey.api import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer, Scheduler
from huey.serializer import SignedSerializer

QUEUE = "lapor"
TICK = 5
"""Seconds between two looks at what is due; huey's own are 60."""

GRACE = 25
"""Seconds that a job under way gets to end after SIGTERM."""


def make_huey(url: str, secret: bytes) -> Huey:
    """The queue of a JOBS_URL; raises ValueError for another kind, or what its driver raises."""
    kind = urlsplit(url).scheme.partition("+")[0]
    serializer = SignedSerializer(secret=secret)
    if kind == "sqlite":
        file = Path(url.partition("///")[2])
        file.parent.mkdir(parents=True, exist_ok=True)
        return SqliteHuey(QUEUE, filename=str(file), timeout=2, results=False, serializer=serializer)
    if kind in ("redis", "rediss", "unix"):
        return RedisHuey(QUEUE, url=url, results=False, serializer=serializer)
    if kind in ("postgresql", "postgres"):
        dsn = "postgresql:" + url.partition(":")[2]  # psycopg knows no "postgresql+psycopg"
        return PostgresHuey(QUEUE, dsn=dsn, connect_timeout=2, results=False, serializer=serializer)
    raise ValueError("JOBS_URL must begin with sqlite:///, redis:// or postgresql://")


class Every:
    """True for the first moment and then once in each `period`; the schedule of one process."""

    def __init__(self, period: timedelta) -> None:
        self.period = period
        self.last: datetime | None = None

    def __call__(self, moment: datetime) -> bool:
        # half a tick of slack, or a round that wakes a moment early would wait for the next one
        slack = timedelta(seconds=TICK / 2)
        if self.last is not None and moment - self.last < self.period - slack:
            return False
        self.last = moment
        return True


class _Scheduler(Scheduler):
    periodic_task_seconds = TICK


class _Consumer(Consumer):
    scheduler_class = _Scheduler


def consumer_of(queue: Huey, threads: int) -> Consumer:
    """The worker of a queue."""
    return _Consumer(  # type: ignore[no-untyped-call]
        queue, workers=threads, graceful_signal="TERM", shutdown_timeout=GRACE, max_delay=1.0
    )


def register(queue: Huey, name: str, work: Callable[[], object], every: timedelta) -> None:
    """A task that comes round by itself. Expired rounds are skipped, so a long stop doesn't leave a heap of them."""

    def run() -> None:
        work()

    queue.periodic_task(Every(every), name=name, expires=60)(run)
