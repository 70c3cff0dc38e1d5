"""Words as routing compares them: everyday spellings written out, endings and beginnings off. Pure.

Lightly done: a stem need not be a word, only the same for "diaspal", "pengaspalan" and "aspalnya" as often as it can.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.agencies.words import spellings

LONGEST = 3
"""Words in a phrase that is looked for."""
MAX_WORDS = 100
"""Of a long text only the beginning is read: a report says early what it is about, and a suggestion stays quick."""
_PARTICLES = ("nya", "lah", "kah", "pun", "ku")
_ENDINGS = ("kan", "an", "i")
_NASAL = ("meny", "peny", "meng", "peng", "mem", "pem", "men", "pen")
_BEGINNINGS = (*_NASAL, "ber", "ter", "per", "di", "me", "pe", "ke", "se", "ba", "ta")
_RESTORED = {"meny": "s", "peny": "s", "mem": "p", "pem": "p", "men": "t", "pen": "t", "meng": "k", "peng": "k"}
SHORTEST = 4


@dataclass(frozen=True)
class Feature:
    """One to three words that stand together: `key` of stems to compare, `plain` spelt out, `words` as written."""

    key: str
    plain: str
    words: str


def features(text: str, longest: int = LONGEST) -> list[Feature]:
    """Every phrase of up to `longest` words of a folded text, each once, in order."""
    tokens = list(_tokens(text))[:MAX_WORDS]
    found: dict[str, Feature] = {}
    for size in range(1, longest + 1):
        for start in range(len(tokens) - size + 1):
            part = tokens[start : start + size]
            one = Feature(*(" ".join(column) for column in zip(*part, strict=True)))
            found.setdefault(one.key, one)
    return list(found.values())


def whole(phrase: str) -> Feature | None:
    """A folded phrase of a word list as it is looked for in texts; None when nothing of it says anything."""
    tokens = list(_tokens(phrase))
    return Feature(*(" ".join(column) for column in zip(*tokens, strict=True))) if tokens else None


def _tokens(text: str) -> Iterator[tuple[str, str, str]]:
    """(stem, word spelt out, word as written) of the words that say something."""
    known = spellings()
    for word in text.split():
        bare = word if word in known else _without(word, _PARTICLES)
        for plain in known.get(bare, bare).split():
            if len(plain) > 1 and not (plain.isdigit() and len(plain) > 3):
                yield stem(plain), plain, word


def stem(word: str) -> str:
    """A word without particles, ending and beginning, each only where enough is left."""
    bare = _without(word, _PARTICLES)
    bare = _without(bare, _ENDINGS)
    beginning = next((b for b in _BEGINNINGS if bare.startswith(b) and len(bare) - len(b) >= SHORTEST - 1), "")
    if not beginning or len(bare) < SHORTEST + 2:
        return bare
    rest = bare.removeprefix(beginning)
    return _RESTORED.get(beginning, "") + rest if rest[0] in "aiueo" and beginning in _RESTORED else rest


def _without(word: str, endings: tuple[str, ...]) -> str:
    ending = next((end for end in endings if word.endswith(end) and len(word) - len(end) >= SHORTEST), "")
    return word.removesuffix(ending)
