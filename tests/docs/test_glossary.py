"""The glossary: every code term is in the code, and no Indonesian word has two names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache

import pytest

from tests.docs.packages import ROOT

with (ROOT / "translations" / "glossary.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@cache
def words_of_the_code() -> frozenset[str]:
    files = (ROOT / "webapp").rglob("*.py")
    return frozenset(word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["code"])
def test_the_code_has_the_word(row: dict[str, str]) -> None:
    assert row["code"] in words_of_the_code()
    assert row["indonesian"].strip()
    assert row["english"].strip()


@pytest.mark.parametrize("column", ["code", "indonesian", "english"])
def test_one_thing_has_one_name(column: str) -> None:
    twice = [word for word, times in Counter(row[column] for row in ROWS).items() if times > 1]
    assert twice == []
