"""Published reports: the list, filtered, empty, wrong, a name of several places, and "Saya juga"."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

LIST = "/laporan"

reports = plain("laporan-terbit", LIST)
plain("laporan-terbit-inggris", LIST, "/laporan?bahasa=en")
plain("laporan-terbit-disaring", LIST, "/laporan?wilayah=64&status=in_progress&jenis=complaint")
plain("laporan-terbit-kosong", LIST, "/laporan?kata=gajah")
plain("laporan-terbit-salah", LIST, "/laporan?wilayah=atlantis&status=entah")
plain("laporan-terbit-pilihan", LIST, "/laporan?wilayah=samarinda")


@scenario("lacak-terbit", "/lacak/<tiket>")
def published_ticket(browser: Browser, site: Site) -> None:
    """The page of a published report that still runs."""
    browser.get(site.at("/laporan?status=in_progress")).open_first("article h3 a")


@scenario("saya-juga", "/lacak/<tiket>/saya-juga")
def me_too(browser: Browser, site: Site) -> None:
    """After the button was pressed."""
    published_ticket(browser, site)
    browser.press("Saya juga")
