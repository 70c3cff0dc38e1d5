"""Work behind the pages, by one URL: `sqlite:///file`, `redis://…` or `postgresql://…`.

The queue only says "look now"; what must be done stands in tables. A job is therefore idempotent (huey's scheduler runs
in each worker process) and takes no arguments. No page touches the queue: one that is away only delays work.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any


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

    def consumer(self, threads: int = 2) -> Any:
        """A worker process ready to `.run()`; it stops gracefully on SIGTERM."""
        from webapp.base.queues import consumer_of, make_huey, register

        queue = make_huey(self.url, self.secret)
        for job in self.jobs:
            register(queue, job.name, job.run, job.every)
        return consumer_of(queue, threads)
