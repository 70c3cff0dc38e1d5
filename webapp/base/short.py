"""A document in two parts of an SMS: what matters most of it, cut fairly (3GPP TS 23.038: seven bits a character)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile

from webapp.base.reading import HEAD, QUOTE, TEXT, Piece

PART, PARTS = 153, 2
"""Characters of a part of a message that has several; how many parts."""
TWICE = frozenset("^{}\\[~]|")
"""Characters that take the room of two."""
MORE = "..."
_TYPED = str.maketrans({"“": '"', "”": '"', "`": "'"})


_ADDRESS = re.compile(r"https?://\S+")


def short(told: Sequence[Piece]) -> str:
    """The heading, what stands under each question, and the last address, that of the page; texts must be plain
    (`reading.plainly`).
    """
    title = next(place for place, one in enumerate(told) if one.kind == HEAD)
    facts = [(head.text.rstrip("?:"), one.text) for head, one in pairwise(told) if _answers(head, one)]
    addresses = [found for one in told for found in _ADDRESS.findall(one.text)]
    return _fitted(told[title].text, facts or [("", " ".join(_first(told[title + 1 :])))], "".join(addresses[-1:]))


def _answers(head: Piece, one: Piece) -> bool:
    return (head.kind, one.kind) == (HEAD, QUOTE)


def _first(told: Iterable[Piece]) -> list[str]:
    """The sentences under the first heading."""
    return [one.text for one in takewhile(lambda one: one.kind == TEXT, told)]


def _fitted(first: str, facts: Sequence[tuple[str, str]], last: str) -> str:
    """All of it in the room there is; where it is too long each fact is cut to the same length at most."""
    labels = [f"{label}: " if label else "" for label, _fact in facts]
    texts = [_gsm(fact) for _label, fact in facts]
    around = [_gsm(first), *labels, last]
    limit = _limit([*map(weight, texts)], PART * PARTS - sum(map(weight, around)) - len(facts) - 1)
    told = (label + _clipped(text, limit) for label, text in zip(labels, texts, strict=True))
    return "\n".join([around[0], *told, last])


def weight(text: str) -> int:
    """Room that a text takes, in characters of seven bits."""
    return sum(2 if one in TWICE else 1 for one in text)


def _gsm(text: str) -> str:
    return " ".join(text.translate(_TYPED).split())


def _limit(weights: Sequence[int], room: int) -> int:
    """The largest length that no fact exceeds for all of them to fit: what short ones leave over goes to long ones."""
    for done, one in enumerate(sorted(weights)):
        share = max(room, 0) // (len(weights) - done)
        if one > share:
            return share
        room -= one
    return max(weights, default=0)


def _clipped(text: str, limit: int) -> str:
    if weight(text) <= limit:
        return text
    text = text[: max(limit, 0)]
    while weight(text) > max(limit - len(MORE), 0):
        text = text[:-1]
    return text + MORE
