"""What the page of a ticket says of the reporter to everybody, as it says it to the reporter: "Anda".

A sentence that is not in data/own_words.toml is the same for both. The page with the PIN is told with this table
(`base.i18n.to_you`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

FILE = Path(__file__).parent / "data" / "own_words.toml"

TO_YOU: Mapping[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
"""Sentence on the reporter → the same to the reporter."""


def extract_sentences(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: what is said to the reporter; the other sentence of each pair stands where it is said."""
    yield from ((1, "gettext", sentence, []) for sentence in tomllib.load(fileobj).values())
