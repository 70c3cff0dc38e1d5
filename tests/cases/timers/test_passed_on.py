"""What an office may do to gain time, and how often: pass a case on, and ask the reporter."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import select

from tests import world
from tests.cases import oracle
from tests.cases.timers.story import Story
from webapp.cases import letters
from webapp.cases.deadlines import Clock
from webapp.cases.models import Deadline
from webapp.cases.workflow import Action, Status
from webapp.config import Config

OFFICES = ("samarinda-pupr", "samarinda-dinkes")
DAYS = oracle.PROFILE["first follow-up"]


def pass_on(story: Story, case: int) -> None:
    """To the other of the two offices."""
    with story.db.read() as session:
        numbers = [world.agency_id(session, code) for code in OFFICES]
    numbers.remove(story.stored(case).agency_id)
    story.act(case, Action.REASSIGN, agency=numbers[0])


def follow_ups(story: Story, case: int) -> list[Deadline]:
    """The clocks of the first follow-up, oldest first."""
    with story.db.read() as session:
        mine = select(Deadline).where(Deadline.case_id == case, Deadline.kind == Clock.FIRST_FOLLOW_UP.value)
        return list(session.scalars(mine.order_by(Deadline.id)))


def letter(story: Story, config: Config, case: int, template: str, to: str) -> str:
    """The letter on what happened last, as it would be sent now."""
    with story.db.read() as session:
        params = {"case": case, "seq": story.stored(case).version}
        found = letters.renderers(config.site)[template](session, to, params, "id")
    assert found is not None
    return " ".join(found.text.split())


def test_passed_on_for_the_second_time_a_case_keeps_its_date(story: Story, config: Config) -> None:
    case = story.case(Status.ASSIGNED)
    assert [row.due for row in follow_ups(story, case)] == [date(2026, 12, 16)]
    story.wait(date(2026, 12, 14))
    pass_on(story, case)
    assert [(row.due, row.outcome) for row in follow_ups(story, case)] == [
        (date(2026, 12, 16), "superseded"),
        (date(2026, 12, 21), None),
    ]
    said = "Instansi itu mulai menindaklanjuti paling lambat Senin, 21 Desember 2026."
    assert said in letter(story, config, case, "reporter/reassign", f"reporter:{case}")
    story.wait(date(2026, 12, 18))
    assert story.by_itself(case)[-1] == ("remind", "2026-12-18")
    pass_on(story, case)
    [_first, second] = follow_ups(story, case)
    assert (second.due, second.ended_at, second.next_on) == (date(2026, 12, 21), None, date(2026, 12, 22))
    stays = "Batas tindak lanjut pertama tetap Senin, 21 Desember 2026, karena laporan Anda sudah pernah dialihkan."
    assert stays in letter(story, config, case, "reporter/reassign", f"reporter:{case}")
    assert "Batasnya tetap Senin, 21 Desember 2026" in letter(story, config, case, "owner/reassign", "agency:1")
    story.wait(date(2026, 12, 22))
    assert story.by_itself(case)[-1] == ("escalate samarinda", "2026-12-22"), "no pass wins time before who is above"


def test_a_late_case_stays_late_wherever_it_is_passed_on(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    pass_on(story, case)
    story.wait(date(2026, 12, 17))
    assert story.by_itself(case)[-1] == ("escalate kaltim", "2026-12-17"), "at that office nobody is active"
    pass_on(story, case)
    [_first, second] = follow_ups(story, case)
    assert second.due == date(2026, 12, 16)
    story.wait(date(2026, 12, 22))
    assert story.by_itself(case)[-1] == ("escalate nasional", "2026-12-22")
    story.act(case, Action.START)
    assert [row.outcome for row in follow_ups(story, case)] == ["superseded", "late"]


def test_who_has_begun_has_kept_the_promise_and_the_next_office_counts_anew(story: Story) -> None:
    case = story.case(Status.ASSIGNED)
    pass_on(story, case)
    story.act(case, Action.START)
    story.wait(date(2026, 12, 21))
    pass_on(story, case)
    rows = follow_ups(story, case)
    assert [(row.due, row.outcome) for row in rows][1:] == [(date(2026, 12, 16), "met"), (date(2026, 12, 30), None)]


@pytest.mark.parametrize("seed", range(8))
def test_the_first_follow_up_is_due_when_the_words_say_so(story: Story, seed: int) -> None:
    """Cases are passed on, begun and returned by chance; the oracle, which knows no engine, tells every date."""
    chance = random.Random(seed)
    case = story.case(Status.ASSIGNED)
    assigned, passed = story.today, list[date]()
    for _turn in range(12):
        story.clock.pass_by(days=chance.choice((0, 1, 2, 5)))
        what = chance.choice(("pass", "pass", "begin", "return"))
        if what == "return":
            story.act(case, Action.RETURN, suggested_agency=_other(story, case))
            story.act(case, Action.ASSIGN)
            assigned, passed = story.today, []
        if what == "begin":
            story.act(case, Action.START)
            passed = []
        if what != "return":
            pass_on(story, case)
            passed.append(story.today)
        assert follow_ups(story, case)[-1].due == oracle.first_follow_up_due(DAYS, assigned, passed)
        assert [row.ended_at for row in follow_ups(story, case)].count(None) == 1


def _other(story: Story, case: int) -> int:
    with story.db.read() as session:
        numbers = [world.agency_id(session, code) for code in (*OFFICES, "balikpapan")]
    return next(number for number in numbers if number != story.stored(case).agency_id)


def test_the_third_question_of_offices_tells_the_coordinator(story: Story, config: Config) -> None:
    case = story.case(Status.RECEIVED)
    for action in (Action.ASK_INFO, Action.SUPPLY_INFO, Action.ASSIGN, Action.START):
        story.act(case, action)
    for _question in range(2):
        story.act(case, Action.ASK_INFO)
        story.act(case, Action.SUPPLY_INFO)
    assert story.letters(case, "coordinator/ask_info") == [], "nor does the coordinator's own question count"
    for number in (3, 4):
        story.act(case, Action.ASK_INFO)
        said = letter(story, config, case, "coordinator/ask_info", "agency:1")
        assert f"Ini pertanyaan ke-{number} dari instansi yang menangani." in said
        story.act(case, Action.SUPPLY_INFO)
    assert story.letters(case, "coordinator/ask_info") == [("coordinator/ask_info", "samarinda")] * 2
    assert len(story.letters(case, "reporter/ask_info")) == 5
