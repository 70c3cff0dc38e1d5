"""Which agencies answer the categories that a text may be about, and where officers sent such texts. Pure.

It suggests; an officer decides. Each suggestion says which words led to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from webapp.agencies.categories import DEFAULT_WEIGHT as USUAL_WEIGHT
from webapp.base.msgids import N_
from webapp.routing.directory import Directory, Node
from webapp.routing.learned import AT_LEAST, Ranked
from webapp.routing.rules import Reason, Routed, as_coordinator
from webapp.routing.table import BECAUSE, Competent, because

CHOSEN = 100.0
"""What a category that somebody chose counts, against about 1 for one telling word."""


@dataclass(frozen=True)
class Suggestion:
    """An agency to assign to, with reasons as whole sentences; a higher `score` comes first."""

    agency: Node
    category: str
    score: float
    reasons: tuple[Reason, ...]


def suggest(
    guesses: Sequence[Ranked],
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
        for one in answering.get(guess.label, []):
            node = directory.office(one.office, one.level, excluded)
            if node:
                _keep_better(best, _suggestion(node, guess, one, names))
    return sorted(best.values(), key=lambda found: (-found.score, found.agency.id))


def _keep_better(best: dict[int, Suggestion], new: Suggestion) -> None:
    old = best.get(new.agency.id)
    if old is None or new.score > old.score:
        best[new.agency.id] = new


def _suggestion(node: Node, guess: Ranked, one: Competent, names: Mapping[str, str]) -> Suggestion:
    about = because(one, names)
    if guess.words and about.msgid == BECAUSE["regency"]:
        about = replace(about, msgid=N_("Laporan ini mungkin termasuk kategori %(category)s."))
    # not that it answers for this area: these reasons stand below its name
    return Suggestion(node, guess.label, guess.score * one.weight / USUAL_WEIGHT, (*words_of(guess), about))


def telling(guesses: Sequence[Ranked]) -> list[Ranked]:
    """Those that more speaks for than against, by words that an officer can weigh."""
    return [guess for guess in guesses if guess.words and guess.score > 0]


def words_of(guess: Ranked) -> tuple[Reason, ...]:
    """The words of the report that led to a guess, as a sentence; none for what somebody chose."""
    words = ", ".join(f"“{word}”" for word in guess.words)
    return (Reason(N_("Mungkin, karena isi laporan memuat kata %(words)s."), {"words": words}),) if words else ()


def learned_offices(guesses: Iterable[Ranked], directory: Directory, excluded: int | None = None) -> list[Suggestion]:
    """What officers decided on reports with such words; a label is the kind of office and the level it was at."""
    best: dict[int, Suggestion] = {}
    for guess in guesses:
        office, _, level = guess.label.partition("@")
        node = directory.office(office, level, excluded)
        if node and guess.similar >= AT_LEAST:
            _keep_better(best, Suggestion(node, "", guess.score, (*words_of(guess), _decided(guess.similar))))
    return sorted(best.values(), key=lambda found: (-found.score, found.agency.id))


def _decided(similar: int) -> Reason:
    return Reason(
        N_("Petugas meneruskan %(count)s kasus dengan kata serupa ke kantor seperti ini."), {"count": str(similar)}
    )


def together(by_category: Sequence[Suggestion], decided: Sequence[Suggestion]) -> list[Suggestion]:
    """Both lists as one: where both name an agency its scores add up, and so do its reasons."""
    best = {one.agency.id: one for one in by_category}
    for one in decided:
        known = best.get(one.agency.id)
        both = known and Suggestion(
            one.agency, known.category, known.score + one.score, (*known.reasons, one.reasons[-1])
        )
        best[one.agency.id] = both or one
    return sorted(best.values(), key=lambda found: (-found.score, found.agency.id))


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
