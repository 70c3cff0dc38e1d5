"""The door of the desk, the account, and how a key is made."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from accessibility.browser import Browser
from accessibility.pages import Site, Way, plain, scenario
from accessibility.scenarios.sealed_desk import DESK, sit
from webapp.base.second_factor import code_at

plain("segel-meja-masuk", f"{DESK}/masuk", "/meja/masuk", "sealed")
begin = plain("segel-meja-mulai", f"{DESK}/mulai", "/meja/mulai", "sealed")


@scenario("segel-meja-masuk-salah", f"{DESK}/masuk", "sealed")
def wrong(browser: Browser, site: Site) -> None:
    """Nobody."""
    browser.get(site.at("/meja/masuk")).fill("Nama pengguna", "bukan-siapa-siapa")
    browser.fill("Kalimat sandi", "bukan kalimat sandi").fill("Enam angka", "000000").press("Masuk")


def _empty(name: str, path: str, press: str) -> None:
    @scenario(f"segel-meja-{name}-salah", f"{DESK}{path}", "sealed")
    def way(browser: Browser, site: Site) -> None:
        browser.get(site.at(f"/meja{path}")).press(press)


_empty("pulih", "/pulih", "Buka dengan")
_empty("mulai", "/mulai", "Mulai membuat")


def _mine(name: str, path: str, press: str = "") -> None:
    @scenario(f"segel-{name}", f"{DESK}{path}", "sealed", "inspector")
    def way(browser: Browser, site: Site) -> None:
        sit(browser, site, "inspector").get(site.at(f"/meja{path}"))
        if press:
            browser.press(press)


_mine("kunci-salah", "/kunci", "Lanjutkan")
_mine("kunci-beri", "/kunci/beri")


def _from(before: Way, name: str = "", *, wrong: bool = False) -> Way:
    """Register the page that follows a step of the ceremony when all is well, or when nothing was typed.

    Without a name where its own faults show all of it.
    """

    def way(browser: Browser, site: Site) -> None:
        before(browser, site)
        _press(browser, "" if wrong else _right(browser))

    return scenario(f"segel-{name}", f"{DESK}/langkah", "sealed", "sealed.invitation")(way) if name else way


def _right(browser: Browser) -> str:
    """What a page of the ceremony asks for."""
    shown = [one.text for one in browser.all(".code, .note strong")]
    if browser.all("[name='langkah:totp']"):
        return code_at(re.sub(r"\W", "", shown[0]), datetime.now(UTC))
    return re.sub(r"\D", "", shown[0])[-5:] if browser.all("[name='langkah:paper']") else (shown or [WORDS])[0]


WORDS = "Kerbau Pakde naik sepeda ke pasar"


def _press(browser: Browser, words: str) -> None:
    button = browser.all("main button")[0].text
    browser.fill(browser.all("main label")[0].text, words).press(button)


def passphrase(browser: Browser, site: Site) -> None:
    """The first step."""
    begin(browser.forget(), site)
    _press(browser, site.notes["sealed.invitation"])


def _own_words(browser: Browser, site: Site) -> None:
    passphrase(browser, site)
    _press(browser, WORDS)


_from(passphrase, "kalimat-sandi-salah", wrong=True)
_from(_own_words, "kalimat-sandi-lagi-salah", wrong=True)
paper = _from(_own_words)
_from(paper, "kode-kertas-salah", wrong=True)
totp = _from(paper)
_from(totp, "aplikasi-kode-salah", wrong=True)
_from(totp, "kunci-jadi")


@scenario("segel-langkah-lewat", f"{DESK}/langkah", "sealed")
def gone(browser: Browser, site: Site) -> None:
    """A step of a plan that nobody has any more."""
    begin(browser, site)
    browser.run("document.querySelector('main form').action = '/meja/langkah'")
    browser.press("Mulai membuat")


@scenario("segel-meja-keluar", f"{DESK}/keluar", "sealed", "inspector")
def out(browser: Browser, site: Site) -> None:
    """By the button, in a browser that has forgotten the seat: the pages that follow need it."""
    sit(browser, site, "inspector").get(site.at("/meja/kunci")).forget().press("Keluar dari meja")
