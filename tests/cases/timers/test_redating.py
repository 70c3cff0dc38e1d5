"""The calendar changes under running clocks: every reader sees one date, and no promise comes nearer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import delete, select, text

from tests.cases.timers.story import Story
from tests.crowd import at_once
from webapp.agencies.models import LocalClosure
from webapp.base.ids import Ticket
from webapp.cases import redating
from webapp.cases.deadlines import Clock, PauseReason
from webapp.cases.models import CaseScope, Deadline
from webapp.cases.queries import open_deadlines
from webapp.cases.redating import Place, open_clocks, redate_all, redating_job
from webapp.cases.workflow import Action, Status
from webapp.tracking.queries import glance

HAUL = (date(2026, 12, 28), date(2026, 12, 29))
PROMISED, LATER = date(2026, 12, 31), date(2027, 1, 6)
"""The answer to a report of 9 December, before and after the two closures (1 and 5 January are holidays)."""


def close(story: Story, *days: date, area: str = "64.72") -> None:
    """An operator enters days off."""
    with story.db.write() as session:
        session.add_all(LocalClosure(area_code=area, day=day, name="Haul | Guru\nSekumpul") for day in days)


def withdraw(story: Story) -> None:
    """An operator takes all of them back."""
    with story.db.write() as session:
        session.execute(delete(LocalClosure))


def answer_of(story: Story, case_id: int) -> Deadline:
    """The stored clock of the answer."""
    with story.db.read() as session:
        mine = select(Deadline).where(Deadline.case_id == case_id, Deadline.kind == Clock.RESOLUTION.value)
        return session.scalars(mine.where(Deadline.ended_at.is_(None))).one()


def told(story: Story, case_id: int) -> set[date]:
    """The date of the answer wherever it is told: the row, the queue, the page."""
    case = story.stored(case_id)
    with story.db.read() as session:
        rows = session.scalars(select(CaseScope.due).where(CaseScope.case_id == case_id))
        queues = {day for day in rows if day is not None}
        page = {one.due for one in open_deadlines(session, case, story.clock()) if one.rule.clock is Clock.RESOLUTION}
    return {answer_of(story, case_id).due} | queues | page


def test_before_the_job_everybody_tells_the_old_date_and_after_it_the_new(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    close(story, *HAUL)
    assert told(story, case) == {PROMISED}
    ticket = Ticket(story.stored(case).ticket)
    kept = glance(story.db, ticket)
    assert redate_all(story.db, story.clock) == 1
    assert told(story, case) == {LATER}
    assert glance(story.db, ticket) != kept, "the kept page is made anew"
    row = answer_of(story, case)
    assert (row.first_due, row.next_on) == (PROMISED, date(2026, 12, 30)), "reminded three working days before"
    assert redate_all(story.db, story.clock) == 0, "once"


def test_the_page_says_the_new_days_and_the_first_promise(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    close(story, *HAUL)
    with story.db.read() as session:
        [before, *_] = open_deadlines(session, story.stored(case), story.clock())
    assert before.due < before.counted_due == LATER, "it says that it is being counted anew"
    redate_all(story.db, story.clock)
    with story.db.read() as session:
        [page, *_] = open_deadlines(session, story.stored(case), story.clock())
    assert (page.due, page.counted_due, page.first_due, page.total) == (LATER, LATER, PROMISED, 14)
    assert HAUL in [group.days for group in page.skipped]


def test_a_closure_withdrawn_takes_no_promise_back(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    close(story, *HAUL)
    redate_all(story.db, story.clock)
    withdraw(story)
    assert redate_all(story.db, story.clock) == 1
    assert told(story, case) == {LATER}
    with story.db.read() as session:
        [page, *_] = open_deadlines(session, story.stored(case), story.clock())
    assert (page.counted_due, page.total, page.extended) == (PROMISED, 16, False)
    assert redate_all(story.db, story.clock) == 0


def test_a_closure_withdrawn_while_the_clock_stood_still_shortens_nothing(story: Story) -> None:
    close(story, *HAUL)
    case = story.case(Status.IN_PROGRESS)
    assert answer_of(story, case).due == LATER
    story.act(case, Action.ASK_INFO)
    withdraw(story)
    story.act(case, Action.SUPPLY_INFO)
    row = answer_of(story, case)
    assert (row.due, row.first_due, row.paused_on) == (LATER, LATER, None)
    assert [reason for _start, reason, _end in row.pauses] == [PauseReason.INFO_ASKED]


def test_a_clock_that_stands_still_is_counted_anew_too_and_rings_no_timer(story: Story) -> None:
    case = story.case(Status.NEEDS_INFO)
    close(story, *HAUL)
    redate_all(story.db, story.clock)
    row = answer_of(story, case)
    assert (row.due, row.next_on) == (LATER, None)


def test_elsewhere_nothing_moves(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    close(story, *HAUL, area="63.02")
    close(story, *HAUL, area="64.7")
    assert redate_all(story.db, story.clock) == 0
    assert told(story, case) == {PROMISED}


def test_an_upgrade_of_the_holidays_is_found_like_a_closure(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    with story.db.write() as session:
        row = session.scalars(select(Deadline).where(Deadline.case_id == case, Deadline.kind == "resolution")).one()
        row.calendar, row.due = "0.1", date(2026, 12, 30)
    assert redate_all(story.db, story.clock) == 1
    assert told(story, case) == {PROMISED}


def test_no_case_is_escalated_by_a_date_that_no_longer_holds(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.wait(date(2026, 12, 31))
    close(story, *HAUL)
    story.clock.pass_by(days=4)  # Monday, 4 January; no job has looked at the closures
    story.ring()
    assert [what for what, _day in story.by_itself(case)] == ["remind"]
    assert told(story, case) == {LATER}
    story.wait(date(2027, 1, 7))
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2027-01-07")


def test_a_case_that_climbed_and_has_time_again_waits_for_the_new_date(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.wait(date(2027, 1, 4))
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2027-01-04")
    close(story, *HAUL, date(2027, 1, 6), date(2027, 1, 7), date(2027, 1, 8))
    redate_all(story.db, story.clock)
    story.wait(date(2027, 1, 11))
    assert told(story, case) == {date(2027, 1, 11)}
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2027-01-04")
    story.wait(date(2027, 1, 12))
    assert story.by_itself(case)[-1] == ("escalate kaltim", "2027-01-12")


def test_two_workers_at_once_move_each_case_once(story: Story) -> None:
    cases = [story.case(Status.IN_PROGRESS, key=f"case {number}") for number in range(6)]
    close(story, *HAUL)
    at_once([lambda: redate_all(story.db, story.clock)] * 2)
    assert {(row.due, row.next_on) for row in (answer_of(story, case) for case in cases)} == {
        (LATER, date(2026, 12, 30))
    }
    assert redate_all(story.db, story.clock) == 0


def test_batches_find_every_case_and_one_that_breaks_keeps_none_waiting(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redating, "BATCH", 4)
    cases = [story.case(Status.IN_PROGRESS, key=f"case {number}") for number in range(5)]
    with story.db.write() as session:
        session.execute(text("UPDATE deadline SET rule = 'none' WHERE case_id = :case"), {"case": cases[1]})
    close(story, *HAUL)
    redate_all(story.db, story.clock)
    assert [answer_of(story, case).due == LATER for case in cases] == [True, False, True, True, True]


def test_the_job_looks_at_the_clocks_only_when_the_closures_changed(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, job = story.case(Status.IN_PROGRESS), redating_job(story.db, story.clock)
    job.run()
    looked: list[object] = []
    every = redating.open_clocks

    def noted(after: Place) -> Any:
        looked.append(after)
        return every(after)

    monkeypatch.setattr(redating, "open_clocks", noted)
    job.run()
    assert not looked
    close(story, *HAUL)
    job.run()
    job.run()
    assert len(looked) == 2, "once to do it, once to see that nothing was missed"
    job.run()
    assert len(looked) == 2
    assert told(story, case) == {LATER}


def test_a_case_that_breaks_is_tried_again_alone_later_and_later_until_it_is_mended(
    story: Story, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sound, bad = (story.case(Status.IN_PROGRESS, key=key) for key in ("sound", "bad"))
    mend(story, bad, "none")
    rounds: list[object] = []
    every = redating.open_clocks

    def noted(after: Place) -> Any:
        rounds.append(after)
        return every(after)

    monkeypatch.setattr(redating, "open_clocks", noted)
    close(story, *HAUL)
    job, tried = redating_job(story.db, story.clock), []
    for minute in range(300):
        job.run()
        tried += [minute] * capsys.readouterr().err.count("redating_broke")
        story.clock.pass_by(minutes=1)
    assert tried == [0, 1, 3, 7, 15, 31, 63, 123, 183, 243], "twice as long each time, and an hour at most"
    assert len(rounds) == 2, "nobody looked at the other cases for it"
    mend(story, bad, "62-2018.resolution.ordinary")
    story.clock.pass_by(minutes=60)
    job.run()
    assert [answer_of(story, case).due for case in (sound, bad)] == [LATER, LATER]
    job.run()
    assert "redating_broke" not in capsys.readouterr().err
    assert len(rounds) == 2


def test_another_change_of_the_closures_is_not_kept_waiting_by_a_case_that_broke(story: Story) -> None:
    sound, bad = (story.case(Status.IN_PROGRESS, key=key) for key in ("sound", "bad"))
    mend(story, bad, "none")
    job = redating_job(story.db, story.clock)
    for day in HAUL:
        close(story, day)
        job.run()
        job.run()
    assert answer_of(story, sound).due == LATER


def mend(story: Story, case_id: int, rule: str) -> None:
    """Give the clock of the answer a rule; `none` is one that nobody knows."""
    with story.db.write() as session:
        broken = text("UPDATE deadline SET rule = :rule WHERE case_id = :case AND kind = 'resolution'")
        session.execute(broken, {"rule": rule, "case": case_id})


def test_a_batch_reads_the_index_of_open_clocks(story: Story) -> None:
    statement = open_clocks((0, "", 0)).compile(story.db.engine, compile_kwargs={"literal_binds": True})
    lite = story.db.engine.dialect.name == "sqlite"
    with story.db.read() as session:
        if not lite:
            session.execute(text("SET LOCAL enable_seqscan = off"))
        rows = session.execute(text(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{statement}")).all()
    plan = " ".join(str(row) for row in rows)
    assert "ix_deadline_open" in plan and "TEMP B-TREE" not in plan and "Sort" not in plan, plan
