"""A set of routing rules from a TOML file, and what is wrong with it. Each fault is a sentence for who wrote the file.

[[first]]                        # before the competences of offices; [[last]] after them
name = "pasar-induk"
category = "ekonomi.pasar"       # conditions, each may be left out: category, area, kinds, words
words = ["pasar induk"]
agency = "samarinda-disperindagkop"   # or office = "disperindagkop", level = "regency"
because = "Pasar induk dikelola dinas perdagangan."
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.agencies.folding import fold
from webapp.routing.rules import Reason, Rule, When
from webapp.routing.table import BECAUSE, RuleSet

PARTS = ("first", "last")
KINDS = frozenset({"complaint", "suggestion", "information"})
_KEYS: Mapping[str, type] = {
    **dict.fromkeys(("name", "category", "area", "office", "level", "agency", "because"), str),
    **dict.fromkeys(("kinds", "words"), list),
}
_LONGEST = {"name": 60, "category": 60, "area": 13, "office": 30, "agency": 60, "because": 400}


class RulesRefused(ValueError):
    """The set can't be used; `faults` are sentences."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def read(text: str) -> RuleSet:
    """The rules of a TOML text; raises RulesRefused."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesRefused([f"This is not TOML: {error}."]) from None
    if unknown := sorted(set(tables) - set(PARTS)):
        raise RulesRefused([f"Only [[first]] and [[last]] are known, not: {', '.join(unknown)}."])
    rows = {part: tables.get(part, []) for part in PARTS}
    if faults := list(_faults([row for several in rows.values() for row in several])):
        raise RulesRefused(faults)
    return RuleSet(-1, *(tuple(_rule(row) for row in rows[part]) for part in PARTS))


def _rule(row: Mapping[str, Any]) -> Rule:
    words = tuple(fold(word) for word in row.get("words", ()))
    when = When(row.get("category", ""), row.get("area", ""), frozenset(row.get("kinds", ())), words)
    because, level = Reason(row["because"].replace("%", "%%")), row.get("level", "regency")
    return Rule(row["name"], when, row.get("office", ""), level, because, row.get("agency", ""))


def _faults(rows: list[dict[str, Any]]) -> Iterator[str]:
    names = Counter(str(row.get("name", "")) for row in rows)
    yield from (f"Two rules are called {name}." for name, times in names.items() if times > 1)
    for number, row in enumerate(rows, start=1):
        yield from (f"Rule {number} ({row.get('name', 'without a name')}) {what}." for what in _faults_of(row))


def _faults_of(row: Mapping[str, Any]) -> Iterator[str]:
    strange = [key for key, value in row.items() if not isinstance(value, _KEYS.get(key, ()))]
    if strange:
        yield f"has keys that are unknown or of the wrong type: {', '.join(strange)}"
        return
    if long := [key for key, most in _LONGEST.items() if len(row.get(key, "")) > most]:
        yield f"is too long in {', '.join(long)}"
    if not row.get("name") or not row.get("because"):
        yield "needs a name and a sentence in because"
    if bool(row.get("office")) == bool(row.get("agency")):
        yield "needs either an office or an agency"
    if row.get("level", "regency") not in BECAUSE:
        yield f"has a level that is none of {', '.join(BECAUSE)}"
    if not set(row.get("kinds", ())) <= KINDS:
        yield f"has kinds that are none of {', '.join(sorted(KINDS))}"
    if not all(isinstance(word, str) and fold(word) for word in row.get("words", ())):
        yield "has a word without letters"
