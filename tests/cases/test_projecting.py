"""Rows that another version of the code has left become what today's code makes of their events."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from alembic import command
from sqlalchemy import delete, select, update

from tests import world
from tests.crowd import at_once
from tests.migrations.test_history import FOLDER
from tests.published.conftest import publish
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases import events
from webapp.cases.deadlines import Clock
from webapp.cases.desk_index import DeskText
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, CaseScope, Deadline, PublishedText
from webapp.cases.projecting import BACK, SOURCES, Projected, begin, project_anew, projecting_job
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
CASES = "webapp.cases"
HARM = "gender-inklusi.kdrt"


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with world.settled(database_url) as db:
        yield db


def harm(db: Database, keys: Keys, key: str = "harm") -> int:
    """A case that an officer's category made urgent and secret."""
    case = world.case_in(db, keys, NOW, Status.IN_PROGRESS, key=key)
    world.act(db, case.case_id, Action.REASSIGN, NOW, category=HARM)
    return case.case_id


def blamed(db: Database) -> int:
    with db.read() as session:
        return len(list(unfaithful(session)))


def left_by_another(db: Database, *cases: int, **columns: Any) -> None:
    """Rows of these cases as another version wrote them."""
    with db.write() as session:
        session.execute(update(Case).where(Case.id.in_(cases)).values(**columns))


def upto(db: Database) -> list[int]:
    with db.read() as session:
        return list(session.scalars(select(Projected.upto)))


def newest(db: Database) -> int:
    with db.read() as session:
        return max(session.scalars(select(CaseEvent.id)))


def test_after_a_rollback_and_an_upgrade_nobody_is_blamed(db: Database, keys: Keys) -> None:
    urgent = harm(db, keys)
    lifted = world.case_in(db, keys, NOW, Status.IN_PROGRESS, key="lifted", confidential=True)
    world.act(db, lifted.case_id, Action.LIFT_CONFIDENTIAL, NOW)
    with changing(db) as connection:
        command.downgrade(_config(FOLDER, connection), "0005")
    upgrade(db, FOLDER)
    assert blamed(db) == 2
    begin(db)
    assert project_anew(db) == (2, True)
    assert blamed(db) == 0
    with db.read() as session:
        rows = session.scalars(select(CaseScope).where(CaseScope.case_id == urgent)).all()
        assert rows and all(row.urgent_by == row.due for row in rows)


def test_what_is_secret_by_the_events_is_not_left_to_the_public(db: Database, keys: Keys) -> None:
    case = publish(db, keys, NOW)
    kept = publish(db, keys, NOW, "Lampu mati")
    with db.read() as session:
        row = session.get_one(PublishedText, case.case_id)
        public = {column.name: getattr(row, column.name) for column in PublishedText.__table__.columns}
    world.act(db, case.case_id, Action.MAKE_CONFIDENTIAL, NOW)
    with db.write() as session:
        session.add(PublishedText(**public))
    left_by_another(db, case.case_id, confidential=False, text_state="approved")
    left_by_another(db, kept.case_id, stars=3)
    begin(db)
    assert project_anew(db) == (2, True)
    assert blamed(db) == 0
    with db.read() as session:
        assert session.scalars(select(PublishedText.ticket)).all() == [kept.ticket]


def test_what_the_public_reads_follows_the_row(db: Database, keys: Keys) -> None:
    case = publish(db, keys, NOW)
    with db.write() as session:
        session.execute(update(PublishedText).values(status="assigned"))
    left_by_another(db, case.case_id, status="assigned")
    begin(db)
    assert project_anew(db) == (1, True)
    assert blamed(db) == 0


def test_it_goes_on_where_it_was_cut_short(db: Database, keys: Keys) -> None:
    cases = [harm(db, keys, key) for key in "abc"]
    left_by_another(db, *cases, urgent=False)
    begin(db)
    assert project_anew(db, batches=1, size=2) == (2, False)
    assert blamed(db) == 1
    assert project_anew(db, batches=1, size=2) == (1, True)
    assert (blamed(db), upto(db)) == (0, [newest(db)])


def test_a_case_that_moves_meanwhile_is_looked_at_again(db: Database, keys: Keys) -> None:
    first, second = harm(db, keys, "a"), harm(db, keys, "b")
    begin(db)
    assert project_anew(db, batches=1, size=1) == (0, False)
    left_by_another(db, first, urgent=False)
    world.act(db, first, Action.START, NOW)
    assert project_anew(db) == (1, True)
    assert blamed(db) == 0 and first < second


def test_a_worker_looks_once_at_its_start(db: Database, keys: Keys, capsys: pytest.CaptureFixture[str]) -> None:
    case = harm(db, keys)
    left_by_another(db, case, urgent=False)
    worker = projecting_job(db)
    worker.run()
    assert blamed(db) == 0
    assert '"event": "projected_anew"' in capsys.readouterr().err
    left_by_another(db, case, urgent=False)
    worker.run()
    assert blamed(db) == 1, "what is changed later is for `verify` to tell"
    projecting_job(db).run()
    assert blamed(db) == 0, "numbers of events commit out of order, so a start looks a little back"


def test_several_may_begin_at_once(db: Database, keys: Keys) -> None:
    case = harm(db, keys)
    left_by_another(db, case, urgent=False)

    def work() -> bool:
        begin(db)
        return project_anew(db)[1]

    assert at_once([work] * 4) == [True] * 4
    assert (blamed(db), len(upto(db))) == (0, 1)


def test_a_start_looks_back_only_a_little(db: Database, keys: Keys) -> None:
    harm(db, keys)
    begin(db)
    with db.write() as session:
        session.execute(update(Projected).values(upto=3 * BACK))
    begin(db)
    assert upto(db) == [2 * BACK]


def test_where_another_code_was_everything_is_looked_at_and_the_other_stops(db: Database, keys: Keys) -> None:
    case = harm(db, keys)
    begin(db)
    project_anew(db)
    with db.write() as session:
        session.execute(update(Projected).values(code="another", upto=3 * BACK))
    left_by_another(db, case, urgent=False)
    assert project_anew(db) == (0, True), "the other one is at work now"
    begin(db)
    assert upto(db) == [0]
    assert project_anew(db) == (1, True)


def test_a_broken_chain_is_left_to_be_found_and_the_others_go_on(
    db: Database, keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    broken, other = harm(db, keys, "a"), harm(db, keys, "b")
    left_by_another(db, broken, other, urgent=False)
    with db.write() as session:
        session.execute(update(CaseEvent).where(CaseEvent.case_id == broken, CaseEvent.seq == 1).values(data={}))
    begin(db)
    assert project_anew(db) == (1, True)
    assert '"event": "projecting_broke"' in capsys.readouterr().err
    with db.read() as session:
        assert session.scalars(select(Case.urgent).order_by(Case.id)).all() == [False, True]
        [(_ticket, words)] = unfaithful(session)
    assert words == "its chain is broken at event 1"


@pytest.mark.parametrize("action", [Action.MAKE_CONFIDENTIAL, Action.ERASE, Action.REASSIGN])
def test_a_version_that_knows_no_words_of_the_desk_leaves_none_behind(db: Database, keys: Keys, action: Action) -> None:
    case, other = (world.case_in(db, keys, NOW, Status.IN_PROGRESS, key=key) for key in ("moved", "new"))
    begin(db)
    assert project_anew(db) == (0, True)
    before = searched(db)
    world.act(db, case.case_id, action, NOW)
    right = searched(db)
    with db.write() as session:
        session.execute(update(DeskText).where(DeskText.case_id == case.case_id).values(search=before[case.case_id]))
        session.execute(delete(DeskText).where(DeskText.case_id == other.case_id))
    assert blamed(db) == 2
    begin(db)
    assert project_anew(db) == (2, True)
    assert (blamed(db), searched(db)) == (0, right)


def searched(db: Database) -> dict[int, str]:
    """What each case is found by at the desk."""
    with db.read() as session:
        return {row.case_id: row.search for row in session.scalars(select(DeskText))}


def test_whatever_the_events_import_tells_one_code_from_another() -> None:
    nodes = ast.walk(ast.parse(inspect.getsource(events)))
    froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(CASES)]
    used = {f"{CASES}.{one.name}" if node.module == CASES else node.module for node in froms for one in node.names}
    assert len(used) > 3
    assert used | {f"{CASES}.scopes", f"{CASES}.desk_index"} <= {source.__name__ for source in SOURCES}


@pytest.mark.parametrize("lost", ["ended", "paused", "asleep"])
def test_a_contest_of_publication_that_lost_its_clock_gets_one_again(db: Database, keys: Keys, lost: str) -> None:
    case, quiet = (world.case_in(db, keys, NOW, Status.CLOSED, key=key) for key in ("contested", "quiet"))
    for action in (Action.DECLINE_TEXT, Action.CONTEST_TEXT):
        world.act(db, case.case_id, action, NOW)
    mine = (Deadline.case_id == case.case_id, Deadline.kind == Clock.PUBLICATION, Deadline.ended_at.is_(None))
    gone: dict[str, dict[str, Any]] = {
        "ended": {"ended_at": NOW, "outcome": "superseded"},
        "paused": {"paused_on": NOW.date()},
        "asleep": {},
    }
    with db.write() as session:
        session.execute(update(Deadline).where(*mine).values(next_on=None, **gone[lost]))
        session.execute(delete(CaseScope).where(CaseScope.case_id == case.case_id))
    begin(db)
    assert project_anew(db) == (1, True)
    with db.read() as session:
        [clock] = session.scalars(select(Deadline).where(*mine)).all()
        assert (clock.started_on, clock.due, clock.paused_on) == (NOW.date(), date(2026, 12, 14), None)
        assert clock.next_on == date(2026, 12, 11), "whoever decides is reminded"
        assert set(session.scalars(select(CaseScope.contested_by))) == {None, clock.due}
        assert session.scalars(select(CaseScope).where(CaseScope.case_id == quiet.case_id)).all() == []
    assert blamed(db) == 0 and project_anew(db) == (0, True)


def test_harm_after_the_end_from_before_it_had_a_clock_gets_one_from_the_day_of_the_harm(
    db: Database, keys: Keys
) -> None:
    case = world.case_in(db, keys, NOW, Status.CLOSED, key="harm").case_id
    world.act(db, case, Action.CATEGORISE, NOW)
    with db.write() as session:
        session.execute(delete(Deadline).where(Deadline.kind == Clock.HARM))
    assert blamed(db) == 1
    begin(db)
    assert project_anew(db) == (1, True)
    with db.read() as session:
        [clock] = session.scalars(select(Deadline).where(Deadline.kind == Clock.HARM)).all()
        assert (clock.started_on, clock.due, clock.next_on) == (NOW.date(), date(2026, 12, 10), date(2026, 12, 10))
    assert blamed(db) == 0 and project_anew(db) == (0, True)
