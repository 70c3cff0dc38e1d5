"""Learning from what officers decided: exactly once each, never from what is confidential, and taken back."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tests import world
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import CaseEvent, CaseText
from webapp.cases.teaching import learn
from webapp.cases.workflow import Action
from webapp.routing.models import RoutingTodo, TaughtCase, TaughtPhrase, TaughtTotal
from webapp.routing.queries import suggest_agencies, suggest_class

NOW = datetime(2026, 12, 9, 2, tzinfo=UTC)
SECRET = "Sukirman"


@pytest.fixture
def db(sqlite_url: str) -> Iterator[Database]:
    with world.settled(sqlite_url) as database:
        yield database


def _assigned(db: Database, keys: Keys, number: int, agency: str = "samarinda-dinkes", **changes: Any) -> int:
    """A report on something that no word list knows, which an officer sent to the health office."""
    given = {"title": f"Wulangreh nomor {number}", "body": "Wulangreh kubluk di samping rumah kami.", **changes}
    received = world.report(db, keys, NOW, key=f"k{number}", **given)
    with db.read() as session:
        to = world.agency_id(session, agency)
    world.act(db, received.case_id, Action.ASSIGN, NOW, agency=to)
    return received.case_id


def _counts(db: Database) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    with db.read() as session:
        total = session.get(TaughtTotal, 1)
        phrases = session.execute(select(TaughtPhrase.digest, TaughtPhrase.counts))
        return (total.counts if total else {}), {digest: counts for digest, counts in phrases}  # noqa: C416


def _first(session: Session) -> str:
    return suggest_agencies(session, None, world.SIDOMULYO, "Ada wulangreh kubluk lagi")[0].agency.code


def test_what_three_officers_decided_is_suggested_with_its_reason(db: Database, keys: Keys) -> None:
    for number in range(2):
        _assigned(db, keys, number)
    learn(db)
    with db.read() as session:
        assert _first(session) == "samarinda"  # twice is nothing yet
    _assigned(db, keys, 2)
    learn(db)
    with db.read() as session:
        best = suggest_agencies(session, None, world.SIDOMULYO, "Ada wulangreh kubluk lagi")[0]
        classed = suggest_class(session, None, "Ada wulangreh kubluk lagi")
    assert best.agency.code == "samarinda-dinkes"
    assert best.reasons[0].say() == "Mungkin, karena isi laporan memuat kata “wulangreh”, “kubluk”, “wulangreh kubluk”."
    assert best.reasons[1].say() == "Petugas meneruskan 3 kasus dengan kata serupa ke kantor seperti ini."
    assert classed is not None and classed[0] is False


def test_learning_twice_is_learning_once(db: Database, keys: Keys) -> None:
    for number in range(3):
        _assigned(db, keys, number)
    learn(db)
    once = _counts(db)
    with db.write() as session:
        session.add_all(RoutingTodo(event_id=one.id, case_id=one.case_id) for one in session.scalars(select(CaseEvent)))
    learn(db)
    assert _counts(db) == once
    assert once[0]["office:dinkes@regency"] == 3


def test_another_decision_takes_the_place_of_the_first(db: Database, keys: Keys) -> None:
    case = _assigned(db, keys, 1)
    learn(db)
    with db.read() as session:
        to = world.agency_id(session, "samarinda-pupr")
    world.act(db, case, Action.RETURN, NOW, suggested_agency=to)
    learn(db)
    world.act(db, case, Action.ASSIGN, NOW, agency=to, category="pekerjaan-umum.drainase")
    learn(db)
    total, _ = _counts(db)
    assert total == {"office:pupr@regency": 1, "category:pekerjaan-umum.drainase": 1, "class:no": 1}


@pytest.mark.parametrize("changes", [{"confidential": True}, {"sensitive": True}])
def test_nothing_is_learned_from_what_is_confidential(db: Database, keys: Keys, changes: dict[str, Any]) -> None:
    _assigned(db, keys, 1, **changes)
    learn(db)
    assert _counts(db) == ({}, {})


def test_what_becomes_confidential_or_is_erased_is_forgotten(db: Database, keys: Keys) -> None:
    hidden, erased = _assigned(db, keys, 1), _assigned(db, keys, 2)
    learn(db)
    assert world.how_many(db, TaughtCase) == 2
    world.act(db, hidden, Action.MAKE_CONFIDENTIAL, NOW)
    with db.write() as session:  # as erasure does: the texts go, and the queue is told
        session.execute(delete(CaseText).where(CaseText.case_id == erased))
        session.add(RoutingTodo(event_id=10**9, case_id=erased))
    learn(db)
    assert _counts(db) == ({}, {})
    assert world.how_many(db, TaughtCase) == 0


def test_no_word_is_stored(db: Database, keys: Keys) -> None:
    _assigned(db, keys, 1, body=f"{SECRET} wulangreh kubluk di samping rumah kami.")
    learn(db)
    with db.read() as session:
        rows = [*session.scalars(select(TaughtCase)), *session.scalars(select(TaughtPhrase))]
        told = repr([vars(row) for row in rows]).lower()
    assert rows and SECRET.lower() not in told and "wulangreh" not in told


def test_two_workers_count_each_case_once(database_url: str, keys: Keys) -> None:
    with world.settled(database_url) as db:
        for number in range(20):
            _assigned(db, keys, number)
        workers = [threading.Thread(target=learn, args=(db,)) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(60)
        assert _counts(db)[0]["office:dinkes@regency"] == 20
        assert world.how_many(db, RoutingTodo) == 0
