"""The worker process, some minutes later: `python -m tests.faults.later_worker MINUTES`.

A worker that died gives its letter back after its lease; the story doesn't wait for that, its next worker lives later.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta

from webapp.base.db import Database
from webapp.base.logs import configure_logs
from webapp.config import Config
from webapp.work import jobs


def main() -> None:
    """As `webapp.worker`, by another clock."""
    config, later = Config.from_env(os.environ), timedelta(minutes=int(sys.argv[1]))
    configure_logs(config.mode)
    jobs(config, Database(config.database_url), lambda: datetime.now(UTC) + later).consumer().run()


if __name__ == "__main__":
    main()
