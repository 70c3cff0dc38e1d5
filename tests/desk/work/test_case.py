"""The case page: all that this officer may know, and no word more."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.auditing import Page
from tests.desk.work.office import Office, url
from webapp.agencies.models import Agency
from webapp.cases.models import Case
from webapp.cases.receiving import Received
from webapp.cases.reports import Help, Helper, Reporter
from webapp.cases.workflow import MOVES, Action, Status
from webapp.desk.actions import DEEDS
from webapp.officers.roles import Permission, Role

DITCH = "Parit tersumbat, air masuk rumah setiap hujan"


def offered(page: Page) -> list[str]:
    """The actions that the page offers."""
    return [str(link["href"]).rsplit("/", 1)[1] for link in page.document.soup.select("#langkah + ul a")]


def test_the_coordinator_reads_the_report_and_why_it_came(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case))
    assert page.h1 == DITCH
    for told in (
        "Setiap hujan air masuk ke enam rumah.",
        "Gang 5, Jalan Lambung Mangkurat",
        "Senin, 30 November 2026",
        "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir, Kota Samarinda",
        "Pemerintah Kota Samarinda memeriksanya sebagai koordinator wilayah.",
        "Siti Rahmah",
        "siti@pelapor.example",
        "Diperiksa dan diteruskan paling lambat Senin, 14 Desember 2026",
        "Pelapor mengirim laporan ini",
    ):
        assert told in page.text, told


def test_the_timeline_names_who_did_what_with_their_words(office: Office) -> None:
    case = office.case()
    rina = office.come_in("rina")
    rina.get_page(url(case, "minta-keterangan")).submit("Kirim pertanyaan", question="Di sisi jalan yang mana?")
    office.act(case, Action.SUPPLY_INFO)
    page = rina.get_page(url(case))
    assert page.select(".timeline h3") == [
        "Pelapor mengirim laporan ini",
        "Rina Wijayanti dari Pemerintah Kota Samarinda meminta keterangan dari pelapor",
        "Pelapor melengkapi keterangan",
    ]
    assert "Di sisi jalan yang mana?" in page.text
    assert "Di sisi kiri dari arah jembatan." in page.text


def test_a_no_call_a_helper_and_wishes_are_told_to_handlers_only(office: Office) -> None:
    reporter = Reporter("Siti Rahmah", phone="+6281234567890", helper=Helper.HELPED, helper_name="Budi", no_calls=True)
    wanted = Help(("large_print", "braille"), "Huruf 24, tolong.")
    case = office.case(Status.ASSIGNED, reporter=reporter, help=wanted)
    page = office.come_in("rahma").get_page(url(case))
    for told in (
        "Jangan telepon pelapor.",
        "+6281234567890",
        "Diisi dengan bantuan Budi. Surat dan PIN tetap milik pelapor.",
        "Jawaban dengan huruf besar",
        "Jawaban dalam huruf braille",
        "Huruf 24, tolong.",
    ):
        assert told in page.text, told
    looking = office.come_in("yusuf").get_page(url(case))
    assert DITCH in looking.text
    for secret in ("Siti", "+62", "huruf besar", "Huruf 24", "Budi"):
        assert secret not in looking.text, secret


def test_an_anonymous_case_has_no_contact_to_show(office: Office) -> None:
    case = office.case(anonymous=True, reporter=None)
    page = office.come_in("rina").get_page(url(case))
    assert "Pelapor anonim. Tidak ada nama dan kontak yang disimpan" in page.text
    assert "Surel" not in page.text


def test_a_confidential_case_shows_status_and_clock_to_who_only_looks(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS, confidential=True)
    assert "enam rumah" in office.come_in("rahma").get_page(url(case)).text
    page = office.come_in("yusuf").get_page(url(case))
    assert page.h1 == "Isi laporan ini dirahasiakan"
    assert "Jawaban paling lambat" in page.text
    for secret in ("Parit", "parit", "Gang 5", "enam rumah", "mengukur"):
        assert secret not in page.html, secret


def test_what_is_asked_what_can_be_done_and_by_when_come_before_all_else(office: Office) -> None:
    page = office.come_in("rahma").get_page(url(office.case(Status.IN_PROGRESS)))
    [lead] = page.select("p.lead")
    assert lead.startswith("Ditindaklanjuti Jawaban paling lambat Kamis, 31 Desember 2026: ")
    assert [title for title in page.select("h2") if title in ORDER] == ORDER
    assert page.select("a[href='#langkah'], section[aria-labelledby=langkah] h2") == ["Apa langkah Anda?"] * 2


ORDER = [
    "Isi laporan",
    "Apa langkah Anda?",
    "Jawaban paling lambat Kamis, 31 Desember 2026",
    "Tentang kasus ini",
    "Perjalanan kasus ini",
]


def test_the_next_clock_is_drawn_and_the_others_open_from_a_sentence(office: Office) -> None:
    page = office.come_in("rahma").get_page(url(office.case(Status.ASSIGNED)))
    assert page.select("section.clock h2") == ["Tindak lanjut pertama paling lambat Rabu, 16 Desember 2026"]
    assert page.select("details:not([open]) summary") == [
        "Keputusan penerbitan paling lambat Senin, 14 Desember 2026: 3 hari kerja lagi",
        "Jawaban paling lambat Kamis, 31 Desember 2026: 14 hari kerja lagi",
    ]
    assert [len(page.select(f"{one} table.cal")) for one in ("section.clock", "details.clock")] == [1, 2]
    office.clock.pass_by(days=8)
    page = office.back("rahma").get_page(page.document.path)
    assert page.select("p.lead .late") == ["Terlambat 1 hari kerja"]


def test_closed_cases_are_still_there(office: Office) -> None:
    case = office.case(Status.CLOSED)
    page = office.come_in("rina").get_page(url(case))
    assert page.select("p.lead") == ["Ditutup oleh pelapor"]
    assert offered(page) == ["kategorikan", "rahasiakan", "usulkan-teks", "tidak-terbitkan"]


def test_a_return_is_counted_where_all_see_it(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.act(case, Action.RETURN)
    page = office.come_in("rina").get_page(url(case))
    assert "1 kali" in page.select(".facts dd")
    assert "menyebut Dinas Kesehatan Kota Samarinda sebagai yang berwenang" in page.text


def test_words_that_look_like_markup_stay_words(office: Office) -> None:
    odd = '<script>alert("1")</script> & <b>tebal</b> 100%'
    case = office.case(title=odd, body=odd, place=odd)
    page = office.come_in("rina").get_page(url(case).replace("-", ""))
    assert page.h1 == odd


@pytest.mark.parametrize("odd", ["x", "7302-9481-567", "7302-9481-560", "1" * 200, "%00", "../akun"])
def test_an_unknown_ticket_is_not_there(office: Office, odd: str) -> None:
    assert office.come_in("rina").get(f"/petugas/kasus/{odd}").status_code == 404


def about_city(office: Office) -> Received:
    """A report about Samarinda's own office, so that the province has it."""
    return office.case(about_office=True)


def excluded(office: Office, case: Received) -> Agency:
    """The agency that the report is about."""
    with office.db.read() as session:
        wanted = select(Agency).join(Case, Case.excluded_agency_id == Agency.id).where(Case.id == case.case_id)
        return session.scalars(wanted).one()


def test_whom_a_report_is_about_never_sees_it_whatever_else_they_are(office: Office) -> None:
    case = about_city(office)
    accused = excluded(office, case).code
    office.hire("edo", "Edo Saputra", (Role.COORDINATOR, "kaltim"))
    office.hire("fitri", "Fitri Handayani", (Role.COORDINATOR, "kaltim"), (Role.LIAISON, accused))
    office.hire("gita", "Gita Permata", (Role.COORDINATOR, accused))
    edo = office.come_in("edo")
    assert edo.get_page(url(case)).h1 == DITCH
    for name in ("fitri", "gita"):
        client = office.come_in(name)
        assert client.get(url(case)).status_code == 404, name
        assert DITCH not in client.get_page("/petugas/").html, name
        assert "Tidak ada kasus yang menunggu Anda." in client.get_page("/petugas/").text, name
    assert DITCH in edo.get_page("/petugas/").text


def test_the_page_offers_exactly_what_the_table_allows(office: Office) -> None:
    expected = {
        (
            "rina",
            Status.RECEIVED,
        ): "teruskan minta-keterangan arsipkan gabungkan golongkan kategorikan rahasiakan usulkan-teks tidak-terbitkan",
        ("rina", Status.ASSIGNED): "alihkan minta-bagian golongkan kategorikan rahasiakan usulkan-teks tidak-terbitkan",
        (
            "rina",
            Status.ANSWERED,
        ): "catat-konfirmasi tutup golongkan kategorikan rahasiakan usulkan-teks tidak-terbitkan",
        ("rahma", Status.ASSIGNED): "mulai jawab kembalikan minta-bagian rahasiakan usulkan-teks tidak-terbitkan",
        (
            "rahma",
            Status.IN_PROGRESS,
        ): "catat jawab minta-keterangan kembalikan minta-bagian rahasiakan usulkan-teks tidak-terbitkan",
        ("rahma", Status.ANSWERED): "rahasiakan usulkan-teks tidak-terbitkan",
        ("yusuf", Status.RECEIVED): "",
    }
    clients = {name: office.come_in(name) for name in ("rina", "rahma", "yusuf")}
    for (name, status), slugs in expected.items():
        case = office.case(status, key=f"{name} {status}")
        assert offered(clients[name].get_page(url(case))) == slugs.split(), (name, status)


def test_every_action_of_an_officer_in_the_table_has_its_page() -> None:
    officers = {move.action for move in MOVES if move.at and any(isinstance(by, Permission) for by in move.by)}
    assert officers == set(DEEDS)
