"""Sixteen people on one case at the same instant: nothing accepted is lost, and nobody sees a locked database."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial

import pytest
from sqlalchemy import select

from tests import world
from tests.crowd import at_once
from tests.faults.site import Site, check_every_record
from tests.faults.visitor import Answer, Visitor
from webapp.base.db import Database
from webapp.base.ids import Ticket, slug
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, CaseText
from webapp.cases.moves import REPORTER, MoveError, StaleCase
from webapp.cases.receiving import Received
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.tracking.pace import MOST

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
THREADS, EACH = 16, 12
AT_THE_SERVER = 2


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The small world on each database."""
    with world.settled(database_url) as database:
        yield database


def messages(db: Database, case_id: int) -> list[str]:
    """What the record holds of messages and notes, in its order."""
    kept = select(CaseText.text).where(CaseText.case_id == case_id, CaseText.kind.in_(("message", "note")))
    with db.read() as session:
        return list(session.scalars(kept.order_by(CaseText.event_seq)))


def version(db: Database, received: Received) -> int:
    """Of the row; its events must be numbered up to it."""
    with db.read() as session:
        seqs = select(CaseEvent.seq).where(CaseEvent.case_id == received.case_id).order_by(CaseEvent.seq)
        found = session.get_one(Case, received.case_id).version
        assert list(session.scalars(seqs)) == list(range(1, found + 1))
    return found


def test_no_move_of_sixteen_threads_is_lost(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)

    def write_often(thread: int) -> None:
        for number in range(EACH):
            world.act(db, received.case_id, Action.ADD_MESSAGE, NOW, message=f"{thread}.{number}")

    at_once([partial(write_often, thread) for thread in range(THREADS)])

    kept = messages(db, received.case_id)
    assert version(db, received) == 1 + THREADS * EACH == 1 + len(kept)
    for thread in range(THREADS):
        mine = [text for text in kept if text.startswith(f"{thread}.")]
        assert mine == [f"{thread}.{number}" for number in range(EACH)], "each thread's in the order it wrote them"
    assert check_every_record(db) == 1


def test_of_those_who_saw_the_same_version_one_is_heard(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)

    def write_on(seen: int, thread: int) -> str:
        facts = {"message": f"{seen}.{thread}"}
        try:
            with db.write() as session:
                transition(session, received.case_id, Action.ADD_MESSAGE, REPORTER, now=NOW, facts=facts, seen=seen)
        except StaleCase:
            return "stale"
        return "heard"

    for seen in range(1, EACH + 1):
        outcomes = at_once([partial(write_on, seen, thread) for thread in range(THREADS)])
        assert Counter(outcomes) == {"heard": 1, "stale": THREADS - 1}
    assert [text.partition(".")[0] for text in messages(db, received.case_id)] == [str(n + 1) for n in range(EACH)]
    assert version(db, received) == 1 + EACH and check_every_record(db) == 1


def test_two_decisions_at_once_are_one_decision(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.IN_PROGRESS)

    def decide(action: Action) -> str:
        try:
            world.act(db, received.case_id, action, NOW)
        except MoveError as error:
            return type(error).__name__
        return action

    outcomes = Counter(at_once([partial(decide, action) for action in (Action.ANSWER, Action.RETURN) * 8]))
    done = {action for action in (Action.ANSWER, Action.RETURN) if action in outcomes}

    assert len(done) == 1 and outcomes == {done.pop(): 1, "MoveRefused": THREADS - 1}
    assert version(db, received) == 4 and check_every_record(db) == 1


class Writer:
    """The reporter in one of sixteen windows: writes, and when the case has changed reads it and writes again.

    Until it is accepted, or until the reporter has written so much in this hour that they must wait.
    """

    def __init__(self, port: int, ticket: Ticket, page: Answer) -> None:
        self.visitor = Visitor(port, "")
        self.address = f"/lacak/{slug(ticket)}"
        self.page = page
        self.statuses: Counter[int] = Counter()
        self.accepted: list[str] = []

    def write(self, message: str) -> None:
        """Press the button as often as it takes."""
        status = 409
        while status == 409:
            fields = {**self.page.hidden, "aksi": "add_message", "pesan": message}
            self.page = self.visitor.post(self.address, fields)
            status = self.page.status
            self.statuses[status] += 1
            assert status in (200, 409, 429) and (status == 200 or message in self.page.text), self.page.text[:300]
        self.accepted += [message] * (status == 200)


def test_sixteen_windows_of_one_reporter_at_the_server(site: Site) -> None:
    received = world.report(site.db, site.keys, datetime.now(UTC), key="hot")
    port, address = site.server.port, f"/lacak/{slug(received.ticket)}"
    inside = Visitor(port, "").post(address, {"pin": received.pin})
    writers = [Writer(port, received.ticket, inside) for _ in range(THREADS)]
    finished = threading.Event()

    def write(number: int) -> None:
        for each in range(AT_THE_SERVER):
            writers[number].write(f"Kabar {number}.{each}")

    def look() -> Counter[int]:
        seen: Counter[int] = Counter()
        while not finished.is_set():
            seen[Visitor(port, "").get(address).status] += 1
        return seen

    def crowd() -> Counter[int]:
        try:
            at_once([partial(write, number) for number in range(THREADS)])
        finally:
            finished.set()
        return Counter()

    everybody, _nobody = at_once([look, crowd])
    accepted = [message for writer in writers for message in writer.accepted]
    assert sorted(messages(site.db, received.case_id)) == sorted(accepted) and len(accepted) == MOST
    assert version(site.db, received) == 1 + MOST and check_every_record(site.db)
    assert set(everybody) == {200}, "the public page answers all the while"
    statuses = sum((writer.statuses for writer in writers), Counter[int]())
    assert statuses[200] == MOST and statuses[409], "and they did meet"
    assert statuses[429] == THREADS * AT_THE_SERVER - MOST, "the others are told to wait, with what they wrote"
