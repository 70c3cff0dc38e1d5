"""The checks that run on an open page: axe-core A to AAA, and what axe does not look at.

axe-core lies in vendor/; the copy inside axe-selenium-python is of 2018 and never used. *Incomplete* counts as a
failure: what the engine can't decide, a person signs off in waivers.toml.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_selenium_python.axe import Axe

from accessibility.browser import DESKTOP, PHONE, Browser, Letters
from accessibility.findings import Finding

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "best-practice"]
BY_NAME = ("target-size", "color-contrast-enhanced")
"""Rules that axe leaves off unless asked."""
CONTRAST = ("color-contrast", "color-contrast-enhanced")


Check = Callable[[Browser, "View"], Iterator[tuple[str, str, str]]]


@dataclass(frozen=True)
class View:
    """How a page is looked at. `checks` are all where none is named."""

    name: str
    width: int = DESKTOP
    dark: bool = False
    forced: bool = False
    letters: Letters = Letters.AS_MADE
    checks: tuple[Check, ...] = ()

    def take(self, browser: Browser) -> None:
        """Set the browser so."""
        browser.width(self.width).media(dark=self.dark, forced=self.forced).letters(self.letters)


def axe(browser: Browser, view: View) -> Iterator[tuple[str, str, str]]:
    """Violations and undecided results of axe-core, one for each element."""
    # in forced colours the person's own palette is drawn; axe computes with the page's
    rules = {name: {"enabled": not (view.forced and name in CONTRAST)} for name in (*BY_NAME, *CONTRAST)}
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules, "resultTypes": ["violations", "incomplete"]}
    engine = Axe(browser.driver, str(AXE))
    if not browser.run("return typeof axe === 'object'"):  # once for all views of a page
        engine.inject()
    results: dict[str, Any] = engine.run(options=json.dumps(options))
    for kind in ("violations", "incomplete"):
        yield from (row for result in results[kind] for row in _rows(kind, result))


def _rows(kind: str, result: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    for node in result["nodes"]:
        why = "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
        undecided = "undecided: " if kind == "incomplete" else ""
        yield str(result["id"]), " ".join(map(str, node["target"])), f"{undecided}{result['help']} ({why})"


def reflow(browser: Browser, view: View) -> Iterator[tuple[str, str, str]]:
    """Nothing makes the page scroll sideways (WCAG 1.4.10); wide tables scroll in a region of their own."""
    wide = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        yield "reflow", _widest(browser), f"the page is {wide} px wider than the window of {view.width} px"


def _widest(browser: Browser) -> str:
    return str(
        browser.run("""
        const width = document.documentElement.clientWidth;
        const inRegion = element => element.closest("[role=region], .scroll");
        const found = [...document.querySelectorAll("main *, header *, footer *")].filter(
            element => element.getBoundingClientRect().right > width + 1 && !inRegion(element));
        return found.length ? found[found.length - 1].outerHTML.slice(0, 120) : "html";
    """)
    )


def targets(browser: Browser, view: View) -> Iterator[tuple[str, str, str]]:
    """Buttons, fields and links outside sentences are at least 44 px high (WCAG 2.5.5)."""
    for where, height in browser.run("""
        const inSentence = link => link.tagName === "A" && [...link.parentElement.childNodes].some(
            node => node.nodeType === 3 && node.textContent.trim().length > 1);
        const isChoice = control => control.matches("[type=radio], [type=checkbox]");
        const targetOf = control => isChoice(control) ? control.closest("label") : control;
        const wanted = "button, a[href], select, textarea, summary, input:not([type=hidden])";
        return [...document.querySelectorAll(wanted)].filter(control => !inSentence(control)).map(
            control => [control.outerHTML.slice(0, 120), (targetOf(control) || control).getBoundingClientRect().height]
        ).filter(([_, height]) => height > 0 && height < 43.5);
    """):
        yield "target-44", where, f"{height:.0f} px high"


CHECKS: tuple[Check, ...] = (axe, reflow, targets)
VIEWS = (
    View("desktop"),
    View("phone", PHONE),
    View("dark", dark=True),
    View("dark phone", PHONE, dark=True),
    View("forced colours", forced=True),
    # letters twice as large (WCAG 1.4.4) where there is least room; what axe finds it has found in the views above
    View("phone, device's letters at 200 %", PHONE, letters=Letters.OF_DEVICE, checks=(reflow,)),
    View("phone, text zoomed to 200 %", PHONE, letters=Letters.ZOOMED, checks=(reflow,)),
)
FEWER = tuple(view for view in VIEWS if view.name not in ("phone", "dark"))
"""For many pages of parts that others show in every view: each width, light and dark, once."""


def look(browser: Browser, page: str, views: tuple[View, ...] = VIEWS) -> list[Finding]:
    """Every fault of the page that is open, in each view."""
    found = []
    browser.driver.execute_script("document.querySelectorAll('details').forEach(one => { one.open = true })")
    for view in views:
        view.take(browser)
        found += [Finding(page, view.name, *row) for check in view.checks or CHECKS for row in check(browser, view)]
    VIEWS[0].take(browser)
    return found
