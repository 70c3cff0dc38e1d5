"""The desk with two officers and a clock that the story sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.officers import people
from webapp import create_app
from webapp.base.db import Base, Database
from webapp.config import Config
from webapp.desk import routes
from webapp.officers.roles import Role


@dataclass
class Clock:
    """Gives the same instant until the story moves on."""

    present: datetime = field(default=people.NOW)

    def __call__(self) -> datetime:
        return self.present

    def pass_by(self, **time: float) -> None:
        """Let some time go by, as in `pass_by(hours=8)`."""
        self.present += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Wednesday, 9 December 2026, 09.00 WITA."""
    return Clock()


@pytest.fixture
def app(tmp_path: Path, clock: Clock) -> Iterator[Flask]:
    """The site on a fresh database; Rina coordinates Samarinda, Yusuf only looks."""
    app = create_app(Config.from_env({"LAPOR_MODE": "test", "DATA_DIR": str(tmp_path)}), clock)
    if "desk" not in app.blueprints:
        routes.init_app(app)
    db: Database = app.extensions["database"]
    Base.metadata.create_all(db.engine)
    people.settle(db)
    people.appoint(db, "rina", Role.COORDINATOR, "smd")
    people.appoint(db, "yusuf", Role.LEADER, "smd")
    yield app
    db.dispose()


@pytest.fixture
def db(app: Flask) -> Database:
    """The database of the site."""
    database: Database = app.extensions["database"]
    return database
