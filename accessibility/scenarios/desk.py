"""Officers' pages."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

plain("petugas-masuk", "/petugas/masuk")


@scenario("petugas-masuk-salah", "/petugas/masuk")
def wrong_password(browser: Browser, site: Site) -> None:
    """Signing in as nobody."""
    browser.get(site.at("/petugas/masuk"))
    browser.fill("Nama pengguna", "bukan-siapa-siapa").fill("Kata sandi", "bukan kata sandi").fill("Kode", "000000")
    browser.press("Masuk")
