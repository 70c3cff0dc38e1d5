"""Entry point of the worker process: `python -m webapp.worker`. It does the work that no page should wait for."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from webapp.base.db import Database
from webapp.base.logs import configure_logs
from webapp.config import Config
from webapp.work import jobs


def main() -> None:
    """Run until SIGTERM; a job under way may end first."""
    config = Config.from_env(os.environ)
    configure_logs(config.mode)
    jobs(config, Database(config.database_url), lambda: datetime.now(UTC)).consumer().run()


if __name__ == "__main__":
    main()
