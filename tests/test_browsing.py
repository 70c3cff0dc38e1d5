"""A page in a test's hands behaves as in a browser: fields are found by their words, forms sent as they stand."""

from __future__ import annotations

import pytest

from tests.sample_site import serve


def test_a_form_is_sent_as_a_browser_sends_it() -> None:
    client = serve()
    page = client.get_page("/")
    page.fill("Ceritakan kejadiannya", "Satu\nDua").fill("Tanggal", 31, within="Kapan?").fill("Wilayah", "Samarinda")
    page.check("Laporkan tanpa nama").choose("Jenis laporan", "Aspirasi").submit("Kirim laporan", judul="Parit")
    assert client.application.extensions["sent"] == {
        "draf": ["8f1c"], "judul": ["Parit"], "isi": ["Satu\r\nDua"], "jenis": ["aspirasi"], "tgl": ["31"],
        "anonim": ["y"], "area": ["64.72"], "lanjut": ["tombol"], "Origin": "http://localhost",
    }  # fmt: skip


def test_what_a_person_does_not_touch_is_sent_as_it_stands() -> None:
    client = serve()
    client.get_page("/").submit("Simpan dulu")
    assert client.application.extensions["sent"] == {
        "draf": ["8f1c"], "judul": ["a & b"], "isi": ["Baris satu\r\nBaris dua"], "jenis": ["pengaduan"],
        "tgl": [""], "area": [""], "simpan": ["tombol"], "Origin": "http://localhost",
    }  # fmt: skip


def test_fields_are_read_by_label_and_links_followed_by_words() -> None:
    client = serve()
    page = client.get_page("/")
    assert page.field("Judul").value == "a & b"
    assert page.field("Judul").error == "Tulis judul, satu kalimat saja."
    assert page.field("judul").hint == "Satu kalimat."
    assert page.field("Jenis laporan").value == "pengaduan"
    assert page.field("Wilayah").options == ["Pilih", "Samarinda"]
    assert page.follow("Lihat laporan").h1 == "Apa yang terjadi?"
    assert client.application.extensions["sent"]["tiket"] == ["7302"]


@pytest.mark.parametrize("wanted", ["Tidak ada", "Ta nggal"])
def test_what_is_not_there_is_not_found(wanted: str) -> None:
    page = serve().get_page("/")
    for act in (page.field, page.follow, page.submit):
        with pytest.raises(AssertionError, match=f"{wanted}"):
            act(wanted)
