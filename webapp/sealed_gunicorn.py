"""How gunicorn serves the sealed app: as the site (webapp/gunicorn.py), but ONE process, and lines without a time.

It listens on a socket in a folder of its own: a port of the loopback is anybody's of the machine while we restart.
One process, because sessions and the slots for Argon2 are in its memory (docs/decisions/0034).
"""

import os

from gunicorn.glogging import Logger  # type: ignore[import-untyped]

from webapp.gunicorn import PatientWorker, post_fork
from webapp.whistleblowing.process import harden

__all__ = ["PatientWorker", "post_fork"]

harden()  # the process above the worker knows WB_KEY too


class TimelessLogger(Logger):  # type: ignore[misc]
    """What gunicorn itself says, such as that a worker was started anew."""

    error_fmt = "[%(levelname)s] %(message)s"


logger_class = TimelessLogger
bind = "unix:/run/lapor-sealed/http.sock"
worker_class = PatientWorker
workers = 1
threads = int(os.environ.get("WB_THREADS", "256"))
worker_connections = 1000
keepalive = 15
timeout = 60
graceful_timeout = 25
accesslog = None
errorlog = "-"
loglevel = "warning"
preload_app = False
