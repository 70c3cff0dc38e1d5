"""What a Flask request needs from the app it runs in: its settings, its database and its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import cast

from flask import current_app

from webapp.base.db import Database
from webapp.config import Config


def config() -> Config:
    """The validated settings of this app."""
    return cast(Config, current_app.extensions["config"])


def database() -> Database:
    """The database of this app; services open their own transaction on it."""
    return cast(Database, current_app.extensions["database"])


def now() -> datetime:
    """The present instant, aware, UTC; tests set the clock of the app instead of the computer's."""
    clock = cast(Callable[[], datetime], current_app.extensions["clock"])
    return clock()
