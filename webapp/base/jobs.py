"""Work behind the pages, by one URL: `sqlite:///file`, `redis://…` or `postgresql://…`.

The queue only says "look now"; what must be done stands in tables. A job is therefore idempotent (huey's scheduler runs
in each worker process), takes no arguments, and a queue that is away delays work but never fails a request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, request
from huey.api import Huey, PostgresHuey, RedisHuey, SqliteHuey
from huey.consumer import Consumer, Scheduler
from huey.serializer import SignedSerializer

from webapp.base.logs import get_logger

QUEUE = "lapor"
TICK = 5
"""Seconds between two looks at what is due; huey's own are 60."""

GRACE = 25
"""Seconds that a job under way gets to end after SIGTERM."""


@dataclass(frozen=True)
class Job:
    """Something done again and again; `run` looks itself what there is to do. `every` is at least TICK seconds."""

    name: str
    run: Callable[[], object]
    every: timedelta


@dataclass(frozen=True)
class Jobs:
    """The jobs of an instance and the queue that wakes them; `secret` signs messages, which huey pickles."""

    url: str
    secret: bytes = field(repr=False)
    jobs: tuple[Job, ...] = ()
    _opened: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def poke(self, name: str) -> bool:
        """Ask a worker to run `name` now. Never raises: False when the queue can't be reached."""
        try:
            self._tasks()[name]()
        except Exception as error:  # noqa: BLE001 - the tables are the truth; the next round comes by itself
            get_logger().warning("queue_unreachable", job=name, exc_info=error)
            return False
        return True

    def consumer(self, threads: int = 2) -> Consumer:
        """A worker process ready to `.run()`; it stops gracefully on SIGTERM."""
        self._tasks()
        return _Consumer(  # type: ignore[no-untyped-call]
            self._opened["huey"], workers=threads, graceful_signal="TERM", shutdown_timeout=GRACE, max_delay=1.0
        )

    def close(self) -> None:
        """Let go of the queue, as at the end of a test or before a fork."""
        with self._lock:
            if "huey" in self._opened:
                self._opened["huey"].storage.close()
            self._opened.clear()

    def _tasks(self) -> dict[str, Any]:
        """Open the queue at first need, so that a web process starts without it."""
        with self._lock:
            if "tasks" not in self._opened:
                queue = make_huey(self.url, self.secret)
                self._opened.update(huey=queue, tasks={job.name: _register(queue, job) for job in self.jobs})
        return dict(self._opened["tasks"])


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


def poke_after_writes(app: Flask, jobs: Jobs, name: str) -> None:
    """After each POST that was accepted (its transaction is over by then), wake the job `name`."""

    def poke(response: Response) -> Response:
        if request.method == "POST" and response.status_code < 400:
            jobs.poke(name)
        return response

    app.after_request(poke)


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


def _register(queue: Huey, job: Job) -> Any:
    """Expired rounds are skipped, so a long stop doesn't leave a heap of them."""

    def run() -> None:
        job.run()

    return queue.periodic_task(Every(job.every), name=job.name, expires=60)(run)
