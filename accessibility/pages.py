"""The inventory: every page in every state, each with the way that leads there.

A scenario is a function that leaves the browser on one page in one state. It names the address rule that it covers, as
the web framework writes it (`/lacak/<ticket>`), so that a test can tell which page has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    officer: Officer | None = None
    notes: dict[str, str] = field(default_factory=dict)
    """What one scenario has learned and another may use, such as a ticket."""

    def at(self, path: str) -> str:
        """The whole address of a page."""
        return self.url.rstrip("/") + path


@dataclass(frozen=True)
class Scenario:
    """One page in one state."""

    name: str
    rule: str
    way: Way
    signed_in: bool = False


SCENARIOS: dict[str, Scenario] = {}
"""Every scenario by name; filled when `accessibility.scenarios` is imported."""


def scenario(name: str, rule: str, *, signed_in: bool = False) -> Callable[[Way], Way]:
    """Register a function as the way to the page `name`, which is an answer of the address rule `rule`."""

    def register(way: Way) -> Way:
        if name in SCENARIOS:
            raise ValueError(f"two scenarios are called {name}")
        SCENARIOS[name] = Scenario(name, rule, way, signed_in)
        return way

    return register


def plain(name: str, rule: str, path: str = "") -> None:
    """Register a page that one reaches by its address alone."""

    def way(browser: Browser, site: Site) -> None:
        browser.get(site.at(path or rule))

    scenario(name, rule)(way)


def uncovered(rules: Iterable[str]) -> list[str]:
    """The address rules that no scenario covers."""
    covered = {one.rule for one in SCENARIOS.values()}
    return sorted(set(rules) - covered)
