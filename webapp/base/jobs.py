"""Work behind the pages, by one URL: `sqlite:///file`, `redis://…` or `postgresql://…`.

The queue only says "look now"; what must be done stands in tables. A job is therefore idempotent (huey's scheduler runs
in each worker process), takes no arguments, and a queue that is away delays work but never fails a request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from webapp.base.logs import get_logger


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

    def consumer(self, threads: int = 2) -> Any:
        """A worker process ready to `.run()`; it stops gracefully on SIGTERM."""
        from webapp.base.queues import consumer_of

        self._tasks()
        return consumer_of(self._opened["huey"], threads)

    def close(self) -> None:
        """Let go of the queue, as at the end of a test or before a fork."""
        with self._lock:
            if "huey" in self._opened:
                self._opened["huey"].storage.close()
            self._opened.clear()

    def _tasks(self) -> dict[str, Any]:
        """Open the queue at first need: a web process that never pokes does without its 16 MB of drivers."""
        from webapp.base.queues import make_huey, register

        with self._lock:
            if "tasks" not in self._opened:
                queue = make_huey(self.url, self.secret)
                tasks = {job.name: register(queue, job.name, job.run, job.every) for job in self.jobs}
                self._opened.update(huey=queue, tasks=tasks)
        return dict(self._opened["tasks"])
