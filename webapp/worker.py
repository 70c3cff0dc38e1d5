"""Entry point of the worker process: `python -m webapp.worker`. It does the work that no page should wait for."""

from __future__ import annotations

import os
from typing import cast

from webapp import create_app
from webapp.base.jobs import Jobs
from webapp.base.logs import configure_logs
from webapp.config import Config


def main() -> None:
    """Run until SIGTERM; a job under way may end first."""
    config = Config.from_env(os.environ)
    app = create_app(config)
    configure_logs(config.mode)
    cast(Jobs, app.extensions["jobs"]).consumer().run()


if __name__ == "__main__":
    main()
