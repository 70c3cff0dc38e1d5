"""Entry point of web servers: `gunicorn webapp.wsgi:application`."""

from __future__ import annotations

import os

from webapp.app import create_app
from webapp.base.logs import configure_logs
from webapp.config import Config

_config = Config.from_env(os.environ)
configure_logs(_config.mode)
application = create_app(_config)
