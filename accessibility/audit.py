"""An audit: every check on every page in every state, and what came of it, by criterion.

Who wants all checks imports this module, which registers them; journeys, documents and words register their own by
`accessibility.checks.elsewhere` and are named here once they are there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from accessibility import engines, markup, measures, shapes, walk
from accessibility.browser import Browser
from accessibility.checks import CHECKS, VIEWS, Check, View, When, chosen
from accessibility.findings import Finding, Waiver, read_waivers, unwaived
from accessibility.pages import SCENARIOS, Scenario, Site

__all__ = ["Audit", "engines", "look", "markup", "measures", "shapes", "walk"]
OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"


@dataclass
class Audit:
    """What was looked at, by which checks, and what was found; the ground of every verdict."""

    started: datetime = field(default_factory=lambda: datetime.now(UTC))
    pages: list[str] = field(default_factory=list)
    views: tuple[View, ...] = VIEWS
    ran: set[str] = field(default_factory=set)
    """Names of checks that ran on every page."""
    found: list[Finding] = field(default_factory=list)
    waivers: list[Waiver] = field(default_factory=read_waivers)

    @property
    def left(self) -> list[Finding]:
        """What nobody has signed off."""
        return unwaived(self.found, self.waivers, self.started.date())

    def page(self, browser: Browser, site: Site, one: Scenario, wanted: Iterable[str]) -> Iterator[Finding]:
        """Go to one page and look at it with the checks of these names."""
        names = set(wanted)
        site.open(one, browser)
        found = look(browser, one.name, self.views, names)
        self.pages.append(one.name)
        self.ran = names if len(self.pages) == 1 else self.ran & names
        self.found += found
        yield from unwaived(
            found, [one for one in self.waivers if one.until >= self.started.date()], self.started.date()
        )

    def summary(self) -> str:
        """How much was looked at, how much was found, by rule and criterion, and what was signed off."""
        left = self.left
        rules_seen = len({SCENARIOS[one].rule for one in self.pages})
        seen = f"{rules_seen} addresses, {len(self.pages)} states of their pages × {len(self.views)} views"
        lines = [f"{seen}, {len(self.ran)} checks: {len(left)} findings, {len(self.waivers)} waivers"]
        rules = Counter((finding.rule, finding.criterion) for finding in left)
        lines += [f"  {count:4}  {rule} {criterion}".rstrip() for (rule, criterion), count in rules.most_common()]
        lines += [
            f"  waived until {one.until}: {one.rule} on {one.page} at {one.where}: {one.reason}" for one in self.waivers
        ]
        return "\n".join(lines)


def look(browser: Browser, page: str, views: tuple[View, ...] = VIEWS, names: Iterable[str] = ()) -> list[Finding]:
    """Every fault of the page that is open: by the quick checks, each in the views where it makes sense, or by those
    that are named, in every view.
    """
    wanted = set(names)
    browser.run(OPEN)
    found = []
    for view in views:
        view.take(browser)
        for one in _in_view(view, wanted):
            found += _findings(one, browser, page, view)
    VIEWS[0].take(browser)
    for one in chosen(When.PAGE):
        if one.name in wanted:
            found += _findings(one, browser, page, VIEWS[0])
            VIEWS[0].take(browser)
    return found


def _in_view(view: View, wanted: set[str]) -> list[Check]:
    quick = chosen(When.QUICK)
    if not wanted:
        return [one for one in quick if not view.only or one.name in view.only]
    return [one for one in (*quick, *chosen(When.VIEW)) if one.name in wanted]


def _findings(one: Check, browser: Browser, page: str, view: View) -> list[Finding]:
    name = view.name if one.when is not When.PAGE else "-"
    return [Finding(page, name, rule, where, what, of, one.name) for rule, of, where, what in one.run(browser, view)]


def page_checks() -> list[str]:
    """The names of all checks that look at pages."""
    return [one.name for one in CHECKS.values() if one.when is not When.ELSEWHERE]
