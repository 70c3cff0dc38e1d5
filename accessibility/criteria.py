"""The 86 criteria of WCAG 2.2: what each is called, how it is judged, which checks bear on it, and its verdict.

A verdict is of *this* run: "supports" needs every named check to have run and to have found nothing, and is given only
where a machine can say so. Whatever needs a person stays "not evaluated" until a person has said it, elsewhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from accessibility.checks import CHECKS
from accessibility.findings import Finding

FILE = Path(__file__).with_name("criteria.toml")
NUMBER = 86


class How(Enum):
    """What can judge a criterion; `criteria.toml` explains each."""

    AUTO = "auto"
    HEARD = "heard"
    PERSON = "person"
    NONE = "n/a"


class Verdict(Enum):
    """The terms of the Accessibility Conformance Report, in its order from best to worst."""

    SUPPORTS = "supports"
    PARTIALLY = "partially supports"
    NOT = "does not support"
    NOT_APPLICABLE = "not applicable"
    NOT_EVALUATED = "not evaluated"


@dataclass(frozen=True)
class Criterion:
    """One row."""

    number: str
    level: str
    en: str
    id: str
    how: How
    checks: tuple[str, ...]
    clause: str
    why: str = ""

    def verdict(self, ran: Iterable[str], found: Iterable[Finding], pages: int) -> Verdict:
        """Judge by the checks that ran on all of so many pages, and what they found that nobody has signed off."""
        against = {finding.page for finding in found if self.number in finding.criterion.split()}
        if against:
            return Verdict.NOT if len(against) >= pages else Verdict.PARTIALLY
        if self.how is How.NONE:
            return Verdict.NOT_APPLICABLE
        if self.how is How.PERSON or not self.checks or not set(self.checks) <= set(ran):
            return Verdict.NOT_EVALUATED
        if self.how is How.HEARD and not any(name.startswith("heard") for name in self.checks):
            return Verdict.NOT_EVALUATED
        return Verdict.SUPPORTS


@cache
def criteria(path: Path = FILE) -> tuple[Criterion, ...]:
    """Every row in the order of WCAG; KeyError, TypeError or ValueError for one that is not complete."""
    rows = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_row(number, row) for number, row in rows.items())


def _row(number: str, row: dict[str, object]) -> Criterion:
    how = How(row.pop("how"))
    checks = row.pop("checks")
    if not isinstance(checks, list):
        raise TypeError(f"{number}: checks are a list")
    return Criterion(number, how=how, checks=tuple(map(str, checks)), **{name: str(text) for name, text in row.items()})


def faults(rows: Iterable[Criterion]) -> list[str]:
    """What is wrong with the table: too few rows, a check that is not there, a check that bears on nothing."""
    table = list(rows)
    named = {(name, row.number) for row in table for name in row.checks}
    known = {(one.name, number) for one in CHECKS.values() for number in one.criteria}
    found = [f"{number} names {name}, which is no check" for name, number in named if name not in CHECKS]
    found += [f"{name} bears on {number}, whose row does not name it" for name, number in known - named]
    speaking = {name for name, one in CHECKS.items() if one.criteria}
    found += [
        f"{number} names {name}, which does not speak of it" for name, number in named - known if name in speaking
    ]
    found += [f"{name} is named by no criterion" for name in CHECKS if name not in {one for one, _ in named}]
    found += [f"{row.number} does not say why it is n/a" for row in table if row.how is How.NONE and not row.why]
    if len(table) != NUMBER or len({row.number for row in table}) != NUMBER:
        found.append(f"{len(table)} rows, and WCAG 2.2 has {NUMBER} criteria")
    return sorted(found)
