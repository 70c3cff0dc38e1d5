"""Pages for everybody that one reaches by their address."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario

TOOL = "/bantuan/<any(nvda, jaws, talkback, voiceover, orca, 'pembesar-layar', 'kendali-suara', 'papan-ketik'):alat>"

plain("beranda", "/")
plain("beranda-inggris", "/", "/?bahasa=en")
plain("bantuan", "/bantuan")
plain("aksesibilitas", "/aksesibilitas")
plain("tampilan", "/tampilan")
plain("tampilan-mudah", "/tampilan", "/tampilan?bahasa=id-mudah&pemakaian=hemat")
plain("bantuan-nvda", TOOL, "/bantuan/nvda")
plain("bantuan-pembesar-layar", TOOL, "/bantuan/pembesar-layar")
plain("hambatan", "/lapor/hambatan")
plain("istilah", "/istilah")
plain("luring", "/luring")
plain("tidak-ada", "404", "/tidak-ada-di-sini")


@scenario("tampilan-besar", "/tampilan")
def large_text(browser: Browser, site: Site) -> None:
    """Text twice as large, wide spacing, by address."""
    browser.get(site.at("/bantuan?huruf=200&jarak=wide"))


@scenario("hambatan-kosong", "/lapor/hambatan")
def barrier_untold(browser: Browser, site: Site) -> None:
    """The barrier without a word of what it is."""
    browser.get(site.at("/lapor/hambatan")).press("Simpan dan periksa")
