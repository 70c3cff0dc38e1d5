"""The public page of a ticket and what its reporter sees."""

from __future__ import annotations

from accessibility.browser import Browser
from accessibility.pages import Site, plain, scenario
from accessibility.scenarios.desk import write_answer

TICKET = "/lacak/<tiket>"
LOST_PIN = "/lacak/<tiket>/pin"
STATUSES = ("received", "needs_info", "assigned", "in_progress", "answered", "closed", "archived")

plain("lacak", "/lacak")
plain("lacak-salah-ketik", "/lacak", "/lacak?tiket=7302+9481+568")
plain("lacak-tidak-ada", TICKET, "/lacak/7302-9481-567")


@scenario("lacak-diterima", TICKET, "sent.ticket")
def public_page(browser: Browser, site: Site) -> None:
    """The page of the report that was just sent, for everybody."""
    browser.get(site.at(f"/lacak/{site.notes['sent.ticket']}"))


@scenario("lacak-pin-salah", TICKET, "sent.ticket")
def wrong_pin(browser: Browser, site: Site) -> None:
    """A PIN that is not the one."""
    public_page(browser, site)
    browser.fill("PIN", "0000000000").press("Buka dengan PIN")


@scenario("lacak-milik-pelapor", TICKET, "sent.pin")
def own_page(browser: Browser, site: Site) -> None:
    """What the reporter sees."""
    public_page(browser, site)
    browser.fill("PIN", site.notes["sent.pin"]).press("Buka dengan PIN")


@scenario("lacak-surat", TICKET, "sent.pin")
def letters(browser: Browser, site: Site) -> None:
    """Which letter the reporter wants on paper."""
    own_page(browser, site)
    browser.press("Minta surat")


@scenario("lacak-ombudsman", TICKET, "sent.pin")
def ombudsman(browser: Browser, site: Site) -> None:
    """Whether the report may be taken on to the Ombudsman."""
    own_page(browser, site)
    browser.press("Lanjutkan ke Ombudsman")


def _assigned(browser: Browser, site: Site) -> None:
    """The coordinator passes the sent report on, unless that is done already."""
    site.sign_in(browser, "coordinator")
    browser.get(site.at(f"/petugas/kasus/{site.notes['sent.ticket']}/teruskan"))
    if browser.all("input[name='instansi']"):
        browser.choose("Dinas Pekerjaan Umum", within="Instansi").press("Teruskan kasus")


@scenario("lacak-salah-instansi", TICKET, "sent.pin", "coordinator")
def wrong_agency(browser: Browser, site: Site) -> None:
    """Where the reporter says that the agency is the wrong one, with what a search has found."""
    _assigned(browser, site)
    own_page(browser, site)
    browser.press("Ini salah instansi")
    browser.fill("Mengapa", "Parit ini milik rumah sakit.").fill("Instansi mana", "kesehatan samarinda").press("Cari")


@scenario("lacak-salah-instansi-salah", TICKET, "sent.pin", "coordinator")
def wrong_agency_wrong(browser: Browser, site: Site) -> None:
    """Three letters, and an agency that there is not."""
    _assigned(browser, site)
    own_page(browser, site)
    browser.press("Ini salah instansi")
    browser.fill("Mengapa", "oke").fill("Instansi mana", "atlantis").press("Kirim kepada koordinator")


def _move(browser: Browser, site: Site, role: str, slug: str) -> bool:
    """Open an action on the sent report; whether it is still open to this officer."""
    site.sign_in(browser, role)
    browser.get(site.at(f"/petugas/kasus/{site.notes['sent.ticket']}/{slug}"))
    return bool(browser.all("main form textarea"))


def _proposed(browser: Browser, site: Site) -> None:
    """The coordinator proposes a text for everybody."""
    if _move(browser, site, "coordinator", "usulkan-teks"):
        browser.press("Usulkan kepada pelapor")


@scenario("lacak-izin-terbit", TICKET, "sent.pin", "coordinator")
def consent(browser: Browser, site: Site) -> None:
    """What the reporter is asked before the text is published."""
    _proposed(browser, site)
    own_page(browser, site)


@scenario("lacak-pelapor-dijawab", TICKET, "sent.pin", "coordinator", "works")
def answered(browser: Browser, site: Site) -> None:
    """The reporter's own page with an answer on it."""
    _assigned(browser, site)
    if _move(browser, site, "works", "jawab"):
        write_answer(browser)
        browser.press("Kirim jawaban")
    own_page(browser, site)


plain("pin-hilang", LOST_PIN, "/lacak/7302-9481-567/pin")


@scenario("pin-hilang-kode", LOST_PIN, "sent.ticket")
def code_asked(browser: Browser, site: Site) -> None:
    """Where the code from the letter is typed."""
    browser.get(site.at(f"/lacak/{site.notes['sent.ticket']}/pin")).press("Kirim kode ke surel")


def _of_status(status: str) -> None:
    @scenario(f"lacak-{status.replace('_', '-')}", TICKET, f"ticket.{status}")
    def way(browser: Browser, site: Site) -> None:
        browser.get(site.at(f"/lacak/{site.notes[f'ticket.{status}']}"))


for _status in STATUSES:
    _of_status(_status)
