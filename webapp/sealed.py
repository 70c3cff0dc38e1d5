"""Entry point of the sealed app: `gunicorn webapp.sealed:application`, one process, as a Unix user of its own."""

from __future__ import annotations

import os

from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.settings import Settings

application = create_sealed_app(Settings.from_env(os.environ))
