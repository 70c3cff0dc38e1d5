"""The queue: what is due first, whose it is, and how many."""

from __future__ import annotations

import pytest
from sqlalchemy import event

from tests import world
from tests.desk.work.office import Office, url
from webapp.base.ids import shown
from webapp.cases.workflow import Action, Status
from webapp.desk import queue_queries
from webapp.officers.roles import Role

DITCH = "Parit tersumbat, air masuk rumah setiap hujan"


def test_the_queue_tells_what_waits_and_until_when(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page("/petugas/")
    assert page.h1 == "Antrean Pemerintah Kota Samarinda"
    assert "1 kasus terbuka." in page.text
    assert page.select("tbody th, tbody td") == [
        f"{DITCH} Sidomulyo. Pemerintah Kota Samarinda. {shown(case.ticket)}",
        "Menunggu verifikasi",
        "3 hari kerja lagi Senin, 14 Desember 2026",
    ]
    assert page.follow(DITCH).h1 == DITCH


def test_what_is_due_first_stands_first_and_late_is_said(office: Office) -> None:
    office.case(key="new", title="Baru")
    office.clock.pass_by(days=5)
    office.case(key="newer", title="Lebih baru")
    client = office.come_in("rina")
    assert [title.split(" Sido")[0] for title in client.get_page("/petugas/").select("tbody th")] == [
        "Baru",
        "Lebih baru",
    ]
    assert "1 harus ditindaklanjuti hari ini." in client.get_page("/petugas/").text
    office.clock.pass_by(days=2)
    page = office.back("rina").get_page("/petugas/")
    assert "1 terlambat." in page.text
    assert page.select("tbody b.late") == ["Terlambat 2 hari kerja"]


@pytest.mark.parametrize(
    ("status", "says"),
    [(Status.NEEDS_INFO, "Dijeda sejak 9 Desember"), (Status.ANSWERED, "Waktu pelapor sudah lewat")],
)
def test_what_waits_for_the_reporter_is_nobodys_delay(office: Office, status: Status, says: str) -> None:
    office.case(status)
    office.clock.pass_by(days=40)
    page = office.come_in("rina").get_page("/petugas/")
    assert says in page.text
    assert "terlambat" not in page.text.lower()


def test_anonymous_and_confidential_are_said_in_words(office: Office) -> None:
    office.case(key="a", anonymous=True, reporter=None)
    office.case(key="c", confidential=True)
    first, second = office.come_in("rina").get_page("/petugas/").select("tbody th")
    assert (f"{DITCH} (anonim)" in first, f"{DITCH} (rahasia)" in second) == (True, True)


def test_who_only_looks_does_not_read_a_confidential_title(office: Office) -> None:
    office.case(confidential=True)
    page = office.come_in("yusuf").get_page("/petugas/")
    assert DITCH not in page.html
    assert "Isi laporan ini dirahasiakan (rahasia)" in page.text


def test_each_sees_the_own_branch_of_the_tree(office: Office) -> None:
    office.case(Status.ASSIGNED, key="pupr", title="Milik PUPR")
    office.case(key="city", title="Milik kota")
    office.case(key="far", title="Milik Kotabaru", area_code="63.02.06.2013")
    seen = {name: _titles(office, name) for name in ("rina", "rahma", "dewi", "bayu", "ani")}
    assert seen == {
        "rina": {"Milik PUPR", "Milik kota"},
        "rahma": {"Milik PUPR"},
        "dewi": set(),
        "bayu": set(),
        "ani": {"Milik PUPR", "Milik kota", "Milik Kotabaru"},
    }


def _titles(office: Office, username: str) -> set[str]:
    return set(office.come_in(username).get_page("/petugas/").select("tbody th a"))


def test_several_grants_are_one_queue_without_doubles(office: Office) -> None:
    office.case(Status.ASSIGNED, key="pupr", title="Milik PUPR")
    office.case(key="far", title="Milik Kotabaru", area_code="63.02.06.2013")
    grants = [(Role.LIAISON, "samarinda-pupr"), (Role.COORDINATOR, "samarinda"), (Role.LEADER, "kotabaru")]
    office.hire("citra", "Citra Lestari", *grants)
    page = office.come_in("citra").get_page("/petugas/")
    assert page.h1 == "Antrean Anda"
    assert sorted(page.select("tbody th a")) == ["Milik Kotabaru", "Milik PUPR"]
    assert "2 kasus terbuka." in page.text


def test_a_long_queue_goes_on_by_key(office: Office) -> None:
    for number in range(queue_queries.PAGE + 3):
        office.case(key=f"nr {number}", title=f"Laporan {number}")
    page = office.come_in("rina").get_page("/petugas/")
    first = page.select("tbody th a")
    second = page.follow("Kasus berikutnya").select("tbody th a")
    assert (len(first), len(second), len({*first, *second})) == (40, 3, 43)


def test_a_meddled_key_shows_the_beginning(office: Office) -> None:
    office.case()
    client = office.come_in("rina")
    for odd in ("x", "2026-99-99_1", "2026-12-14_" + "9" * 30, "\x00"):
        assert client.get_page(f"/petugas/?sesudah={odd}&status=x").select("tbody th a") == [DITCH]


def test_the_page_costs_the_same_queries_for_one_case_and_for_thirty(office: Office) -> None:
    client = office.come_in("rina")
    office.case(key="first")
    one = _queries(office, lambda: client.get_page("/petugas/"))
    for number in range(29):
        office.case(Status.ASSIGNED if number % 2 else Status.NEEDS_INFO, key=f"nr {number}", confidential=True)
    thirty = _queries(office, lambda: client.get_page("/petugas/"))
    assert thirty <= one + 1 <= 11


def _queries(office: Office, work: object) -> int:
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(office.db.engine, "before_cursor_execute", note)
    work()  # type: ignore[operator]
    event.remove(office.db.engine, "before_cursor_execute", note)
    return sum(statement.startswith(("SELECT", "WITH")) for statement in statements)


def test_only_one_status_can_be_shown(office: Office) -> None:
    office.case(key="a", title="Baru")
    office.case(Status.ASSIGNED, key="b", title="Diteruskan")
    page = office.come_in("rina").get_page("/petugas/").submit("Saring", Tampilkan="Terdisposisi")
    assert page.select("tbody th a") == ["Diteruskan"]
    assert page.field("Tampilkan").values == ["assigned"]
    assert "Tidak ada kasus dengan status ini." in page.submit("Saring", Tampilkan="Ditindaklanjuti").text


def test_closed_cases_leave_the_queue_and_are_found_by_their_ticket(office: Office) -> None:
    case = office.case(Status.CLOSED)
    page = office.come_in("rina").get_page("/petugas/")
    assert "Tidak ada kasus yang menunggu Anda." in page.text
    page = page.submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": f" {shown(case.ticket)} "})
    assert (page.status, page.h1) == (200, DITCH)
    assert "Ditutup oleh pelapor" in page.text


def test_a_mistyped_ticket_is_told_before_any_search(office: Office) -> None:
    client = office.come_in("rina")
    page = client.get_page("/petugas/").submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": "7302 9481 560"})
    assert page.status == 422
    assert page.errors == ["Ada angka yang salah ketik. Cocokkan nomornya, angka demi angka."]
    assert page.field("Nomor tiket, atau kata dalam laporan").value == "7302 9481 560"
    assert client.get_page("/petugas/cari").errors == ["Tulis nomor tiket, 11 angka, atau kata yang dicari."]


def test_somebody_elses_case_is_not_there(office: Office) -> None:
    case = office.case()
    page = (
        office.come_in("bayu")
        .get_page("/petugas/")
        .submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": case.ticket})
    )
    assert page.status == 404


def test_who_may_see_no_case_goes_to_the_own_account(office: Office) -> None:
    office.hire("dina", "Dina Trainee", (Role.TRAINEE, "samarinda"))
    assert office.come_in("dina").get_page("/petugas/").h1 == "Akun Anda"


def test_nobody_is_told_of_a_deed_that_was_not_done(office: Office) -> None:
    case = office.case()
    client = office.come_in("rina")
    assert client.get_page(f"/petugas/?selesai=arsipkan&tiket={case.ticket}").select("[role=status]") == []
    office.act(case, Action.ARCHIVE)
    assert client.get_page(f"/petugas/?selesai=arsipkan&tiket={case.ticket}").select("[role=status]") == []
    assert client.get_page("/petugas/?selesai=x&tiket=y").status == 200


def test_a_case_is_found_by_words_of_its_report_inside_the_scope_only(office: Office) -> None:
    office.case(title="Lampu padam di Gang 7")
    office.case(key="far", title="Lampu padam di Semayap", area_code=world.SEMAYAP)
    office.case(key="secret", title="Lampu padam dan tetangga", confidential=True)
    office.case(key="percent", title="Diskon 100% tidak diberikan")
    page = office.come_in("rina").get_page("/petugas/")
    found = page.submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": "PADAM lampu"})
    assert found.select("tbody th a") == ["Lampu padam di Gang 7"]
    assert "Hanya kasus yang memuat: PADAM lampu." in found.text
    assert len(found.follow("Lihat semua kasus").select("tbody tr")) == 3
    found = page.submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": "100% tidak"})
    assert found.select("tbody th a") == ["Diskon 100% tidak diberikan"]
    none = page.submit("Cari kasus", {"Nomor tiket, atau kata dalam laporan": "gajah%"})
    assert "Tidak ada kasus terbuka yang memuat gajah%." in none.text


def test_what_stands_out_is_said_in_words(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.act(case, Action.RETURN)
    client = office.come_in("rina")
    assert client.get_page("/petugas/").select("tbody td")[0].endswith(", pernah dikembalikan")
    office.act(case, Action.ADD_MESSAGE)
    office.act(case, Action.DECLINE_TEXT)
    page = client.get_page("/petugas/")
    assert "berkeberatan" not in page.text and "Pemerintah Kota Samarinda." in page.select("tbody th small")[0]
    office.act(office.case(key="m"), Action.ADD_MESSAGE)
    office.act(case, Action.CONTEST_TEXT)
    told = client.get_page("/petugas/").select("tbody td:nth-of-type(1)")
    assert any("pelapor berkeberatan, pernah dikembalikan" in one for one in told)
    assert any("ada pesan baru" in one for one in told)


def test_after_an_action_the_case_is_one_link_away(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rahma").get_page(url(case, "mulai")).submit("Mulai tindak lanjut", note="Sudah diukur.")
    assert page.follow("Buka lagi kasus itu").h1 == world.REPORT.title
