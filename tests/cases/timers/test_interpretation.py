"""The interpreter's clock: two working days, then it climbs as every other late promise of an office does."""

from __future__ import annotations

from datetime import date

from tests.cases.timers.story import Story
from webapp.cases.deadlines import Clock
from webapp.cases.workflow import Action, Status


def test_a_video_that_nobody_writes_is_reminded_of_and_climbs(story: Story) -> None:
    case = story.case(Status.RECEIVED, signed=True)
    story.wait(date(2026, 12, 18))
    told = story.by_itself(case)
    assert told[0] == ("remind", "2026-12-10"), "a day before Friday the eleventh"
    assert ("escalate kaltim", "2026-12-14") in told


def test_a_question_to_the_reporter_stops_it_and_writing_ends_it(story: Story) -> None:
    case = story.case(Status.RECEIVED, signed=True)
    story.act(case, Action.ASK_INFO)
    [clock] = [one for one in story.clocks(case) if one.kind == Clock.INTERPRETATION]
    assert clock.paused_on == date(2026, 12, 9) and clock.next_on is None
    story.act(case, Action.SUPPLY_INFO)
    story.act(case, Action.INTERPRET)
    story.wait(date(2026, 12, 11))
    assert not [what for what in story.by_itself(case) if what[1] == "2026-12-10"]
