"""The desk at work: Samarinda and Kotabaru with their offices, cases in every status, and officers to be hired."""

from __future__ import annotations

import pytest
from flask import Flask

from tests import world
from tests.conftest import Clock
from tests.desk.conftest import Settle
from tests.desk.work.office import Office
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.config import Config


@pytest.fixture
def settle() -> Settle:
    """The small world."""

    def move_in(db: Database) -> None:
        with db.write() as session:
            world.settle(session)

    return move_in


@pytest.fixture
def office(app: Flask, config: Config, clock: Clock) -> Office:
    """The site with its people and cases."""
    return Office(app, app.extensions["database"], Keys.of(config), clock)
