"""The citizen's form, step by step and on one page, empty, filled, wrong, and the receipt."""

from __future__ import annotations

import re

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

NEXT = "Simpan dan lanjut"

plain("lapor-mulai", "/lapor")
plain("lapor-mulai-inggris", "/lapor", "/lapor?bahasa=en")
plain("lapor-satu-halaman", "/lapor", "/lapor?cara=satu-halaman")


@scenario("lapor-mulai-salah", "/lapor")
def start_wrong(browser: Browser, site: Site) -> None:
    """Nothing chosen."""
    browser.get(site.at("/lapor")).press(NEXT)


@scenario("lapor-satu-halaman-salah", "/lapor")
def whole_wrong(browser: Browser, site: Site) -> None:
    """Everything wrong at once."""
    browser.get(site.at("/lapor?cara=satu-halaman")).press("Simpan dan periksa")


@scenario("lapor-jenis", "/lapor")
def kind(browser: Browser, site: Site) -> None:
    """What kind of report."""
    browser.get(site.at("/lapor")).choose("Bukan").press(NEXT)


@scenario("lapor-cerita", "/lapor")
def story(browser: Browser, site: Site) -> None:
    """What happened, and when."""
    kind(browser, site)
    browser.choose("Pengaduan").press(NEXT)


@scenario("lapor-cerita-salah", "/lapor")
def story_wrong(browser: Browser, site: Site) -> None:
    """No title, no story, no such day."""
    story(browser, site)
    browser.fill("Tanggal", "31").fill("Bulan", "November").fill("Tahun", "2025").press(NEXT)


@scenario("lapor-tawaran-saluran-tertutup", "/lapor")
def offer(browser: Browser, site: Site) -> None:
    """Words of corruption: the sealed channel is offered before anything is stored."""
    story(browser, site)
    _tell(browser, "Pungutan liar di kantor", "Petugas meminta uang suap lima puluh ribu rupiah untuk mengurus KTP.")


@scenario("lapor-tempat", "/lapor")
def place(browser: Browser, site: Site) -> None:
    """Where it happened."""
    story(browser, site)
    _tell(browser, "Parit tersumbat", "Air masuk rumah setiap hujan di Gang 5. Kami minta paritnya dikeruk.")


def _tell(browser: Browser, title: str, words: str) -> None:
    browser.fill("Judul", title).fill("Ceritakan", words)
    browser.fill("Tanggal", "1").fill("Bulan", "Desember").fill("Tahun", "2025").press(NEXT)


@scenario("lapor-tempat-salah", "/lapor")
def place_wrong(browser: Browser, site: Site) -> None:
    """No place."""
    place(browser, site)
    browser.press(NEXT)


@scenario("lapor-tempat-pilihan", "/lapor")
def place_found(browser: Browser, site: Site) -> None:
    """Places of that name, with their whole path."""
    place(browser, site)
    browser.fill("Kelurahan, desa, atau kecamatan", "Sidomulyo Samarinda").press("Cari wilayah")


@scenario("lapor-anonim-rahasia", "/lapor")
def privacy(browser: Browser, site: Site) -> None:
    """The two switches."""
    place_found(browser, site)
    browser.choose("Kelurahan Sidomulyo").press(NEXT)


@scenario("lapor-kontak", "/lapor")
def contact(browser: Browser, site: Site) -> None:
    """How to answer, and what help is needed."""
    privacy(browser, site)
    browser.press(NEXT)


@scenario("lapor-kontak-salah", "/lapor")
def contact_wrong(browser: Browser, site: Site) -> None:
    """No such address."""
    contact(browser, site)
    browser.fill("Alamat surel", "bukan alamat").press(NEXT)


@scenario("lapor-periksa", "/lapor")
def check(browser: Browser, site: Site) -> None:
    """All answers before sending."""
    contact(browser, site)
    browser.fill("Alamat surel", "siti@contoh.example").press(NEXT)


@scenario("lapor-tanda-terima", "/lapor")
def receipt(browser: Browser, site: Site) -> None:
    """The receipt; its ticket and PIN are kept for the pages that follow."""
    check(browser, site)
    browser.press("Kirim laporan")
    codes = [re.sub(r"\D", "", element.text) for element in browser.all(".code")]
    site.notes["sent.ticket"] = f"{codes[0][:4]}-{codes[0][4:8]}-{codes[0][8:]}"
    site.notes["sent.pin"] = codes[1]
