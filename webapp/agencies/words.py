"""The words that point to each category: those of categories.csv and, with weights, those of data/words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from webapp.agencies.categories import curated
from webapp.agencies.folding import fold

FILE = Path(__file__).parent / "data" / "words.toml"


@dataclass(frozen=True)
class Hint:
    """Folded words that stand together and how much they point to a category; below 0 they point away from it."""

    phrase: str
    weight: float


@cache
def spellings() -> Mapping[str, str]:
    """Short and local spellings, and the words they stand for; nothing for a word that says nothing."""
    return dict(_file()["spellings"])


@cache
def curated_hints() -> Mapping[str, tuple[Hint, ...]]:
    """What the two files say about each category, by its code."""
    weighted = _file()["words"]
    return {line.code: hints(f"{line.keywords} {weighted.get(line.code, '')}") for line in curated()}


def hints(entries: str) -> tuple[Hint, ...]:
    """`"parit got-mampet:4 !lampu"`: a word counts 1, a phrase 2, or what stands after the colon; `!` points away."""
    return tuple(_hint(entry) for entry in entries.split())


def _hint(entry: str) -> Hint:
    words, _, weight = entry.partition(":")
    phrase = fold(words.replace("-", " "))
    if words.startswith("!"):
        return Hint(phrase, -3.0)
    return Hint(phrase, float(weight or (2 if " " in phrase else 1)))


@cache
def _file() -> dict[str, dict[str, str]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
