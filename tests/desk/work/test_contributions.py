"""Several agencies on one case: one leads and answers, the others bring their part by their own clock."""

from __future__ import annotations

from typing import Any

import pytest

from tests import world
from tests.auditing import Page
from tests.desk.work.deeds import ANSWER
from tests.desk.work.office import EXPLANATION, Office, url
from tests.desk.work.test_deeds import newest, send
from webapp.base.ids import shown
from webapp.cases.moves import MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.reports import Help
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role

DINKES = "Dinas Kesehatan Kota Samarinda"
TASK = str(world.FACTS[Action.ASK_CONTRIBUTION]["task"])
PART = str(world.FACTS[Action.CONTRIBUTE]["contribution"])
DITCH = "Parit tersumbat, air masuk rumah setiap hujan"


def asked(office: Office, status: Status = Status.IN_PROGRESS, **changes: Any) -> Received:
    """A case of PUPR to which Dinkes is asked to contribute."""
    case = office.case(status, **changes)
    office.act(case, Action.ASK_CONTRIBUTION)
    return case


def links(page: Page) -> list[str]:
    """The actions that a case page offers."""
    return [str(link["href"]).rsplit("/", 1)[1] for link in page.document.soup.select("#langkah + ul a")]


def test_a_contributor_finds_the_case_in_the_queue_by_its_own_day(office: Office) -> None:
    asked(office)
    page = office.come_in("dewi").get_page("/petugas/")
    assert page.select("tbody th a") == [DITCH]
    assert page.select("tbody td b") == ["Bagian instansi Anda: 5 hari kerja lagi"]
    page = page.follow(DITCH)
    assert TASK in page.text and world.REPORT.body in page.text
    assert page.select("section.clock h2")[0] == "Bagian instansi lain paling lambat Rabu, 16 Desember 2026"
    assert links(page) == ["sampaikan-bagian", "tolak-bagian"]
    lead = office.come_in("rahma").get_page("/petugas/")
    assert lead.select("tbody td b") == ["14 hari kerja lagi"], "the lead's day is that of the answer"


def test_a_contributor_learns_nothing_of_the_reporter(office: Office) -> None:
    case = asked(office, help=Help(("large_print",), "Mata saya kabur."))
    page = office.come_in("dewi").get_page(url(case))
    for secret in ("Siti Rahmah", "siti@pelapor.example", "huruf besar", "Mata saya kabur."):
        assert secret not in page.text
    assert "Siti Rahmah" in office.come_in("rahma").get_page(url(case)).text


def test_a_contributor_who_names_the_reporter_is_masked_as_the_lead_is(office: Office) -> None:
    case = asked(office)
    office.act(case, Action.PROPOSE_TEXT, public_title="Parit tersumbat", public_body="Parit tersumbat di jalan.")
    office.act(case, Action.APPROVE_TEXT)
    words = "Kami sudah datang bersama Siti Rahmah dan menutup galian itu."
    page = office.come_in("dewi").get_page(url(case, "sampaikan-bagian"))
    page = page.submit("Sampaikan bagian ini", contribution=words)
    assert "nama atau kontak pelapor sendiri" in page.text


@pytest.mark.parametrize("slug", ["jawab", "kembalikan", "catat", "minta-keterangan", "usulkan-teks", "rahasiakan"])
def test_only_the_lead_handles_the_rest(office: Office, slug: str) -> None:
    case = asked(office)
    client = office.come_in("dewi")
    assert client.get(url(case, slug)).status_code == 404
    assert client.post(url(case, slug), data={"versi": "4"}).status_code == 404


def test_the_part_goes_to_the_lead_and_the_case_leaves_the_queue(office: Office) -> None:
    case = asked(office)
    client = office.come_in("dewi")
    page = client.get_page(url(case, "sampaikan-bagian"))
    assert page.select("main blockquote") == [TASK]
    empty = page.submit("Sampaikan bagian ini", contribution=" ")
    assert (empty.status, empty.errors) == (422, ["Tulis bagian instansi Anda."])
    page = empty.submit("Sampaikan bagian ini", contribution="Hubungi Budi di 0812-3456-7890.")
    assert page.h1 == "Periksa bagian Anda sebelum disampaikan"
    page = page.submit("Sampaikan bagian ini")
    assert page.select("[role=status]") == [f"Bagian Anda pada kasus {shown(case.ticket)} sudah disampaikan."]
    assert page.select("tbody th a") == []
    assert newest(office.db, case)[2] == {"contribution": "Hubungi Budi di 0812-3456-7890."}
    looks = client.get_page(url(case))
    assert (looks.status, links(looks)) == (200, []), "who contributed still sees how it goes on"
    lead = office.come_in("rahma").get_page(url(case))
    assert "Hubungi Budi di 0812-3456-7890." in lead.text and "Sudah menyampaikan bagiannya" in lead.text


def test_declining_needs_a_reason_of_the_list_and_an_explanation(office: Office) -> None:
    case = asked(office)
    page = office.come_in("dewi").get_page(url(case, "tolak-bagian")).submit("Tolak permintaan", explanation="oke")
    assert page.errors == [
        "Pilih salah satu alasan.",
        "Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya.",
    ]
    assert page.field("explanation").value == "oke"
    page.submit("Tolak permintaan", reason="part_busy", explanation=EXPLANATION)
    lead = office.come_in("rahma").get_page(url(case))
    assert "Alasan: tidak dapat dikerjakan dalam waktu itu." in lead.text and EXPLANATION in lead.text


def test_an_open_part_holds_no_answer_up_and_is_told_before_it(office: Office) -> None:
    case = asked(office)
    client = office.come_in("rahma")
    page = client.get_page(url(case, "jawab"))
    assert "Bagian dari instansi lain belum datang." in page.text
    assert page.select("main .note dl") == [f"{DINKES}Diminta, paling lambat Rabu, 16 Desember 2026"]
    page.submit("Lihat sebagai pelapor", ANSWER).submit("Kirim jawaban")
    assert office.read(case).status == Status.ANSWERED
    contributor = office.come_in("dewi")
    assert contributor.get_page("/petugas/").select("tbody th a") == []
    assert links(contributor.get_page(url(case))) == []
    assert "Tidak diperlukan lagi" in client.get_page(url(case)).text


def test_two_at_once_and_the_second_is_told_with_the_text_kept(office: Office) -> None:
    case = asked(office)
    page = office.come_in("dewi").get_page(url(case, "sampaikan-bagian"))
    office.act(case, Action.NOTE)
    page = page.submit("Sampaikan bagian ini", contribution=PART)
    assert page.status == 409
    assert "Petugas Dinas PUPR Samarinda mencatat tindak lanjut" in page.errors[0]
    assert page.field("contribution").value == PART
    office.act(case, Action.ANSWER)
    page = page.submit("Sampaikan bagian ini")
    assert (page.status, page.h1) == (409, "Langkah ini tidak tersedia sekarang"), "the answer ended what was asked"
    assert page.select("main blockquote") == [PART]


def test_the_lead_and_who_was_asked_already_can_not_be_asked(office: Office) -> None:
    case = asked(office)
    client = office.come_in("rahma")
    page = client.get_page(url(case, "minta-bagian")).submit("Cari instansi", cari="pupr")
    assert not any(option.startswith("Dinas PUPR") for option in page.field("Instansi").options)
    page = page.submit("Cari instansi", cari="kesehatan")
    page = page.submit("Minta bagian", Instansi=DINKES, task="oke")
    assert page.errors == [
        "Instansi itu sudah diminta dan belum menjawab. Pilih instansi lain.",
        "Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya.",
    ]
    assert page.field("task").value == "oke"


def test_the_office_that_a_report_is_about_never_contributes(office: Office) -> None:
    case = office.case(about_office=True)
    with office.db.read() as session:
        balikpapan, accused = world.agency_id(session, "balikpapan"), world.agency_id(session, "samarinda-pupr")
    office.act(case, Action.ASSIGN, agency=balikpapan)
    client = office.come_in("ani")
    page = send(client, url(case, "minta-bagian"), instansi="samarinda-pupr", task=EXPLANATION, cari="pupr")
    assert page.status == 422 and not any("PUPR" in option for option in page.field("Instansi").options)
    with pytest.raises(MoveRefused, match="about itself"):
        office.act(case, Action.ASK_CONTRIBUTION, agency=accused)


def test_nobody_gives_the_part_of_another_agency(office: Office) -> None:
    case = asked(office)
    with office.db.read() as session:
        kotabaru = world.agency_id(session, "kotabaru")
    office.act(case, Action.ASK_CONTRIBUTION, agency=kotabaru)
    client = office.come_in("dewi")
    assert client.get_page(url(case, "sampaikan-bagian")).document.soup.select("[name=untuk]") == []
    with pytest.raises(MoveRefused, match="another agency"):
        office.act(case, Action.CONTRIBUTE, agency=kotabaru)
    city = office.come_in("rina").get_page(url(case))
    assert "sampaikan-bagian" in links(city), "the level above may give it where nobody is active"
    nation = office.come_in("ani").get_page(url(case, "sampaikan-bagian"))
    assert nation.submit("Sampaikan bagian ini", contribution=PART).errors == ["Pilih instansi yang memberi bagiannya."]


def test_a_confidential_case_is_read_by_its_contributor_until_the_part_is_given(office: Office) -> None:
    case = asked(office, confidential=True)
    client = office.come_in("dewi")
    assert world.REPORT.body in client.get_page(url(case)).text
    office.hire("lia", "Lia Amelia", (Role.LEADER, "samarinda-dinkes"))
    assert world.REPORT.body not in office.back("lia").get_page(url(case)).text, "who only looks reads no secret"
    office.act(case, Action.CONTRIBUTE)
    page = client.get_page(url(case))
    assert world.REPORT.body not in page.text and PART not in page.text and DITCH not in page.text


def test_a_contributor_is_not_told_what_marks_a_secret_case(office: Office) -> None:
    case = asked(office)
    office.act(case, Action.CATEGORISE, category="gender-inklusi.kdrt")
    office.act(case, Action.CONTEST_CATEGORY)
    rina, dewi = office.come_in("rina"), office.come_in("dewi")
    told = rina.get_page("/petugas/").text
    assert "pelapor berkeberatan" in told and "Mendesak: keselamatan orang" in told
    page = dewi.get_page("/petugas/")
    assert page.select("tbody th a") != []
    assert "berkeberatan" not in " ".join(page.select("tbody")) and "endesak" not in " ".join(page.select("tbody"))
    assert dewi.get_page("/petugas/?status=urgent").select("tbody th a") == []


def test_of_a_case_that_was_made_secret_the_contributor_is_told_what_changed_meanwhile(office: Office) -> None:
    case = asked(office)
    office.act(case, Action.CATEGORISE)
    office.act(case, Action.CATEGORISE, category="perhubungan.parkir-liar")
    page = office.come_in("dewi").get_page(url(case, "sampaikan-bagian"))
    office.act(case, Action.NOTE)
    page = page.submit("Sampaikan bagian ini", contribution=PART)
    assert page.status == 409
    [told] = [row for row in page.select("main .note li") if "mencatat tindak lanjut" in row]
    assert "Dinas PUPR Samarinda" in told


def test_who_is_above_the_contributor_sees_it_too(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    client = office.come_in("bayu")
    assert client.get(url(case)).status_code == 404
    with office.db.read() as session:
        office.act(case, Action.ASK_CONTRIBUTION, agency=world.agency_id(session, "balikpapan"))
    assert client.get_page("/petugas/").select("tbody th a") == [DITCH]
    assert links(client.get_page(url(case))) == ["sampaikan-bagian", "tolak-bagian"]
