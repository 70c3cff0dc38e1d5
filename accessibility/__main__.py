"""`python -m accessibility audit|walk|text|report|mutants|screenshots --url URL`: look at a running site.

audit    every check on every page in every state, or those of --check
walk     where each Tab leads, page by page
text     each page as it is read, line by line, in the order of the accessibility tree
report   an audit, and what it says of each of the 86 criteria, for the page /aksesibilitas
mutants  plant every fault of accessibility/mutants and see which check catches it

The desk is looked at when officers are given: --officer coordinator=… --officer liaison=… --password …
--code-command "flask --app webapp.wsgi demo code NAME";
pages of a ticket in some status when one is given: --note ticket.closed=7302-9481-567.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

from accessibility import mutants, reading, report, scenarios, walk
from accessibility.audit import Audit, page_checks
from accessibility.browser import Browser, open_browser
from accessibility.checks import VIEWS
from accessibility.criteria import criteria
from accessibility.pages import Officer, Scenario, Site
from accessibility.screenshots import take_all

Way = tuple[Site, Scenario]
"""A page and the site where it is."""


def main(arguments: list[str] | None = None, sites: Iterable[Site] = ()) -> int:
    """Entry point; 1 when the audit finds something that nobody has signed off. `sites` come in place of --url."""
    options = parser().parse_args(arguments)
    where = list(sites) or [Site(options.url, _officers(options), dict(note.split("=", 1) for note in options.note))]
    pattern = "*" if options.verb == "mutants" else options.page
    ways = [way for site in where for way in _ways(site, pattern)]
    with open_browser() as browser:
        return VERBS[options.verb](browser, ways, options)


def _ways(site: Site, pattern: str) -> Iterator[Way]:
    """The pages of the one channel or the other; those whose notes are missing are named."""
    there, left = scenarios.possible(pattern, set(site.notes))
    here = "sealed" in site.notes
    for one in left:
        if ("sealed" in one.needs) == here:
            sys.stdout.write(f"left out: {one.name} needs {', '.join(one.needs)}\n")
    yield from ((site, one) for one in there if ("sealed" in one.needs) == here)


def _audit(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    audit = _run(browser, ways, options)
    sys.stdout.write(audit.summary() + "\n")
    return 1 if audit.left else 0


def _report(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    audit = _run(browser, ways, options)
    for row in criteria():
        verdict = row.verdict(audit.ran, audit.left, len(audit.pages)).value
        sys.stdout.write(f"{row.number:7}{row.level:4}{verdict:20}{row.en}\n")
    views = [view.name for view in audit.views]
    report.write(report.evidence(criteria(), audit.ran, audit.left, audit.pages, views, audit.started))
    sys.stdout.write(audit.summary() + "\n")
    return 1 if audit.left else 0


def _run(browser: Browser, ways: list[Way], options: argparse.Namespace) -> Audit:
    wanted = [name for name in page_checks() if any(fnmatch(name, pattern) for pattern in options.check)]
    audit = Audit(views=tuple(view for view in VIEWS if any(fnmatch(view.name, pattern) for pattern in options.view)))
    for site, one in ways:
        sys.stdout.writelines(f"{finding}\n" for finding in audit.page(browser, site, one, wanted))
        sys.stdout.flush()
    return audit


def _walk(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    for site, one in ways:
        site.open(one, browser)
        lines = (
            f"{number:4}  {stop.words or stop.where}\n"
            for number, stop in enumerate(walk.tab_through(browser).stops, start=1)
        )
        sys.stdout.write(f"{one.name}\n{''.join(lines)}")
    return 0


def _text(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    for site, one in ways:
        site.open(one, browser)
        sys.stdout.write(f"{one.name}\n" + "".join(f"  {role}: {words}\n" for role, words in reading.stops(browser)))
    return 0


def _mutants(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    wanted = (one for one in mutants.mutants() if fnmatch(one.name, options.page))
    kills = list(mutants.kill_all(browser, {one.name: site for site, one in ways}, wanted))
    if options.page == "*":
        options.table.write_text(mutants.table(kills), encoding="utf-8")
    sys.stdout.write(mutants.table(kills))
    return (
        0 if all(one.killed for one in kills if not one.mutant.blind) else 1
    )  # of the blind the table names survivors


def _screenshots(browser: Browser, ways: list[Way], options: argparse.Namespace) -> int:
    for site in {id(site): site for site, _ in ways}.values():
        mine = [one for where, one in ways if where is site]
        sys.stdout.write("".join(f"{path}\n" for path in take_all(browser, site, mine, options.folder)))
    return 0


VERBS: dict[str, Callable[[Browser, list[Way], argparse.Namespace], int]] = {
    "audit": _audit,
    "walk": _walk,
    "text": _text,
    "report": _report,
    "mutants": _mutants,
    "screenshots": _screenshots,
}


def _officers(options: argparse.Namespace) -> dict[str, Officer]:
    pairs = (pair.split("=", 1) for pair in options.officer)
    return {role: Officer(name, options.password, _code(options.code_command, name)) for role, name in pairs}


def _code(template: str, name: str) -> Callable[[], str]:
    command = [word.replace("NAME", name) for word in shlex.split(template)]
    return lambda: subprocess.check_output(command, text=True).strip()


def parser() -> argparse.ArgumentParser:
    """What can be said on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m accessibility", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=list(VERBS))
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--page", default="*", help="names of scenarios (of mutants: of faults), * for any text")
    parser.add_argument("--check", nargs="+", default=["*"], help="names of checks, * for any text")
    parser.add_argument("--view", nargs="+", default=["*"], help="names of views, * for any text")
    parser.add_argument("--folder", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--table", type=Path, default=Path("docs/kill-table.md"))
    parser.add_argument("--note", action="append", default=[], help="ticket.closed=7302-9481-567, may be repeated")
    parser.add_argument("--officer", action="append", default=[], help="coordinator=samarinda, may be repeated")
    parser.add_argument("--password", default="")
    parser.add_argument("--code-command", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
