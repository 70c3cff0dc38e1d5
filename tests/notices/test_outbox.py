"""Nothing promised is lost, nothing is told twice to who knows a Message-ID, and no lock is held meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tests.crowd import at_once
from webapp.base.db import Database
from webapp.notices.models import Outbox
from webapp.notices.post import Letter, Notice, Params, Post, Recipient, SendError
from webapp.notices.service import LEASE, LONGEST_WAIT, MAX_ATTEMPTS, Sent, due_now, put, send_due, wait_after

START = datetime(2026, 12, 9, 3, 0, tzinfo=UTC)
NOTICE = Notice(1, "reporter", "reporter:17", "reporter/answer", {"case": 17, "event": 3})


@dataclass
class Office:
    """A channel that keeps what it is given, and a clock that stands still until it is moved."""

    now: datetime = START
    arrived: list[tuple[Recipient, Letter, str]] = field(default_factory=list)
    trouble: Callable[[str], None] = lambda _message_id: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def clock(self) -> datetime:
        """The present instant of this test."""
        return self.now

    def post(self) -> Post:
        """The wiring that a test sends with."""
        resolvers = {"reporter": lambda _session, name: Recipient(f"{name}@contoh.id", "id")}
        return Post({"mail": self.take}, {"reporter/answer": self.write}, resolvers)

    def take(self, recipient: Recipient, letter: Letter, message_id: str) -> None:
        """Receive a letter, then perhaps fail."""
        with self.lock:
            self.arrived.append((recipient, letter, message_id))
        self.trouble(message_id)

    def write(self, _session: Session, reference: str, params: Params, language: str) -> Letter:
        """Render a letter from codes."""
        return Letter(f"Laporan {params['case']}", f"{reference} {language}")

    @property
    def ids(self) -> list[str]:
        """Message ids as they arrived."""
        return [message_id for _recipient, _letter, message_id in self.arrived]


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """The outbox on each kind of database."""
    database = Database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def office() -> Office:
    return Office()


def promise(db: Database, *notices: Notice, at: datetime = START) -> None:
    """Put notices into the outbox, in one transaction."""
    with db.write() as session:
        for notice in notices:
            put(session, notice, at)


def _promise_and_fall(db: Database) -> None:
    with db.write() as session:
        put(session, NOTICE, START)
        raise OverflowError


def rows(db: Database) -> list[Outbox]:
    """The outbox, in the order of its numbers."""
    with db.read() as session:
        return list(session.scalars(select(Outbox).order_by(Outbox.id)))


def round_of(db: Database, office: Office, worker: str = "w1") -> Sent:
    """Let one worker empty the outbox."""
    return send_due(db, office.post(), office.clock, worker)


def test_a_promised_notice_is_sent_once(db: Database, office: Office) -> None:
    promise(db, NOTICE)
    assert round_of(db, office) == Sent(sent=1)
    assert round_of(db, office) == Sent()
    [(recipient, letter, message_id)] = office.arrived
    assert (recipient.address, letter.subject, letter.text) == ("17@contoh.id", "Laporan 17", "reporter:17 id")
    [row] = rows(db)
    assert (row.message_id, row.sent_at, row.lease_by, row.last_error) == (message_id, START, None, None)


def test_a_notice_belongs_to_the_transaction_that_promised_it(db: Database, office: Office) -> None:
    with pytest.raises(OverflowError):
        _promise_and_fall(db)
    assert rows(db) == [] and round_of(db, office) == Sent()


def test_the_same_notice_promised_twice_is_one(db: Database) -> None:
    with db.write() as session:
        assert [put(session, NOTICE, START), put(session, NOTICE, START)] == [True, False]
        assert put(session, replace(NOTICE, recipient_ref="reporter:18"), START)
        assert put(session, replace(NOTICE, event_id=2), START)
    assert len({row.message_id for row in rows(db)}) == 3


def test_a_notice_for_later_waits(db: Database, office: Office) -> None:
    promise(db, replace(NOTICE, due_at=START + timedelta(days=1)))
    assert round_of(db, office) == Sent()
    office.now += timedelta(days=1)
    assert round_of(db, office) == Sent(sent=1)


def test_a_crash_after_sending_repeats_the_letter_with_the_same_message_id(db: Database, office: Office) -> None:
    def die(_message_id: str) -> None:
        raise SystemExit  # as a kill does: nothing after this line runs

    promise(db, NOTICE)
    office.trouble = die
    with pytest.raises(SystemExit):
        round_of(db, office)
    office.trouble = lambda _message_id: None
    assert round_of(db, office, "w2") == Sent(), "the dead worker's lease still holds"
    office.now += LEASE
    assert round_of(db, office, "w2") == Sent(sent=1)
    assert len(office.ids) == 2 and len(set(office.ids)) == 1


def test_a_letter_that_kills_every_worker_is_given_up(db: Database, office: Office) -> None:
    def die(_message_id: str) -> None:
        raise SystemExit

    promise(db, NOTICE)
    office.trouble = die
    for _attempt in range(MAX_ATTEMPTS):
        with pytest.raises(SystemExit):
            round_of(db, office)
        office.now += LEASE
    assert round_of(db, office) == Sent(failed=1)
    assert rows(db)[0].last_error == "gave_up" and len(office.arrived) == MAX_ATTEMPTS


def test_a_failing_channel_is_tried_again_ever_more_rarely_and_at_last_given_up(db: Database, office: Office) -> None:
    def refuse(_message_id: str) -> None:
        raise SendError("smtp_451", permanent=False)

    promise(db, NOTICE)
    office.trouble = refuse
    for attempt in range(1, MAX_ATTEMPTS):
        assert round_of(db, office) == Sent(retried=1)
        assert round_of(db, office) == Sent(), "not before its time"
        assert rows(db)[0].due_at == office.now + wait_after(attempt)
        office.now += wait_after(attempt)
    assert round_of(db, office) == Sent(failed=1)
    [lost] = rows(db)
    assert (lost.last_error, lost.attempts, lost.failed_at) == ("smtp_451", MAX_ATTEMPTS, office.now)
    office.now += timedelta(days=30)
    assert round_of(db, office) == Sent()


def test_waits_double_up_to_six_hours_and_last_more_than_a_day() -> None:
    waits = [wait_after(attempt) for attempt in range(1, MAX_ATTEMPTS)]
    assert waits[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert max(waits) == LONGEST_WAIT and sum(waits, timedelta()) > timedelta(days=1)


def test_a_final_refusal_is_not_tried_again(db: Database, office: Office) -> None:
    def refuse(_message_id: str) -> None:
        raise SendError("smtp_550", permanent=True)

    promise(db, NOTICE)
    office.trouble = refuse
    assert round_of(db, office) == Sent(failed=1)
    assert (rows(db)[0].last_error, rows(db)[0].sent_at) == ("smtp_550", None)


def test_an_erased_contact_gets_nothing(db: Database, office: Office) -> None:
    promise(db, NOTICE)
    post = replace(office.post(), resolvers={"reporter": lambda _session, _name: None})
    assert send_due(db, post, office.clock, "w1") == Sent(failed=1)
    assert rows(db)[0].last_error == "no_recipient" and office.arrived == []


def test_a_letter_with_nothing_left_to_tell_is_dropped_visibly(db: Database, office: Office) -> None:
    promise(db, NOTICE)
    post = replace(office.post(), renderers={"reporter/answer": lambda *_all: None})
    assert send_due(db, post, office.clock, "w1") == Sent(failed=1)
    assert rows(db)[0].last_error == "nothing_to_tell"


@pytest.mark.parametrize(
    ("missing", "code"), [("senders", "no_channel"), ("renderers", "no_template"), ("resolvers", "no_resolver")]
)
def test_what_this_worker_does_not_know_waits_for_one_that_does(
    db: Database, office: Office, missing: str, code: str
) -> None:
    promise(db, NOTICE)
    assert send_due(db, replace(office.post(), **{missing: {}}), office.clock, "old") == Sent(retried=1)
    assert rows(db)[0].last_error == code
    office.now += wait_after(1)
    assert round_of(db, office) == Sent(sent=1)


def test_one_broken_letter_does_not_stop_the_others(
    db: Database, office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(_session: Session, _reference: str, params: Params, _language: str) -> Letter:
        return Letter({1: "baik"}[int(params["case"] or 0)], "")

    promise(db, replace(NOTICE, params={"case": 2}), replace(NOTICE, event_id=2, params={"case": 1}))
    post = replace(office.post(), renderers={"reporter/answer": write})
    assert send_due(db, post, office.clock, "w1") == Sent(sent=1, retried=1)
    assert [row.last_error for row in rows(db)] == ["broke", None]
    assert '"error": "KeyError"' in capsys.readouterr().err


def test_no_transaction_is_open_while_a_letter_is_on_its_way(db: Database, office: Office) -> None:
    promise(db, NOTICE)
    office.trouble = lambda _message_id: promise(db, replace(NOTICE, event_id=2)) if len(office.arrived) == 1 else None
    assert round_of(db, office) == Sent(sent=2)


def test_many_workers_at_once_send_each_letter_once(db: Database, office: Office) -> None:
    promise(db, *(replace(NOTICE, event_id=number) for number in range(60)))
    counts = at_once(partial(round_of, db, office, f"w{name}") for name in range(4))
    assert sum(count.sent for count in counts) == 60
    assert len(office.ids) == 60 and len(set(office.ids)) == 60
    assert all(row.sent_at == START and row.attempts == 1 for row in rows(db))


def test_a_worker_that_lost_its_lease_does_not_undo_what_the_next_one_did(db: Database, office: Office) -> None:
    def slow(_message_id: str) -> None:
        if len(office.arrived) == 1:
            office.now += LEASE
            assert round_of(db, office, "w2") == Sent(sent=1)
            raise SendError("smtp_timeout", permanent=False)

    promise(db, NOTICE)
    office.trouble = slow
    assert round_of(db, office, "w1") == Sent(retried=1)
    [row] = rows(db)
    assert row.sent_at == office.now and row.last_error is None and len(set(office.ids)) == 1


def test_finding_the_next_notice_costs_the_same_after_a_million_sent_ones(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    with database.read() as session:
        query = due_now(START).compile(database.engine, compile_kwargs={"literal_binds": True})
        plan = [row.detail for row in session.execute(text(f"EXPLAIN QUERY PLAN {query}"))]
    database.dispose()
    assert len(plan) == 1 and "USING INDEX ix_outbox_waiting (due_at<?)" in plan[0]


def test_a_round_ends_at_its_limit(db: Database, office: Office) -> None:
    promise(db, *(replace(NOTICE, event_id=number) for number in range(5)))
    assert send_due(db, office.post(), office.clock, "w1", limit=3) == Sent(sent=3)
    assert [row.due_at for row in rows(db) if row.sent_at is None and row.failed_at is None] == [START, START]


@pytest.mark.parametrize(
    "wrong",
    [
        {"recipient_ref": "budi@contoh.id"},
        {"recipient_ref": "mail:budi@contoh.id"},
        {"template": "Laporan Anda"},
        {"audience": ""},
        {"params": {"note": "selokan di depan rumah"}},
        {"params": {"to": "budi@contoh.id"}},
    ],
)
def test_an_outbox_takes_no_address_and_no_text(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"codes|reference"):
        replace(NOTICE, **wrong)  # type: ignore[arg-type]


def test_addresses_and_texts_are_not_printed_by_accident() -> None:
    shown = repr(Recipient("budi@contoh.id")) + repr(Letter("Laporan Budi", "selokan"))
    assert "budi@" not in shown and "Budi" not in shown and "selokan" not in shown
