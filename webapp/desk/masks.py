"""Suggested masks for a text that the public will read: numbers and addresses by which a person is found (pure)."""

from __future__ import annotations

from webapp.base.private import EMAIL, NIK, PLATE, TELEPHONE

MASK = "[disamarkan]"

_PATTERNS = (EMAIL, NIK, TELEPHONE, PLATE)


def find_private(text: str) -> list[str]:
    """What should be masked, as it stands in the text, each once."""
    found = [match.group() for pattern in _PATTERNS for match in pattern.finditer(text)]
    return list(dict.fromkeys(found))


def masked(text: str) -> str:
    """The text with every such place replaced by MASK. Names of people are left to the officer."""
    for pattern in _PATTERNS:
        text = pattern.sub(MASK, text)
    return text
