"""Planted faults: a page as it is served, changed in one place, looked at by the check that must notice, and by axe.

`planted.toml` names the check for each fault. `blind.toml` holds faults written by somebody who had not seen the
checks: every check may catch them, in every view, as an audit looks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from accessibility.audit import look, page_checks
from accessibility.browser import Browser
from accessibility.checks import VIEWS
from accessibility.findings import Finding
from accessibility.mutants.stand_in import Copy, serve, take
from accessibility.pages import SCENARIOS, Site

FOLDER = Path(__file__).parent
FILES = ("planted", "blind")


class Stale(ValueError):
    """What a fault would replace is not on the page any more."""


@dataclass(frozen=True)
class Mutant:
    """A fault; `check` is empty where any check may catch it."""

    name: str
    page: str
    old: str
    new: str
    of: str
    check: str = ""
    part: str = "html"
    view: str = "desktop"
    blind: bool = False

    def plant(self, page: Copy) -> Copy:
        """The page with the fault; Stale when there is no place for it."""
        source = getattr(page, self.part)
        if self.old not in source:
            raise Stale(f"{self.name}: {self.old} is not in the {self.part} of {self.page}")
        return page.changed(self.part, source.replace(self.old, self.new))


@dataclass(frozen=True)
class Kill:
    """Which checks found a planted fault."""

    mutant: Mutant
    by: tuple[str, ...]

    @property
    def killed(self) -> bool:
        """Whether the named check, or where none is named any, found it."""
        return self.mutant.check in self.by if self.mutant.check else bool(self.by)

    @property
    def by_axe(self) -> bool:
        """Whether axe alone would have."""
        return "axe" in self.by


def mutants() -> list[Mutant]:
    """All of them; TypeError for one that is not complete."""
    return [
        Mutant(name, **({"blind": True, "view": "*"} if file == "blind" else {}) | row)
        for file in FILES
        if (FOLDER / f"{file}.toml").exists()
        for name, row in tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8")).items()
    ]


def kill_all(browser: Browser, where: Mapping[str, Site], wanted: Iterable[Mutant]) -> Iterator[Kill]:
    """Plant each fault in its page and look; a page is fetched once, and what is found in it as it is, is no kill.

    `where` has the site of each page.
    """
    copies: dict[str, Copy] = {}
    before: dict[tuple[str, str, tuple[str, ...]], set[tuple[str, str, str]]] = {}
    for mutant in wanted:
        if mutant.page not in copies:
            where[mutant.page].open(SCENARIOS[mutant.page], browser)
            copies[mutant.page] = take(browser)
        names = (mutant.check, "axe") if mutant.check else tuple(page_checks())
        key = (mutant.page, mutant.view, names)
        if key not in before:
            before[key] = _marks(_look(browser, copies[mutant.page], mutant, names))
        found = _look(browser, mutant.plant(copies[mutant.page]), mutant, names)
        yield Kill(mutant, tuple(dict.fromkeys(one.engine for one in found if _mark(one) not in before[key])))


def _look(browser: Browser, page: Copy, mutant: Mutant, names: tuple[str, ...]) -> list[Finding]:
    views = tuple(view for view in VIEWS if mutant.view in (view.name, "*"))
    with serve(page) as url:
        browser.get(url)
        return look(browser, mutant.name, views, names)


def _marks(found: Iterable[Finding]) -> set[tuple[str, str, str]]:
    return {_mark(one) for one in found}


def _mark(one: Finding) -> tuple[str, str, str]:
    return one.engine, one.rule, one.where


def table(kills: Iterable[Kill]) -> str:
    """The kill table as a page of the documents."""
    rows = list(kills)
    lines = [_HEAD]
    for blind, title in (
        (False, "Planted, each with the check that must notice"),
        (True, "Planted blind to the checks"),
    ):
        mine = [one for one in rows if one.mutant.blind is blind]
        lines += [f"## {title}\n", *_part(mine), ""] if mine else []
    return "\n".join(lines).rstrip() + "\n"


def _part(rows: list[Kill]) -> Iterator[str]:
    caught, axe = sum(one.killed for one in rows), sum(one.by_axe for one in rows)
    yield f"{caught} of {len(rows)} caught; axe alone catches {axe}.\n"
    yield "| fault | page | seen in | caught by | axe alone |\n|---|---|---|---|---|"
    for one in rows:
        by = ", ".join(f"`{name}`" for name in one.by if name != "axe" or one.mutant.check in ("axe", ""))
        yield (
            f"| {one.mutant.name} | {one.mutant.page} | {one.mutant.of} | {by or '**nothing: it survives**'} | "
            f"{'yes' if one.by_axe else 'no'} |"
        )


_HEAD = """# Kill table

Faults that were planted in pages as they are served, and which checks of `accessibility/` noticed.
`make mutants` writes this page from `accessibility/mutants/`; what is found in the page as it is does not count.
"""
