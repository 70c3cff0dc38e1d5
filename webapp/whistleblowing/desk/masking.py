"""A copy of a report in which nobody can be recognised: what a machine finds, and what an inspector adds. Pure.

A machine overlooks many names, so what it finds is only suggested; the inspector's list is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from webapp.base.private import EMAIL, HANDLE, NIK, PLATE, TELEPHONE

MASK = "[disamarkan]"
_NAME = re.compile(
    r"\b(?i:bapak|bpk|pak|ibu|bu|tuan|nyonya|mbak|mas|sdr|sdri|saudara|saudari|ustaz|dokter|dr|haji|hajah)\b\.?\s"
    r"(?P<it>[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3})"
)
_PATTERNS = (EMAIL, HANDLE, NIK, TELEPHONE, PLATE, _NAME)


def suggestions(texts: Iterable[str]) -> list[str]:
    """What points to a person, as it stands in the texts, each once."""
    found = (
        match.group("it" if "it" in pattern.groupindex else 0)
        for text in texts
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
    )
    return list(dict.fromkeys(" ".join(one.split()) for one in found))


def masked(text: str, words: Sequence[str]) -> str:
    """The text without these words, in any case and with any space between them, the longest first."""
    wanted = sorted({" ".join(word.split()) for word in words} - {""}, key=len, reverse=True)
    if not wanted:
        return text
    either = "|".join(r"\s+".join(map(re.escape, word.split(" "))) for word in wanted)
    return re.sub(rf"(?<!\w)(?:{either})(?!\w)", MASK, text, flags=re.IGNORECASE)
