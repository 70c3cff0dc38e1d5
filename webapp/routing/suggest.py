"""Guessing from words: which categories a text may be about, and which agencies answer them. Pure, and simple.

It suggests; an officer decides. Each suggestion says which words led to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webapp.base.msgids import N_
from webapp.routing.directory import Directory, Node
from webapp.routing.rules import Reason, Routed, as_coordinator
from webapp.routing.table import Competent, because

CHOSEN = 10.0
"""What a category that somebody chose counts, against about 1 for one telling word."""
_SPELLINGS = {"jl": "jalan", "jln": "jalan", "rs": "rsud", "puskes": "puskesmas"}
_ENDINGS = ("nya", "lah", "kah")


@dataclass(frozen=True)
class Guess:
    """A category, how strongly the words point to it, and which words."""

    category: str
    score: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """An agency to assign to, with reasons as whole sentences; a higher `score` comes first."""

    agency: Node
    category: str
    score: float
    reasons: tuple[Reason, ...]


def guess_categories(text: str, keywords: Mapping[str, str]) -> list[Guess]:
    """Categories whose keywords occur in `text` (folded), the strongest first.

    `keywords` gives each category its words, joined by spaces, words that belong together joined by a hyphen.
    A word counts less the more categories use it, and more when it is several words.
    """
    padded = f" {_normal(text)} "
    phrases = {code: [word.replace("-", " ") for word in words.split()] for code, words in keywords.items()}
    uses = Counter(phrase for several in phrases.values() for phrase in set(several))
    guesses = []
    for code, several in phrases.items():
        found = [phrase for phrase in several if f" {phrase} " in padded]
        if found:
            score = sum((1 + phrase.count(" ")) / uses[phrase] for phrase in found)
            guesses.append(Guess(code, score + 0.1 * code.count("."), tuple(found)))
    return sorted(guesses, key=lambda guess: (-guess.score, guess.category))


def _normal(text: str) -> str:
    """Everyday short spellings written out, and the endings -nya, -lah, -kah dropped."""
    return " ".join(_word(_SPELLINGS.get(word, word)) for word in text.split())


def _word(word: str) -> str:
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 3), "")
    return word.removesuffix(ending)


def suggest(
    guesses: Sequence[Guess],
    competences: Iterable[Competent],
    names: Mapping[str, str],
    directory: Directory,
    excluded: int | None = None,
) -> list[Suggestion]:
    """Open agencies for the guessed categories, each once with its best reason; never the excluded or one below it."""
    answering: dict[str, list[Competent]] = {}
    for one in competences:
        answering.setdefault(one.category, []).append(one)
    best: dict[int, Suggestion] = {}
    for guess in guesses:
        for one in answering.get(guess.category, []):
            node = directory.office(one.office, one.level, excluded)
            if node:
                _keep_better(best, _suggestion(node, guess, one, names))
    return sorted(best.values(), key=lambda found: (-found.score, found.agency.id))


def _keep_better(best: dict[int, Suggestion], new: Suggestion) -> None:
    old = best.get(new.agency.id)
    if old is None or new.score > old.score:
        best[new.agency.id] = new


def _suggestion(node: Node, guess: Guess, one: Competent, names: Mapping[str, str]) -> Suggestion:
    reasons = [because(one, names)]
    if guess.words:
        words = ", ".join(f"“{word}”" for word in guess.words)
        reasons.insert(0, Reason(N_("Isi laporan memuat kata %(words)s."), {"words": words}))
    handled = Reason(N_("Kantor yang menanganinya untuk wilayah ini adalah %(agency)s."), {"agency": node.name})
    return Suggestion(node, guess.category, guess.score * one.weight, (*reasons, handled))


def merged(
    ruled: Routed, guessed: Sequence[Suggestion], coordinator: Node | None, excluded: int | None = None
) -> list[Suggestion]:
    """What an explicit rule decided, then the guesses, then the coordinator; each agency once, nobody excluded."""
    first = [Suggestion(ruled.agency, "", float("inf"), ruled.reasons)] if ruled.rule != "coordinator" else []
    last = [Suggestion(coordinator, "", 0.0, (as_coordinator(coordinator),))] if coordinator else []
    seen: dict[int, Suggestion] = {}
    for found in (*first, *guessed, *last):
        if excluded not in found.agency.path:
            seen.setdefault(found.agency.id, found)
    return list(seen.values())
