"""A story in the small world with an officer at each level of Samarinda, on both kinds of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import world
from tests.cases.timers.story import FOREVER, NOON, OFFICERS, Story, appoint
from tests.conftest import Clock
from webapp.cases.keys import Keys


@pytest.fixture
def story(database_url: str, keys: Keys) -> Iterator[Story]:
    """Wednesday noon; everybody stays active."""
    with world.settled(database_url) as db:
        appoint(db, keys, OFFICERS, NOON + FOREVER)
        yield Story(db, keys, Clock(NOON))
