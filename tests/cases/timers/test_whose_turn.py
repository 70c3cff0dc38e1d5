"""Whose turn it is: whoever gets a late case is told of its own time first, and a reporter has all days again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import world
from tests.cases import oracle
from tests.cases.timers.story import FOREVER, NOON, Story, appoint
from webapp.cases.letters import renderers
from webapp.cases.models import Deadline
from webapp.cases.reports import Help
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox
from webapp.officers.roles import Role


def pass_on(story: Story, case_id: int, code: str = "samarinda-dinkes") -> None:
    """The coordinator gives it to another office."""
    with story.db.read() as session:
        agency = world.agency_id(session, code)
    story.act(case_id, Action.REASSIGN, agency=agency)


def wait_days(story: Story, days: int) -> None:
    """So many days, the worker looking each day."""
    story.wait(story.today + timedelta(days))


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


def test_the_decision_gives_a_reporter_who_must_complete_all_days_again(story: Story) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.act(case, Action.WRONG_AGENCY)
    story.act(case, Action.ASK_INFO)
    wait_days(story, 45)
    story.act(case, Action.KEEP_AGENCY)
    wait_days(story, 30)
    assert story.stored(case).status == Status.NEEDS_INFO
    wait_days(story, 1)
    assert (story.stored(case).status, story.stored(case).archive_reason) == ("archived", "not_completed")


@pytest.mark.parametrize("then", [None, Action.ANSWER, Action.ASK_INFO])
def test_who_must_decide_on_the_agency_is_reminded_and_again_while_it_is_late(
    story: Story, then: Action | None, config: Config
) -> None:
    case = story.case(Status.IN_PROGRESS)
    story.act(case, Action.WRONG_AGENCY)
    if then:
        story.act(case, then)
    story.wait(date(2026, 12, 18))
    told = [day for what, day in story.by_itself(case) if day != "2026-12-16"]  # when an answer waits for its reporter
    assert told == ["2026-12-11", "2026-12-15", "2026-12-18"]
    reminded = [code for _letter, code in story.letters(case, "coordinator/remind", "owner/remind")]
    assert reminded == ["samarinda", "samarinda", "samarinda", "kaltim"], "late, a level more is told each time"
    assert story.letters(case, "reporter/remind") == [("reporter/remind", "reporter")] * (then is Action.ANSWER)
    with story.db.read() as session:
        render = renderers(config.site)["coordinator/remind"]
        late = session.scalars(select(Outbox).where(Outbox.template == "coordinator/remind")).all()[-1]
        letter = render(session, "", late.params, "id")
    assert letter is not None and "Tenggat keputusan: Senin, 14 Desember 2026." in letter.text.replace("\xa0", " ")
    story.act(case, Action.KEEP_AGENCY)
    story.wait(date(2026, 12, 22))
    assert len(story.letters(case, "coordinator/remind")) == len(reminded)


def test_of_a_decision_that_never_comes_each_level_up_to_the_nation_is_told(story: Story) -> None:
    case = story.case(Status.ANSWERED)
    story.act(case, Action.WRONG_AGENCY)
    story.wait(date(2027, 1, 11))
    told = [code for _letter, code in story.letters(case, "coordinator/remind") if code != "samarinda"]
    assert told[:2] == ["kaltim", "nasional"] and set(told[2:]) == {"nasional"}


def test_of_harm_after_the_end_a_level_more_is_told_each_working_day_until_somebody_takes_it_up(
    story: Story, config: Config
) -> None:
    case = story.case(Status.CLOSED)
    story.act(case, Action.CATEGORISE)
    came = story.today
    story.wait(date(2026, 12, 11))
    story.act(case, Action.CATEGORISE, category="gender-inklusi.kekerasan-anak")
    story.wait(date(2026, 12, 15))
    days = [day.isoformat() for day, _level in oracle.harm_told(came, story.today)]
    assert story.by_itself(case) == [("remind", day) for day in days] and len(days) == 4
    told = [code for _letter, code in story.letters(case, "coordinator/remind")]
    assert told == ["samarinda", "samarinda", "kaltim", "samarinda", "nasional", "samarinda", "nasional"]
    with story.db.read() as session:
        late = session.scalars(select(Outbox).where(Outbox.template == "coordinator/remind")).all()[-1]
        letter = renderers(config.site)["coordinator/remind"](session, "", late.params, "id")
    assert letter is not None and "Mendesak, keselamatan orang" in letter.subject
    assert "Tenggat keputusan: Kamis, 10 Desember 2026." in letter.text.replace("\xa0", " ")
    story.act(case, Action.TAKE_UP)
    [_one] = [clock for clock in story.clocks(case) if clock.kind == "resolution"]
    wait_days(story, 2)
    assert len(story.letters(case, "coordinator/remind")) == len(told)


@pytest.mark.parametrize("ends", [Action.TAKE_UP, Action.REOPEN, Action.CATEGORISE, Action.ERASE])
def test_whatever_ends_harm_after_the_end_ends_its_clock(story: Story, ends: Action) -> None:
    case = story.case(Status.CLOSED)
    story.act(case, Action.CATEGORISE)
    assert [clock.kind for clock in story.clocks(case)] == ["harm"]
    story.act(case, ends, **({"category": "perhubungan.parkir-liar"} if ends is Action.CATEGORISE else {}))
    with story.db.read() as session:
        ended = session.scalars(select(Deadline.outcome).where(Deadline.kind == "harm")).all()
    assert ended == ["met" if ends is Action.TAKE_UP else "superseded"]


def test_a_late_decision_on_the_agency_keeps_no_late_office_from_climbing(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    story.act(case, Action.WRONG_AGENCY)
    story.wait(date(2026, 12, 17))
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2026-12-17")


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


def test_no_timer_closes_before_the_help_to_read_the_answer_came_and_then_the_reporter_has_all_days(
    story: Story,
) -> None:
    case = story.case(Status.ANSWERED, help=Help(("braille",), ""))
    story.wait(date(2027, 1, 15))
    assert (story.stored(case).status, story.by_itself(case)[2][0]) == (Status.ANSWERED, "escalate samarinda")
    story.act(case, Action.RECORD_HELP)
    [clock] = [clock for clock in story.clocks(case) if clock.kind == "reporter_reply"]
    assert clock.started_on == date(2027, 1, 15)
    story.wait(clock.due)
    assert story.stored(case).status == Status.ANSWERED
    wait_days(story, 5)
    assert (story.stored(case).status, story.stored(case).closed_by) == (Status.CLOSED, "system")
