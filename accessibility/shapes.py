"""Checks of one look at the open page, without moving: `shapes.js` finds, this says of which criterion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from accessibility.browser import Browser
from accessibility.checks import Fault, Run, View, check

SCRIPT = Path(__file__).with_name("shapes.js")
CRITERIA = {
    "autocomplete": ["1.3.5"],
    "code-spoken": ["3.1.6"],
    "error-summary": ["4.1.3"],
    "error-tied": ["3.3.1"],
    "error-title": ["2.4.2"],
    "field-edges": ["1.4.11"],
    "headings": ["2.4.10"],
    "hint-tied": ["3.3.2"],
    "hover": ["1.4.13"],
    "icon-alone": ["1.1.1"],
    "label-in-name": ["2.5.3"],
    "landmarks": ["2.4.1", "1.3.6"],
    "lines": ["1.4.8"],
    "link-words": ["2.4.9"],
    "no-disabled": ["2.1.1"],
    "no-placeholder": ["3.3.2"],
    "nothing-sticky": ["2.4.12"],
    "paste": ["3.3.8", "3.3.9"],
    "reading-order": ["1.3.2"],
    "shortcuts": ["2.1.4"],
    "still": ["2.2.2", "2.3.1", "2.3.2"],
    "table-kept": ["1.3.1"],
    "text-not-image": ["1.4.5", "1.4.9"],
}


def bring(browser: Browser) -> None:
    """Put the functions into the open page, by the debugger: a page's own policy has no say in it."""
    if not browser.run("return typeof lt_shapes === 'object'"):
        browser.command("Runtime.evaluate", expression=SCRIPT.read_text(encoding="utf-8"))


def _shape(name: str, criterion: str) -> Run:
    def run(browser: Browser, view: View) -> Iterator[Fault]:
        bring(browser)
        for where, what in browser.run("return lt_shapes[arguments[0]]()", name):
            yield Fault(name, criterion, where, what)

    return run


for _name, _criteria in CRITERIA.items():
    check(_name, *_criteria)(_shape(_name, _criteria[0]))
