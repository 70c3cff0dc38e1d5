"""How names are made comparable: small letters, no accents, no marks, no spaces."""

from __future__ import annotations

from webapp.base.normal import normal

_TITLES = frozenset("kelurahan kel desa ds kecamatan kec distrik kabupaten kab provinsi prov propinsi jalan".split())
"""Words that people write before the name of a place and that say nothing about which one it is."""

MAX_WORDS = 8
MAX_LETTERS = 200
"""What comes after is not looked for: SQLite refuses patterns of 50,000 letters, and no name is longer."""


def fold(text: str) -> str:
    """`"Muara Badak Ilir (X)"` → `"muara badak ilir x"`: only a–z, 0–9 and single spaces."""
    plain = normal("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join("".join(c if c.isalnum() else " " for c in plain.replace("'", "")).split())


def squeeze(text: str) -> str:
    """The folded text without spaces, so that "sido mulyo" and "Sidomulyo" are the same."""
    return fold(text).replace(" ", "")


def search_words(typed: str) -> list[str]:
    """What to look for: the folded words, without titles such as "Kel." unless nothing else was typed."""
    words = fold(typed[:MAX_LETTERS]).split()
    return ([word for word in words if word not in _TITLES] or words)[:MAX_WORDS]
