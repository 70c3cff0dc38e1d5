"""Checks of one look at the open page, without moving: `scripts/shapes.js` finds, this says of which criterion."""

from __future__ import annotations

from collections.abc import Iterator

from accessibility.browser import Browser, script
from accessibility.checks import Fault, Run, View, When, check

LOOKS = {
    "field-edges": ["1.4.11"],
    "icon-alone": ["1.1.1"],
    "lines": ["1.4.8"],
    "nothing-sticky": ["2.4.12"],
    "reading-order": ["1.3.2"],
    "still": ["2.2.2", "2.3.1", "2.3.2"],
    "table-kept": ["1.3.1"],
}
"""What may differ from one view to another."""
STRUCTURE = {
    "autocomplete": ["1.3.5"],
    "code-spoken": ["3.1.6"],
    "error-summary": ["4.1.3"],
    "error-tied": ["3.3.1"],
    "error-title": ["2.4.2"],
    "headings": ["2.4.10"],
    "hint-tied": ["3.3.2"],
    "hover": ["1.4.13"],
    "label-in-name": ["2.5.3"],
    "landmarks": ["2.4.1", "1.3.6"],
    "link-words": ["2.4.9"],
    "no-disabled": ["2.1.1"],
    "no-placeholder": ["3.3.2"],
    "paste": ["3.3.8", "3.3.9"],
    "shortcuts": ["2.1.4"],
    "text-not-image": ["1.4.5", "1.4.9"],
}
"""What the page is, however it is looked at."""
RUN = "return typeof lt_shapes === 'object' ? lt_shapes[arguments[0]]() : null"


def _shape(name: str, criteria: list[str]) -> Run:
    def run(browser: Browser, view: View) -> Iterator[Fault]:
        found = browser.run(RUN, name)
        if found is None:  # brought once, by the debugger: a page's own policy has no say in it
            browser.command("Runtime.evaluate", expression=script("shapes"))
            found = browser.run(RUN, name)
        yield from (Fault(name, " ".join(criteria), where, what) for where, what in found)

    return run


for _when, _checks in ((When.VIEW, LOOKS), (When.PAGE, STRUCTURE)):
    for _name, _criteria in _checks.items():
        check(_name, *_criteria, when=_when)(_shape(_name, _criteria))
