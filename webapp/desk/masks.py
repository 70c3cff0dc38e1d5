"""Suggested masks for a text that the public will read: numbers and addresses by which a person is found (pure)."""

from __future__ import annotations

import re

MASK = "[disamarkan]"

_PATTERNS = (
    re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+"),  # e-mail; a long word without @ is read only once
    re.compile(r"(?<![\w.])(?:\d[ .-]?){15}\d(?!\w)"),  # NIK and family card: 16 digits in any grouping
    re.compile(r"(?<![\w.])(?:\+62|62|0)[ .-]?(?:\d[ .-]?){7,11}\d(?!\w)"),  # telephone
    re.compile(r"\b(?!RT|RW|KM|SD)[A-Z]{1,2} ?\d{1,4} ?(?!RT|RW)[A-Z]{2,3}\b"),  # number plate: KT 1234 AB
)


def find_private(text: str) -> list[str]:
    """What should be masked, as it stands in the text, each once."""
    found = [match.group() for pattern in _PATTERNS for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def masked(text: str) -> str:
    """The text with every such place replaced by MASK. Names of people are left to the officer."""
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
