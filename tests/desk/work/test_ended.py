"""Cases that have ended are found at the desk by a filter and by words, within the scope and not beyond it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.desk.work.office import Office
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.desk import queue_queries
from webapp.officers.roles import Role

FIND = "Nomor tiket, atau kata dalam laporan"
ENDED = "Cari juga di kasus yang sudah selesai"


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def _titles(client: AuditingClient, query: str = "?status=ended") -> list[str]:
    return client.get_page(f"/petugas/{query}").select("tbody th a")


def test_an_ended_case_is_found_by_words_when_it_is_looked_for_there(office: Office) -> None:
    office.case(Status.CLOSED, key="closed", title="Lampu padam di Gang 7")
    office.case(Status.ARCHIVED, key="archived", title="Lampu padam di pagar tetangga")
    office.case(Status.CLOSED, key="other", title="Jembatan retak")
    office.case(Status.CLOSED, key="secret", title="Lampu padam dan tetangga", confidential=True)
    office.case(key="open", title="Lampu padam di Gang 9")
    page = office.come_in("rina").get_page("/petugas/").submit("Cari kasus", {FIND: "lampu padam"})
    assert page.select("tbody th a") == ["Lampu padam di Gang 9"]
    page = page.follow(ENDED)
    assert page.select("tbody th a") == ["Lampu padam di pagar tetangga", "Lampu padam di Gang 7"]
    assert "Ini kasus yang sudah selesai." in page.text and "Hanya kasus yang memuat: lampu padam." in page.text
    assert page.select("tbody td")[-2:] == ["Ditutup", "Sudah selesai Berubah terakhir Rabu, 9 Desember 2026"]
    assert page.follow("Lampu padam di Gang 7").follow("Kembali ke antrean").field("Tampilkan").values == ["ended"]
    page = page.submit("Saring", Tampilkan="Semua kasus terbuka")
    assert page.select("tbody th a") == ["Lampu padam di Gang 9"], "words stay when the filter changes"


def test_the_filter_alone_shows_what_ended_and_only_within_the_scope(office: Office) -> None:
    office.case(Status.CLOSED, key="pupr", title="Milik PUPR")
    office.case(Status.ARCHIVED, key="city", title="Milik kota")
    office.case(Status.ARCHIVED, key="far", title="Milik Kotabaru", area_code=world.SEMAYAP)
    office.case(Status.ARCHIVED, key="about", title="Tentang kota", about_office=True)
    assert _titles(office.come_in("rina")) == ["Milik kota", "Milik PUPR"]
    assert _titles(office.come_in("rahma")) == ["Milik PUPR"]
    assert _titles(office.come_in("bayu")) == _titles(office.come_in("dewi")) == []
    ani = office.come_in("ani")
    assert _titles(ani) == ["Tentang kota", "Milik Kotabaru", "Milik kota", "Milik PUPR"]
    assert _titles(ani, "?status=ended&instansi=samarinda") == ["Milik kota", "Milik PUPR"]
    office.hire("citra", "Citra Lestari", (Role.LEADER, "kaltim"), (Role.LIAISON, "samarinda"))
    assert "Tentang kota" not in _titles(office.come_in("citra"))


def test_who_passed_a_case_on_finds_it_and_a_secret_title_stays_secret(office: Office) -> None:
    case = office.case(title="Salah alamat")
    with office.db.read() as session:
        elsewhere = world.agency_id(session, "balikpapan")
    office.act(case, Action.ASSIGN, agency=elsewhere)
    for action in (Action.START, Action.ANSWER, Action.CONFIRM):
        office.act(case, action)
    office.case(Status.CLOSED, key="secret", title="Sangat rahasia", confidential=True)
    assert _titles(office.come_in("rina"))[1:] == ["Salah alamat"]
    assert _titles(office.come_in("bayu")) == ["Salah alamat"]
    assert "Sangat rahasia" not in office.come_in("yusuf").get_page("/petugas/?status=ended").html


def test_a_long_past_goes_on_by_key_and_is_searched_to_its_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue_queries, "PAGE", 2)
    for number in range(5):
        office.case(Status.ARCHIVED, key=f"nr {number}", title=f"Laporan {number}")
    client = office.come_in("rina")
    page = client.get_page("/petugas/?status=ended")
    more = page.follow("Kasus berikutnya")
    assert page.select("tbody th a") + more.select("tbody th a") == [f"Laporan {nr}" for nr in (4, 3, 2, 1)]
    assert more.follow("Kasus berikutnya").select("tbody th a") == ["Laporan 0"]
    assert _titles(client, "?status=ended&kata=0") == ["Laporan 0"]
    assert "Tidak ada kasus selesai yang cocok." in client.get_page("/petugas/?status=ended&kata=9").text
    page = client.get_page("/petugas/?status=ended&kata=lapor")
    assert page.follow("Kasus berikutnya").select("tbody th a") == ["Laporan 2", "Laporan 1"]
