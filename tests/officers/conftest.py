"""A small tree of agencies and two officers, Rina and Yusuf, on a fresh database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.officers import people
from webapp.base.db import Base, Database


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """SQLite in a file, as instances use it by default."""
    database = Database(f"sqlite:///{tmp_path}/officers.db")
    Base.metadata.create_all(database.engine)
    people.settle(database)
    yield database
    database.dispose()
