"""The inventory: every page in every state, each with the way that leads there.

A scenario is a function that leaves the browser on one page in one state. It names the address rule that it covers, as
the web framework writes it (`/lacak/<ticket>`), so that a test can tell which page has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from accessibility.browser import Browser

Way = Callable[[Browser, "Site"], None]


@dataclass(frozen=True)
class Officer:
    """Somebody who can sign in; `code` gives the present second factor."""

    name: str
    password: str
    code: Callable[[], str]


@dataclass
class Site:
    """A running site and what a visitor must know of it."""

    url: str
    officers: Mapping[str, Officer] = field(default_factory=dict)
    """By role: `coordinator`, `liaison`, `contributor` (of an agency asked to contribute to an assigned case),
    `works` (of the agency to which the sent report goes), `relief` (who signs in where another's session has ended).
    In the sealed channel: `inspector`, `custodian`, and `above`, an inspector one level up."""
    notes: dict[str, str] = field(default_factory=dict)
    """What a scenario may need: a ticket in some status, or what an earlier scenario has learned."""

    def __post_init__(self) -> None:
        self.notes.update({role: officer.name for role, officer in self.officers.items()})

    def open(self, one: Scenario, browser: Browser) -> None:
        """Go the way of a scenario, after the one that leaves what it needs; KeyError names what nobody leaves."""
        for note in one.needs:
            if note not in self.notes and note not in LEARNED:
                raise KeyError(f"{one.name} needs a note of {note}")
            if note not in self.notes:
                self.open(SCENARIOS[LEARNED[note]], browser)
        one.way(browser, self)

    def sign_in(self, browser: Browser, role: str) -> None:
        """Once for each role: a second factor works only one time, and the session stays in the browser.

        LookupError when the door stays closed.
        """
        if self.notes.get("signed in") == role:
            return
        browser.get(self.at("/petugas/masuk")).forget().get(self.at("/petugas/masuk"))
        self.fill_in(browser, role)

    def fill_in(self, browser: Browser, role: str) -> None:
        """The form for signing in, on the open page; LookupError when the door stays closed."""
        officer = self.officers[role]
        browser.fill("Nama pengguna", officer.name).fill("Kata sandi", officer.password)
        browser.fill("Kode", officer.code()).press("Masuk")
        if browser.all("[type='password']"):
            raise LookupError(f"{officer.name} ({role}) could not sign in:\n{browser.text}")
        self.notes["signed in"] = role

    def at(self, path: str) -> str:
        """The whole address of a page."""
        return self.url.rstrip("/") + path


@dataclass(frozen=True)
class Scenario:
    """One page in one state."""

    name: str
    rule: str
    way: Way
    needs: tuple[str, ...] = ()
    """What the site's notes must hold before."""


SCENARIOS: dict[str, Scenario] = {}
"""Every scenario by name; filled when `accessibility.scenarios` is imported."""
LEARNED = {
    "sent.ticket": "lapor-tanda-terima",
    "sent.pin": "lapor-tanda-terima",
    "sealed.code": "segel-kode",
    "sealed.above": "segel-kotak-dua-tingkat",
    "sealed.granted": "segel-permintaan-diizinkan",
}
"""Notes that a scenario leaves behind, and its name."""


def scenario(name: str, rule: str, *needs: str) -> Callable[[Way], Way]:
    """Register a function as the way to the page `name`, which is an answer of the address rule `rule`."""

    def register(way: Way) -> Way:
        if name in SCENARIOS:
            raise ValueError(f"two scenarios are called {name}")
        SCENARIOS[name] = Scenario(name, rule, way, needs)
        return way

    return register


def plain(name: str, rule: str, path: str = "", *needs: str) -> Way:
    """Register a page that one reaches by its address alone."""

    def way(browser: Browser, site: Site) -> None:
        browser.get(site.at(path or rule))

    return scenario(name, rule, *needs)(way)


NO_PAGES = frozenset(
    {"/manifest.webmanifest", "/sw.js", "/laporan/umpan.atom", "/lacak/<tiket>/umpan.atom"}
    | {"/aksesibilitas.<any(jsonld, yaml):form>"}
    | {"/lacak/<tiket>/berkas/<berkas>", "/petugas/kasus/<tiket>/bukti/<berkas>"}
    | {
        "segel:/static/<path:name>",
        "segel:/meja/laporan/<string(length=32):report_id>/berkas/<string(length=32):file_id>",
    }
)
"""Addresses that answer with data, or only send on."""


def uncovered(rules: Iterable[str]) -> list[str]:
    """The address rules that no scenario covers."""
    covered = {one.rule for one in SCENARIOS.values()}
    return sorted(set(rules) - covered - NO_PAGES)
