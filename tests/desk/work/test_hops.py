"""A case that two offices returned: the level above decides, and both see it and why; suggestions are only that."""

from __future__ import annotations

import pytest

from tests import world
from tests.desk.work.office import Office, url
from webapp.base import ids
from webapp.cases import letters
from webapp.cases.queries import entries
from webapp.cases.receiving import Received
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.officers.roles import Role

WHY = "Parit ini milik rumah sakit, bukan parit kota."


@pytest.fixture
def returned(office: Office) -> Received:
    """The roads office, then the health office said that it isn't theirs."""
    case = office.case(Status.ASSIGNED)
    office.act(case, Action.RETURN, explanation=WHY)
    with office.db.read() as session:
        health = world.agency_id(session, "samarinda-dinkes")
    office.act(case, Action.ASSIGN, agency=health)
    with office.db.write() as session:
        named = world.agency_id(session, "samarinda-pupr")
        facts = {"suggested_agency": named, "explanation": "Ini parit kota, bukan parit kami."}
        by = world.liaison(session, "samarinda-dinkes")
        transition(session, case.case_id, Action.RETURN, by, now=office.clock(), facts=facts)
    return case


@pytest.mark.parametrize("who", ["rahma", "dewi", "rina"])
def test_everybody_concerned_sees_who_decides_now_and_why(office: Office, returned: Received, who: str) -> None:
    page = office.come_in(who).get_page(url(returned))
    said = (
        "2 kali, oleh Dinas PUPR Samarinda, Dinas Kesehatan Kota Samarinda. "
        "Sekarang Pemerintah Provinsi Kalimantan Timur yang memutuskan."
    )
    assert said in page.select(".facts dd")
    assert WHY in page.text and "Ini parit kota, bukan parit kami." in page.text


def test_who_returned_it_only_looks(office: Office, returned: Received) -> None:
    client = office.come_in("rahma")
    assert "Mulai tindak lanjut" not in client.get_page(url(returned)).text
    assert client.get(f"{url(returned)}/mulai").status_code == 404


def test_passed_down_again_it_is_passed_on_by_the_level_above_only(office: Office, returned: Received) -> None:
    office.hire("hendra", "Hendra Gunawan", (Role.COORDINATOR, "kaltim"))
    above, below = office.back("hendra"), office.come_in("rina")
    page = above.get_page(url(returned, "teruskan")).submit("Cari instansi", cari="pupr")
    page.submit("Teruskan kasus", Instansi="Dinas PUPR Samarinda")
    office.act(returned, Action.WRONG_AGENCY)
    links = below.get_page(url(returned)).links
    assert not {"Alihkan ke instansi lain", "Tetap di instansi ini"} & set(links)
    assert "Minta bagian dari instansi lain" in links
    said = "Yang memutuskan instansinya sekarang Pemerintah Provinsi Kalimantan Timur."
    for slug in ("alihkan", "tetap-di-sini"):
        assert said in below.get_page(url(returned, slug)).text
    sent = below.post(url(returned, "alihkan"), data={"versi": str(office.read(returned).version), "explanation": WHY})
    assert sent.status_code == 422 and WHY in sent.get_data(as_text=True)
    page = above.get_page(url(returned, "alihkan")).submit("Cari instansi", cari="dinkes", explanation=WHY)
    page.submit("Alihkan kasus", Instansi="Dinas Kesehatan Kota Samarinda")
    with office.db.read() as session:
        assert office.read(returned).agency_id == world.agency_id(session, "samarinda-dinkes")


def test_returned_once_it_is_still_passed_on_by_its_coordinator(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    for action in (Action.RETURN, Action.ASSIGN):
        office.act(case, action)
    assert "Alihkan ke instansi lain" in office.come_in("rina").get_page(url(case)).links


def test_who_decides_after_two_returns_is_told_so_on_the_page_and_by_letter(
    office: Office, returned: Received, config: Config
) -> None:
    says = "sudah dua kali dikembalikan, maka Anda yang memutuskan instansinya."
    office.hire("hendra", "Hendra Gunawan", (Role.COORDINATOR, "kaltim"))
    assert says in office.back("hendra").get_page(url(returned)).text
    assert says not in office.come_in("rina").get_page(url(returned)).text
    render = letters.renderers(config.site)["coordinator/return"]
    with office.db.read() as session:
        seqs = [one.seq for one in entries(session, returned.case_id) if one.action is Action.RETURN]
        told = [render(session, "", {"case": returned.case_id, "seq": seq}, "id") for seq in seqs]
    assert [letter is not None and says in letter.text for letter in told] == [False, True]


def test_after_one_return_the_office_sees_it_no_more(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.act(case, Action.RETURN)
    assert office.come_in("rahma").get(url(case)).status_code == 404


def test_the_class_is_suggested_with_its_reason(office: Office) -> None:
    case = office.case(category="pendidikan.biaya")
    page = office.come_in("rina").get_page(f"{url(case)}/golongkan")
    why = "Kasus kategori Biaya dan sumbangan sekolah biasanya digolongkan begitu."
    assert f"Saran kami: berkadar pengawasan. {why}" in page.text


def test_what_gains_no_time_is_told_on_both_pages(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.act(case, Action.REASSIGN)
    client = office.come_in("rina")
    public = f"/lacak/{ids.slug(case.ticket)}"
    assert "Hitungan tindak lanjut pertama dimulai lagi." in client.get_page(public).text
    with office.db.read() as session:
        office.act(case, Action.REASSIGN, agency=world.agency_id(session, "samarinda-pupr"))
    assert (
        "Batas tindak lanjut pertama tetap, karena laporan ini sudah pernah dialihkan." in client.get_page(public).text
    )
    assert "Batas tindak lanjut pertama tetap, karena kasus ini" in client.get_page(url(case)).text
    office.act(case, Action.START)
    for _question in range(3):
        assert "Ini pertanyaan ke-" not in client.get_page(public).text + client.get_page(url(case)).text
        office.act(case, Action.ASK_INFO)
        office.act(case, Action.SUPPLY_INFO)
    asked = "Ini pertanyaan ke-3 dari instansi yang menangani, maka koordinator"
    assert f"{asked} kami beri tahu." in client.get_page(public).text
    assert f"{asked} diberi tahu." in client.get_page(url(case)).text
