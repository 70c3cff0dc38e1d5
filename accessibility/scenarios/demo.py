"""The demo's mailbox."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

plain("surat-contoh", "/demo/surat")


@scenario("surat-contoh-satu", "/demo/surat/<name>", "letters")
def letter(browser: Browser, site: Site) -> None:
    """One letter as its receiver sees it."""
    browser.get(site.at("/demo/surat")).open_first("main a[href^='/demo/surat/']")
