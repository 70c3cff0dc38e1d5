"""The sealed app for stories: two inspectorates above one another, their people, and an open channel."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from flask import Flask

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.office import Office, found
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.cli import prepare
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.web import House


@pytest.fixture
def sealed_settings(tmp_path: Path) -> Settings:
    """Of an instance for tests, all its data in a folder of its own."""
    return Settings.from_env(
        {"LAPOR_MODE": "test", "WB_DATA_DIR": str(tmp_path / "sealed"), "WB_BASE_URL": "http://localhost"}
    )


@pytest.fixture
def sealed_app(sealed_settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The app with its schema, without anybody in it: the channel is closed."""
    sealed_settings.data_dir.mkdir(parents=True)
    app = create_sealed_app(sealed_settings, clock)
    app.test_client_class = AuditingClient
    prepare(app.extensions["house"])
    yield app
    app.extensions["database"].dispose()


@pytest.fixture
def rooms(sealed_app: Flask) -> House:
    """What its process shares."""
    return cast(House, sealed_app.extensions["house"])


@pytest.fixture
def office(rooms: House) -> Office:
    """People with keys: now the channel is open."""
    with rooms.db.write() as session:
        return found(session)


@pytest.fixture
def reporter(sealed_app: Flask, office: Office) -> AuditingClient:
    """Somebody's browser."""
    assert office.people
    return cast(AuditingClient, sealed_app.test_client())
