"""The desk at work: Samarinda and Kotabaru with their offices, cases in every status, and officers to be hired."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.desk.work.office import Office
from webapp import create_app
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.config import Config


@pytest.fixture
def app(config: Config, clock: Clock) -> Iterator[Flask]:
    """The site in process; its test client audits every page."""
    app = create_app(config, clock)
    app.test_client_class = AuditingClient
    db: Database = app.extensions["database"]
    with db.write() as session:
        world.settle(session)
    yield app
    db.dispose()


@pytest.fixture
def office(app: Flask, config: Config, clock: Clock) -> Office:
    """The site with its people and cases."""
    return Office(app, app.extensions["database"], Keys.of(config), clock)
