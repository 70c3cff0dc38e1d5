"""A small tree of agencies and two officers, Rina and Yusuf, on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.officers import people
from webapp.base.db import Database


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """Settled, with no role granted yet."""
    database = Database(database_url)
    people.settle(database)
    yield database
    database.dispose()
