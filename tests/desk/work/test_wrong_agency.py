"""“Salah instansi” at the desk: it waits for the coordinator, who passes the case on, or says why it stays."""

from __future__ import annotations

import pytest

from tests import world
from tests.desk.work.office import EXPLANATION, Office, url
from tests.desk.work.test_deeds import newest
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status

WAITING = "/petugas/?status=right_agency"


@pytest.fixture
def case(office: Office) -> Received:
    """A case that its reporter says is with the wrong agency."""
    case = office.case(Status.ASSIGNED)
    with office.db.read() as session:
        named = world.agency_id(session, "samarinda-dinkes")
    office.act(case, Action.WRONG_AGENCY, suggested_agency=named)
    return case


def test_it_waits_in_the_queue_of_the_coordinator_and_of_nobody_below(office: Office, case: Received) -> None:
    page = office.come_in("rina").get_page("/petugas/")
    assert "Pelapor: salah instansi" in page.select("tbody td")[0]
    page = page.submit("Saring", Tampilkan="Disebut salah instansi")
    assert len(page.select("tbody th a")) == 1
    assert "3 hari kerja lagi Senin, 14 Desember 2026" in page.text
    page = office.come_in("rahma").get_page(WAITING)
    assert "Tidak ada pelapor yang menunggu keputusan Anda tentang instansinya." in page.text


def test_a_decision_that_is_late_is_said(office: Office, case: Received) -> None:
    office.clock.pass_by(days=7)
    page = office.come_in("rina").get_page(WAITING)
    assert page.select("tbody b.late") == ["Terlambat 2 hari kerja"]


def test_kept_with_an_explanation_that_the_reporter_reads(office: Office, case: Received) -> None:
    client = office.come_in("rina")
    page = client.get_page(url(case))
    assert "Pelapor mengatakan kasus ini salah instansi." in page.text
    assert str(world.FACTS[Action.WRONG_AGENCY]["message"]) in page.text
    page = page.follow("Tetap di instansi ini").submit("Putuskan: tetap", explanation="oke")
    assert (page.status, page.field("explanation").value) == (422, "oke")
    page.submit("Putuskan: tetap", explanation=EXPLANATION)
    assert newest(office.db, case) == ("keep_agency", {"agency_question": "kept"}, {"explanation": EXPLANATION})
    assert "Tidak ada pelapor yang menunggu" in client.get_page(WAITING).text
    assert client.get(url(case, "tetap-di-sini")).status_code == 404


@pytest.mark.parametrize("then", [None, Action.ANSWER, Action.START])
def test_passed_on_to_the_agency_that_the_reporter_named(office: Office, case: Received, then: Action | None) -> None:
    if then:
        office.act(case, then)
    page = office.come_in("rina").get_page(url(case, "alihkan"))
    assert page.field("Instansi").options[1] == "Dinas Kesehatan Kota Samarinda: Pelapor menyebut instansi ini."
    page.submit("Alihkan kasus", Instansi="Dinas Kesehatan Kota Samarinda", explanation=EXPLANATION)
    row = office.read(case)
    assert (row.status, row.agency_question, row.hops) == ("assigned", None, 0)
    assert newest(office.db, case)[1]["agency_question"] == "upheld"
    assert "Pelapor benar: sebelumnya salah instansi." in page.client.get_page(url(case)).text


def test_the_office_itself_may_say_that_the_reporter_is_right(office: Office, case: Received) -> None:
    office.act(case, Action.RETURN)
    assert newest(office.db, case)[1]["agency_question"] == "upheld"
    assert office.read(case).agency_question is None


def test_only_who_assigns_decides_and_only_once_it_is_asked(office: Office, case: Received) -> None:
    assert office.come_in("rahma").get(url(case, "tetap-di-sini")).status_code == 404
    other = office.case(Status.ASSIGNED, key="other")
    client = office.come_in("rina")
    assert "Tetap di instansi ini" not in client.get_page(url(other)).links
    assert client.post(url(other, "tetap-di-sini"), data={"versi": "2"}).status_code == 422
    assert office.come_in("bayu").get(url(case, "tetap-di-sini")).status_code == 404


def test_who_comes_second_is_told_what_was_decided_and_gets_the_words_back(office: Office, case: Received) -> None:
    page = office.come_in("rina").get_page(url(case, "tetap-di-sini"))
    office.act(case, Action.KEEP_AGENCY)
    page = page.submit("Putuskan: tetap", explanation=EXPLANATION)
    assert (page.status, page.h1) == (409, "Langkah ini tidak tersedia sekarang")
    assert "memutuskan bahwa kasus tetap di instansinya" in page.text
    assert EXPLANATION in page.text


def test_a_question_that_ends_with_the_case_may_be_asked_again_after_it_is_reopened(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    office.act(case, Action.WRONG_AGENCY)
    for action in (Action.ANSWER, Action.CONFIRM, Action.REOPEN):
        office.act(case, action)
    assert office.read(case).agency_question is None
    office.act(case, Action.WRONG_AGENCY)
    assert office.read(case).agency_question == "open"
