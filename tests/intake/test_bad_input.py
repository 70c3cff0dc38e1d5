"""Bad input gets a clear sentence in the summary and at the field, a 4xx, and everything typed back."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.intake.conftest import BODY, at_check, at_contact, at_kind, at_place, at_privacy, at_story, fill_story
from webapp.base.db import Database
from webapp.cases.models import Case, CaseText

TOO_LONG = "Isian ini kelebihan {} huruf; batasnya {} huruf. Semua yang Anda tulis masih ada."


FAR_TOO_LONG = (
    "Isian ini jauh lebih panjang dari batasnya, {} huruf. Pendekkan di halaman ini juga: "
    "di halaman lain kami hanya menyimpan {} huruf pertama."
)


def story_with(client: AuditingClient, **fields: object) -> Page:
    """Step 3, well filled in but for `fields`."""
    return fill_story(at_story(client)).submit("Simpan dan lanjut", values=fields)


def test_nothing_chosen(client: AuditingClient) -> None:
    page = client.get_page("/lapor").submit("Simpan dan lanjut")

    assert page.status == 422
    assert page.title.startswith("Kesalahan: Sebelum Anda mulai")
    assert page.errors == ["Pilih ya, bukan, atau belum tahu."]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("judul", "", "Tulis judul, satu kalimat saja."),
        ("judul", " \u00a0\n", "Tulis judul, satu kalimat saja."),
        ("isi", "", "Ceritakan kejadian, usul, atau pertanyaan Anda."),
        ("judul", "a" * 151, TOO_LONG.format("1", "150")),
        ("judul", "🌊" * 10_000, FAR_TOO_LONG.format("150", "300")),
        ("isi", "🌊" * 10_000, TOO_LONG.format("5.000", "5.000")),
        ("harapan", "x" * 501, TOO_LONG.format("1", "500")),
        ("Tanggal", "31", "November hanya sampai tanggal 30. Periksa tanggalnya."),
        ("Tanggal", "0", "Tulis tanggal dengan angka 1 sampai 31."),
        ("Tanggal", "tiga", "Tulis tanggal dengan angka 1 sampai 31."),
        ("Bulan", "13", "Tulis bulan dengan namanya, atau dengan angka 1 sampai 12."),
        ("Bulan", "Mu", "Tulis bulan dengan namanya, atau dengan angka 1 sampai 12."),
        ("Tahun", "26", "Tulis tahun dengan empat angka, misalnya 2026."),
        ("Tahun", "9" * 5000, "Tulis tahun dengan empat angka, misalnya 2026."),
        ("Tahun", "2027", "Tanggal itu belum terjadi. Periksa tanggal, bulan, dan tahunnya."),
        ("Tahun", "", "Tulis tanggal, bulan, dan tahunnya, atau kosongkan ketiganya dan tulis kira-kira saja."),
    ],
)  # fmt: skip
def test_story_and_day(client: AuditingClient, field: str, value: str, sentence: str) -> None:
    page = story_with(client, **{field: value})

    assert page.status == 422
    assert page.errors == [sentence]
    assert page.field(field).value == value.strip()
    other = "isi" if field != "isi" else "judul"
    assert page.field(other).value in (BODY, "Parit tersumbat, air masuk rumah setiap hujan")


def test_31_november_with_its_name_in_english_and_leap_years(client: AuditingClient) -> None:
    page = fill_story(at_story(client)).fill("Tanggal", "29").fill("Bulan", "february").fill("Tahun", "2025")

    assert page.submit("Simpan dan lanjut").errors == ["Februari hanya sampai tanggal 28. Periksa tanggalnya."]
    assert page.fill("Tahun", "2024").submit("Simpan dan lanjut").h1 == "Di mana kejadiannya?"


def test_today_in_papua_is_not_in_the_future(client: AuditingClient, clock: Clock) -> None:
    clock.pass_by(hours=3, minutes=20)  # 23.02 WITA, 00.02 WIT of 10 December
    page = fill_story(at_story(client)).fill("Tanggal", "10").fill("Bulan", "12")

    assert page.submit("Simpan dan lanjut").h1 == "Di mana kejadiannya?"


@pytest.mark.parametrize("odd", ["Parit\x00 mampet", "Parit \u202etepmam\u202c", "Parit\ufffe mampet", "a\x1bb"])
def test_hidden_characters_are_taken_out_and_said_once(client: AuditingClient, odd: str) -> None:
    page = story_with(client, judul=odd)
    assert page.status == 422
    assert page.errors == [
        "Ada karakter tersembunyi yang kami hapus dari isian ini. Periksa lagi teksnya, lalu kirim ulang."
    ]
    assert not set(page.field("judul").value) & set("\x00\u202e\u202c\ufffe\x1b")
    assert page.submit("Simpan dan lanjut").h1 == "Di mana kejadiannya?"


def test_markup_is_text(client: AuditingClient, db: Database) -> None:
    title = '<script>alert(1)</script> & "kutip"'
    check = at_check(client).submit("Ubah judul").submit("Simpan dan lanjut", judul=title)
    assert title in check.text
    check.submit("Kirim laporan")

    with db.read() as session:
        assert title in session.scalars(select(CaseText.text)).all()


def test_no_place(client: AuditingClient) -> None:
    page = at_place(client).submit("Simpan dan lanjut")

    assert page.errors == ["Tulis nama kelurahan, desa, atau kecamatan tempat kejadiannya, lalu tekan “Cari wilayah”."]


def test_words_without_a_choice_show_the_places(client: AuditingClient) -> None:
    page = at_place(client).submit("Simpan dan lanjut", wilayah="sidomulyo", patokan="Gang 5")

    assert page.errors == ["Pilih satu wilayah dari daftar."]
    assert len(page.field("kode").options) == 2
    assert page.field("patokan").value == "Gang 5"


@pytest.mark.parametrize("button", ["Cari wilayah", "Simpan dan lanjut"])
def test_a_place_that_nobody_knows(client: AuditingClient, button: str) -> None:
    page = at_place(client).submit(button, wilayah="Atlantis", patokan="Gang 5")

    assert page.status == 422
    assert page.errors == ["Tidak ada wilayah bernama “Atlantis”. Coba nama kecamatan atau kotanya."]
    assert (page.field("wilayah").value, page.field("patokan").value) == ("Atlantis", "Gang 5")


@pytest.mark.parametrize("code", ["99.99.99.9999", "64'; DROP TABLE area", "\x00", "64.72.04.1003x", "🌊" * 500])
def test_an_unknown_area_code(client: AuditingClient, db: Database, code: str) -> None:
    token = at_place(client).field("draf").value
    answer = client.post(
        "/lapor", data={"draf": token, "langkah": "4", "wilayah": "sidomulyo", "kode": code, "lanjut": "ya"}
    )
    page = client.page(answer)

    assert page.status == 422
    assert page.errors == ["Kode wilayah itu tidak kami kenal. Cari nama wilayahnya, lalu pilih dari daftar."]
    assert world.how_many(db, Case) == 0


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("surel", "siti@", "Periksa alamat surelnya. Bentuknya seperti nama@contoh.id."),
        ("surel", "é@x.id", "Nama di depan @ hanya boleh berisi huruf tanpa tanda, seperti a sampai z, dan angka."),
        ("surel", "bukan alamat", "Periksa alamat surelnya. Bentuknya seperti nama@contoh.id."),
        ("surel", "a@b.id\nBcc: c@d.id", "Periksa alamat surelnya. Bentuknya seperti nama@contoh.id."),
        ("telepon", "12", "Periksa nomor teleponnya. Bentuknya seperti 0812 3456 7890."),
        ("telepon", "nol delapan", "Periksa nomor teleponnya. Bentuknya seperti 0812 3456 7890."),
        ("nama", "x" * 201, TOO_LONG.format("1", "200")),
        ("surel", "x" * 255, TOO_LONG.format("1", "254")),
    ],
)
def test_contact(client: AuditingClient, field: str, value: str, sentence: str) -> None:
    page = at_contact(client).submit("Simpan dan lanjut", values={field: value, "pendamping": "Rina"})

    assert page.errors == [sentence]
    assert page.field("pendamping").value == "Rina"


@pytest.mark.parametrize(
    ("step", "name", "value"),
    [("1", "tentang_kantor", "x"), ("2", "jenis", "admin"), ("6", "anonim", "mungkin"), ("7", "bantuan", "helikopter"),
     ("7", "siapa", "\x00")],
)  # fmt: skip
def test_answers_that_were_never_offered(client: AuditingClient, step: str, name: str, value: str) -> None:
    token = at_contact(client).field("draf").value
    page = client.page(client.post("/lapor", data={"draf": token, "langkah": step, name: value, "lanjut": "ya"}))

    assert page.status == 422
    assert len(page.errors) >= 1


def test_a_crafted_topic_or_step_breaks_nothing(client: AuditingClient) -> None:
    token = at_kind(client).field("draf").value
    for data in (
        {"langkah": "2", "jenis": "complaint", "topik": "\x00'--"},
        {"langkah": "0"},
        {"langkah": "99"},
        {"langkah": "-1"},
        {"langkah": "²"},
        {"ke": "x"},
        {"sesudah": "99", "korupsi": "lanjut"},
        {},
    ):
        answer = client.post("/lapor", data={"draf": token, **data})
        assert answer.status_code in (200, 422)


def test_what_was_typed_wrongly_is_still_in_the_draft(client: AuditingClient) -> None:
    wrong = story_with(client, Tanggal="31")
    back = wrong.submit("Kembali ke langkah 2: jenis laporan")

    assert back.submit("Simpan dan lanjut").field("Tanggal").value == "31"


def test_a_body_beyond_400_kilobytes(client: AuditingClient, db: Database) -> None:
    token = at_story(client).field("draf").value
    page = client.page(client.post("/lapor", data={"draf": token, "langkah": "3", "isi": "x" * 400_001}))

    assert page.status == 413
    assert page.h1 == "Kiriman Anda terlalu besar"
    assert world.how_many(db, Case) == 0


@pytest.mark.parametrize(("letters", "status"), [("6" * 100_000, 422), ("sido " * 20_000, 200)])
def test_words_longer_than_any_name_break_no_search(client: AuditingClient, letters: str, status: int) -> None:
    page = at_place(client).submit("Cari wilayah", wilayah=letters)

    assert page.status == status
    assert page.field("wilayah").value == letters.strip()


class BrokenChunks(BytesIO):
    """A body whose end never came, as gunicorn gives it."""

    def read(self, _size: int | None = -1, /) -> bytes:
        raise OSError


def send_in_chunks(client: AuditingClient, body: BytesIO) -> Page:
    """A POST that doesn't say how long it is."""
    said = {
        "CONTENT_LENGTH": "",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "wsgi.input": body,
        "wsgi.input_terminated": True,
    }
    kind = "application/x-www-form-urlencoded"
    return client.page(client.post("/lapor", content_type=kind, environ_overrides=said))


@pytest.mark.parametrize(("longer_by", "status"), [(-1, 422), (0, 422), (1, 413), (200_000, 413)])
def test_a_body_without_a_length_is_never_cut(client: AuditingClient, longer_by: int, status: int) -> None:
    token = at_story(client).field("draf").value
    begin, end = f"draf={token}&langkah=3&judul=Parit&isi=", "&harapan=Dikeruk"
    body = begin + "x" * (400_000 + longer_by - len(begin) - len(end)) + end
    page = send_in_chunks(client, BytesIO(body.encode()))

    assert page.status == status
    assert ("Dikeruk" in page.html) is (status == 422)


def test_a_body_whose_end_never_came_is_refused(client: AuditingClient) -> None:
    assert send_in_chunks(client, BrokenChunks()).status == 400


def test_a_form_from_another_site_is_shown_again_filled_in(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    token = check.field("draf").value
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://jahat.example"}
    page = client.page(
        client.post("/lapor", data={"draf": token, "sidik": check.field("sidik").value, "kirim": "ya"}, headers=foreign)
    )

    assert page.status == 403
    assert page.errors == [
        "Kiriman ini tidak datang dari halaman kami. Periksa isinya, lalu tekan tombolnya sekali lagi."
    ]
    assert page.field("draf").value != token
    assert world.how_many(db, Case) == 0
    assert page.submit("Kirim laporan").status == 200
    assert world.how_many(db, Case) == 1


def test_a_foreign_form_of_a_step_keeps_what_it_says(client: AuditingClient) -> None:
    data = {"draf": at_story(client).field("draf").value, "langkah": "3", "judul": "Parit", "isi": BODY}
    page = client.page(client.post("/lapor", data=data, headers={"Sec-Fetch-Site": "cross-site"}))

    assert page.status == 403
    assert page.field("isi").value == BODY
    assert page.fill("kira", "kemarin").submit("Simpan dan lanjut").h1 == "Di mana kejadiannya?"


def test_a_text_browser_without_origin_may_send(client: AuditingClient) -> None:
    data = {"draf": client.get_page("/lapor").field("draf").value, "langkah": "1", "tentang_kantor": "tidak"}

    assert client.page(client.post("/lapor", data=data)).h1 == "Jenis laporan"


@pytest.mark.parametrize(
    "words",
    [
        "Kepala dinas minta uang pelicin",
        "Ada PUNGLI di loket",
        "dana desa dikorupsi",
        "Bendahara memotong uang jasa kami, dipotong 20% untuk kepala puskesmas.",
    ],
)
def test_corruption_offers_the_safe_channel_before_a_report_exists(
    client: AuditingClient, db: Database, words: str
) -> None:
    page = story_with(client, judul=words)
    assert page.h1 == "Ini tampaknya soal korupsi atau pungli"
    assert "Hubungi Inspektorat di daerah Anda." in page.text
    assert world.how_many(db, Case) == 0

    onward = page.submit("Lanjutkan di sini")
    assert onward.h1 == "Di mana kejadiannya?"
    assert onward.submit("Kembali ke langkah 3: isi laporan").field("judul").value == words


def test_leaving_forgets_everything(client: AuditingClient, db: Database) -> None:
    offer = story_with(client, judul="Ada pungli di loket")
    token = offer.field("draf").value
    left = offer.submit("Hapus isian saya dan tinggalkan formulir")

    assert left.h1 == "Isian Anda sudah kami hapus"
    page = client.page(client.post("/lapor", data={"draf": token, "ke": "3"}))
    assert "pungli" not in page.html.replace("korupsi atau pungli", "")
    assert world.how_many(db, Case) == 0


def test_a_topic_of_corruption_offers_it_too_and_the_sealed_address(app: Flask, client: AuditingClient) -> None:
    site = replace(app.extensions["config"].site, sealed_url="https://segel.example/", inspectorate_contact="0541-1")
    app.jinja_env.globals["site"] = site
    page = at_kind(client).choose("jenis", "Pengaduan").choose("topik", "Pungutan liar").submit("Simpan dan lanjut")

    assert page.h1 == "Ini tampaknya soal korupsi atau pungli"
    assert "Buka saluran terkunci" in page.links
    assert page.submit("Lanjutkan di sini").h1 == "Apa yang terjadi, dan kapan?"


def test_on_one_page_the_offer_comes_before_the_check(client: AuditingClient) -> None:
    page = client.get_page("/lapor?cara=satu-halaman").choose("tentang_kantor", "Bukan").choose("jenis", "Pengaduan")
    fill_story(page).fill("isi", "Petugas minta uang pelicin.").fill("wilayah", "sidomulyo")
    page = page.submit("Cari wilayah").choose("kode", world.SIDOMULYO).submit("Simpan dan periksa")

    assert page.h1 == "Ini tampaknya soal korupsi atau pungli"
    assert page.submit("Lanjutkan di sini").h1 == "Periksa sebelum mengirim"


def test_privacy_needs_answers(client: AuditingClient) -> None:
    page = at_privacy(client)

    assert (page.field("anonim").value, page.field("rahasia").value) == ("tidak", "tidak")
