"""The index of the desk: what a case is found by follows each move, costs no look at other cases, and keeps secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from tests import world
from tests.desk.work.test_queue_contract import officer
from webapp.base.clock import Zone
from webapp.base.db import Database
from webapp.cases import published
from webapp.cases.desk_index import DeskText
from webapp.cases.keys import Keys
from webapp.cases.workflow import Action, Status
from webapp.desk import queue_queries
from webapp.desk.queue_queries import queue_of
from webapp.desk.queue_reach import Reach, reach_of
from webapp.desk.queue_rows import Asked, Over
from webapp.officers.roles import Role

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
CITY, OFFICE, FAR = (Role.COORDINATOR, "samarinda"), (Role.LIAISON, "samarinda-pupr"), (Role.LEADER, "kotabaru")


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The small world."""
    with world.settled(database_url) as database:
        yield database


def found(db: Database, who: tuple[Role, str], *words: str, ended: bool = False) -> list[int]:
    """The numbers of the cases on the first page of this officer."""
    asked = Asked(Over.ENDED if ended else None, words=words)
    return [row.case_id for row in queue_of(db, officer(db, who), NOW, Zone.WITA, asked).rows]


def searched(db: Database, case_id: int) -> set[str]:
    """The words of a case in the index."""
    with db.read() as session:
        return set(session.get_one(DeskText, case_id).search.split())


def test_a_case_is_found_where_it_stands_and_no_longer_where_it_stood(db: Database, keys: Keys) -> None:
    case = world.case_in(db, keys, NOW, Status.ASSIGNED, title="Jembatan retak").case_id
    assert found(db, CITY, "jemb", "RETAK") == found(db, OFFICE, "jembatan") == [case]
    assert found(db, OFFICE, "embatan") == found(db, OFFICE, "jembatan", "utuh") == found(db, FAR, "jembatan") == []
    assert found(db, OFFICE, "%%") == found(db, OFFICE, "xqqueue1") == [], "marks, and words that are ours"
    world.act(db, case, Action.RETURN, NOW)
    assert (found(db, CITY, "jembatan"), found(db, OFFICE, "jembatan")) == ([case], [])
    for action in (Action.ASSIGN, Action.START, Action.ANSWER, Action.CONFIRM):
        world.act(db, case, action, NOW)
    assert (found(db, OFFICE, "jembatan"), found(db, OFFICE, "jembatan", ended=True)) == ([], [case])
    world.act(db, case, Action.REOPEN, NOW)
    assert (found(db, OFFICE, "jembatan"), found(db, OFFICE, ended=True)) == ([case], [])


def test_what_is_secret_or_erased_has_no_words_in_the_index(db: Database, keys: Keys) -> None:
    case = world.case_in(db, keys, NOW, Status.ASSIGNED, title="Jembatan retak").case_id
    world.act(db, case, Action.MAKE_CONFIDENTIAL, NOW)
    assert all(word.startswith("xqqueue") for word in searched(db, case))
    assert found(db, OFFICE, "jembatan") == []
    world.act(db, case, Action.LIFT_CONFIDENTIAL, NOW)
    assert found(db, OFFICE, "jembatan") == [case]
    assert "embatan" in _stored(db), "the index leaves out what a word shares with the one before"
    world.act(db, case, Action.ERASE, NOW, reason="requested")
    published.forget(db)
    assert all(word.startswith("xqended") for word in searched(db, case))
    assert "embatan" not in _stored(db), "nor in what the database keeps of it"


def _stored(db: Database) -> str:
    if db.engine.dialect.name == "sqlite":
        with db.read() as session:
            return str([bytes(block) for block in session.scalars(text("SELECT block FROM desk_text_fts_data"))])
    with db.read() as session:
        return json.dumps([str(row) for row in session.execute(text("SELECT search, search_fts FROM desk_text"))])


def test_a_root_finds_the_words_made_of_it(db: Database, keys: Keys) -> None:
    dug = world.case_in(db, keys, NOW, Status.RECEIVED, key="1", title="Parit belum dikeruk").case_id
    shut = world.case_in(db, keys, NOW, Status.RECEIVED, key="2", title="Warung menutup trotoar").case_id
    assert (found(db, CITY, "keruk"), found(db, CITY, "tutup")) == ([dug, shut], [shut]), "the report says: dikeruk"
    assert found(db, CITY, "kerux") == []


def test_of_many_hits_the_newest_are_put_in_order(db: Database, keys: Keys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_queries, "LOOKED_AT", 2)
    cases = [world.case_in(db, keys, NOW, Status.RECEIVED, key=f"nr {number}").case_id for number in range(4)]
    assert found(db, CITY, "parit") == cases[-2:]


def test_a_filter_is_asked_for_before_the_newest_are_taken(
    db: Database, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_queries, "LOOKED_AT", 2)
    waits = world.case_in(db, keys, NOW, Status.RECEIVED, key="first").case_id
    for number in range(3):
        world.case_in(db, keys, NOW, Status.ASSIGNED, key=f"nr {number}")
    asked = Asked(Status.RECEIVED, words=("parit",))
    assert [row.case_id for row in queue_of(db, officer(db, CITY), NOW, Zone.WITA, asked).rows] == [waits]


def test_a_search_reads_the_index_and_no_case_that_is_not_found(db: Database, keys: Keys) -> None:
    """Every plan begins at the index of words, or at the numbers of what was found there."""
    for number in range(3):
        world.case_in(db, keys, NOW, Status.RECEIVED, key=f"nr {number}")
    lite = db.engine.dialect.name == "sqlite"
    with db.read() as session:
        if not lite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
            session.execute(text("SET LOCAL enable_indexscan = off"))
        reach = reach_of(session, officer(db, CITY))
        words = "desk_text_fts VIRTUAL TABLE INDEX" if lite else "ix_desk_text_fts"
        in_order = "ix_case_scope_case_id (case_id=?)" if lite else "ix_case_scope_case_id"
        for asked, indexes in (
            (Asked(words=("parit", "lam")), (words, in_order)),
            (Asked(Over.ENDED, words=("parit",)), (words,)),
            (Asked(Over.ENDED), (words,)),
        ):
            plans = _plans(session, reach, asked)
            for index, plan in zip(indexes, plans, strict=False):
                assert index in plan and "TEMP B-TREE" not in plan, plan


def _plans(session: Session, reach: Reach, asked: Asked) -> list[str]:
    """How the database does each SELECT by which the cases of a page are found."""
    engine, seen = session.get_bind(), list[tuple[str, Any]]()

    def note(_connection: object, _cursor: object, statement: str, values: object, *_more: object) -> None:
        seen.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    queue_queries._keys(session, reach, asked)
    event.remove(engine, "before_cursor_execute", note)
    how = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    explain = session.connection().exec_driver_sql
    return [" ".join(map(str, explain(how + statement, values))) for statement, values in seen if "SELECT" in statement]
