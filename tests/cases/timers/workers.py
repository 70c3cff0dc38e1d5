"""Workers as processes of their own, so that one can be killed: forked, because a fork begins at once."""

from __future__ import annotations

import os
import sys

from tests.conftest import Clock
from tests.faults.statements import before_statement
from webapp.base.db import Database
from webapp.cases.timer_job import ring_all

DIED, DONE = 99, 0


def fork_worker(db: Database, clock: Clock, die_before: int = 0) -> int:
    """A worker that looks once, and ends without any clean-up before its n-th statement; returns its process id."""
    db.dispose()  # no connection goes through a fork
    child = os.fork()
    if child:
        return child
    own = Database(db.url)
    if die_before:
        before_statement(own.engine, die_before, lambda: os._exit(DIED))
    try:
        ring_all(own, clock)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the parent must hear of it
        sys.stderr.write(f"{error!r}\n")
        os._exit(1)
    os._exit(DONE)


def wait_for(*workers: int) -> list[int]:
    """The exit codes of workers."""
    return [os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]) for worker in workers]
