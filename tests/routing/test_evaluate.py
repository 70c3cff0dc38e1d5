"""Measuring the suggestions: honest folds, figures with intervals, and work that doesn't grow with what was learned."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.agencies.folding import fold
from webapp.agencies.words import curated_hints
from webapp.routing.evaluate import evaluate, macro_f1, wilson
from webapp.routing.learned import Learned, Lexicon, counted, rank
from webapp.routing.tokens import MAX_WORDS, features

DEVELOPMENT = Path(__file__).parent / "development.csv"
"""Texts of our own to develop with, written by who wrote the word lists: figures on them flatter and prove nothing."""


def _rows() -> list[tuple[str, str]]:
    with DEVELOPMENT.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["label"]) for row in csv.DictReader(lines)]


def test_the_word_lists_know_most_of_the_development_texts() -> None:
    report = evaluate(_rows(), cold=True)
    assert report.n >= 150 and report.unknown == ()
    assert report.top1.value >= 0.8 and report.top3.value >= 0.9


def test_the_same_seed_gives_the_same_figures_whatever_the_labels() -> None:
    rows = [(text, f"rak-{label.partition('.')[0]}") for text, label in _rows()]
    first, again = evaluate(rows), evaluate(rows)
    assert first == again
    assert len(first.unknown) == first.labels
    assert first.top1.low < first.top1.value < first.top3.value


def test_copies_stand_in_one_fold_so_that_none_is_recognised() -> None:
    words = [f"kata{number} lain{number} beda{number} sendiri{number}" for number in range(30)]
    rows = [(text, f"label{at}") for at, text in enumerate(words) for _ in range(3)]
    report = evaluate(rows)
    assert report.copies == 60
    assert report.top1.value < 0.1


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilsons_interval_holds_the_share(hits: int, more: int) -> None:
    figure = wilson(hits, hits + more)
    assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_macro_f1_counts_each_label_alike() -> None:
    assert macro_f1([("a", "a"), ("a", "a"), ("b", "a")]) == pytest.approx((0.8 + 0) / 2)


def test_the_command_prints_every_figure_with_n_and_its_interval(app: Flask, tmp_path: Path) -> None:
    for cold in ([], ["--cold"]):
        shown = app.test_cli_runner().invoke(args=["routing", "evaluate", str(DEVELOPMENT), *cold])
        assert shown.exit_code == 0
        lines = dict(line.split(maxsplit=1) for line in shown.output.splitlines())
        assert list(lines) == ["mode", "texts", "top-1", "top-3", "macro-F1"]
        assert all("% [" in lines[name] and "n=" in lines[name] for name in ("top-1", "top-3", "macro-F1"))
    (tmp_path / "bad.csv").write_text("teks,label\na,b\n")
    refused = app.test_cli_runner().invoke(args=["routing", "evaluate", str(tmp_path / "bad.csv")])
    assert refused.exit_code == 1 and "text,label" in refused.output


class Looked(dict[str, Mapping[str, int]]):
    """Counts that remember how often they were asked."""

    asked = 0

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        self.asked += 1
        return super().get(key, default)


def test_a_suggestion_asks_once_for_each_phrase_however_much_was_learned() -> None:
    lexicon, found = Lexicon.of(curated_hints()), features(fold("Parit mampet dan jalan berlubang di gang kami"))
    asked: Counter[int] = Counter()
    for size in (10, 1000):
        taught = ((features(f"kata{number} parit"), f"label{number % 7}") for number in range(size))
        small = counted(taught)
        looked = Looked(small.counts)
        rank(found, lexicon, Learned(looked, small.seen, small.cases, small.total))
        asked[size] = looked.asked
    assert asked[10] == asked[1000] <= len(found)


def test_of_an_endless_text_only_the_beginning_is_read() -> None:
    assert len(features("kata " + " ".join(f"kata{n}" for n in range(100_000)))) <= 3 * MAX_WORDS


def test_the_order_of_what_was_taught_does_not_matter() -> None:
    taught = [(features(fold(text)), label.partition(".")[0]) for text, label in _rows()[:60]]
    found = features(fold("Jalan rusak dan parit mampet"))
    one, other = (rank(found, Lexicon({}), counted(several)) for several in (taught, taught[::-1]))
    assert [guess.label for guess in one] == [guess.label for guess in other]
    assert [guess.score for guess in one] == pytest.approx([guess.score for guess in other])
