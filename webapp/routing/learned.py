"""Ranking labels by word lists and by counts from what officers decided: naive Bayes with the lists as prior. Pure.

A label is a category, an office or a class of case; the same sums serve all. A phrase seen in n cases of a label speaks
for it by log(1 + n / (doubt × share of all cases that have the phrase)), and the word lists speak beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import inf, log
from operator import itemgetter

from webapp.agencies.words import Hint
from webapp.routing.tokens import Feature, whole

AT_LEAST = 3
"""A phrase seen in fewer cases says nothing: it may be somebody's name."""
PHRASE = 2
"""Words in a phrase that is learned; longer ones are seldom met again."""
DOUBT = 50.0
"""As many cases must a label have before its own words are believed as much as anybody's (Dirichlet smoothing)."""
LEARNED = 0.6
"""How much a phrase that was learned counts beside one of the word lists."""
SHARING = 0.5
COMMON = 0.5
"""How much a phrase loses by standing in the lists of several labels, and by being part of other phrases."""
INEXACT = 0.8
"""What is left of a weight when text and list agree in the stem only."""
BEST = 20
"""Labels that are told, the strongest ones; an officer looks at a few."""
TELLING = 0.6
LIFT = 2.0
"""A learned phrase is told when so much of its cases had the label, and so many times as much as of all cases."""
SHOWN = 4
"""Words that an explanation names."""


@dataclass(frozen=True)
class Lexicon:
    """For each phrase (by its key) what the word lists say: label, the phrase as listed, and the weight."""

    entries: Mapping[str, tuple[tuple[str, str, float], ...]]
    exact: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Labels that only their listed words speak for, neither a stem nor what was learned: they accuse somebody."""

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[Hint]], exact: Iterable[str] = ()) -> Lexicon:
        """From the hints of each label; a phrase counts less the more labels use it, alone or within others."""
        found: dict[str, dict[str, tuple[str, float]]] = {}
        for label, hint in ((label, hint) for label, several in lists.items() for hint in several):
            if phrase := whole(hint.phrase):
                weight = min(hint.weight, 1.0) if " " in hint.phrase and " " not in phrase.key else hint.weight
                given = found.setdefault(phrase.key, {})
                given[label] = max(given.get(label, ("", -inf)), (phrase.plain, weight), key=itemgetter(1))
        uses = _uses(found)
        return cls({key: tuple(_shared(given, uses[key])) for key, given in found.items()}, _listed(lists, exact))


def _listed(lists: Mapping[str, Iterable[Hint]], labels: Iterable[str]) -> dict[str, frozenset[str]]:
    """The phrases of these labels as they stand in the lists."""
    phrases = {label: [whole(hint.phrase) for hint in lists.get(label, ())] for label in labels}
    return {label: frozenset(one.plain for one in several if one) for label, several in phrases.items()}


def _uses(found: Mapping[str, Mapping[str, object]]) -> Mapping[str, int]:
    """For each phrase how many labels have it, or for a single word, have it in any phrase."""
    labels: dict[str, set[str]] = {}
    for key, given in found.items():
        for part in {key, *key.split()}:
            labels.setdefault(part, set()).update(given)
    return {key: len(several) for key, several in labels.items()}


def _shared(given: Mapping[str, tuple[str, float]], uses: int) -> Iterable[tuple[str, str, float]]:
    total = sum(weight for _, weight in given.values() if weight > 0) or 1.0
    for label, (plain, weight) in given.items():
        yield label, plain, weight * (weight / total) ** SHARING / uses**COMMON if weight > 0 else weight


@dataclass(frozen=True)
class Learned:
    """What cases taught, as far as it matters for one text.

    `counts` holds for each phrase its cases by label, `seen` all cases it stood in, `cases` the cases by label,
    `total` all that were learned.
    """

    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)
    cases: Mapping[str, int] = field(default_factory=dict)
    total: int = 0


@dataclass(frozen=True)
class Ranked:
    """A label, how strongly the text points to it, by which words, and how many cases with these words it had.

    `words` are those fit to be told as a reason; without any the guess is no more than noise to a reader.
    """

    label: str
    score: float
    words: tuple[str, ...] = ()
    similar: int = 0


Vote = tuple[float, str, int, bool]
"""Weight, the words, the cases they were seen in, and whether they may be told as a reason."""


def counted(taught: Iterable[tuple[Sequence[Feature], str]]) -> Learned:
    """What these texts with their labels teach."""
    counts: dict[str, Counter[str]] = {}
    cases: Counter[str] = Counter()
    for features, label in taught:
        cases[label] += 1
        for one in features:
            counts.setdefault(one.key, Counter())[label] += 1
    seen = {key: several.total() for key, several in counts.items()}
    return Learned(counts, seen, cases, cases.total())


def rank(
    features: Sequence[Feature], lexicon: Lexicon, learned: Learned, labels: Iterable[str] | None = None
) -> list[Ranked]:
    """The labels that phrases speak for, the strongest first; only `labels` where they are given.

    Costs one look for each phrase and label that goes with it, however many labels and cases there are.
    """
    wanted = None if labels is None else frozenset(labels)
    votes: dict[str, list[Vote]] = {}
    for one in features:
        for label, weight, cases, tells in _votes(one, lexicon, learned):
            if wanted is None or label in wanted:
                votes.setdefault(label, []).append((weight, one.words, cases, tells))
    known = sum(learned.seen.get(one.key, 0) >= AT_LEAST for one in features)
    scores = {label: _score(given, known, learned.cases.get(label, 0)) for label, given in votes.items()}
    best = sorted(scores, key=lambda label: (-scores[label], label))[:BEST]
    return [_ranked(label, scores[label], votes[label]) for label in best if max(votes[label])[0] > 0]


def _votes(one: Feature, lexicon: Lexicon, learned: Learned) -> Iterable[tuple[str, float, int, bool]]:
    """(label, weight, cases, whether it may be told) of what this phrase says for or against each label."""
    says = not any(character.isdigit() for character in one.words)
    for label, plain, weight in lexicon.entries.get(one.key, ()):
        if one.plain in lexicon.exact.get(label, (one.plain,)):
            yield label, weight * (1.0 if plain == one.plain else INEXACT), 0, says
    seen = learned.seen.get(one.key, 0)
    for label, count in learned.counts.get(one.key, {}).items() if seen >= AT_LEAST else ():
        share = count / seen
        tells = says and label not in lexicon.exact and share >= max(TELLING, LIFT * _usual(label, learned))
        yield label, LEARNED * log(1 + share * learned.total / DOUBT), count, tells


def _usual(label: str, learned: Learned) -> float:
    """The share of a label in all cases; 0 while there is no other label to compare it with."""
    return learned.cases.get(label, 0) / learned.total if len(learned.cases) > 1 else 0.0


def _score(given: Sequence[Vote], known: int, cases: int) -> float:
    """The sum of the votes, less what a label with many cases gets by chance from each of the `known` phrases."""
    return sum(weight for weight, *_ in given) - LEARNED * known * log(1 + cases / DOUBT)


def _ranked(label: str, score: float, given: Sequence[Vote]) -> Ranked:
    """With the words fit to be told that spoke loudest, and the cases of the phrase that had most."""
    best: dict[str, float] = {}
    for weight, words, _, tells in given:
        best[words] = best.get(words, 0.0) + weight * tells
    told = sorted((words for words, weight in best.items() if weight > 0), key=lambda words: -best[words])
    return Ranked(label, score, tuple(told[:SHOWN]), max(count for _, _, count, _ in given))


def digest(salt: bytes, key: str) -> str:
    """By which a phrase is counted without being stored (16 hex digits)."""
    return blake2b(key.encode(), key=salt, digest_size=8).hexdigest()


def of_task(stored: Mapping[str, Mapping[str, int]], cases: Mapping[str, int], task: str) -> Learned:
    """The part of the counts whose labels begin with `task`, such as "category:", without that beginning."""
    counts = {key: _without(several, task) for key, several in stored.items()}
    totals = _without(cases, task)
    return Learned(
        counts, {key: sum(several.values()) for key, several in counts.items()}, totals, sum(totals.values())
    )


def _without(counts: Mapping[str, int], task: str) -> dict[str, int]:
    return {label.removeprefix(task): count for label, count in counts.items() if label.startswith(task)}
