"""The hand-written reports: some three hundred, in every status, over all towns, each history possible."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache

import pytest

from webapp.agencies.areas import area_names, kind_of
from webapp.agencies.categories import curated
from webapp.cases.moves import moves_from
from webapp.cases.reasons import CHOSEN_BY_OFFICERS
from webapp.cases.words import WISH_NAMES
from webapp.cases.workflow import Action, Status
from webapp.demo.reports import DemoReport, DemoStep, demo_reports
from webapp.demo.tree import PROVINCES, agency_code, offices_of

REPORTS = demo_reports()
each_report = pytest.mark.parametrize("report", REPORTS, ids=[report.key for report in REPORTS])


def test_three_hundred_reports_of_all_three_kinds_in_every_status() -> None:
    assert len(REPORTS) == 304
    assert len({report.key for report in REPORTS}) == 304
    kinds, statuses = (Counter(getattr(report, name) for report in REPORTS) for name in ("kind", "status"))
    assert set(kinds) == {"complaint", "suggestion", "information"} and min(kinds.values()) >= 24
    assert min(statuses[status] for status in Status) >= 15


def test_they_come_by_every_channel() -> None:
    channels = Counter(report.channel for report in REPORTS)
    assert set(channels) == {"web", "email", "sms", "chat", "paper", "phone"} and min(channels.values()) >= 15


def test_nobody_wrote_the_same_twice() -> None:
    for said in ([report.body for report in REPORTS], [report.title for report in REPORTS], _decisions()):
        assert len(set(said)) == len(said)


def _decisions() -> list[str]:
    return [step.facts["decision"] for report in REPORTS for step in report.steps if step.do == "answer"]


NEVER_PLAYED = {Action.RECEIVE, Action.NEW_PIN, Action.ERASE}
"""The sending is not a step, a new PIN is made by the service that tells it, and what is erased shows nothing."""


def test_every_move_appears() -> None:
    assert {step.do for report in REPORTS for step in report.steps} == set(Action) - NEVER_PLAYED


def test_every_reason_of_archiving_appears() -> None:
    reasons = {step.facts["reason"] for report in REPORTS for step in report.steps if step.do == "archive"}
    assert reasons == {"not_completed", *CHOSEN_BY_OFFICERS}


def test_both_provinces_and_all_their_towns() -> None:
    towns = Counter(report.area_code[:5] for report in REPORTS)
    theirs = {code for code in area_names() if len(code) == 5 and code[:2] in PROVINCES}
    assert set(towns) == theirs | set(PROVINCES), "some are about a whole province"
    assert min(towns[town] for town in theirs) >= 5


def test_people_write_as_people_do() -> None:
    assert any(report.title.isupper() for report in REPORTS), "somebody shouts"
    assert min(len(report.body) for report in REPORTS) < 20
    assert max(len(report.body) for report in REPORTS) > 700
    assert sum("kada" in report.body.lower() for report in REPORTS) >= 20, "many write in Banjar"
    assert sum("etam" in report.body.lower() for report in REPORTS) >= 5, "some write in Kutai"
    assert sum(report.body.isupper() for report in REPORTS) >= 10


def test_switches_are_used() -> None:
    assert sum(report.anonymous for report in REPORTS) >= 50
    assert sum(report.confidential for report in REPORTS) >= 30
    assert sum(report.about_office for report in REPORTS) >= 8
    assert {wish for report in REPORTS for wish in report.wishes} == set(WISH_NAMES)


LONGEST = {"received": 9, "assigned": 14, "in_progress": 30}
"""More calendar days than the working days of the clock of each status, with every week-end and a holiday or two."""


def test_some_are_late() -> None:
    late = {report.status for report in REPORTS if report.status in LONGEST and _waits(report) > LONGEST[report.status]}
    assert late == set(LONGEST)


def _waits(report: DemoReport) -> int:
    """Days since the clock of its status began: the whole case for the one of resolution."""
    starts = {"received": ("contest",), "assigned": ("assign", "reassign"), "in_progress": ()}[report.status]
    return report.days_ago - max((step.after for step in report.steps if step.do in starts), default=0)


@each_report
def test_place_and_category_exist(report: DemoReport) -> None:
    assert report.area_code in area_names()
    assert report.category is None or report.category in {line.code for line in curated()}


@each_report
def test_an_anonymous_report_carries_nobody(report: DemoReport) -> None:
    assert (report.reporter is None) is report.anonymous


@each_report
def test_invented_people_have_invented_addresses(report: DemoReport) -> None:
    email, phone = ((report.reporter or {}).get(name) for name in ("email", "phone"))
    assert email is None or email.endswith("@warga.example")
    assert phone is None or phone.startswith("+62811000")


@each_report
def test_who_wants_a_call_gave_a_number(report: DemoReport) -> None:
    assert "phone_call" not in report.wishes or (report.reporter or {}).get("phone")


@each_report
def test_the_history_walks_the_table_to_the_status_it_names(report: DemoReport) -> None:
    status, day, handled = Status.RECEIVED, 0, False
    for step in report.steps:
        assert day <= step.after <= report.days_ago
        moves = [move for move in moves_from(status, Action(step.do)) if (move.guard != "handled") or handled]
        moves = [move for move in moves if (move.guard != "unhandled") or not handled]
        moves = [move for move in moves if report.kind in move.kinds]
        assert moves, f"{step.do} in {status}"
        assert set(moves[0].needs) <= set(step.facts) | {"assigned"} | _made_by_the_play(step), step
        status, day, handled = moves[0].to, step.after, _handled(step, handled)
    assert status == report.status


def _made_by_the_play(step: DemoStep) -> set[str]:
    """A proposed text that the file does not give is the reporter's own, masked."""
    return {"public_title", "public_body", "change"} if step.do == "propose_text" else set()


def _handled(step: DemoStep, before: bool) -> bool:
    return True if step.do == "start" else False if step.do in ("return", "contest", "reassign") else before


@each_report
def test_agencies_named_are_in_the_tree(report: DemoReport) -> None:
    named = [step.facts[name] for step in report.steps for name in ("agency", "suggested_agency") if name in step.facts]
    assert set(named) <= _codes()


@cache
def _codes() -> frozenset[str]:
    names = {code: name for code, name in area_names().items() if code[:2] in PROVINCES}
    agencies = {agency_code(code, name) for code, name in names.items()}
    offices = {f"pusat-{office.office}" for office in offices_of("nation")}
    for code, name in names.items():
        if len(code) <= 5:
            mine = offices_of(kind_of(code, name).value)
            offices |= {f"{agency_code(code, name)}-{office.office}" for office in mine}
    return frozenset(agencies | offices)


@each_report
def test_answers_speak_plainly(report: DemoReport) -> None:
    """At most 20 words a sentence in what officers write, no unfinished placeholder, four filled slots."""
    for step in report.steps:
        if step.by in ("reporter", "system") or step.do == "propose_text":
            continue
        facts = step.facts_on(date(2026, 12, 9)).values()
        said = " ".join(value for value in facts if isinstance(value, str) and " " in value)
        sentences = [sentence for sentence in re.split(r"(?<=[.?!:])\s+", said) if sentence]
        assert max((len(sentence.split()) for sentence in sentences), default=0) <= 20, sentences
        assert "{" not in said


def test_days_are_written_out_from_the_day_of_the_step() -> None:
    step = DemoStep(1, "answer", "agency", {"by_when": "Paling lambat {+7}.", "stars": 5})
    assert step.facts_on(date(2026, 12, 9)) == {"by_when": "Paling lambat Rabu, 16 Desember 2026.", "stars": 5}


def test_a_merged_report_follows_its_leader() -> None:
    keys = [report.key for report in REPORTS]
    for report in REPORTS:
        for leading in (step.facts["leading"] for step in report.steps if step.do == "merge"):
            assert keys.index(leading) < keys.index(report.key)
