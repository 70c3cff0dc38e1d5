"""What an audit found, and what was signed off by a person for a stated time."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

WAIVERS = Path(__file__).parent / "waivers.toml"


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: on which page and in which view, by which rule, at which element, and why.

    `criterion` holds numbers of WCAG 2.2, none where good practice alone is broken; `engine` is the name of the check,
    of which `rule` is a part.
    """

    page: str
    view: str
    rule: str
    where: str
    what: str
    criterion: str = ""
    engine: str = ""

    def __str__(self) -> str:
        named = " ".join(part for part in (self.criterion, self.engine) if part)
        return f"{self.page} ({self.view}) [{self.rule}] {self.where}: {self.what}" + (f" ({named})" if named else "")


@dataclass(frozen=True)
class Waiver:
    """A finding that a person has judged and accepted until a day; `page` and `where` may hold `*`."""

    rule: str
    page: str
    where: str
    reason: str
    until: date

    def covers(self, finding: Finding) -> bool:
        """Whether this is the finding that was judged."""
        return (
            finding.rule == self.rule and fnmatch(finding.page, self.page) and fnmatch(finding.where, self.where)
        )  # fmt: skip


def read_waivers(path: Path = WAIVERS) -> list[Waiver]:
    """Every waiver; KeyError or TypeError for one that is not complete."""
    rows = tomllib.loads(path.read_text()).get("waiver", [])
    return [Waiver(**row) for row in rows]


def unwaived(findings: Iterable[Finding], waivers: list[Waiver], today: date) -> list[Finding]:
    """What remains to be mended; a waiver that has expired covers nothing and is itself a finding."""
    living = [waiver for waiver in waivers if waiver.until >= today]
    expired = [
        Finding(waiver.page, "-", "waiver", waiver.where, f"expired on {waiver.until}: {waiver.reason}")
        for waiver in waivers
        if waiver.until < today
    ]
    return sorted({one for one in findings if not any(waiver.covers(one) for waiver in living)}) + expired
