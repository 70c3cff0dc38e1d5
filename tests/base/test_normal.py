"""Normal forms: the same text however it was typed, and no text that keeps the whole house waiting."""

from __future__ import annotations

import time
import unicodedata

import pytest

from webapp.agencies.folding import fold
from webapp.base.normal import normal

ORDINARY = (
    "",
    "Jalan Mulawarman 12",
    "cafe\u0301 di tepi Sungai, de\u0301ja\u0300 vu",
    "e\u0301" * 300,
    "\ua98f\ua9b4\ua98f \ua9c0",  # Javanese
    "\u1100\u1161\u11a8 \u0bc6\u0bbe",  # letters that two characters make together
    "a\u0327\u0301\nb\u0301\u0327",
)
MARKS = "\u0301" * 100_000 + "\u0327" * 100_000


@pytest.mark.parametrize("text", ORDINARY)
def test_it_is_what_unicode_says(text: str) -> None:
    assert normal("NFC", text) == unicodedata.normalize("NFC", text)
    assert normal("NFKD", text) == unicodedata.normalize("NFKD", text)


def test_a_form_full_of_marks_takes_no_longer_than_its_length() -> None:
    began = time.process_time()
    assert len(normal("NFC", f"e{MARKS}")) == len(MARKS)
    assert fold(f"Desa {MARKS} Sido\u0301 mulyo") == "desa sido mulyo"
    assert time.process_time() - began < 5
