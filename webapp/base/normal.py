"""Unicode normal forms in a time that grows with the length of a text, not with its square.

To normalise, Python sorts the marks that follow one letter by comparing each with all before it: 200,000 marks take
minutes, in which a process answers nobody. A form may hold that many, so a text is normalised piece by piece.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal

_PIECE = re.compile(r"[\0-\x7f]*[^\0-\x7f]{0,100}")
"""ASCII never joins what stands before it; only in a longer run without any ASCII two characters may stay apart."""


def normal(form: Literal["NFC", "NFKD"], text: str) -> str:
    """`text` in this normal form."""
    if text.isascii():
        return text
    return "".join(unicodedata.normalize(form, piece) for piece in _PIECE.findall(text))
