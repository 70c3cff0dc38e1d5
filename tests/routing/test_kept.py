"""The kept texts are what their README says: enough of them, each once, with labels that exist and nobody's data."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from webapp.agencies.categories import curated

FILE = Path(__file__).parent / "kept.csv"
LONG_NUMBER = re.compile(r"\d(?:[ .\-/]?\d){6}")
"""Seven digits, however grouped: a telephone, a NIK, an account."""
ADDRESS = re.compile(r"@|https?:|www\.", re.IGNORECASE)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def leaves() -> set[str]:
    codes = {line.code for line in curated()}
    return codes - {line.parent_code for line in curated() if line.parent_code}


def test_three_hundred_different_texts(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 300
    assert all(set(row) == {"text", "label"} for row in rows)
    assert len({" ".join(row["text"].casefold().split()) for row in rows}) == 300


def test_no_text_is_a_word_or_a_letter(rows: list[dict[str, str]]) -> None:
    assert [row["text"] for row in rows if not 15 <= len(row["text"]) <= 600] == []
    assert [row["text"] for row in rows if row["text"] != row["text"].strip()] == []


def test_every_label_is_a_leaf(rows: list[dict[str, str]]) -> None:
    assert {row["label"] for row in rows} - leaves() == set()


def test_many_leaves_and_a_few_texts_of_each(rows: list[dict[str, str]]) -> None:
    counts = Counter(row["label"] for row in rows)
    assert 45 <= len(counts) <= 60
    assert {label: n for label, n in counts.items() if not 3 <= n <= 12} == {}
    assert sum(n >= 5 for n in counts.values()) >= 40


def test_nobody_is_told_apart_by_a_number_or_an_address(rows: list[dict[str, str]]) -> None:
    assert [row["text"] for row in rows if LONG_NUMBER.search(row["text"]) or ADDRESS.search(row["text"])] == []


@pytest.mark.parametrize("text", ["0821-3737-3737", "6472011001900001", "+62 812 345 6789", "budi@example.org"])
def test_a_number_or_an_address_would_be_seen(text: str) -> None:
    assert LONG_NUMBER.search(text) or ADDRESS.search(text)
