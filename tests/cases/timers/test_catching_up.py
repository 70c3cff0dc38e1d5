"""After a stop: in order, each thing once; and nothing is missed because there are many."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text, update

from tests.cases.timers.story import Story
from webapp.base.clock import Zone
from webapp.cases import timer_job
from webapp.cases.deadlines import Clock
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.timer_job import due_now
from webapp.cases.workflow import Action, Status


def test_a_week_down_sends_no_reminder_that_comes_too_late_and_climbs_level_by_level(story: Story) -> None:
    case = story.case(Status.RECEIVED)
    story.sleep(date(2026, 12, 17))
    assert story.ring() == 1
    assert story.ring() == 0, "once"
    story.wait(date(2026, 12, 23))
    assert story.by_itself(case) == [("escalate kaltim", "2026-12-17"), ("escalate nasional", "2026-12-22")]


def test_a_month_down_still_reminds_the_reporter_twice_before_the_close(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.sleep(date(2027, 1, 11))
    assert story.ring() == 1
    story.wait(date(2027, 1, 31))
    assert story.by_itself(case) == [("remind", "2027-01-11"), ("remind", "2027-01-14"), ("time_out", "2027-01-19")]


def test_a_late_reminder_names_a_day_that_is_still_to_come(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.sleep(date(2027, 1, 11))
    story.ring()
    with story.db.read() as session:
        reminded = select(CaseEvent.data).where(CaseEvent.case_id == case, CaseEvent.action == Action.REMIND)
        assert session.scalars(reminded).one()["due"] == "2027-01-18", "it is closed on the 19th"


def test_what_was_missed_is_done_in_the_order_in_which_it_was_due(story: Story) -> None:
    late = story.case(Status.RECEIVED, key="late")
    story.clock.pass_by(days=1)
    later = story.case(Status.RECEIVED, key="later")
    story.sleep(date(2026, 12, 21))
    assert story.ring() == 2
    with story.db.read() as session:
        done = session.scalars(select(CaseEvent.case_id).where(CaseEvent.party == "system").order_by(CaseEvent.id))
        assert list(done) == [late, later]


def test_more_than_a_batch_are_all_found_and_one_that_is_refused_keeps_none_waiting(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timer_job, "BATCH", 3)
    cases = [story.case(Status.RECEIVED, key=f"case {number}") for number in range(11)]
    with story.db.write() as session:  # a rule that nobody knows any more: the row breaks
        session.execute(update(Deadline).where(Deadline.case_id == cases[1]).values(rule="unknown"))
    story.sleep(date(2026, 12, 15))
    assert story.ring() == 10
    assert story.ring() == 0
    assert [story.by_itself(case) != [] for case in cases] == [number != 1 for number in range(11)]


def test_clocks_from_before_the_timers_are_looked_at_once_and_wait_for_their_day(story: Story) -> None:
    case = story.case(Status.RECEIVED)
    with story.db.write() as session:
        old = update(Deadline).where(Deadline.kind != Clock.PUBLICATION)
        session.execute(old.values(next_on=Deadline.started_on))
    assert story.ring() == 0
    assert [clock.next_on for clock in story.clocks(case)] == [date(2026, 12, 11), date(2026, 12, 28)]


def test_what_is_due_is_found_by_the_index(story: Story) -> None:
    found = due_now(Zone.WITA, date(2026, 12, 15))
    with story.db.read() as session:
        dialect = session.get_bind().dialect
        sql = str(found.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
        explain = "EXPLAIN" if dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
        if dialect.name == "postgresql":
            session.execute(text("SET enable_seqscan = off"))
        plan = "\n".join(str(row) for row in session.execute(text(f"{explain} {sql}")))
    assert "ix_deadline_next" in plan and "TEMP B-TREE" not in plan and "Sort" not in plan, plan


def test_finished_and_paused_clocks_have_no_day(story: Story) -> None:
    for status in Status:
        story.case(status, key=status.value)
    with story.db.read() as session:
        rows = session.scalars(select(Deadline).where(Deadline.kind != Clock.PUBLICATION)).all()
    assert all((row.next_on is not None) == (row.ended_at is None and row.paused_on is None) for row in rows)


def test_at_the_top_nothing_is_written_day_after_day(story: Story) -> None:
    case = story.case(Status.RECEIVED)
    story.wait(date(2027, 2, 1))
    version = story.stored(case).version
    assert [clock.next_on for clock in story.clocks(case)] == [None, None]
    story.wait(date(2027, 4, 1))
    assert story.stored(case).version == version


def test_a_case_that_changes_under_the_worker_is_left_alone(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.wait(date(2026, 12, 27))
    story.clock.pass_by(days=1)
    [clock] = [clock for clock in story.clocks(case) if clock.kind == "reporter_reply"]
    story.act(case, Action.CONFIRM)  # between the batch and its turn
    with story.db.write() as session:
        assert not timer_job.ring(session, case, clock.id, story.clock())
    assert story.stored(case).closed_by == "reporter"


def test_a_move_that_the_table_refuses_is_skipped(story: Story) -> None:
    case, other = story.case(Status.ANSWERED, key="one"), story.case(Status.ANSWERED, key="two")
    with story.db.write() as session:  # a clock left behind by a fault
        session.execute(update(Case).where(Case.id == case).values(status=Status.CLOSED.value))
    story.sleep(date(2026, 12, 16))
    assert story.ring() == 1
    assert [what for what, _day in story.by_itself(other)] == ["remind"]
