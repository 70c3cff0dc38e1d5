"""An aspirasi is answered with what becomes of it: accepted, planned for a year, or refused for a reason."""

from __future__ import annotations

from typing import Any

import pytest

from tests.auditing import Page
from tests.desk.work.deeds import ANSWER, ANSWERED
from tests.desk.work.office import EXPLANATION, Office, url
from tests.desk.work.test_deeds import newest, send
from webapp.cases.moves import Incomplete, MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Status

LOOK = "Lihat sebagai pelapor"


@pytest.fixture
def case(office: Office) -> Received:
    """A suggestion on which the office works."""
    return office.case(Status.IN_PROGRESS, kind=Kind.SUGGESTION)


def form(office: Office, case: Received) -> Page:
    """The empty form of the answer."""
    return office.come_in("rahma").get_page(url(case, "jawab"))


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ({"hasil": "accepted"}, "accepted", "Aspirasi diterima"),
        (
            {"hasil": "planned", "tahun": "2028"}, "planned:2028",
            "Aspirasi masuk rencana atau anggaran tahun 2028",
        ),
        (
            {"hasil": "refused", "penolakan": "no_budget"}, "refused:no_budget",
            "Aspirasi ditolak: anggarannya tidak ada",
        ),
        (
            {"hasil": "refused", "penolakan": "other", "explanation": EXPLANATION}, "refused:other",
            "Aspirasi ditolak: alasan lain, yang dijelaskan kepada pelapor",
        ),
    ],
)  # fmt: skip
def test_a_result_is_chosen_looked_at_and_sent(
    office: Office, case: Received, typed: dict[str, Any], code: str, words: str
) -> None:
    page = form(office, case).submit(LOOK, **typed, **ANSWER)
    assert (page.h1, words in page.text) == ("Periksa jawaban sebelum dikirim", True)
    page.submit("Kirim jawaban")
    row = office.read(case)
    assert (row.status, row.result) == ("answered", code)
    assert newest(office.db, case)[1] == {"readers": "all", "result": code}
    assert newest(office.db, case)[2] == {**ANSWERED, **{k: v for k, v in typed.items() if k == "explanation"}}
    page = page.client.get_page(url(case))
    assert f"{words}. Menunggu tanggapan pelapor" in page.select(".lead")[0]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({}, ["Pilih apa jadinya aspirasi ini."]),
        ({"hasil": "planned"}, ["Tulis tahunnya dengan empat angka, dari 2026 sampai 2036."]),
        ({"hasil": "planned", "tahun": "2025"}, ["Tulis tahunnya dengan empat angka, dari 2026 sampai 2036."]),
        ({"hasil": "planned", "tahun": "2037"}, ["Tulis tahunnya dengan empat angka, dari 2026 sampai 2036."]),
        ({"hasil": "planned", "tahun": "tahun depan"}, ["Tulis tahunnya dengan empat angka, dari 2026 sampai 2036."]),
        ({"hasil": "accepted", "tahun": "2027"}, ["Kosongkan tahunnya, atau pilih bahwa aspirasi ini masuk rencana."]),
        ({"hasil": "refused"}, ["Pilih mengapa aspirasi ini ditolak."]),
        (
            {"hasil": "accepted", "penolakan": "exists"},
            ["Pilih “Tidak ditolak”, atau pilih bahwa aspirasi ini ditolak."],
        ),
        (
            {"hasil": "refused", "penolakan": "other", "explanation": "oke"},
            ["Jelaskan alasan penolakan dengan sedikitnya 20 huruf."],
        ),
    ],
)
def test_a_result_that_says_too_little_or_too_much_is_told_and_nothing_is_lost(
    office: Office, case: Received, typed: dict[str, Any], errors: list[str]
) -> None:
    page = form(office, case).submit(LOOK, **typed, **ANSWER)
    assert (page.status, page.errors) == (422, errors)
    assert {name: page.field(name).value for name in ANSWER} == ANSWER
    kept = {name: page.field(name).values[0] if page.field(name).values else "" for name in typed}
    assert kept == typed
    assert office.read(case).status == Status.IN_PROGRESS


def test_a_made_up_result_is_refused(office: Office, case: Received) -> None:
    page = send(office.come_in("rahma"), url(case, "jawab"), hasil="solved", readers="all", **ANSWER)
    assert "Pilih apa jadinya aspirasi ini." in page.errors
    assert office.read(case).result is None


def test_only_a_suggestion_has_a_result(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    page = form(office, case)
    assert "Apa jadinya aspirasi ini?" not in page.text
    with pytest.raises(MoveRefused):
        office.act(case, Action.ANSWER, result="accepted")
    page.submit(LOOK, **ANSWER).submit("Kirim jawaban")
    assert office.read(case).result is None


@pytest.mark.parametrize("result", ["", "planned", "planned:1999", "refused:because", "solved"])
def test_the_record_takes_no_other_result_whoever_brings_it(office: Office, case: Received, result: str) -> None:
    with pytest.raises((MoveRefused, Incomplete)):
        office.act(case, Action.ANSWER, result=result)
    assert office.read(case).status == Status.IN_PROGRESS


@pytest.mark.parametrize("action", [Action.REPLY, Action.WRONG_AGENCY])
def test_an_answer_that_is_contested_is_no_result_any_more(office: Office, case: Received, action: Action) -> None:
    office.act(case, Action.ANSWER, result="refused:exists")
    assert office.act(case, action).result is None


def test_who_comes_second_is_told_and_keeps_the_result(office: Office, case: Received) -> None:
    page = form(office, case).submit(LOOK, hasil="planned", tahun="2027", **ANSWER)
    office.act(case, Action.NOTE)
    page = page.submit("Kirim jawaban")
    assert (page.status, page.field("hasil").values, page.field("tahun").value) == (409, ["planned"], "2027")
    page.submit(LOOK).submit("Kirim jawaban")
    assert office.read(case).result == "planned:2027"
