"""Wherever the worker leaves a case, it looks there again: no state is outside of what it scans."""

from __future__ import annotations

from datetime import date

import pytest

from tests.cases.timers.story import Story
from tests.cases.timers.test_stories import owner
from webapp.cases.workflow import OPEN, Status

SPRING = date(2027, 3, 1)


def is_scanned(story: Story, case: int) -> bool:
    """Whether the worker will find the case again on some day to come."""
    return any(clock.next_on and clock.next_on > story.today for clock in story.clocks(case) if not clock.paused_on)


@pytest.mark.parametrize("status", sorted(OPEN))
def test_no_timer_moves_a_case_to_a_state_that_is_never_scanned(story: Story, status: Status) -> None:
    case = story.case(status)
    assert is_scanned(story, case)
    while story.today < SPRING:
        story.clock.pass_by(days=1)
        if story.ring() and story.stored(case).status in OPEN:
            assert is_scanned(story, case) or owner(story, case) == "nasional", story.by_itself(case)
    assert story.stored(case).status not in OPEN or owner(story, case) == "nasional"


def test_every_open_status_is_scanned_after_it_was_escalated(story: Story) -> None:
    """In the middle of its climb a case is found by the index that finds all others."""
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 17))
    [escalated] = [clock for clock in story.clocks(case) if clock.step == 2]
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2026-12-17")
    assert (escalated.kind, escalated.next_on, escalated.ended_at) == ("first_follow_up", date(2026, 12, 22), None)
