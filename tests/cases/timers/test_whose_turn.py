"""By timer nothing is closed before its own agency has acted, and whoever has the case is told first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests import world
from tests.cases.timers.story import FOREVER, NOON, Story, appoint
from webapp.cases.reports import Kind
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role


def pass_on(story: Story, case_id: int, code: str = "samarinda-dinkes") -> None:
    """The coordinator gives it to another office."""
    with story.db.read() as session:
        agency = world.agency_id(session, code)
    story.act(case_id, Action.REASSIGN, agency=agency)


def answered_by(story: Story, case_id: int, code: str) -> None:
    """An office answers, and does nothing else."""
    with story.db.write() as session:
        office, facts = world.liaison(session, code), world.FACTS[Action.ANSWER]
        transition(session, case_id, Action.ANSWER, office, now=story.clock(), facts=facts)


def wait_days(story: Story, days: int) -> None:
    """So many days, the worker looking each day."""
    story.wait(story.today + timedelta(days))


def test_what_another_office_did_closes_no_case_for_the_one_that_has_it(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    pass_on(story, case)
    answered_by(story, case, "samarinda-dinkes")
    wait_days(story, 30)
    assert story.stored(case).status == Status.ANSWERED
    assert ("time_out" not in dict(story.by_itself(case))) and story.stored(case).escalated_id


@pytest.mark.parametrize(
    ("since", "status"),
    [((), "answered"), ((Action.NOTE,), "closed"), ((Action.ANSWER, Action.REPLY, Action.NOTE), "closed")],
)
def test_a_reopened_case_closes_by_timer_only_after_work_since_then(
    story: Story, since: tuple[Action, ...], status: str
) -> None:
    case = story.case(Status.CLOSED)
    for action in (Action.REOPEN, *since, Action.ANSWER):
        story.act(case, action)
    wait_days(story, 30)
    assert story.stored(case).status == status


def test_an_answer_alone_is_enough_for_a_question_that_was_passed_on(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS, kind=Kind.INFORMATION)
    pass_on(story, case)
    assert not story.stored(case).followed_up
    answered_by(story, case, "samarinda-dinkes")
    wait_days(story, 30)
    assert story.stored(case).closed_by == "system"


def test_a_returned_case_begins_anew(story: Story) -> None:
    returned = story.case(Status.IN_PROGRESS)
    story.act(returned, Action.RETURN)
    assert not story.stored(returned).followed_up


@pytest.mark.parametrize("after", [3, 22, 60])
def test_the_decision_on_the_agency_gives_the_reporter_all_days_again(story: Story, after: int) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.act(case, Action.WRONG_AGENCY)
    story.act(case, Action.ANSWER)
    wait_days(story, after)
    before = len(story.by_itself(case))
    story.act(case, Action.KEEP_AGENCY)
    wait_days(story, 30)
    assert [what for what, _day in story.by_itself(case)[before:]] == ["remind", "remind", "time_out"]
    assert story.stored(case).closed_by == "system"


def test_while_the_agency_is_in_question_nothing_is_archived_and_its_superiors_hear_of_it(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.act(case, Action.WRONG_AGENCY)
    story.act(case, Action.ASK_INFO)
    wait_days(story, 45)
    stored = story.stored(case)
    assert (stored.status, stored.agency_question) == (Status.NEEDS_INFO, "open")
    assert [what for what, _day in story.by_itself(case)][:4] == [
        *("remind", "remind", "escalate samarinda", "escalate kaltim")
    ]
    story.act(case, Action.KEEP_AGENCY)
    wait_days(story, 29)
    assert story.stored(case).status == Status.NEEDS_INFO
    wait_days(story, 2)
    assert (story.stored(case).status, story.stored(case).archive_reason) == ("archived", "not_completed")


def test_whoever_gets_a_late_case_is_reminded_of_its_own_time_and_answers_to_its_own_superior(story: Story) -> None:
    appoint(story.db, story.keys, {"samarinda-dinkes": Role.LIAISON}, NOON + FOREVER)
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 17))
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2026-12-17")
    pass_on(story, case)
    letters = len(story.letters(case, "owner/remind", "owner/escalate"))
    story.wait(date(2027, 1, 8))
    assert [told for told in story.by_itself(case)[2:] if told[0] != "remind"] == [
        ("escalate samarinda", "2026-12-29"),
        ("escalate kaltim", "2027-01-04"),
        ("escalate nasional", "2027-01-08"),
    ]
    reminded = [("owner/remind", "samarinda-dinkes"), ("owner/remind", "samarinda")]
    assert story.letters(case, "owner/remind", "owner/escalate")[letters:] == [
        *reminded,  # of the first follow-up
        *reminded,  # of the answer
        *(("owner/escalate", code) for code in ("samarinda", "kaltim", "nasional")),
    ]
