"""What most stories of the record begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import world
from webapp.base.db import Database


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The small world, on both kinds of database."""
    with world.settled(database_url) as database:
        yield database
