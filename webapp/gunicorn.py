"""How gunicorn serves us: few processes, many cheap threads, so that slow uploads starve nobody; no access log.

A thread that waits for a slow line costs some 50 KB and no processor time, so 2 x 256 of them hear 200 slow people and
still answer everybody else. What never ends is cut: see `PatientWorker`.
"""

import ctypes
import multiprocessing
import os
import socket
import time
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

REQUEST_SECONDS = int(os.environ.get("WEB_REQUEST_SECONDS", "120"))
"""Within which a request must have come: the longest form at 3.4 KB/s, slower than GPRS."""
SLOWEST_UPLOAD = 16_000
"""Bytes a second that a body with files must keep up, beyond that time: a photo of 5 MB takes EDGE five minutes."""
LONGEST_UPLOAD = 3600
"""Seconds, whatever a request says about its length."""

M_ARENA_MAX = -8
"""Of mallopt(3), in malloc.h of glibc."""


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads that wait for a slow client, but not for ever: gunicorn itself sets no limit to headers or body.

    After REQUEST_SECONDS, and what its length adds, nothing more is read from the connection. A request that has come
    whole by then is answered as usual; a broken one ends like any other that broke off (`webapp.base.bodies`).
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heard_until: dict[TConn, float] = {}

    def handle(self, conn: TConn) -> Any:
        """One request, in a thread of the pool."""
        self.heard_until[conn] = time.monotonic() + REQUEST_SECONDS
        try:
            return super().handle(conn)
        finally:
            del self.heard_until[conn]

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Its head has come: a long body gets time by its length, if a page takes it at all (`webapp.base.uploads`)."""
        length = next((value for name, value in req.headers if name == "CONTENT-LENGTH" and value.isdigit()), "0")
        self.heard_until[conn] += min(int(length) / SLOWEST_UPLOAD, LONGEST_UPLOAD)
        return super().handle_request(req, conn)

    def murder_pending(self) -> None:
        """Called every second by the thread that accepts."""
        super().murder_pending()
        now = time.monotonic()
        for conn, until in self.heard_until.copy().items():
            if until < now:
                with suppress(OSError):  # it has ended by itself
                    conn.sock.shutdown(socket.SHUT_RD)


def post_fork(_server: Any, _worker: Any) -> None:
    """Let all threads of a worker share two heaps: glibc gives eight for each core, and each keeps what was freed."""
    with suppress(AttributeError):  # another C library has other heaps
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 2)


worker_class = PatientWorker
workers = int(os.environ.get("WEB_WORKERS", min(2, multiprocessing.cpu_count())))
threads = int(os.environ.get("WEB_THREADS", "256"))
worker_connections = 1000
keepalive = 15
timeout = 60
graceful_timeout = 25
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False
