"""A simulated year: 1,000 cases here, 20,000 with LAPOR_SOAK=1; what must hold is checked after each day."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.cases.simulation.year import Work, Year, quick_folder, rough, undisturbed
from tests.conftest import make_schema
from webapp.base.db import Database
from webapp.cases.keys import Keys

SOAK = os.environ.get("LAPOR_SOAK") == "1"
CASES, DISTURBED = (20_000, 2_000) if SOAK else (1_000, 40)
SEED = "2026"


@contextmanager
def year(keys: Keys, cases: int, work: Work) -> Iterator[Year]:
    """A year of its own on SQLite."""
    with quick_folder() as folder:
        url = f"sqlite:///{folder}/lapor.db"
        make_schema(url)
        db = Database(url)
        yield Year(db, keys, cases, SEED, work)
        db.dispose()


@pytest.mark.soak
def test_a_year_leaves_no_case_alone(keys: Keys) -> None:
    with year(keys, CASES, undisturbed) as one:
        figures = one.run()
    happened = figures.happened
    sys.stderr.write(f"{figures}\n")
    assert sum(count for what, count in happened.items() if what.startswith("at the end")) == CASES
    for what in ("remind", "escalate", "time_out", "archive"):
        assert happened[f"{what} by the system"] > CASES / 50, happened
    assert figures.overdue_days and figures.owned_above and happened["told of harm"] > CASES / 50, happened


@pytest.mark.soak
def test_two_workers_and_random_kills_change_nothing(keys: Keys) -> None:
    with year(keys, DISTURBED, undisturbed) as calm, year(keys, DISTURBED, rough) as wild:
        calm.run()
        wild.run()
        assert wild.outcome() == calm.outcome()
