"""Entry point of web servers: `gunicorn webapp.wsgi:application`."""

from __future__ import annotations

import os

from webapp import create_app
from webapp.config import Config

application = create_app(Config.from_env(os.environ))
