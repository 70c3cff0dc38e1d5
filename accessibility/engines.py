"""The engines of others that run in the page: axe-core A to AAA, and IBM's accessibility-checker-engine.

axe-core and IBM's engine lie in vendor/; the copy of axe inside axe-selenium-python is of 2018 and never used. What
axe calls *incomplete* counts as a failure: what it can't decide, a person signs off in waivers.toml. Of IBM's engine
only definite failures count: it calls "potential" whatever it would have a person look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from axe_selenium_python.axe import Axe

from accessibility.browser import Browser, script
from accessibility.checks import Fault, View, When, check

VENDOR = Path(__file__).parent / "vendor"
AXE = VENDOR / "axe-core-4.14.1.min.js"
ACE = VENDOR / "ace-4.0.34.js"
TAGS = ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22a", "wcag22aa", "best-practice"]
BY_NAME = ("target-size", "color-contrast-enhanced")
"""Rules that axe leaves off unless asked."""
CONTRAST = ("color-contrast", "color-contrast-enhanced")
IBM_CONTRAST = "text_contrast_sufficient"
GUIDELINES = ["IBM_Accessibility", "WCAG_2_2"]
NO_LANDMARK = ("aria_form_label_unique", "aria_landmark_name_unique")
"""What IBM's engine says of several forms without a name: by HTML-AAM these are no landmarks, and none is heard."""
CRITERIA_OF_IBM = script("criteria_of_ibm")
"""By rule, the criteria under which it is a violation."""
RUN_IBM = """
const done = arguments[arguments.length - 1];
new ace.Checker().check(document, arguments[0]).then(
  report => done(report.results.filter(one => one.value[0] === "VIOLATION" && one.value[1] === "FAIL").map(
    one => [one.ruleId, one.snippet, one.message])), fault => done([["ibm-broken", "html", String(fault)]]))"""


@check("axe", when=When.QUICK)
def axe(browser: Browser, view: View) -> Iterator[Fault]:
    """Violations and undecided results of axe-core, one for each element."""
    # in forced colours the person's own palette is drawn; axe computes with the page's
    rules = {name: {"enabled": not (view.forced and name in CONTRAST)} for name in (*BY_NAME, *CONTRAST)}
    options = {"runOnly": {"type": "tag", "values": TAGS}, "rules": rules, "resultTypes": ["violations", "incomplete"]}
    engine = Axe(browser.driver, str(AXE))
    if not browser.run("return typeof axe === 'object'"):  # once for all views of a page
        engine.inject()
    results: dict[str, Any] = engine.run(options=json.dumps(options))
    for kind in ("violations", "incomplete"):
        yield from (fault for result in results[kind] for fault in _faults(kind, result))


def _faults(kind: str, result: dict[str, Any]) -> Iterator[Fault]:
    criteria = " ".join(criteria_of(result["tags"]))
    for node in result["nodes"]:
        why = "; ".join(check["message"] for check in (*node["any"], *node["all"], *node["none"]))
        undecided = "undecided: " if kind == "incomplete" else ""
        yield Fault(
            str(result["id"]), criteria, " ".join(map(str, node["target"])), f"{undecided}{result['help']} ({why})"
        )


def criteria_of(tags: Iterable[str]) -> list[str]:
    """The criteria among axe's tags: `wcag1410` is 1.4.10."""
    found = (re.fullmatch(r"wcag(\d)(\d)(\d+)", tag) for tag in tags)
    return [".".join(match.groups()) for match in found if match]


def bring_ibm(browser: Browser) -> None:
    """Put IBM's engine into the open page, by the debugger: a page's own policy has no say in it."""
    if not browser.run("return typeof ace === 'object'"):
        browser.command("Runtime.evaluate", expression=ACE.read_text(encoding="utf-8"))


@check("ibm")
def ibm(browser: Browser, view: View) -> Iterator[Fault]:
    """Definite failures of IBM's engine, one for each element."""
    bring_ibm(browser)
    criteria = browser.run(CRITERIA_OF_IBM, GUIDELINES)
    for rule, where, what in browser.driver.execute_async_script(RUN_IBM, GUIDELINES):
        nameless = rule in NO_LANDMARK and where.startswith("<form") and "aria-label" not in where
        if not nameless and not (view.forced and rule == IBM_CONTRAST):
            yield Fault(rule, " ".join(criteria.get(rule, [])), where[:120], what)
