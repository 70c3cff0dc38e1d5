"""The demo, played through the real door and the real table: every case can be rebuilt from its events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.conftest import make_schema
from webapp.base.db import Database
from webapp.cases import letters, parts
from webapp.cases.models import Case, CaseEvent, CaseScope
from webapp.cases.queries import state_of
from webapp.cases.reasons import OPEN_QUESTION
from webapp.cases.verifying import replay
from webapp.cases.workflow import OPEN, Status
from webapp.config import Config
from webapp.demo.load import load_demo
from webapp.demo.reports import demo_reports
from webapp.notices.models import Outbox

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Demo settings with a folder of their own."""
    folder = tmp_path_factory.mktemp("demo")
    return Config.from_env({"LAPOR_MODE": "demo", "DATA_DIR": str(folder)})


@pytest.fixture(scope="module")
def demo(settings: Config) -> Iterator[Database]:
    """The demo as `make demo` loads it."""
    make_schema(settings.database_url)
    database = Database(settings.database_url)
    assert load_demo(database, settings, NOW)
    yield database
    database.dispose()


def test_replaying_the_events_gives_every_row(demo: Database) -> None:
    with demo.read() as session:
        cases = session.scalars(select(Case)).all()
        assert len(cases) == len(demo_reports()) == 304
        for case in cases:
            assert replay(session, case) == state_of(case), case.ticket


def test_every_report_ends_where_its_story_says(demo: Database) -> None:
    with demo.read() as session:
        stored = sorted(session.scalars(select(Case.status)))
    assert stored == sorted(report.status for report in demo_reports())
    assert set(stored) == {status.value for status in Status}


def test_every_way_of_closing_is_shown(demo: Database) -> None:
    with demo.read() as session:
        assert set(session.scalars(select(Case.closed_by).where(Case.status == Status.CLOSED))) >= {
            "reporter", "system", "admin",
        }  # fmt: skip


def test_open_cases_stand_in_queues_and_finished_ones_do_not(demo: Database) -> None:
    with demo.read() as session:
        queued = set(session.scalars(select(CaseScope.case_id).where(CaseScope.due.is_not(None))))
        opened = set(session.scalars(select(Case.id).where(Case.status.in_(OPEN))))
        owed = set(session.scalars(select(CaseScope.case_id).where(CaseScope.help_by.is_not(None))))
        helped = [case.id for case in session.scalars(select(Case)) if parts.unmet(case.helps)]
    assert queued == opened
    assert owed == set(helped)


def test_an_urgent_case_waits_and_one_whose_category_is_contested(demo: Database) -> None:
    with demo.read() as session:
        urgent = session.scalars(select(Case).where(Case.urgent)).all()
        marked = set(session.scalars(select(CaseScope.case_id).where(CaseScope.urgent_by.is_not(None))))
        assert marked == {case.id for case in urgent}
        assert all(case.confidential and case.sensitive for case in urgent)
        asked = {case.status: case.agency_question for case in urgent}
    assert asked == {Status.RECEIVED: None, Status.ASSIGNED: OPEN_QUESTION}


def test_nothing_happens_after_now(demo: Database) -> None:
    with demo.read() as session:
        latest = session.scalar(select(func.max(CaseEvent.at)))
    assert latest is not None
    assert latest <= NOW


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_letter_can_be_written(demo: Database, settings: Config, language: str) -> None:
    writers = letters.renderers(settings.site)
    with demo.read() as session:
        rows = session.scalars(select(Outbox)).all()
        written = [writers[row.template](session, row.recipient_ref, row.params, language) for row in rows]
    assert len(written) > 1_000
    assert all(letter and letter.subject and letter.text for letter in written)


def test_loading_again_changes_nothing(demo: Database, settings: Config) -> None:
    said: list[str] = []
    assert not load_demo(demo, settings, NOW, said.append)
    assert said == []


def test_the_same_each_time(demo: Database, tmp_path: Path) -> None:
    again = Config.from_env({"LAPOR_MODE": "demo", "DATA_DIR": str(tmp_path)})
    make_schema(again.database_url)
    other = Database(again.database_url)
    said: list[str] = []
    load_demo(other, again, NOW, said.append)
    assert said[0].startswith("Memuat data contoh") and said[-1].endswith("304 laporan dengan langkah-langkahnya")
    assert _story(other) == _story(demo)
    other.dispose()


def _story(db: Database) -> list[tuple[object, ...]]:
    what = select(CaseEvent.at, CaseEvent.action, CaseEvent.officer_id, Case.area_code)
    with db.read() as session:
        return [tuple(row) for row in session.execute(what.join(Case).order_by(CaseEvent.id))]
