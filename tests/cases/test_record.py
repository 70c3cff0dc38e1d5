"""The record: one door in, everything is an event, and the events give the case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select, update

from tests import world
from webapp.base.db import Database
from webapp.cases.events import State
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, CaseScope, CaseText, Contact, Deadline, PublishedText, RollupTodo
from webapp.cases.moves import REPORTER, Incomplete, MoveRefused, StaleCase
from webapp.cases.queries import state_of
from webapp.cases.reports import NewReport, Reporter
from webapp.cases.service import transition
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status
from webapp.notices.models import Outbox

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)


def read(db: Database, case_id: int) -> Case:
    """The case row as it is stored."""
    with db.read() as session:
        return session.get_one(Case, case_id)


def test_the_same_send_gives_the_same_ticket_and_pin(db: Database, keys: Keys) -> None:
    first = world.report(db, keys, NOW)
    again = world.report(db, keys, NOW + timedelta(minutes=5))
    assert (again.ticket, again.pin, again.commitment) == (first.ticket, first.pin, first.commitment)
    assert again.repeated and not first.repeated
    assert world.how_many(db, Case) == 1


def test_another_report_gets_another_ticket_and_pin(db: Database, keys: Keys) -> None:
    first, second = world.report(db, keys, NOW), world.report(db, keys, NOW, key="second")
    assert first.ticket != second.ticket
    assert first.pin != second.pin


def test_it_goes_to_the_coordinator_of_its_city(db: Database, keys: Keys) -> None:
    case = read(db, world.report(db, keys, NOW).case_id)
    with db.read() as session:
        assert case.agency_id == case.coordinator_id == world.agency_id(session, "samarinda")
        queues = set(session.scalars(select(CaseScope.agency_id)))
        above = {world.agency_id(session, code) for code in ("samarinda", "kaltim", "nasional")}
    assert queues == above


def test_the_promises_are_made_at_once(db: Database, keys: Keys) -> None:
    world.report(db, keys, NOW)
    with db.read() as session:
        due = dict(session.execute(select(Deadline.kind, Deadline.due)).all())
    soon = date(2026, 12, 14)
    assert due == {"verification": soon, "publication": soon, "resolution": date(2026, 12, 31)}


def test_an_anonymous_report_keeps_no_person_and_writes_no_letter(db: Database, keys: Keys) -> None:
    with pytest.raises(ValueError, match="identity"):
        replace(world.REPORT, anonymous=True)
    world.report(db, keys, NOW, anonymous=True, reporter=None)
    with db.read() as session:
        assert session.scalar(select(func.count()).select_from(Contact)) == 0
        assert set(session.scalars(select(Outbox.audience))) == {"owner"}


def test_a_contact_can_not_be_read_from_the_table(db: Database, keys: Keys) -> None:
    world.report(db, keys, NOW, reporter=Reporter("Siti Rahmah", "siti@pelapor.example", "+6281234567418"))
    with db.read() as session:
        row = session.scalars(select(Contact)).one()
    for secret in (b"Siti", b"pelapor.example", b"81234567418"):
        assert secret not in row.sealed
    assert row.email_index == keys.contact_index("siti@pelapor.example")


def test_a_report_about_its_own_office_goes_above_and_is_hidden_from_it(db: Database, keys: Keys) -> None:
    case = read(db, world.report(db, keys, NOW, about_office=True, category=None).case_id)
    with db.read() as session:
        accused = world.agency_id(session, "samarinda")
        assert case.excluded_agency_id == accused
        assert case.agency_id == world.agency_id(session, "kaltim")
        assert accused not in set(session.scalars(select(CaseScope.agency_id)))
        below = world.agency_id(session, "samarinda-pupr")
    with pytest.raises(MoveRefused):
        world.act(db, case.id, Action.ASSIGN, NOW, agency=below)


@pytest.mark.parametrize("status", Status)
def test_replaying_the_events_gives_the_row(db: Database, keys: Keys, status: Status) -> None:
    received = world.case_in(db, keys, NOW, status)
    with db.read() as session:
        case = session.get_one(Case, received.case_id)
        assert case.status == status
        assert replay(session, case) == state_of(case)


def test_a_changed_event_is_noticed(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ANSWERED)
    with db.write() as session:
        session.execute(update(CaseEvent).where(CaseEvent.seq == 2).values(at=NOW - timedelta(days=9)))
    with db.read() as session, pytest.raises(ValueError, match="broken at event 2"):
        replay(session, session.get_one(Case, received.case_id))


def test_a_vanished_event_is_noticed(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.IN_PROGRESS)
    with db.write() as session:
        session.execute(delete(RollupTodo))
        session.execute(delete(CaseEvent).where(CaseEvent.seq == 2))
    with db.read() as session, pytest.raises(ValueError, match="broken at event 3"):
        replay(session, session.get_one(Case, received.case_id))


def test_the_original_words_stay_when_texts_are_erased_the_chain_holds(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ANSWERED)
    with db.write() as session:
        session.execute(delete(CaseText))
    with db.read() as session:
        case = session.get_one(Case, received.case_id)
        assert replay(session, case) == state_of(case)
        stored = [event.data for event in session.scalars(select(CaseEvent))]
    assert "Parit" not in str(stored)


def test_the_second_officer_is_told_that_something_changed(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ASSIGNED)
    with db.write() as session, pytest.raises(StaleCase):
        transition(
            session, received.case_id, Action.START, world.liaison(session), now=NOW, seen=1, facts={"note": "x"}
        )
    assert read(db, received.case_id).status == Status.ASSIGNED


def test_a_move_that_lacks_something_changes_nothing(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.IN_PROGRESS)
    with pytest.raises(Incomplete) as refused:
        world.act(db, received.case_id, Action.ANSWER, NOW, decision="", actor=None)
    assert refused.value.missing == ("decision", "actor")
    assert read(db, received.case_id).version == 3


def test_nobody_but_the_reporter_confirms(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ANSWERED)
    with db.write() as session, pytest.raises(MoveRefused):
        transition(session, received.case_id, Action.CONFIRM, world.liaison(session), now=NOW)
    world.act(db, received.case_id, Action.CONFIRM, NOW)
    assert read(db, received.case_id).closed_by == "reporter"


def test_an_answer_pauses_the_clock_and_a_reply_leaves_a_working_week(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.IN_PROGRESS)
    answered = datetime(2026, 12, 30, 2, 0, tzinfo=UTC)
    world.act(db, received.case_id, Action.ANSWER, answered)
    replied = datetime(2027, 1, 6, 2, 0, tzinfo=UTC)
    world.act(db, received.case_id, Action.REPLY, replied)
    with db.read() as session:
        row = session.scalars(select(Deadline).where(Deadline.kind == "resolution")).one()
    assert (row.first_due, row.due) == (date(2026, 12, 31), date(2027, 1, 13))
    assert row.paused_on is None


def test_another_class_has_other_days_and_the_first_promise_stays(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)
    world.act(db, received.case_id, Action.CLASSIFY, NOW)
    with db.read() as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind == "resolution").order_by(Deadline.id)).all()
    assert [(row.outcome, row.rule) for row in rows] == [
        ("superseded", "62-2018.resolution.ordinary"),
        (None, "62-2018.resolution.supervisory"),
    ]
    assert rows[0].due < rows[1].due


def test_a_message_of_the_reporter_restarts_no_clock(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ASSIGNED)
    with db.read() as session:
        before = [(row.kind, row.due, row.started_on) for row in session.scalars(select(Deadline))]
    world.act(db, received.case_id, Action.ADD_MESSAGE, NOW + timedelta(days=2))
    with db.read() as session:
        after = [(row.kind, row.due, row.started_on) for row in session.scalars(select(Deadline))]
    assert after == before


def test_returned_twice_the_level_above_decides(db: Database, keys: Keys) -> None:
    received = world.case_in(db, keys, NOW, Status.ASSIGNED)
    world.act(db, received.case_id, Action.RETURN, NOW)
    world.act(db, received.case_id, Action.ASSIGN, NOW)
    world.act(db, received.case_id, Action.RETURN, NOW)
    case = read(db, received.case_id)
    with db.read() as session:
        assert (case.hops, case.agency_id) == (2, world.agency_id(session, "kaltim"))


def test_nothing_is_public_before_the_reporter_has_said_yes(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)
    world.act(
        db, received.case_id, Action.PROPOSE_TEXT, NOW, public_title="Parit tersumbat", public_body="Di Sidomulyo."
    )
    with db.read() as session:
        assert session.get(PublishedText, received.case_id) is None
    world.act(db, received.case_id, Action.APPROVE_TEXT, NOW)
    with db.read() as session:
        assert session.get_one(PublishedText, received.case_id).title == "Parit tersumbat"


def test_what_becomes_confidential_is_public_no_more(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW)
    world.act(db, received.case_id, Action.PROPOSE_TEXT, NOW, public_title="Parit", public_body="Di Sidomulyo.")
    world.act(db, received.case_id, Action.APPROVE_TEXT, NOW)
    with db.write() as session:
        transition(session, received.case_id, Action.MAKE_CONFIDENTIAL, REPORTER, now=NOW)
    with db.read() as session:
        assert session.get(PublishedText, received.case_id) is None


def test_every_field_of_the_row_but_its_keys_is_projected() -> None:
    own = {"id", "ticket", "idempotency_hash", "pin_hash", "commitment_salt"}
    assert {column.name for column in Case.__table__.columns} - own == set(State.__dataclass_fields__)


def test_a_report_is_frozen() -> None:
    assert NewReport.__dataclass_params__.frozen  # type: ignore[attr-defined]


def test_what_concerns_violence_or_children_stays_confidential(db: Database, keys: Keys) -> None:
    received = world.report(db, keys, NOW, sensitive=True)
    assert read(db, received.case_id).confidential
    with db.write() as session, pytest.raises(MoveRefused):
        transition(session, received.case_id, Action.LIFT_CONFIDENTIAL, REPORTER, now=NOW)
