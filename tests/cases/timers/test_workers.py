"""Two workers at once, and workers that are killed: each thing is done once, wholly or not at all."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.cases.timers.story import Story
from tests.cases.timers.workers import DIED, DONE, fork_worker, wait_for
from tests.crowd import at_once
from webapp.cases.models import Case, CaseEvent
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status
from webapp.notices.models import Outbox

CASES = 12


@pytest.fixture
def late(story: Story) -> list[int]:
    """A dozen cases that are late today."""
    cases = [story.case(Status.RECEIVED, key=f"case {number}") for number in range(CASES)]
    story.sleep(date(2026, 12, 15))
    return cases


def check(story: Story, cases: list[int]) -> None:
    """Every case was escalated once, told once to each, and its events give its row."""
    with story.db.read() as session:
        events = session.scalars(select(CaseEvent.case_id).where(CaseEvent.action == Action.ESCALATE)).all()
        told = select(Outbox.template, func.count()).where(Outbox.template.endswith("/escalate"))
        letters = dict(session.execute(told.group_by(Outbox.template)).all())
        assert list(unfaithful(session)) == []
        assert all(session.get_one(Case, case).escalated_id for case in cases)
    assert Counter(events) == Counter(cases)
    assert letters == {"reporter/escalate": CASES, "owner/escalate": CASES}


def test_two_workers_at_once_do_each_thing_once(story: Story, late: list[int]) -> None:
    assert sum(at_once([story.ring, story.ring])) == CASES
    check(story, late)


def test_two_processes_at_once_do_each_thing_once(story: Story, late: list[int]) -> None:
    assert wait_for(fork_worker(story.db, story.clock), fork_worker(story.db, story.clock)) == [DONE, DONE]
    check(story, late)


def test_a_worker_that_is_killed_leaves_nothing_half_done(story: Story, late: list[int]) -> None:
    """One dies before the 7th statement, one before the 12th, and so on through the batch; the last gets through."""
    died = 0
    while wait_for(fork_worker(story.db, story.clock, die_before=7 + 5 * died)) == [DIED]:
        died += 1
        with story.db.read() as session:
            assert list(unfaithful(session)) == []
    assert died > 10
    check(story, late)
