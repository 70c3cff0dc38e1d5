"""The whole way of a reporter, from the first page to the code on paper."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.auditing import AuditingClient
from tests.whistleblowing.office import Office
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import CHECK, ON, STORY
from webapp.base.drafts import Draft
from webapp.whistleblowing import sending, vault
from webapp.whistleblowing.codes import Code
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import House


def test_from_the_first_page_to_the_code(reporter: AuditingClient, rooms: House, office: Office) -> None:
    first = reporter.get_page("/")
    assert "Inspektorat Kota Contoh: 3 orang" in first.text
    page = first.submit("Saya mengerti, mulai").choose("tujuan", "Inspektorat Kota Contoh").submit(ON)
    assert page.h1.endswith("Siapa yang tidak boleh membaca?")
    page = page.check("Budi Hartono, Auditor investigatif").submit(ON)
    page = page.fill("Ceritakan", STORY).check("Pengadaan barang atau jasa").submit(ON)
    page = page.fill("Siapa yang melakukannya?", "Kepala bagian").fill("Apa nama paket", "Kursi rapat").submit(ON)
    page = page.check("Membaca dokumen").submit(ON)
    assert "Kusuma Wardani, Penjaga identitas" in page.text
    page = page.fill("Nama Anda", "Siti, 0812").submit(ON)
    assert page.h1 == "Periksa isian"
    assert "Ani Rahmawati, Inspektur Kota" in page.text
    assert "Budi Hartono, Auditor investigatif" in page.select("dd")
    assert "Siti, 0812" in page.text
    page = page.submit("Kirim sekarang")
    assert page.h1 == "Sudah terkirim"
    page = page.submit("Tampilkan kode")
    code = steps.code_on(page)
    assert len(code) == 25
    page = page.fill("Lima angka terakhir", code[-5:]).submit("Cocokkan")
    assert page.h1 == "Salinan Anda benar"
    assert "Kiriman Anda disimpan sampai Jumat, 8 Desember 2028" in page.text
    assert steps.answers(rooms, office, "ani") == {
        "answers": {
            "Ceritakan apa yang terjadi": [STORY],
            "Ini tentang apa?": ["Pengadaan barang atau jasa"],
            "Siapa yang melakukannya?": ["Kepala bagian"],
            "Apa nama paket atau nomor kontraknya?": ["Kursi rapat"],
            "Dari mana Anda mengetahuinya?": ["Membaca dokumen atau pesan"],
        },
        "retaliation": False,
        "excluded": [office.people["budi"]],
        "people": [["Budi Hartono", "Auditor investigatif"]],
    }
    assert steps.told(rooms, office, "budi") is None
    assert steps.told(rooms, office, "kusuma", vault.IDENTITY) == ["Siti, 0812"]
    assert steps.told(rooms, office, "ani", vault.IDENTITY) is None
    assert steps.count(rooms, Draft) == 0
    opened = sending.open_code(rooms.db, rooms.settings, rooms.brakes, Code(code))
    assert steps._opened(rooms, steps.reports(rooms)[0], Reader(vault.REPORTER, opened.private), vault.REPORT)


def test_no_cookie_no_script_no_secret_in_an_address(reporter: AuditingClient) -> None:
    page = steps.to_check(reporter)
    assert page.title == "Periksa isian – Formulir"
    page = page.submit("Kirim sekarang").submit("Tampilkan kode")
    assert page.url == "http://localhost/"
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert "Content-Encoding" not in page.headers
    assert "<script" not in page.html


def test_only_the_first_question_must_be_answered(reporter: AuditingClient, rooms: House, office: Office) -> None:
    page = steps.to_story(reporter).submit(ON)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.errors == ["Tulis apa yang terjadi, satu atau dua kalimat saja."]
    page = page.fill("Ceritakan", STORY).submit(ON).submit(ON).submit(ON).submit(ON)
    page.submit("Kirim sekarang")
    assert steps.answers(rooms, office, "citra")["answers"] == {"Ceritakan apa yang terjadi": [STORY]}
    assert steps.told(rooms, office, "kusuma", vault.IDENTITY) is None


def test_an_inspectorate_must_be_chosen(reporter: AuditingClient) -> None:
    page = steps.begin(reporter).submit(ON)
    assert page.errors == ["Pilih inspektorat yang akan membaca."]


@pytest.mark.parametrize(
    ("ticked", "asked"),
    [
        ("Uang, hadiah, atau janji", {"Berapa kira-kira nilainya?"}),
        ("Pengadaan", {"Berapa kira-kira nilainya?", "Apa nama paket atau nomor kontraknya?"}),
        ("Uang atau barang negara", {"Berapa kira-kira nilainya?"}),
        ("Jabatan dipakai", set()),
        ("Pembalasan", {"Apa bentuk pembalasannya, dan terhadap siapa?"}),
        ("Hal lain", set()),
    ],
)
def test_every_branch_on_its_page(reporter: AuditingClient, ticked: str, asked: set[str]) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).check(ticked).submit(ON)
    labels = {label.removesuffix(" (boleh kosong)") for label in page.select("label:not([hidden] label)")}
    assert labels == {"Siapa yang melakukannya?", "Di mana?", "Kapan, atau sejak kapan?"} | asked


@pytest.mark.parametrize(("ticked", "marked"), [("Pembalasan", True), ("Hal lain", False)])
def test_reprisals_mark_a_first_report_too(
    reporter: AuditingClient, rooms: House, office: Office, ticked: str, marked: bool
) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).check(ticked).submit(ON).submit(ON).submit(ON).submit(ON)
    page.submit("Kirim sekarang")
    assert (steps.answers(rooms, office, "ani") or {})["retaliation"] is marked


def test_an_answer_that_no_longer_counts_is_not_sent(reporter: AuditingClient, rooms: House, office: Office) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).check("Pengadaan").submit(ON)
    page = page.fill("Apa nama paket", "Kursi").submit(ON).submit(ON).submit(ON)
    assert "Kursi" in page.text
    page = page.submit("Ubah: Ini tentang apa?").fill("j_jenis", "Hal lain").submit(CHECK)
    assert "Apa nama paket" not in page.text
    page.submit("Kirim sekarang")
    assert set(steps.answers(rooms, office, "ani")["answers"]) == {"Ceritakan apa yang terjadi", "Ini tentang apa?"}


def test_everything_on_one_page(reporter: AuditingClient, rooms: House, office: Office) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).submit("Isi semuanya di satu halaman")
    assert page.h1.endswith("Semua pertanyaan")
    assert page.field("Ceritakan").value == STORY
    assert "Pertanyaan berikut hanya untuk: Pengadaan barang atau jasa." in page.text
    page = page.fill("Apa nama paket", "Kursi").submit(ON)
    page = page.submit(ON)
    assert "Kursi" in page.text
    page.submit("Kirim sekarang")
    assert steps.answers(rooms, office, "ani")["answers"]["Apa nama paket atau nomor kontraknya?"] == ["Kursi"]


def test_from_one_page_back_to_one_group_a_page(reporter: AuditingClient) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).submit("Isi semuanya di satu halaman")
    page = page.fill("Di mana?", "Gudang").submit("Isi satu per satu")
    assert page.h1.endswith("Apa yang terjadi?")
    assert page.submit(ON).field("Di mana?").value == "Gudang"


def test_each_answer_can_be_changed_from_the_check(reporter: AuditingClient) -> None:
    page = steps.to_check(reporter).submit("Ubah: Ceritakan").fill("Ceritakan", "Lain ceritanya.").submit(CHECK)
    assert page.h1 == "Periksa isian"
    assert "Lain ceritanya." in page.text
    assert STORY not in page.text


def test_back_keeps_what_was_typed(reporter: AuditingClient) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).submit("Kembali ke langkah sebelumnya")
    assert page.h1.endswith("Siapa yang tidak boleh membaca?")
    assert page.submit(ON).field("Ceritakan").value == STORY


@pytest.mark.parametrize("button", [ON, "Kembali ke langkah sebelumnya", "Isi semuanya di satu halaman"])
def test_a_text_that_is_too_long_is_never_cut(reporter: AuditingClient, button: str) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", "a" * 30_000).submit(button)
    assert page.errors == ["Isian ini kelebihan 20.000 huruf; batasnya 10.000 huruf. Semua yang Anda tulis masih ada."]
    assert page.field("Ceritakan").value == "a" * 30_000


def test_hostile_words_stay_words(reporter: AuditingClient, rooms: House, office: Office) -> None:
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> '\""
    page = steps.to_evidence(reporter, hostile).submit(ON).fill("Nama Anda", hostile).submit(ON)
    assert hostile in page.text
    page.submit("Kirim sekarang")
    assert steps.answers(rooms, office, "ani")["answers"]["Ceritakan apa yang terjadi"] == [hostile]


def test_hidden_characters_are_told_once(reporter: AuditingClient) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", "kur\u202esi").submit(ON)
    assert "karakter tersembunyi" in page.errors[0]
    assert page.submit(ON).h1.endswith("Siapa, di mana, dan kapan?")


def test_the_protection_page_tells_the_law(reporter: AuditingClient) -> None:
    page = reporter.get_page("/").follow("Baca tentang perlindungan")
    for fact in (
        "Nomor 31 Tahun 2014",
        "Nomor 43 Tahun 2018",
        "2 permil",
        "200 juta",
        "10 juta",
        "telepon 148",
        "Tor",
        "sebelum mengirim",
    ):
        assert fact in page.text
    assert page.follow("Kembali ke halaman pertama").h1 == "Sebelum mulai"


@pytest.mark.parametrize("form", [{}, {"langkah": "apa saja"}, {"draf": "x", "langkah": "kirim"}])
def test_a_form_of_nobody_leads_to_the_first_page(reporter: AuditingClient, form: dict[str, str]) -> None:
    assert "Sebelum mulai" in reporter.post("/", data=form).get_data(as_text=True)
