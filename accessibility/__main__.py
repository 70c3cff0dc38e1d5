"""`python -m accessibility audit|screenshots --url URL`: look at a running site.

The desk is looked at when officers are given: --officer coordinator=… --officer liaison=… --password …
--code-command "flask --app webapp.wsgi demo code NAME";
pages of a ticket in some status when one is given: --note ticket.closed=7302-9481-567.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from accessibility import scenarios
from accessibility.browser import Browser, open_browser
from accessibility.engines import VIEWS, look
from accessibility.findings import read_waivers, unwaived
from accessibility.pages import Officer, Scenario, Site
from accessibility.report import summary
from accessibility.screenshots import take_all


def main(arguments: list[str] | None = None) -> int:
    """Entry point; 1 when the audit finds something that nobody has signed off."""
    options = _parser().parse_args(arguments)
    site = Site(options.url, _officers(options), dict(note.split("=", 1) for note in options.note))
    chosen, left = scenarios.possible(options.page, set(site.notes))
    sys.stdout.write("".join(f"left out: {one.name} needs {', '.join(one.needs)}\n" for one in left))
    with open_browser() as browser:
        if options.verb == "screenshots":
            sys.stdout.write("".join(f"{path}\n" for path in take_all(browser, site, chosen, options.folder)))
            return 0
        return _audit(browser, site, chosen)


def _audit(browser: Browser, site: Site, chosen: list[Scenario]) -> int:
    found = []
    for one in chosen:
        site.open(one, browser)
        found += look(browser, one.name)
    left = unwaived(found, read_waivers(), datetime.now(UTC).date())
    sys.stdout.write(summary([one.name for one in chosen], len(VIEWS), left) + "\n")
    return 1 if left else 0


def _officers(options: argparse.Namespace) -> dict[str, Officer]:
    pairs = (pair.split("=", 1) for pair in options.officer)
    return {role: Officer(name, options.password, _code(options.code_command, name)) for role, name in pairs}


def _code(template: str, name: str) -> Callable[[], str]:
    command = [word.replace("NAME", name) for word in shlex.split(template)]
    return lambda: subprocess.check_output(command, text=True).strip()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m accessibility", description=__doc__)
    parser.add_argument("verb", choices=["audit", "screenshots"])
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--page", default="*", help="names of scenarios, * for any text")
    parser.add_argument("--folder", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--note", action="append", default=[], help="ticket.closed=7302-9481-567, may be repeated")
    parser.add_argument("--officer", action="append", default=[], help="coordinator=samarinda, may be repeated")
    parser.add_argument("--password", default="")
    parser.add_argument("--code-command", default="")
    return parser


if __name__ == "__main__":
    sys.exit(main())
