"""A contribution has a clock of its own: it reminds its agency and climbs to that agency's superiors, nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests import world
from tests.cases.timers.story import NOON, Story, appoint
from webapp.cases import parts
from webapp.cases.models import CaseScope, Deadline
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role


@pytest.fixture
def contributors(story: Story) -> Story:
    """Kotabaru and its province have their people too."""
    people = {"kotabaru": Role.COORDINATOR, "kalsel": Role.COORDINATOR, "samarinda-dinkes": Role.LIAISON}
    appoint(story.db, story.keys, people, NOON + timedelta(days=4000))
    return story


def ask(story: Story, code: str = "kotabaru") -> int:
    """A case in the hands of PUPR, to which `code` is asked to contribute."""
    case = story.case(Status.IN_PROGRESS)
    with story.db.read() as session:
        agency = world.agency_id(session, code)
    story.act(case, Action.ASK_CONTRIBUTION, agency=agency)
    return case


def test_a_late_contribution_climbs_above_its_own_agency(contributors: Story) -> None:
    case = ask(contributors)
    contributors.wait(date(2026, 12, 24))
    assert contributors.by_itself(case) == [
        ("remind", "2026-12-15"),
        ("escalate kalsel", "2026-12-17"),
        ("escalate nasional", "2026-12-22"),
    ]
    row = contributors.stored(case)
    assert row.escalated_id is None, "the lead answers for its case as before"
    assert contributors.letters(case, "owner/remind", "owner/escalate", "owner/ask_contribution") == [
        ("owner/ask_contribution", "kotabaru"),
        ("owner/remind", "kotabaru"),
        ("owner/escalate", "kalsel"),
        ("owner/escalate", "nasional"),
    ]


def test_the_clock_of_the_lead_climbs_as_if_there_were_no_other(contributors: Story) -> None:
    case = ask(contributors)
    contributors.wait(date(2027, 1, 8))
    mine = [what for what in contributors.by_itself(case) if what[1] > "2026-12-24"]
    assert mine == [("remind", "2026-12-28"), ("escalate samarinda", "2027-01-04"), ("escalate kaltim", "2027-01-08")]


def test_a_contribution_in_time_is_a_promise_kept(contributors: Story) -> None:
    case = ask(contributors, "samarinda-dinkes")
    contributors.wait(date(2026, 12, 11))
    contributors.act(case, Action.CONTRIBUTE)
    with contributors.db.read() as session:
        clock = session.scalars(select(Deadline).where(Deadline.kind == "contribution")).one()
        assert (clock.due, clock.outcome) == (date(2026, 12, 16), "met")
        dinkes = world.agency_id(session, "samarinda-dinkes")
        assert session.get(CaseScope, (dinkes, case)) is None
    assert parts.waited_for(contributors.stored(case).contributors) == frozenset()
    contributors.wait(date(2026, 12, 24))
    assert contributors.by_itself(case) == []


def test_each_of_two_has_a_clock_and_one_ends_without_the_other(contributors: Story) -> None:
    case = ask(contributors)
    contributors.wait(date(2026, 12, 14))
    contributors.act(case, Action.ASK_CONTRIBUTION)
    contributors.act(case, Action.DECLINE_CONTRIBUTION)
    with contributors.db.read() as session:
        kotabaru, dinkes = (world.agency_id(session, code) for code in ("kotabaru", "samarinda-dinkes"))
        rows = session.scalars(select(Deadline).where(Deadline.kind == "contribution").order_by(Deadline.id)).all()
        days = {row.agency_id: row.due for row in session.scalars(select(CaseScope).where(CaseScope.case_id == case))}
    assert [(row.part, row.ended_at is None) for row in rows] == [(kotabaru, True), (dinkes, False)]
    assert days[kotabaru] == date(2026, 12, 16) and dinkes not in days
    assert contributors.stored(case).contributors[str(dinkes)] == {"state": "declined"}


def test_a_question_to_the_reporter_stops_the_contribution_too(contributors: Story) -> None:
    case = ask(contributors, "samarinda-dinkes")
    contributors.wait(date(2026, 12, 11))
    contributors.act(case, Action.ASK_INFO)
    contributors.wait(date(2026, 12, 18))
    contributors.act(case, Action.SUPPLY_INFO)
    with contributors.db.read() as session:
        clock = session.scalars(select(Deadline).where(Deadline.kind == "contribution")).one()
    assert clock.due == date(2026, 12, 23) and clock.first_due == date(2026, 12, 16)


@pytest.mark.parametrize("action", [Action.ANSWER, Action.RETURN, Action.REASSIGN])
def test_a_contribution_lasts_as_long_as_its_lead_works(contributors: Story, action: Action) -> None:
    case = ask(contributors)
    contributors.act(case, action)
    with contributors.db.read() as session:
        clock = session.scalars(select(Deadline).where(Deadline.kind == "contribution")).one()
    assert clock.outcome == "superseded"
    assert {part["state"] for part in contributors.stored(case).contributors.values()} == {"ended"}
