"""How gunicorn serves us: few processes, many cheap threads, so that slow uploads starve nobody; no access log.

A thread that waits for a slow line costs some 50 KB and no processor time, so 2 x 256 of them hear 200 slow people and
still answer everybody else. What never ends is cut: see `PatientWorker`.
"""

import ctypes
import multiprocessing
import os
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker  # type: ignore[import-untyped]

REQUEST_SECONDS = int(os.environ.get("WEB_REQUEST_SECONDS", "120"))
"""Within which a request must have come: the longest form at 3.4 KB/s, slower than GPRS."""
SLOWEST_UPLOAD = 16_000
"""Bytes a second that must go on arriving, beyond that time: a photo of 5 MB takes EDGE five minutes."""
LONGEST_UPLOAD = 3600
"""Seconds, however much arrives."""
PART = 64 * 1024
"""Bytes of an answer that are handed over at once: by then their reader has taken most of what went before."""
PLACES = "lapor.bodies_with_files"
"""In the environ of WSGI: a semaphore for bodies with files, which `webapp.base.uploads` takes while it reads one."""

M_ARENA_MAX = -8
"""Of mallopt(3), in malloc.h of glibc."""


@dataclass
class _Patience:
    """How long more a connection is waited for; nobody can earn more than REQUEST_SECONDS ahead."""

    end: int = socket.SHUT_RD
    """How it is cut: its answer still goes, unless that is what takes so long."""
    began: float = field(default_factory=time.monotonic)
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = self.began + REQUEST_SECONDS

    def heard(self, count: int) -> None:
        """So many bytes have come, or were taken."""
        earned = self.until + count / SLOWEST_UPLOAD
        self.until = min(earned, time.monotonic() + REQUEST_SECONDS, self.began + LONGEST_UPLOAD)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads that wait for a slow client, but not for ever: gunicorn itself sets no limit to headers or body.

    After REQUEST_SECONDS, and what its bytes earn as they arrive, nothing more is read from the connection; what a
    request says about its length earns nothing. One that has come whole by then is answered as usual; a broken one
    ends like any other that broke off (`webapp.base.bodies`). Half of the threads may read bodies with files.
    An answer has as long again, and earns time as it is taken; whoever does not take it is cut off.
    """

    wsgi: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.patience: dict[socket.socket, _Patience] = {}

    def load_wsgi(self) -> None:
        """Tell the application of the places for bodies with files."""
        super().load_wsgi()
        inner, places = self.wsgi, BoundedSemaphore(max(1, self.cfg.threads // 2))
        self.wsgi = lambda environ, start: self._taken(
            environ["gunicorn.socket"], inner({**environ, PLACES: places}, start)
        )

    def _taken(self, line: socket.socket, answer: Any) -> Iterator[bytes]:
        """The answer in parts; the next is asked for when the last has gone."""
        patience = self.patience[line] = _Patience(socket.SHUT_RDWR)
        try:
            for piece in answer:
                for start in range(0, len(piece), PART):
                    yield piece[start : start + PART]
                    patience.heard(PART)
        finally:
            getattr(answer, "close", bool)()

    def handle(self, conn: TConn) -> Any:
        """One request, in a thread of the pool."""
        self.patience[conn.sock] = _Patience()
        try:
            return super().handle(conn)
        finally:
            del self.patience[conn.sock]

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Its head has come: from here on what arrives is counted."""
        req.unreader.chunk = partial(self._chunk, req.unreader, conn)
        return super().handle_request(req, conn)

    def _chunk(self, unreader: Any, conn: TConn) -> bytes:
        part: bytes = type(unreader).chunk(unreader)
        if conn.sock in self.patience:  # not while the rest of a body that nobody read is thrown away
            self.patience[conn.sock].heard(len(part))
        return part

    def murder_pending(self) -> None:
        """Called every second by the thread that accepts."""
        super().murder_pending()
        now = time.monotonic()
        for line, patience in self.patience.copy().items():
            if patience.until < now:
                with suppress(OSError):  # it has ended by itself
                    line.shutdown(patience.end)


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
