"""Pictures of every page in each view, to be looked at by a person."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from accessibility.browser import Browser
from accessibility.checks import VIEWS
from accessibility.pages import Scenario, Site


def take_all(browser: Browser, site: Site, scenarios: Iterable[Scenario], folder: Path) -> list[Path]:
    """`folder/<page>.<view>.png` for each; gives the paths."""
    taken = []
    for one in scenarios:
        site.open(one, browser)
        for view in VIEWS:
            view.take(browser)
            taken.append(browser.screenshot(folder / f"{one.name}.{view.name.replace(' ', '-')}.png"))
        VIEWS[0].take(browser)
    return taken
