"""The citizen's form, step by step and on one page, empty, filled, wrong, and the receipt."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from accessibility.browser import Browser
from accessibility.pages import Site, Way, plain, scenario
from webapp.demo.evidence import planks, signing

NEXT = "Simpan dan lanjut"


def _from(before: Way, name: str, go: Callable[[Browser], object]) -> Way:
    """Register the page to which `go` leads from the one before."""

    def way(browser: Browser, site: Site) -> None:
        before(browser, site)
        go(browser)

    return scenario(name, "/lapor")(way)


def _tell(browser: Browser, title: str, words: str) -> None:
    browser.fill("Judul", title).fill("Ceritakan", words)
    browser.fill("Tanggal", "1").fill("Bulan", "Desember").fill("Tahun", "2025").press(NEXT)


def _no_such_day(browser: Browser) -> None:
    browser.fill("Tanggal", "31").fill("Bulan", "November").fill("Tahun", "2025").press(NEXT)


def _bribe(browser: Browser) -> None:
    _tell(browser, "Pungutan liar di kantor", "Petugas meminta uang suap lima puluh ribu rupiah untuk mengurus KTP.")


def _ditch(browser: Browser) -> None:
    _tell(browser, "Parit tersumbat", "Air masuk rumah setiap hujan di Gang 5. Kami minta paritnya dikeruk.")


def _search(browser: Browser) -> None:
    browser.fill("Kelurahan, desa, atau kecamatan", "Sidomulyo Samarinda").press("Cari wilayah")


def _photo(browser: Browser) -> None:
    """A photo that tells where it was taken."""
    _hand_in(browser, "titian patah.jpg", planks())


def _no_photo(browser: Browser) -> None:
    """Something else under the name of a photo."""
    _hand_in(browser, "titian patah.jpg", b"bukan foto")


def _film(browser: Browser) -> None:
    """A video in place of title and text; the day is still missing."""
    _hand_in(browser, "cerita saya.mp4", signing(), "#isyarat", NEXT)


def _no_film(browser: Browser) -> None:
    """Something else under the name of a video."""
    _hand_in(browser, "cerita saya.mp4", b"bukan video", "#isyarat", NEXT)


def _hand_in(
    browser: Browser, name: str, content: bytes, control: str = "#bukti", button: str = "Simpan berkas yang dipilih"
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        browser.all(control)[0].send_keys(str(path))
        browser.press(button)


start = plain("lapor-mulai", "/lapor")
plain("lapor-mulai-inggris", "/lapor", "/lapor?bahasa=en")
_from(start, "lapor-mulai-salah", lambda page: page.press(NEXT))
whole = plain("lapor-satu-halaman", "/lapor", "/lapor?cara=satu-halaman")
_from(whole, "lapor-satu-halaman-salah", lambda page: page.press("Simpan dan periksa"))

kind = _from(start, "lapor-jenis", lambda page: page.choose("Bukan").press(NEXT))
story = _from(kind, "lapor-cerita", lambda page: page.choose("Pengaduan").press(NEXT))
_from(story, "lapor-cerita-salah", _no_such_day)
_from(story, "lapor-cerita-video", _film)
_from(story, "lapor-cerita-bukan-video", _no_film)
offer = _from(story, "lapor-tawaran-saluran-tertutup", _bribe)
_from(offer, "lapor-ditinggalkan", lambda page: page.press("Hapus isian saya"))
place = _from(story, "lapor-tempat", _ditch)
_from(place, "lapor-tempat-salah", lambda page: page.press(NEXT))
found = _from(place, "lapor-tempat-pilihan", _search)
evidence = _from(found, "lapor-berkas", lambda page: page.choose("Kelurahan Sidomulyo").press(NEXT))
_from(evidence, "lapor-berkas-salah", lambda page: page.press("Simpan berkas yang dipilih"))
_from(evidence, "lapor-berkas-tersimpan", _photo)
_from(evidence, "lapor-berkas-ditolak", _no_photo)
privacy = _from(evidence, "lapor-anonim-rahasia", lambda page: page.press(NEXT))
contact = _from(privacy, "lapor-kontak", lambda page: page.press(NEXT))
_from(contact, "lapor-kontak-salah", lambda page: page.fill("Alamat surel", "bukan alamat").press(NEXT))
check = _from(contact, "lapor-periksa", lambda page: page.fill("Alamat surel", "siti@contoh.example").press(NEXT))


@scenario("lapor-tanda-terima", "/lapor")
def receipt(browser: Browser, site: Site) -> None:
    """The receipt; its ticket and PIN are kept for the pages that follow."""
    check(browser, site)
    browser.press("Kirim laporan")
    codes = [re.sub(r"\D", "", element.text) for element in browser.all(".code")]
    site.notes["sent.ticket"] = f"{codes[0][:4]}-{codes[0][4:8]}-{codes[0][8:]}"
    site.notes["sent.pin"] = codes[1]
