"""Pages for everybody that one reaches by their address."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

plain("beranda", "/")
plain("beranda-inggris", "/", "/?bahasa=en")
plain("bantuan", "/bantuan")
plain("aksesibilitas", "/aksesibilitas")
plain("tampilan", "/tampilan")
plain("luring", "/luring")
plain("tidak-ada", "404", "/tidak-ada-di-sini")


@scenario("tampilan-besar", "/tampilan")
def large_text(browser: Browser, site: Site) -> None:
    """Text twice as large, wide spacing, by address."""
    browser.get(site.at("/bantuan?huruf=200&jarak=wide"))
