"""Each action by its page: what it does, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient, Page
from tests.desk.work.deeds import ANSWER, ANSWERED, WAYS, Way, on
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.base.db import Database
from webapp.base.ids import shown
from webapp.cases.masks import find_private
from webapp.cases.models import CaseEvent
from webapp.cases.queries import entries
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status
from webapp.desk.actions import DEEDS


def newest(db: Database, case: Received) -> tuple[str, dict[str, Any], dict[str, str]]:
    """The last thing that happened: action, codes and texts."""
    with db.read() as session:
        last = entries(session, case.case_id)[-1]
    return last.action.value, {name: value for name, value in last.data.items() if name != "texts"}, last.texts


def test_every_action_has_a_happy_path_here() -> None:
    assert {way.action for way in WAYS} == set(DEEDS)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.action}-{way.at}")
def test_an_action_is_done_and_the_queue_says_so_once(office: Office, way: Way) -> None:
    case = office.case(way.at, **way.with_)
    for action in way.before:
        office.act(case, action)
    deed = DEEDS[way.action]
    client = office.come_in(way.who)
    form = client.get_page(url(case)).follow(str(deed.label))
    assert form.h1 == deed.label
    page = way.fill(office, form)
    assert page.h1.startswith("Antrean"), page.errors
    ticket = shown(case.ticket)
    assert page.select("[role=status]") == [str(deed.done) % {"ticket": ticket}]
    row = office.read(case)
    assert (row.status, newest(office.db, case)[0]) == (way.then, way.action)
    assert client.get_page("/petugas/").select("[role=status]") == []


def test_the_event_names_officer_and_agency(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.come_in("rahma").get_page(url(case, "mulai")).submit("Mulai tindak lanjut", note="Sudah diukur.")
    with office.db.read() as session:
        last = session.scalars(select(CaseEvent).order_by(CaseEvent.id.desc())).first()
        assert last is not None and last.officer_id is not None
        assert last.agency_id == world.agency_id(session, "samarinda-pupr")


def test_an_assignment_is_suggested_with_reasons_and_found_by_part_of_a_name(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "teruskan"))
    unchosen, first = page.field("Instansi").options[:2]
    assert unchosen == "Belum dipilih"
    assert first.startswith("Dinas PUPR Samarinda: Mungkin, karena isi laporan memuat kata")
    page = page.submit("Cari instansi", cari="dinkes")
    assert page.status == 200
    assert "Dinas Kesehatan Kota Samarinda: Bagian dari Pemerintah Kota Samarinda." in page.field("Instansi").options
    page = page.submit("Cari kategori", {"Cari kategori": "puskesmas"}, Instansi="Dinas Kesehatan Kota Samarinda")
    assert page.field("Instansi").values == ["samarinda-dinkes"]
    chosen = next(option for option in page.field("kategori").options if "uskesmas" in option)
    page.submit("Teruskan kasus", kategori=chosen)
    assert office.read(case).category is not None
    with office.db.read() as session:
        assert office.read(case).agency_id == world.agency_id(session, "samarinda-dinkes")


def test_nothing_chosen_is_told_and_the_search_is_kept(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "teruskan")).submit("Teruskan kasus", cari="dinkes")
    assert (page.status, page.errors) == (422, ["Pilih satu instansi. Bila belum ada di daftar, cari namanya."])
    assert page.field("cari").value == "dinkes"
    assert office.read(case).status == Status.RECEIVED


@pytest.mark.parametrize(
    ("who", "at", "slug"),
    [
        ("rina", Status.RECEIVED, "teruskan"),
        ("rina", Status.ASSIGNED, "alihkan"),
        ("rahma", Status.IN_PROGRESS, "minta-bagian"),
    ],
)
def test_a_search_that_finds_no_agency_says_so_at_its_field(office: Office, who: str, at: Status, slug: str) -> None:
    page = office.come_in(who).get_page(url(office.case(at), slug)).submit("Cari instansi", cari="dinas bulan")
    told = "Tidak ada instansi yang dapat menerima kasus ini dengan kata “dinas bulan”."
    assert (page.status, page.field("cari").value) == (422, "dinas bulan")
    assert page.field("cari").error.startswith(told) and page.errors == [page.field("cari").error]
    page = page.submit("Cari instansi", cari="kesehatan kota")
    assert (page.status, page.errors) == (200, [])


def test_what_is_suggested_can_be_chosen_whatever_was_searched_for(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "teruskan")).submit("Cari instansi", cari="dinas bulan")
    assert page.errors == [
        "Tidak ada instansi yang dapat menerima kasus ini dengan kata “dinas bulan”. Di bawah ini usulan kami."
    ]
    page.submit("Teruskan kasus", Instansi="Dinas PUPR Samarinda")
    assert office.read(case).status == Status.ASSIGNED


def send(client: AuditingClient, address: str, **fields: object) -> Page:
    """Post fields that the page does not offer, with its own token and version."""
    hidden = client.get_page(address).document.soup.select("main input[type=hidden]")
    own = {str(tag["name"]): str(tag["value"]) for tag in hidden}
    return client.page(client.post(address, data={**own, **fields}))


@pytest.mark.parametrize("code", ["tidak-ada", "1", "", "samarinda-pupr'--"])
def test_a_made_up_agency_is_refused(office: Office, code: str) -> None:
    case = office.case()
    page = send(office.come_in("rina"), url(case, "teruskan"), instansi=code, kategori="")
    assert page.status == 422
    assert "Pilih satu instansi. Bila belum ada di daftar, cari namanya." in page.errors
    assert office.read(case).status == Status.RECEIVED


def test_the_office_that_a_report_is_about_can_not_be_chosen(office: Office) -> None:
    case = office.case(about_office=True)
    assert office.read(case).excluded_agency_id is not None
    page = office.come_in("ani").get_page(url(case, "teruskan")).submit("Cari instansi", cari="pupr")
    assert not any("PUPR" in option for option in page.field("Instansi").options)
    page = send(page.client, url(case, "teruskan"), instansi="samarinda-pupr", kategori="", cari="pupr")
    assert page.status == 422
    assert office.read(case).status == Status.RECEIVED


def test_who_returns_a_case_must_name_another_agency(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    client = office.come_in("rahma")
    page = client.get_page(url(case, "kembalikan")).submit("Kembalikan kasus", explanation=EXPLANATION)
    assert (page.status, page.field("explanation").value) == (422, EXPLANATION)
    page = send(client, url(case, "kembalikan"), instansi="samarinda-pupr", explanation=EXPLANATION)
    assert page.errors == ["Pilih satu instansi. Bila belum ada di daftar, cari namanya."]
    assert office.read(case).hops == 0


OPEN_CHOICES = [
    ("arsipkan", "Arsipkan kasus", {"Alasan": "Pilih salah satu alasan."}),
    ("tidak-terbitkan", "Putuskan tidak terbit", {"Alasan": "Pilih salah satu alasan."}),
    ("teruskan", "Teruskan kasus", {"Instansi": "Pilih satu instansi. Bila belum ada di daftar, cari namanya."}),
    (
        "golongkan",
        "Lihat golongan dan tenggatnya",
        dict.fromkeys(("misuse", "loss", "inspection", "unit"), "Jawab pertanyaan ini: ya atau tidak."),
    ),
]


@pytest.mark.parametrize(("slug", "button", "asked"), OPEN_CHOICES, ids=lambda one: one if isinstance(one, str) else "")
def test_an_answer_that_was_passed_over_states_nothing(
    office: Office, slug: str, button: str, asked: dict[str, str]
) -> None:
    """lynx ticks the first radio of a group in which none is ticked, so the first one says that, and is refused."""
    case = office.case()
    page = office.come_in("rina").get_page(url(case, slug))
    for _look in range(2):
        assert [page.field(name).options[0] for name in asked] == ["Belum dipilih"] * len(asked)
        assert [page.field(name).values for name in asked] == [[""]] * len(asked)
        page = page.submit(button, explanation=EXPLANATION)
        assert page.status == 422
        assert [page.field(name).error for name in asked] == list(asked.values())
    assert office.read(case).status == Status.RECEIVED


def test_what_was_chosen_is_not_open_any_more(office: Office) -> None:
    page = office.come_in("rina").get_page(url(office.case(), "arsipkan"))
    page = page.submit("Arsipkan kasus", reason="in_court", explanation="oke")
    assert page.field("reason").values == ["in_court"] and "Belum dipilih" not in page.field("reason").options


def test_an_archive_reason_of_three_letters_is_refused(office: Office) -> None:
    case = office.case()
    page = office.come_in("rina").get_page(url(case, "arsipkan"))
    page = page.submit("Arsipkan kasus", explanation="oke")
    assert page.status == 422
    assert page.errors == [
        "Pilih salah satu alasan.",
        "Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya.",
    ]
    assert page.field("explanation").value == "oke"
    page = page.submit("Arsipkan kasus", reason="in_court")
    assert page.errors == ["Jelaskan dengan sedikitnya 20 huruf, supaya pembacanya tahu alasannya."]
    assert (page.field("reason").values, page.field("explanation").value) == (["in_court"], "oke")
    page = send(page.client, url(case, "arsipkan"), reason="merged", explanation=EXPLANATION)
    assert page.errors == ["Pilih salah satu alasan."]
    assert office.read(case).status == Status.RECEIVED


def test_only_a_fit_case_can_lead_another(office: Office) -> None:
    case = office.case()
    others = {
        "itself": case,
        "anonymous": office.case(key="a", anonymous=True, reporter=None),
        "confidential": office.case(key="c", confidential=True),
        "far": office.case(key="f", area_code="63.02.06.2013"),
        "merged": office.case(key="m"),
        "closed": office.case(Status.CLOSED, key="o"),
        "archived": office.case(Status.ARCHIVED, key="r"),
    }
    office.act(others["merged"], Action.MERGE, leading=others["far"].ticket)
    page = office.come_in("rina").get_page(url(case, "gabungkan"))
    told = {}
    for name, other in others.items():
        page = page.submit("Lihat kedua laporan", leading=other.ticket, explanation=EXPLANATION)
        assert (page.status, page.field("leading").value) == (422, other.ticket)
        told[name] = page.field("leading").error
    assert told == {
        "itself": "Itu tiket kasus ini sendiri. Tulis tiket laporan lain yang memimpin.",
        "anonymous": "Laporan itu anonim atau rahasia, jadi tidak digabung dengan laporan lain.",
        "confidential": "Laporan itu anonim atau rahasia, jadi tidak digabung dengan laporan lain.",
        "far": "Tiket itu tidak ada di antara kasus yang boleh Anda lihat. Periksa nomornya.",
        "merged": "Laporan itu sendiri sudah digabung. Tulis tiket laporan yang memimpinnya.",
        "closed": "Penanganan laporan itu sudah berakhir. Tulis tiket laporan yang masih ditangani.",
        "archived": "Penanganan laporan itu sudah berakhir. Tulis tiket laporan yang masih ditangani.",
    }
    assert page.submit("Lihat kedua laporan", leading="12345678901").status == 422
    assert office.read(case).status == Status.RECEIVED


@pytest.mark.parametrize("changes", [{"anonymous": True, "reporter": None}, {"confidential": True}])
def test_an_anonymous_or_confidential_case_follows_no_other(office: Office, changes: dict[str, Any]) -> None:
    case = office.case(**changes)
    page = office.come_in("rina").get_page(url(case))
    assert "Gabungkan dengan laporan lain" not in page.links
    assert page.client.get(url(case, "gabungkan")).status_code == 404


def test_an_answer_is_looked_at_changed_and_sent(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    slots = ANSWER | {"decision": 'Baris satu\n\nbaris "dua" & <tiga>'}
    page = office.come_in("rahma").get_page(url(case, "jawab")).submit("Lihat sebagai pelapor", slots)
    assert office.read(case).status == Status.IN_PROGRESS
    page = page.submit("Ubah jawaban")
    assert {name: page.field(name).value for name in slots} == slots
    page = page.submit("Lihat sebagai pelapor", actor="Regu drainase 4").submit("Kirim jawaban")
    told = ANSWERED | {"decision": slots["decision"], "actor": "Regu drainase 4"}
    assert newest(office.db, case) == ("answer", {"readers": "all"}, told)


def test_an_answer_needs_all_four_slots(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    only = "Paritnya kami keruk."
    page = office.come_in("rahma").get_page(url(case, "jawab")).submit("Lihat sebagai pelapor", decision=only)
    assert page.errors == [
        "Tulis siapa yang mengerjakan.",
        "Pilih kapan selesai.",
        "Tulis tanggalnya.",
        "Tulis apa yang dapat dilakukan pelapor.",
    ]
    assert page.field("decision").value == only


@pytest.mark.parametrize(
    ("choice", "day", "says"),
    [
        ("akan", "30 11 2020", "Tanggal itu sudah lewat. Tulis tanggal hari ini atau sesudahnya."),
        ("akan", "30 11 2206", "Tanggal itu lebih dari sepuluh tahun lagi. Periksa tahunnya."),
        ("sudah", "10 12 2026", "Tanggal itu belum terjadi. Periksa tanggal, bulan, dan tahunnya."),
        ("akan", "31 11 2026", "November hanya sampai tanggal 30. Periksa tanggalnya."),
        ("akan", "segera 12 2026", "Tulis tanggal dengan angka 1 sampai 31."),
        ("belum", "29 12 2026", "Tulis mengapa belum dapat ditentukan."),
    ],
)
def test_an_answer_names_a_day_that_can_be(office: Office, choice: str, day: str, says: str) -> None:
    case = office.case(Status.IN_PROGRESS)
    typed = on(day, "tanggal")
    page = office.come_in("rahma").get_page(url(case, "jawab"))
    page = page.submit("Lihat sebagai pelapor", ANSWER | typed | {"by_when": choice})
    assert (page.status, page.errors) == (422, [says])
    assert {name: page.field(name).value for name in typed} == typed
    assert office.read(case).status == Status.IN_PROGRESS


@pytest.mark.parametrize(
    ("filled", "told"),
    [
        ({"by_when": "sudah", "tanggal-day": "9"}, "Sudah selesai pada Rabu, 9 Desember 2026."),
        (
            {"by_when": "belum", "sebab": "alatnya dipinjam."},
            "Belum dapat ditentukan, karena alatnya dipinjam. Kabar berikut paling lambat Selasa, 29 Desember 2026.",
        ),
    ],
)
def test_what_is_done_and_what_nobody_knows_yet_have_their_day_too(
    office: Office, filled: dict[str, str], told: str
) -> None:
    case = office.case(Status.IN_PROGRESS)
    page = office.come_in("rahma").get_page(url(case, "jawab")).submit("Lihat sebagai pelapor", ANSWER | filled)
    assert told in page.text
    page.submit("Kirim jawaban")
    assert newest(office.db, case)[2]["by_when"] == told


def test_a_text_for_the_public_is_masked_before_it_is_proposed(office: Office) -> None:
    body = (
        "Hubungi Budi di 0812-3456-7890 atau budi@pos.example, NIK 6472 0412 3456 0001, mobil KT 1234 AB, RT 12 RW 03."
    )
    case = office.case(body=body)
    page = office.come_in("rina").get_page(url(case, "usulkan-teks"))
    assert page.field("public_title").value == world.REPORT.title
    kept = "Hubungi Budi di [disamarkan] atau [disamarkan], NIK [disamarkan], mobil [disamarkan], [disamarkan]."
    assert page.field("public_body").value == kept
    page = page.submit("Usulkan kepada pelapor", public_body="Telepon 0812 3456 7890.")
    assert page.errors == ["Masih ada yang mirip data pribadi: 0812 3456 7890. Samarkan, atau centang bahwa itu bukan."]
    page.check("Yang tersisa bukan data pribadi").submit("Usulkan kepada pelapor")
    assert newest(office.db, case)[2]["public_body"] == "Telepon 0812 3456 7890."
    assert office.read(case).text_state == "proposed"


def test_a_text_without_any_space_is_looked_through_at_once() -> None:
    began = time.process_time()
    assert find_private("0" * 200_000 + " surel: budi@pos.example.") == ["budi@pos.example"]
    assert time.process_time() - began < 5


def test_over_long_and_hidden_characters_are_told(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rahma").get_page(url(case, "mulai")).submit("Mulai tindak lanjut", note="a" * 5001)
    assert page.errors == ["Isian ini kelebihan 1 huruf; batasnya 5.000 huruf. Semua yang Anda tulis masih ada."]
    page = page.submit("Mulai tindak lanjut", note="Sudah\x00 diukur\u202e.")
    assert page.status == 422
    assert page.field("note").value == "Sudah diukur."
    assert office.read(case).status == Status.ASSIGNED


def test_without_our_token_the_form_comes_back_filled_in(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    client = office.come_in("rahma")
    page = client.page(client.post(url(case, "mulai"), data={"versi": "2", "note": "Sudah diukur."}))
    assert page.status == 422
    assert page.errors == ["Formulir ini perlu dikirim sekali lagi. Semua isian Anda masih ada; periksa, lalu kirim."]
    assert office.read(case).status == Status.ASSIGNED
    assert page.submit("Mulai tindak lanjut").h1.startswith("Antrean")
    assert newest(office.db, case)[2] == {"note": "Sudah diukur."}


def test_a_session_that_ends_costs_no_word_of_an_answer(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS)
    page = office.come_in("rahma").get_page(url(case, "jawab")).submit("Lihat sebagai pelapor", ANSWER)
    office.clock.pass_by(hours=9)
    page = page.submit("Kirim jawaban")
    assert page.h1 == "Masuk ke meja petugas"
    page = office.sign_in(page, "rahma").submit("Buka formulir dengan isian saya")
    assert (page.status, office.read(case).status) == (422, Status.IN_PROGRESS)
    page.submit("Lihat sebagai pelapor").submit("Kirim jawaban")
    assert newest(office.db, case)[2] == ANSWERED
