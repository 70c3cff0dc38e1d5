"""Entry point of the sealed app: `gunicorn webapp.sealed:application`, one process, as a Unix user of its own."""

from __future__ import annotations

import os

from webapp.base.logs import configure_logs
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.process import harden
from webapp.whistleblowing.settings import Settings

harden()
_settings = Settings.from_env(os.environ)
configure_logs(_settings.mode, traces=False)
application = create_sealed_app(_settings)
