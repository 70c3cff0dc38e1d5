"""The sealed channel as a reporter meets it first: what is promised, each question, what will be sent, and the code.

Its rules stand behind `segel:`, for it is an app of its own. `sealed` is noted for a site that is one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

from accessibility.browser import Browser
from accessibility.pages import Site, Way, plain, scenario
from webapp.demo.evidence import planks

ON, STORE = "Simpan dan lanjut", "Simpan berkas yang dipilih"
PLACE = "Inspektorat Kota Samarinda"


def _from(before: Way, name: str, go: Callable[[Browser], object]) -> Way:
    """Register the page to which `go` leads from the one before; without a name where its own faults show all of it."""

    def way(browser: Browser, site: Site) -> None:
        before(browser, site)
        go(browser)

    return scenario(name, "segel:/", "sealed")(way) if name else way


def hand_in(browser: Browser, content: bytes, button: str = STORE) -> None:
    """A file under the name of a photo."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kursi rapat.jpg"
        path.write_bytes(content)
        browser.all("#bukti")[0].send_keys(str(path))
        browser.press(button)


def _mark(browser: Browser) -> str:
    """By this an inspector finds the report: the beginning of the token of its draft."""
    return str(browser.all("[name='draf']")[0].get_attribute("value"))[:6]


def _tell(browser: Browser) -> None:
    story = "harga kursi di kontrak tiga kali harga toko. Pak Joko Widagdo yang tanda tangan."
    browser.fill("Ceritakan", f"Rapat {_mark(browser)}: {story}")
    browser.choose("Pengadaan barang").choose("Pembalasan").press(ON)


def _whom(browser: Browser) -> None:
    browser.fill("Siapa yang", "Kepala bagian umum").fill("Kapan", "Sejak Maret 2026").press(ON)


def _nobody_left(browser: Browser) -> None:
    """Everybody at every level is involved."""
    for box in browser.all("main [type='checkbox']"):
        box.click()
    browser.press(ON)


def _too_long(browser: Browser) -> None:
    browser.run("document.querySelector('textarea').value = 'kursi '.repeat(200)")
    browser.press(ON)


first = plain("segel-pertama", "segel:/", "/", "sealed")
plain("segel-pertama-inggris", "segel:/", "/?bahasa=en", "sealed")
plain("segel-perlindungan", "segel:/keterangan", "/keterangan", "sealed")
plain("segel-tidak-ada", "segel:404", "/tidak-ada-di-sini", "sealed")

place = _from(first, "", lambda page: page.press("Saya mengerti, mulai"))
_from(place, "segel-tujuan-salah", lambda page: page.press(ON))
people = _from(place, "segel-orang", lambda page: page.choose(PLACE).press(ON))
_from(people, "segel-orang-semua", _nobody_left)
story = _from(people, "", lambda page: page.press(ON))
_from(story, "segel-cerita-salah", lambda page: page.press(ON))
_from(story, "segel-satu-halaman", lambda page: page.press("Isi semuanya"))
whom = _from(story, "segel-siapa", _tell)
evidence = _from(whom, "", _whom)
_from(evidence, "segel-berkas-ditolak", lambda page: hand_in(page, b"bukan foto"))
stored = _from(evidence, "segel-berkas-tersimpan", lambda page: hand_in(page, planks()))
identity = _from(stored, "", lambda page: page.press(ON))
_from(identity, "segel-identitas-salah", _too_long)
check = _from(identity, "segel-periksa", lambda page: page.fill("Nama Anda", "Siti, 0812 3456 7890").press(ON))
sent = _from(check, "segel-terkirim", lambda page: page.press("Kirim sekarang"))


@scenario("segel-kode", "segel:/", "sealed")
def code(browser: Browser, site: Site) -> None:
    """The code, which is kept for the pages that follow."""
    site.notes["sealed.code"] = send(browser, site)


@scenario("segel-kode-salah", "segel:/", "sealed")
def code_wrong(browser: Browser, site: Site) -> None:
    """A last group that is another one."""
    send(browser, site)
    browser.fill("Lima angka", "00000").press("Cocokkan")


@scenario("segel-kode-cocok", "segel:/", "sealed")
def code_right(browser: Browser, site: Site) -> None:
    """What happens now."""
    browser.fill("Lima angka", send(browser, site)[-5:]).press("Cocokkan")


def send(browser: Browser, site: Site) -> str:
    """One more report, with a file and an identity; returns its code, which is on the open page.

    The mark of the report is noted by its code.
    """
    sent(browser, site)
    browser.press("Tampilkan kode")
    digits = re.sub(r"\D", "", browser.all(".code")[0].text)
    site.notes[digits] = _mark(browser)
    return digits


@scenario("segel-tertutup", "segel:503", "sealed", "sealed.closed")
def closed(browser: Browser, site: Site) -> None:
    """A channel without anybody who holds a key."""
    browser.get(site.notes["sealed.closed"])


@scenario("segel-ramai", "segel:/", "sealed", "sealed.busy")
def busy(browser: Browser, site: Site) -> None:
    """Too many begin at once."""
    browser.get(site.notes["sealed.busy"]).press("Saya mengerti, mulai")
