"""A passphrase: six words that we draw, or words of one's own. Pure but for the list, which is read once."""

from __future__ import annotations

import secrets
from functools import cache
from pathlib import Path

from webapp.base.normal import normal

WORDS = Path(__file__).parent / "data" / "words.txt"
"""7,776 common Indonesian words of four to eight letters; their source and licence stand in `NOTICE-words.md`."""
HOW_MANY = 6
"""77 bits."""
LEAST, MOST, LEAST_KINDS = 20, 300, 8
"""Characters of a passphrase, and how many different ones."""


@cache
def words() -> tuple[str, ...]:
    """All of them."""
    return tuple(WORDS.read_text(encoding="ascii").split())


def offer() -> str:
    """Six words, each drawn from the whole list."""
    return " ".join(secrets.choice(words()) for _ in range(HOW_MANY))


def tidy(typed: str) -> str:
    """What a passphrase is turned into keys as: small letters, one space between words, the same on every keyboard.

    A telephone writes the first letter large by itself.
    """
    return " ".join(normal("NFKD", typed[:MOST]).lower().split())


def is_strong(tidied: str) -> bool:
    """Whether it is long enough and not one letter held down; how well it was chosen nobody can count."""
    return len(tidied) >= LEAST and len(set(tidied)) >= LEAST_KINDS
