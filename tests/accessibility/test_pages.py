"""Every page in every state, in a real browser: no fault that nobody has signed off, and no page left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from accessibility.audit import look
from accessibility.browser import Browser, open_browser
from accessibility.checks import FEWER
from accessibility.findings import read_waivers, unwaived
from accessibility.pages import Scenario, Site, uncovered
from accessibility.scenarios import every_scenario
from tests import live
from tests.accessibility.sealed import empty_app

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="session")
def visitor() -> Iterator[Browser]:
    """A browser of their own: an officer stays signed in from one page to the next."""
    with open_browser() as browser:
        yield browser


SEALED = [one for one in every_scenario() if "sealed" in one.needs]
OPEN = [one for one in every_scenario() if one not in SEALED]


@pytest.mark.parametrize("scenario", OPEN, ids=lambda one: one.name)
def test_a_page_has_no_fault(scenario: Scenario, site: Site, visitor: Browser) -> None:
    _look(scenario, site, visitor)


@pytest.mark.parametrize("scenario", SEALED, ids=lambda one: one.name)
def test_a_page_of_the_sealed_channel_has_no_fault(scenario: Scenario, sealed: Site, visitor: Browser) -> None:
    _look(scenario, sealed, visitor)


def _look(scenario: Scenario, site: Site, visitor: Browser) -> None:
    site.open(scenario, visitor)
    found = unwaived(look(visitor, scenario.name, FEWER), read_waivers(), datetime.now(UTC).date())
    assert not found, "\n".join(map(str, found))


def test_every_page_of_the_site_has_a_scenario(app: Flask, tmp_path: Path) -> None:
    rules = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    rules |= {f"segel:{rule.rule}" for rule in empty_app(tmp_path / "sealed").url_map.iter_rules()}
    assert uncovered(rules) == [], "write a scenario in accessibility/scenarios for each"


BY_ITSELF = re.compile(r"<dialog|\bpopover\b")
"""How something comes to be seen on a page that has been looked at already; `<details>` are open while one looks."""

BY_SCRIPT = re.compile(r"\shidden(?=[\s>=])|\bhx-[a-z]|aria-expanded|\bstyle\.|\.innerHTML")
"""The same, where a script does it: the sealed channel runs none, and what is hidden there stays so."""


@pytest.mark.parametrize("folder", ["templates", "static/js"])
def test_nothing_appears_by_a_click_on_a_page_that_was_looked_at(folder: str) -> None:
    """Each state of a page is an answer of its own, so the scenarios see it; who changes that looks after the click."""
    files = [path for path in (live.ROOT / folder).rglob("*") if path.suffix in (".html", ".js")]
    scripted = [path for path in files if "whistleblowing" not in path.parts]
    assert scripted
    assert _matching(files, BY_ITSELF) + _matching(scripted, BY_SCRIPT) == []


def _matching(files: list[Path], pattern: re.Pattern[str]) -> list[Path]:
    return [path for path in files if pattern.search(path.read_text(encoding="utf-8"))]
