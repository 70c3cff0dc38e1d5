"""An inspector who has made a key through the pages, and whose browser is signed in."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.keys.people import Secrets, browser, invitation, make_key
from tests.whistleblowing.office import Office
from webapp.whistleblowing.web import House


@pytest.fixture
def desk(sealed_app: Flask, office: Office) -> AuditingClient:
    """The browser of an inspector."""
    assert office.people
    return browser(sealed_app)


@pytest.fixture
def hani(desk: AuditingClient, rooms: House, clock: Clock) -> Secrets:
    """New at the city's inspectorate, with a key that she has just made in `desk`."""
    return make_key(desk, clock, invitation(rooms, clock, "hani"), "hani")
