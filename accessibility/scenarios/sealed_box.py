"""The box: the code, what the inspectors did and asked, and what a reporter can do."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, Way, plain, scenario
from accessibility.scenarios.sealed_desk import asked
from accessibility.scenarios.sealed_walk import hand_in, send
from webapp.demo.evidence import planks

BOX = "segel:/kotak"

door = plain("segel-kotak-kode", BOX, "/kotak", "sealed")


def _wrong(name: str, typed: str) -> None:
    @scenario(f"segel-kotak-{name}", BOX, "sealed")
    def way(browser: Browser, site: Site) -> None:
        door(browser.forget(), site)
        browser.fill("Kode", typed).press("Buka kotak")


_wrong("kode-salah", "1234 5678 9012 3456 7890")


def enter(browser: Browser, site: Site, digits: str) -> Browser:
    """Open a box with its code."""
    door(browser, site)
    if browser.all("button[name='langkah:keluar']"):
        browser.press("Keluar").get(site.at("/kotak"))
    return browser.fill("Kode", digits).press("Buka kotak")


def _in(name: str, *buttons: str) -> Way:
    """A page of the box that buttons lead to."""

    @scenario(f"segel-kotak{name}", BOX, "sealed", "sealed.code")
    def way(browser: Browser, site: Site) -> None:
        enter(browser, site, site.notes["sealed.code"])
        for button in buttons:
            browser.press(button)

    return way


mine = _in("")
_in("-salah", "Kirim")
_in("-naik", "Naikkan satu tingkat")
_in("-salin-salah", "Salin tulisan saya", "Tampilkan tulisannya")
_in("-ganti-kode", "Ganti kode")
_in("-kode-baru-salah", "Ganti kode", "Tampilkan kode baru", "Pakai kode baru")
_in("-hapus-salah", "Hapus semuanya", "Hapus semuanya sekarang")
_in("-dikirim", "Baca yang saya kirim")
_in("-keluar", "Keluar")


@scenario("segel-kotak-masih-terbuka", BOX, "sealed", "sealed.code")
def still_in(browser: Browser, site: Site) -> None:
    """An address that is opened shows nothing."""
    mine(browser, site)
    door(browser, site)


@scenario("segel-kotak-lagi", BOX, "sealed", "sealed.code")
def shut(browser: Browser, site: Site) -> None:
    """The box closed while somebody wrote."""
    mine(browser, site)
    browser.fill("Tulisan Anda", "Kuitansinya ada di lemari arsip.").forget().press("Kirim")


@scenario("segel-kotak-berkas", BOX, "sealed", "sealed.code")
def stored(browser: Browser, site: Site) -> None:
    """A file is kept, and the message is refused, for it tells of the code."""
    mine(browser, site)
    browser.fill("Tulisan Anda", f"Kode saya {site.notes['sealed.code']}")
    hand_in(browser, planks(), "Kirim")


@scenario("segel-kotak-disalin", BOX, "sealed", "sealed.code")
def copied(browser: Browser, site: Site) -> None:
    """The text to take along."""
    mine(browser, site)
    browser.press("Salin tulisan saya")
    browser.all("main [type='checkbox']")[0].click()
    browser.press("Tampilkan tulisannya")


@scenario("segel-terhapus", BOX, "sealed")
def deleted(browser: Browser, site: Site) -> None:
    """Nothing is left."""
    enter(browser, site, send(browser, site)).press("Hapus semuanya")
    browser.fill("Ketik kata", "hapus").press("Hapus semuanya sekarang")


@scenario("segel-kotak-dua-tingkat", BOX, "sealed")
def above(browser: Browser, site: Site) -> None:
    """Read at two levels; the code is kept for the pages that follow."""
    site.notes["sealed.above"] = send(browser, site)
    enter(browser, site, site.notes["sealed.above"]).press("Naikkan satu tingkat").press("Naikkan sekarang")


@scenario("segel-kotak-semua-terlibat", BOX, "sealed", "sealed.code")
def all_involved(browser: Browser, site: Site) -> None:
    """Everybody above is named."""
    mine(browser, site)
    for button in ("Naikkan satu tingkat", "Perbarui daftar pembaca"):
        browser.press(button)
        for box in browser.all("main [name='terlibat']:not(:checked)"):
            box.click()
    browser.press("Perbarui daftar pembaca")


@scenario("segel-kotak-dijawab", BOX, "sealed", "sealed.code", "inspector")
def answered(browser: Browser, site: Site) -> None:
    """An inspector has asked, and the reporter answers, with a file, and tells of reprisals."""
    asked(browser, site)
    mine(browser, site)
    browser.fill("Tulisan Anda", "Ya, ada kuitansinya. Saya dipindahkan ke gudang sejak Senin.")
    browser.choose("Ini tentang pembalasan")
    hand_in(browser, planks(), "Kirim")


@scenario("segel-kotak-percakapan", BOX, "sealed", "sealed.code", "inspector")
def talk(browser: Browser, site: Site) -> None:
    """All of it."""
    asked(browser, site)
    mine(browser, site)
    browser.press("Baca seluruh percakapan")


@scenario("segel-kotak-rusak", BOX, "sealed", "sealed.spoilt")
def broken(browser: Browser, site: Site) -> None:
    """Somebody has changed something in the database."""
    enter(browser, site, site.notes["sealed.spoilt"]).press("Salin tulisan saya")
