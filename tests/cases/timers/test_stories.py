"""What happens by itself: reminders, escalations level by level, the close and the archive by timer.

Nobody works on 24 and 25 December 2026, on 1 and 5 January and 5 February 2027, and at weekends.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests import world
from tests.cases.timers.story import NOON, OFFICERS, Story
from webapp.base.db import Database
from webapp.cases.models import Case, CaseScope
from webapp.cases.reports import Kind
from webapp.cases.workflow import OPEN, Action, Status
from webapp.officers.models import Officer
from webapp.officers.queries import owner_of


def owner(story: Story, case_id: int) -> str:
    """The code of the agency that must answer for the case now."""
    case = story.stored(case_id)
    with story.db.read() as session:
        found = owner_of(session, case.answering_id, story.clock())
        assert found.officer is not None
        return next(code for code in OFFICERS if world.agency_id(session, code) == found.agency_id)


def test_an_unassigned_case_climbs_to_the_top_and_no_further(story: Story) -> None:
    case = story.case(Status.RECEIVED)
    story.wait(date(2027, 3, 1))
    assert story.by_itself(case) == [
        ("remind", "2026-12-11"),
        ("escalate kaltim", "2026-12-15"),
        ("escalate nasional", "2026-12-18"),
        ("remind", "2026-12-28"),  # of the answer, which is due on 31 December
    ]
    assert owner(story, case) == "nasional"
    assert story.stored(case).agency_id == story.stored(case).coordinator_id, "the city keeps it in its queue too"
    assert [clock.kind for clock in story.clocks(case)] == ["verification", "resolution"], "what was promised stays"


def test_each_escalation_tells_the_reporter_and_who_owns_it_now(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 23))
    assert story.by_itself(case) == [
        ("remind", "2026-12-15"),
        ("escalate samarinda", "2026-12-17"),
        ("escalate kaltim", "2026-12-22"),
    ]
    assert story.letters(case, "owner/remind", "owner/escalate", "reporter/escalate", "reporter/remind") == [
        ("owner/remind", "samarinda-pupr"),
        ("reporter/escalate", "reporter"),
        ("owner/escalate", "samarinda"),
        ("reporter/escalate", "reporter"),
        ("owner/escalate", "kaltim"),
    ]


def test_work_that_begins_gives_the_case_back_to_its_office(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 18))
    assert owner(story, case) == "samarinda"
    story.act(case, Action.START)
    assert owner(story, case) == "samarinda-pupr"
    story.wait(date(2027, 1, 8))
    assert story.by_itself(case)[2:] == [
        ("remind", "2026-12-28"),
        ("escalate samarinda", "2027-01-04"),
        ("escalate kaltim", "2027-01-08"),
    ]


def test_at_the_top_it_climbs_anew_when_somebody_moves_it(story: Story) -> None:
    case = story.case(Status.RECEIVED)
    story.wait(date(2027, 2, 1))
    before = story.by_itself(case)
    story.act(case, Action.ASSIGN)
    assert owner(story, case) == "samarinda-pupr"
    story.wait(date(2027, 2, 4))
    # the promised answer is late since December: three working days for the office, then up again
    assert story.by_itself(case)[len(before) :] == [("escalate samarinda", "2027-02-04")]


def test_only_one_late_clock_of_a_case_climbs(story: Story) -> None:
    case = story.case(Status.ASSIGNED, kind=Kind.INFORMATION)  # follow-up and answer are due on one day
    story.wait(date(2026, 12, 17))
    assert [what for what, _day in story.by_itself(case)] == ["remind", "remind", "escalate samarinda"]
    story.act(case, Action.START)
    story.wait(date(2026, 12, 22))
    assert story.by_itself(case)[3:] == [("escalate samarinda", "2026-12-22")]


def test_a_level_where_nobody_is_active_is_passed_over(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    _leave(story.db, "samarinda")
    story.wait(date(2026, 12, 17))
    assert story.by_itself(case)[-1] == ("escalate kaltim", "2026-12-17")


def _leave(db: Database, username: str) -> None:
    with db.write() as session:
        session.execute(update(Officer).where(Officer.username == username).values(last_seen_at=NOON - timedelta(31)))


def test_where_nobody_is_in_the_office_its_superior_is_reminded_and_the_next_one_gets_it(story: Story) -> None:
    _leave(story.db, "samarinda-pupr")
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 17))
    assert story.letters(case, "owner/remind", "owner/escalate") == [
        ("owner/remind", "samarinda"),
        ("owner/escalate", "kaltim"),
    ]


def test_a_silent_reporter_is_reminded_twice_and_then_closed_but_not_as_solved(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.wait(date(2027, 1, 31))
    assert story.by_itself(case) == [("remind", "2026-12-16"), ("remind", "2026-12-21"), ("time_out", "2026-12-28")]
    stored = story.stored(case)
    assert (stored.status, stored.closed_by, stored.stars) == ("closed", "system", None)
    assert list(story.clocks(case)) == []
    assert story.letters(case, "reporter/remind", "reporter/time_out") == [
        ("reporter/remind", "reporter"),
        ("reporter/remind", "reporter"),
        ("reporter/time_out", "reporter"),
    ]


def test_an_anonymous_reporter_is_reminded_by_the_page_alone(story: Story) -> None:
    case = story.case(Status.ANSWERED, anonymous=True, reporter=None)
    story.wait(date(2026, 12, 28))
    assert [what for what, _day in story.by_itself(case)] == ["remind", "remind", "time_out"]
    assert story.letters(case, "reporter/remind", "reporter/time_out") == []


def test_a_reply_in_between_stops_the_close_and_the_next_answer_begins_anew(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.wait(date(2026, 12, 22))
    story.act(case, Action.REPLY)
    story.act(case, Action.ANSWER)
    story.wait(date(2027, 1, 31))
    assert [what for what, _day in story.by_itself(case)] == ["remind"] * 4 + ["time_out"]


def test_nothing_closes_by_timer_without_a_follow_up(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    with story.db.write() as session:  # as an import from elsewhere may bring it
        session.execute(update(Case).values(followed_up=False))
    story.wait(date(2027, 2, 15))
    with story.db.read() as session:
        assert session.get_one(Case, case).status == Status.ANSWERED
    assert [what for what, _day in story.by_itself(case)[2:]] == [
        "escalate samarinda",
        "escalate kaltim",
        "escalate nasional",
    ]


@pytest.mark.parametrize(("asked", "ends"), [(Action.ANSWER, Status.CLOSED), (Action.ASK_INFO, Status.ARCHIVED)])
def test_while_the_agency_is_in_question_no_timer_ends_the_case_and_none_climbs(
    story: Story, asked: Action, ends: Status
) -> None:
    case = story.case(Status.IN_PROGRESS)
    for action in (Action.WRONG_AGENCY, asked):
        story.act(case, action)
    story.wait(date(2027, 2, 15))
    assert (story.stored(case).status in OPEN, story.stored(case).agency_question) == (True, "open")
    assert "escalate" not in " ".join(what for what, _day in story.by_itself(case))
    story.act(case, Action.KEEP_AGENCY)
    story.wait(date(2027, 3, 20))
    assert story.stored(case).status == ends


@pytest.mark.parametrize("before", [(Action.CONFIRM, Action.REOPEN), (Action.REPLY, Action.REASSIGN)])
def test_who_begins_anew_must_follow_it_up_anew_before_a_timer_closes(story: Story, before: tuple[Action, ...]) -> None:
    case = story.case(Status.ANSWERED)
    for action in (*before, Action.ANSWER):
        story.act(case, action)
    story.wait(date(2027, 1, 31))
    assert story.stored(case).status == Status.ANSWERED
    story.act(case, Action.REPLY)
    story.act(case, Action.NOTE)
    story.act(case, Action.ANSWER)
    story.wait(date(2027, 3, 15))
    assert story.stored(case).status == Status.CLOSED


def test_what_is_not_completed_is_archived_with_its_reason_and_goes_on_when_contested(story: Story) -> None:
    case = story.case(Status.NEEDS_INFO)
    story.wait(date(2027, 1, 31))
    assert story.by_itself(case) == [("remind", "2026-12-23"), ("remind", "2027-01-03"), ("archive", "2027-01-09")]
    assert (story.stored(case).status, story.stored(case).archive_reason) == ("archived", "not_completed")
    story.act(case, Action.CONTEST)
    story.wait(date(2027, 2, 9))
    assert story.by_itself(case)[3:] == [("remind", "2027-02-02"), ("escalate kaltim", "2027-02-04")]


def test_while_a_clock_is_paused_nothing_is_reminded_or_escalated(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.wait(date(2026, 12, 15))
    story.act(case, Action.ASK_INFO)
    paused = [clock for clock in story.clocks(case) if clock.paused_on]
    assert [(clock.kind, clock.next_on) for clock in paused] == [("resolution", None)]
    story.wait(date(2026, 12, 18))
    story.act(case, Action.SUPPLY_INFO)
    [clock] = story.clocks(case)
    assert (clock.due, clock.next_on) == (date(2027, 1, 7), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("status", "comment", "until", "climbs"),
    [
        (Status.RECEIVED, Action.ADD_MESSAGE, date(2026, 12, 15), "escalate kaltim"),
        (Status.IN_PROGRESS, Action.NOTE, date(2027, 1, 4), "escalate samarinda"),
    ],
)
def test_a_comment_restarts_no_clock(story: Story, status: Status, comment: Action, until: date, climbs: str) -> None:
    case = story.case(status)
    story.wait(until - timedelta(days=2))
    story.act(case, comment)
    story.clock.pass_by(days=1)
    story.act(case, comment)
    story.wait(until)
    assert story.by_itself(case)[-1] == (climbs, until.isoformat())


def test_another_class_is_reminded_by_its_own_days(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.act(case, Action.CLASSIFY)
    [clock] = story.clocks(case)
    assert clock.next_on is not None and (clock.due - clock.next_on).days >= 3
    story.wait(date(2027, 1, 20))
    assert story.by_itself(case) == [], "the old promise is superseded and rings no more"


@pytest.mark.parametrize(("code", "hour"), [("64.72.04.1003", 22), (None, 23)])
def test_the_day_begins_at_six_in_the_zone_of_the_case(story: Story, code: str | None, hour: int) -> None:
    """06.00 WITA is 22.00 UTC of the day before, 06.00 WIB is 23.00 UTC."""
    case = story.case(Status.ANSWERED, area_code=code)
    story.clock.present = datetime(2026, 12, 15, hour, 0, tzinfo=UTC) - timedelta(minutes=1)
    assert story.ring() == 0
    story.clock.pass_by(minutes=1)
    assert story.ring() == 1 and len(story.by_itself(case)) == 1


def test_a_late_case_stands_in_the_queues_of_all_above(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    story.wait(date(2026, 12, 17))
    with story.db.read() as session:
        seen = set(session.scalars(select(CaseScope.agency_id).where(CaseScope.case_id == case)))
        assert seen == {world.agency_id(session, code) for code in OFFICERS}
        [due] = set(session.scalars(select(CaseScope.due)))
    assert due == date(2026, 12, 16), "still overdue"
