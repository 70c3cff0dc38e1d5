"""Officers' pages."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, desk, plain, scenario

plain("petugas-masuk", "/petugas/masuk")
plain("surat-contoh", "/demo/surat")


@scenario("surat-contoh-satu", "/demo/surat/<name>", "letters")
def letter(browser: Browser, site: Site) -> None:
    """One letter of the demo's mailbox."""
    browser.get(site.at("/demo/surat")).open_first("main a[href^='/demo/surat/']")


@scenario("petugas-masuk-salah", "/petugas/masuk")
def wrong_password(browser: Browser, site: Site) -> None:
    """Signing in as nobody."""
    browser.get(site.at("/petugas/masuk"))
    browser.fill("Nama pengguna", "bukan-siapa-siapa").fill("Kata sandi", "bukan kata sandi").fill("Kode", "000000")
    browser.press("Masuk")


desk("petugas", "/petugas/")
desk("petugas-akun", "/petugas/akun")
