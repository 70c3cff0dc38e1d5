"""The worker process, some minutes later: `python -m tests.faults.later_worker MINUTES`.

A worker that died gives its letter back after its lease; the story doesn't wait for that, its next worker lives later.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from typing import cast

from webapp import create_app
from webapp.base.jobs import Jobs
from webapp.base.logs import configure_logs
from webapp.config import Config


def main() -> None:
    """As `webapp.worker`, by another clock."""
    config, later = Config.from_env(os.environ), timedelta(minutes=int(sys.argv[1]))
    app = create_app(config, lambda: datetime.now(UTC) + later)
    configure_logs(config.mode)
    cast(Jobs, app.extensions["jobs"]).consumer().run()


if __name__ == "__main__":
    main()
