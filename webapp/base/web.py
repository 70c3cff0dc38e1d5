"""What a Flask request needs from the app it runs in: its settings, its database and its clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import TypeVar, cast

from flask import current_app
from werkzeug.wrappers import Response

from webapp.base.db import Database
from webapp.base.limits import Brake
from webapp.config import Config

R = TypeVar("R", bound=Response)


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


def brake(name: str) -> Brake:
    """The brake that a feature has put there under this name."""
    return cast(Brake, current_app.extensions[name])


def wait(answer: R, seconds: int, status: int = HTTPStatus.TOO_MANY_REQUESTS) -> R:
    """The page that says when to come again, for machines too."""
    answer.status_code = status
    answer.headers["Retry-After"] = str(seconds)
    return answer
