"""The history of a browser, which stays, holds addresses and titles: none says what was read or written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.walk.steps import ON, STORY

DULL = re.compile(
    r"(Kesalahan: )?"
    r"(Sebelum mulai|Keterangan|Langkah \d dari \d|Periksa isian|Sudah terkirim|Kode Anda|Kotak|Sudah keluar)"
    r"( \(ada pemberitahuan\))? – Formulir"
)


def the_walk(reporter: AuditingClient) -> Iterator[Page]:
    yield (page := reporter.get_page("/"))
    yield page.follow("Baca tentang perlindungan")
    yield (page := page.submit("Saya mengerti, mulai"))
    yield page.submit(ON)
    yield (page := page.choose("tujuan", "Inspektorat Kota Contoh").submit(ON))
    yield (page := page.submit(ON))
    yield (page := page.fill("Ceritakan", STORY).submit(ON))
    for button in (ON, ON, ON, "Kirim sekarang", "Tampilkan kode"):
        yield (page := page.submit(button))


def the_box(reporter: AuditingClient, filed: Filed) -> Iterator[Page]:
    yield (box := come_in(reporter, filed.code))
    for button in [one for one in box.buttons if one != "Keluar"]:
        yield box.submit(button)
    out = box.submit("Keluar")
    assert "alamat localhost" in out.text
    yield out


def test_no_title_and_no_address_tells(reporter: AuditingClient, filed: Filed) -> None:
    told = [(page.title, page.url) for page in (*the_walk(reporter), *the_box(reporter, filed))]
    assert len(told) > 20
    for title, url in told:
        assert DULL.fullmatch(title), title
        assert url.removeprefix("http://localhost/") in ("", "keterangan", "kotak")
