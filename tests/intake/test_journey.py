"""A report from the first question to the receipt, by each kind of report and both ways through the form."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.intake.conftest import (
    BODY,
    SIDOMULYO,
    at_check,
    at_contact,
    at_kind,
    at_place,
    at_privacy,
    at_story,
    fill_story,
)
from webapp.agencies.areas import import_areas
from webapp.agencies.models import Agency
from webapp.base.crypto import Place
from webapp.base.db import Database
from webapp.cases.accommodations import Accommodation
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseText, Contact
from webapp.config import Config


def the_case(db: Database) -> Case:
    with db.read() as session:
        return session.scalars(select(Case)).one()


def texts(db: Database) -> dict[str, str]:
    with db.read() as session:
        return {row.kind: row.text for row in session.scalars(select(CaseText))}


def test_a_complaint_from_the_first_question_to_the_receipt(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    assert check.title == "Periksa sebelum mengirim – Langkah 8 dari 8 – Lapor Terbuka"
    assert "Laporan ini akan masuk ke Pemerintah Kota Samarinda." in check.text
    assert f"Gang 5, Jalan Lambung Mangkurat{SIDOMULYO}" in check.text
    assert "Senin, 30 November 2026" in check.text

    receipt = check.submit("Kirim laporan")

    case = the_case(db)
    assert receipt.status == 200
    assert receipt.select(".stub .code") == [" ".join(case.ticket[:4]) + ", " + " ".join(case.ticket[4:8]) + ", "
                                             + " ".join(case.ticket[8:])]  # fmt: skip
    assert receipt.h1.startswith("Laporan Anda sudah kami terima Nomor tiket")
    assert "Rabu, 9 Desember 2026 pukul 19.42 WITA" in receipt.text
    assert "Paling lambat Senin, 14 Desember 2026 Diperiksa dan diteruskan ke instansi 3 hari kerja." in receipt.text
    assert "Paling lambat Kamis, 31 Desember 2026 Jawaban 14 hari kerja. Tidak dihitung: 6 hari akhir pekan, " in (
        receipt.text
    )
    assert "24 Desember (Cuti bersama Natal), 25 Desember (Hari Raya Natal)." in receipt.text
    assert (case.kind, case.area_code, case.anonymous, case.confidential) == (
        "complaint", world.SIDOMULYO, False, False)  # fmt: skip
    assert texts(db)["body"] == BODY


def test_the_pin_of_the_receipt_opens_the_case(client: AuditingClient, db: Database, config: Config) -> None:
    receipt = at_check(client).submit("Kirim laporan")
    [shown] = receipt.select(".pin .code")

    case = the_case(db)
    assert Keys.of(config).pin_matches(case.ticket, re.sub(r"\D", "", shown), case.pin_hash)
    assert receipt.follow("halaman laporan").status == 200


def test_the_arrival_speaks_the_ticket_and_never_the_pin(client: AuditingClient) -> None:
    receipt = at_check(client).submit("Kirim laporan")
    [group] = receipt.document.soup.select("[autofocus]")
    [pin] = receipt.select(".pin .code")

    assert group["aria-labelledby"] == "h"
    assert pin not in receipt.h1


def test_the_receipt_as_text_has_everything_and_its_pin(client: AuditingClient) -> None:
    receipt = at_check(client).submit("Kirim laporan")
    [pin] = receipt.select(".pin .code")

    answer = client.post("/lapor/tanda-terima", data={"draf": receipt.field("draf").value, "bentuk": "teks"})

    assert answer.mimetype == "text/plain"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="tanda-terima-')
    assert re.sub(r"\D", "", pin) in re.sub(r"\D", "", answer.text.split("PIN rahasia")[1].splitlines()[0])
    assert "Kamis, 31 Desember 2026" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_text_receipt_of_an_unknown_token_is_not_found(client: AuditingClient) -> None:
    assert client.post("/lapor/tanda-terima", data={"draf": "x" * 43}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "code", "heading"),
    [
        ("Aspirasi", "suggestion", "Apa usul Anda?"),
        ("Permintaan informasi", "information", "Apa yang ingin Anda ketahui?"),
    ],
)
def test_a_suggestion_and_a_question_need_neither_day_nor_place(
    client: AuditingClient, db: Database, kind: str, code: str, heading: str
) -> None:
    story = at_story(client, kind)
    assert story.h1 == heading
    assert "Bulan" not in story.text

    page = story.submit("Simpan dan lanjut", judul="Taman baca di tepi sungai", isi=BODY)
    for _step in ("place", "evidence", "privacy", "contact"):
        page = page.submit("Simpan dan lanjut")
    receipt = page.submit("Kirim laporan")

    assert "5 hari kerja." in receipt.text
    assert (the_case(db).kind, the_case(db).area_code) == (code, None)


def test_all_on_one_page(client: AuditingClient, db: Database) -> None:
    page = client.get_page("/lapor").follow("Isi laporan ini sebagai satu halaman")
    page.choose("tentang_kantor", "Bukan").choose("jenis", "Pengaduan")
    fill_story(page).fill("patokan", "Gang 5").fill("nama", "Siti Rahmah")
    found = page.fill("wilayah", "sidomulyo samarinda").submit("Cari wilayah")
    assert found.field("judul").value == "Parit tersumbat, air masuk rumah setiap hujan"

    check = found.choose("kode", world.SIDOMULYO).submit("Simpan dan periksa")
    assert check.h1 == "Periksa sebelum mengirim"
    back = check.submit("Ubah tempat")
    assert back.field("patokan").value == "Gang 5"
    receipt = back.submit("Simpan dan periksa", patokan="Gang 6").submit("Kirim laporan")

    assert receipt.status == 200
    assert texts(db)["place"] == "Gang 6"


def test_one_page_says_everything_that_is_missing_at_once(client: AuditingClient) -> None:
    page = client.get_page("/lapor?cara=satu-halaman").choose("jenis", "Pengaduan").submit("Simpan dan periksa")

    assert page.status == 422
    assert page.errors == [
        "Pilih ya, bukan, atau belum tahu.",
        "Tulis judul, satu kalimat saja.",
        "Ceritakan kejadian, usul, atau pertanyaan Anda.",
        "Tulis kapan terakhir terjadi. Kira-kira saja boleh.",
        "Tulis nama kelurahan, desa, atau kecamatan tempat kejadiannya, lalu tekan “Cari wilayah”.",
    ]


def test_back_and_forth_keeps_everything(client: AuditingClient) -> None:
    place = at_place(client).fill("patokan", "Gang 5, seberang musala")
    story = place.submit("Kembali ke langkah 3: isi laporan")

    assert story.h1 == "Apa yang terjadi, dan kapan?"
    assert (story.field("isi").value, story.field("Bulan").value) == (BODY, "November")
    assert story.submit("Simpan dan lanjut").field("patokan").value == "Gang 5, seberang musala"


def test_changing_one_answer_leads_back_to_the_check(client: AuditingClient) -> None:
    story = at_check(client).submit("Ubah judul")
    check = story.submit("Simpan dan lanjut", judul="Parit penuh lumpur")

    assert check.h1 == "Periksa sebelum mengirim"
    assert "Parit penuh lumpur" in check.text


def test_changing_the_kind_asks_for_what_is_now_missing(client: AuditingClient) -> None:
    page = at_story(client, "Aspirasi").submit("Simpan dan lanjut", judul="Parit", isi=BODY)
    for _step in ("place", "evidence", "privacy", "contact"):
        page = page.submit("Simpan dan lanjut")
    story = page.submit("Ubah jenis laporan").choose("jenis", "Pengaduan").submit("Simpan dan lanjut")

    assert story.h1 == "Apa yang terjadi, dan kapan?"


def test_the_search_shows_whole_paths_and_takes_focus(client: AuditingClient) -> None:
    page = at_place(client).fill("wilayah", "samarinda").submit("Cari wilayah")
    [group] = page.document.soup.select("fieldset[autofocus]")

    assert page.status == 200
    assert group["tabindex"] == "-1"
    assert any(option.startswith(SIDOMULYO) for option in page.field("kode").options)
    assert page.field("kode").options[0] == "Tidak ada di daftar ini. Saya tulis sendiri di bawah."
    assert "wilayah cocok dengan “samarinda”. Pilih satu." in page.text


def test_of_too_many_places_the_page_shows_some_and_says_so(client: AuditingClient, db: Database) -> None:
    with db.write() as session:
        import_areas(session, {f"64.72.04.20{number:02}": f"Karang {number}" for number in range(25)})
    page = at_place(client).fill("wilayah", "karang").submit("Cari wilayah")

    assert len(page.field("kode").options) == 20 + len(["Tidak ada di daftar ini"])
    assert "Ini 20 wilayah yang paling cocok dengan “karang”. Belum ada?" in page.text


def test_a_single_place_is_chosen_already_and_the_way_out_stands_last(client: AuditingClient) -> None:
    page = at_place(client).fill("wilayah", "sidomulyo samarinda").submit("Cari wilayah")

    assert page.field("kode").value == "64.72.04.1003"
    assert page.field("kode").options[-1] == "Tidak ada di daftar ini. Saya tulis sendiri di bawah."
    assert "1 wilayah cocok dengan “sidomulyo samarinda”. Pilih satu." in page.text


def test_a_place_in_words_is_enough_when_it_is_in_no_list(client: AuditingClient, db: Database) -> None:
    found = at_place(client).fill("wilayah", "sidomulyo").submit("Cari wilayah").choose("kode", "lain")
    assert found.submit("Simpan dan lanjut").errors == ["Tulis tempatnya di isian jalan, gang, atau patokan."]
    page = found.fill("patokan", "Kampung apung di muara, dekat pos pandu").submit("Simpan dan lanjut")
    for _step in ("evidence", "privacy", "contact"):
        page = page.submit("Simpan dan lanjut")

    assert page.submit("Kirim laporan").status == 200
    assert the_case(db).area_code is None


def test_roughly_when_is_enough(client: AuditingClient, db: Database) -> None:
    page = at_story(client).submit("Simpan dan lanjut", judul="Lampu mati", isi=BODY, kira="sejak bulan lalu")

    assert page.h1 == "Di mana kejadiannya?"


@pytest.mark.parametrize("month", ["11", "November", "nov", "Nopember", "NOV.", "november"])
def test_months_are_understood_however_written(client: AuditingClient, month: str) -> None:
    page = fill_story(at_story(client)).fill("Bulan", month).submit("Simpan dan lanjut")

    assert page.h1 == "Di mana kejadiannya?"


def test_anonymous_keeps_no_identity_at_all(client: AuditingClient, db: Database) -> None:
    contact = at_contact(client, anonymous=True)
    assert "nama" not in [control.name for control in contact._controls_of(contact._forms()[0])]
    receipt = contact.submit("Simpan dan lanjut").submit("Kirim laporan")

    assert "Karena Anda anonim, PIN yang hilang tidak dapat kami ganti." in receipt.text
    assert the_case(db).anonymous
    assert world.how_many(db, Contact) == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("nama", "Siti", "Karena Anda tidak menulis alamat surel, PIN yang hilang tidak dapat kami ganti."),
        (
            "surel",
            "siti@pelapor.example.com",
            "Bila hilang, minta PIN baru di halaman tiket dengan kode yang kami kirim ke surel Anda.",
        ),
    ],
)
def test_the_receipt_says_whether_a_lost_pin_can_be_replaced(
    client: AuditingClient, field: str, value: str, sentence: str
) -> None:
    page = at_contact(client).submit("Simpan dan lanjut", values={field: value})

    assert sentence in page.submit("Kirim laporan").text


def test_contacts_typed_before_choosing_anonymous_are_dropped_and_said_so(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    privacy = check.submit("Ubah pilihan anonim").choose("anonim", "Ya")
    check = privacy.submit("Simpan dan lanjut")
    assert "Anda memilih anonim. Nama dan kontak yang tadi Anda tulis tidak ikut terkirim dan kami hapus." in check.text
    assert "Siti Rahmah" not in check.text
    check.submit("Kirim laporan")

    assert world.how_many(db, Contact) == 0


def test_contact_helper_and_help_are_kept_sealed(client: AuditingClient, db: Database, config: Config) -> None:
    page = at_contact(client).fill("nama", "Siti").fill("telepon", "0812-3456-7890").check("jangan_telepon")
    page.choose("siapa", "Saya dibantu orang lain").fill("pendamping", "Rina")
    page.fill("bantuan", ["braille", "large_print"]).fill("bantuan_lain", "Kirim lewat pos")
    check = page.submit("Simpan dan lanjut")
    assert "Dibantu: Rina. PIN tetap milik Anda." in check.text
    check.submit("Kirim laporan")

    with db.read() as session:
        contact = session.scalars(select(Contact)).one()
        wanted = session.scalars(select(Accommodation)).one()
    sealed = Keys.of(config).ring.decrypt_text(contact.sealed, Place("contact", "sealed", contact.case_id))
    reporter = json.loads(sealed)
    assert (reporter["phone"], reporter["helper"], reporter["no_calls"]) == ("+6281234567890", "helped", True)
    assert sorted(wanted.wishes) == ["braille", "large_print"]


def test_about_the_office_goes_one_level_up(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    page = check.submit("Ubah jawaban tentang kantor").choose("tentang_kantor", "Ya").submit("Simpan dan lanjut")
    assert "Laporan ini akan masuk ke Pemerintah Provinsi Kalimantan Timur." in page.text
    page.submit("Kirim laporan")

    with db.read() as session:
        excluded = session.get_one(Agency, the_case(db).excluded_agency_id)
    assert excluded.code == "samarinda"


def test_violence_is_confidential_unless_the_reporter_says_otherwise(client: AuditingClient, db: Database) -> None:
    story = fill_story(at_story(client)).fill("isi", "Anak saya dipukul guru di depan kelas, sudah tiga kali.")
    found = story.submit("Simpan dan lanjut").fill("wilayah", "sidomulyo").submit("Cari wilayah")
    privacy = found.choose("kode", world.SIDOMULYO).submit("Simpan dan lanjut").submit("Simpan dan lanjut")

    assert privacy.field("rahasia").value == "ya"
    assert "129 kekerasan terhadap perempuan atau anak" in privacy.text
    privacy.submit("Simpan dan lanjut").submit("Simpan dan lanjut").submit("Kirim laporan")
    assert the_case(db).confidential


def test_a_topic_of_violence_is_always_confidential(client: AuditingClient, db: Database) -> None:
    kind = at_kind(client).choose("jenis", "Pengaduan").choose("topik", "Kekerasan terhadap anak")
    found = fill_story(kind.submit("Simpan dan lanjut")).submit("Simpan dan lanjut")
    found = found.fill("wilayah", "sidomulyo").submit("Cari wilayah").choose("kode", world.SIDOMULYO)
    privacy = found.submit("Simpan dan lanjut").submit("Simpan dan lanjut").choose("rahasia", "Tidak")
    check = privacy.submit("Simpan dan lanjut").submit("Simpan dan lanjut")

    assert "Ya. Laporan tentang kekerasan atau anak selalu rahasia dan tidak pernah diterbitkan." in check.text
    check.submit("Kirim laporan")
    assert the_case(db).confidential


def test_hints_help_and_never_block(client: AuditingClient) -> None:
    story = at_story(client).fill("judul", "Lampu mati").fill("kira", "kemarin")
    page = story.fill("isi", "NIK saya 6472 0412 0380 0001, HP 0812 3456 7890").submit("Simpan dan lanjut")
    page = page.fill("wilayah", "sidomulyo").submit("Cari wilayah").choose("kode", world.SIDOMULYO)
    check = page
    for _step in ("place", "evidence", "privacy", "contact"):
        check = check.submit("Simpan dan lanjut")

    for hint in ("(NIK) di teks", "nomor telepon di teks", "jalan atau patokan", "Cerita Anda singkat", "harapan Anda"):
        assert hint in check.text
    assert check.submit("Kirim laporan").status == 200


def test_before_anything_is_typed_the_emergency_numbers_are_said(client: AuditingClient) -> None:
    first = client.get_page("/lapor")

    assert first.text.index("112") < first.text.index("Apakah ini tentang kantor")
    assert first.title == "Sebelum Anda mulai – Langkah 1 dari 8 – Lapor Terbuka"


def test_every_page_says_until_when_the_draft_lives(client: AuditingClient) -> None:
    assert "tersimpan sampai Kamis, 10 Desember 2026 pukul 19.42 WITA" in at_kind(client).text


def test_the_form_speaks_english_without_a_cookie(client: AuditingClient) -> None:
    page: Page = client.get_page("/lapor?bahasa=en")
    form = page.document.soup.select_one("main form")

    assert form is not None
    assert form["action"] == "/lapor?bahasa=en"


def test_no_token_is_ever_in_an_address_or_a_cookie(client: AuditingClient) -> None:
    page = at_privacy(client)

    assert page.url.endswith("/lapor")
    assert not page.headers.getlist("Set-Cookie")
    assert page.headers["Cache-Control"] == "private, no-cache"
    check = at_check(client)
    assert check.headers["Cache-Control"] == "private, no-cache"
    assert check.submit("Kirim laporan").headers["Cache-Control"] == "no-store"


CALL = "Anda meminta ditelepon, tetapi "


@pytest.mark.parametrize(
    ("number", "no_calls", "hints"),
    [
        ("", False, ["belum menulis nomor telepon. Tanpa nomor, kami tidak dapat menelepon."]),
        ("0812 3456 7890", True, ["juga menandai “Jangan telepon saya”. Hapus salah satunya."]),
        ("0812 3456 7890", False, []),
    ],
)
def test_who_asks_to_be_phoned_is_told_what_stands_in_the_way(
    client: AuditingClient, db: Database, number: str, no_calls: bool, hints: list[str]
) -> None:
    contact = at_contact(client).choose("bantuan", ["Dihubungi lewat telepon"]).fill("telepon", number)
    check = contact.fill("jangan_telepon", no_calls).submit("Simpan dan lanjut")

    assert [hint for hint in check.select("main li") if hint.startswith(CALL)] == [CALL + hint for hint in hints]
    assert check.submit("Kirim laporan").status == 200 and the_case(db).status == "received"
