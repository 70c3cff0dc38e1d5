"""How good the suggestions are on texts whose labels are known: cross-validated, without leaks between folds. Pure.

Texts that are nearly the same stand in one fold, so that no text is recognised by its copy; the word lists are ours and
were not made from these texts. Beside each figure stands an interval of 95 %.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.agencies.categories import curated
from webapp.agencies.folding import fold
from webapp.agencies.words import Hint, curated_hints
from webapp.routing.learned import Learned, Lexicon, counted, rank
from webapp.routing.tokens import Feature, features

FOLDS, SEED, RESAMPLED = 5, 20261209, 300
SAME = 0.7
"""Share of common words from which two texts count as one."""
Z = 1.96


@dataclass(frozen=True)
class Example:
    """A text with its true label, taken apart into phrases."""

    features: tuple[Feature, ...]
    label: str

    @property
    def words(self) -> frozenset[str]:
        """Its single words."""
        return frozenset(one.key for one in self.features if " " not in one.key)


@dataclass(frozen=True)
class Figure:
    """A share between 0 and 1 with the ends of its interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.1%} [{self.low:.1%}, {self.high:.1%}]"


@dataclass(frozen=True)
class Report:
    """What the evaluation found; `unknown` are labels that no word list knows."""

    n: int
    labels: int
    copies: int
    top1: Figure
    top3: Figure
    macro_f1: Figure
    unknown: tuple[str, ...]


def evaluate(rows: Sequence[tuple[str, str]], cold: bool = False, seed: int = SEED) -> Report:
    """Top 1, top 3 and macro-F1 for (text, label): by word lists only, or learned in the other folds each time."""
    examples = [Example(tuple(features(fold(text))), label) for text, label in rows]
    lists = lists_for({one.label for one in examples})
    accusing = {line.code for line in curated() if "p" in line.flags}
    groups = _groups(examples)
    guesses = _guesses(examples, Lexicon.of(lists, accusing), [] if cold else _folds(examples, groups, seed))
    pairs = [(one.label, guess[0] if guess else "") for one, guess in zip(examples, guesses, strict=True)]
    n, first = len(pairs), sum(true == guess for true, guess in pairs)
    among = sum(one.label in guess[:3] for one, guess in zip(examples, guesses, strict=True))
    unknown = tuple(sorted({one.label for one in examples} - lists.keys()))
    copies = n - len(set(groups))
    return Report(n, len(set(dict(pairs))), copies, wilson(first, n), wilson(among, n), _f1(pairs, seed), unknown)


def wilson(hits: int, n: int) -> Figure:
    """A share with Wilson's score interval."""
    if n == 0:
        return Figure(0.0, 0.0, 1.0)
    share, square = hits / n, Z * Z / n
    middle = (share + square / 2) / (1 + square)
    half = Z * (share * (1 - share) / n + square / (4 * n)) ** 0.5 / (1 + square)
    return Figure(share, max(0.0, middle - half), min(1.0, middle + half))


def lists_for(labels: set[str]) -> dict[str, tuple[Hint, ...]]:
    """The word lists of labels that are codes, names or offices; a topic has those of its leaves that are no labels."""
    found: dict[str, tuple[Hint, ...]] = {}
    hints = curated_hints()
    for line in curated():
        names = {line.code, line.name, *(office.office for office in line.offices[:1])}
        above = line.parent_code if not names & labels else None
        topic = next((one.name for one in curated() if one.code == above), "")
        for label in labels & {*names, above, topic}:
            found[label] = (*found.get(label, ()), *hints[line.code])
    return found


def _guesses(examples: Sequence[Example], lexicon: Lexicon, folds: Sequence[int]) -> list[list[str]]:
    """The labels guessed for each example; without `folds` nothing is learned."""
    guesses: list[list[str]] = [[] for _ in examples]
    for fold_number in sorted(set(folds)) or [-1]:
        taught = [(one.features, one.label) for one, at in zip(examples, folds, strict=False) if at != fold_number]
        learned = counted(taught)
        usual = [label for label, _ in Counter(label for _, label in taught).most_common()]
        for at, one in enumerate(examples):
            if fold_number < 0 or folds[at] == fold_number:
                guesses[at] = _labels(one, lexicon, learned, usual)
    return guesses


def _labels(one: Example, lexicon: Lexicon, learned: Learned, usual: Sequence[str]) -> list[str]:
    """What the words say, then the labels that most cases have."""
    return list(dict.fromkeys([*(found.label for found in rank(one.features, lexicon, learned)), *usual]))[:3]


def _groups(examples: Sequence[Example]) -> list[int]:
    """For each text the number of the first one that is nearly the same: they share a phrase, and most words."""
    groups: list[int] = []
    by_phrase: dict[str, list[int]] = {}
    for at, one in enumerate(examples):
        phrases = [part.key for part in one.features if part.key.count(" ") == 2] or [part.key for part in one.features]
        near = {other for phrase in phrases for other in by_phrase.get(phrase, ())}
        same = [groups[other] for other in sorted(near) if _alike(examples[other].words, one.words)]
        groups = [same[0] if group in same else group for group in groups]
        groups.append(same[0] if same else at)
        for phrase in phrases:
            by_phrase.setdefault(phrase, []).append(at)
    return groups


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME * len(one | other)


def _folds(examples: Sequence[Example], groups: Sequence[int], seed: int) -> list[int]:
    """A fold for each text: copies together, each label spread evenly, the same for the same seed."""
    order = sorted(set(groups))
    random.Random(seed).shuffle(order)  # noqa: S311 - it shuffles, it hides nothing
    sizes: list[Counter[str]] = [Counter() for _ in range(FOLDS)]
    chosen: dict[int, int] = {}
    members = Counter(groups)
    for group in order:
        label = examples[group].label
        chosen[group] = min(range(FOLDS), key=lambda at: (sizes[at][label], sizes[at].total(), at))
        sizes[chosen[group]][label] += members[group]
    return [chosen[group] for group in groups]


def _f1(pairs: Sequence[tuple[str, str]], seed: int) -> Figure:
    """Macro-F1 with the interval of resampled texts."""
    chance = random.Random(seed)  # noqa: S311 - resampling
    again = sorted(macro_f1(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLED)) if pairs else [0.0]
    return Figure(macro_f1(pairs), again[len(again) // 40], again[-1 - len(again) // 40])


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean over the true labels of the harmonic mean of precision and recall."""
    true, guessed = Counter(true for true, _ in pairs), Counter(guess for _, guess in pairs)
    right = Counter(true for true, guess in pairs if true == guess)
    scores: Mapping[str, float] = {label: 2 * right[label] / (n + guessed[label]) for label, n in true.items()}
    return sum(scores.values()) / max(1, len(scores))
