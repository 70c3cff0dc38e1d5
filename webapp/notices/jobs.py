"""The job that empties the outbox, for `create_app` to hand to the worker."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from webapp.base.db import Database
from webapp.base.jobs import Job
from webapp.base.logs import get_logger
from webapp.notices.post import Post
from webapp.notices.service import send_due

SEND_OUTBOX = "send_outbox"
EVERY = timedelta(seconds=5)


def outbox_job(db: Database, post: Post, clock: Callable[[], datetime]) -> Job:
    """Sends what is due every few seconds."""

    def run() -> None:
        sent = send_due(db, post, clock, _worker_name())
        if sent.total:
            get_logger().info("outbox_sent", job=SEND_OUTBOX, count=sent.sent)

    return Job(SEND_OUTBOX, run, EVERY)


def _worker_name() -> str:
    """Unique for each thread of each process of each machine: a lease has one holder."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{threading.get_ident()}"
