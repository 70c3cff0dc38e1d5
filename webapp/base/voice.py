"""A document for the ear: what is said of it, word by word, and the voice that says it (`base/speaker.py`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from urllib.parse import urlsplit

from webapp.base.i18n import date_long
from webapp.base.reading import QUOTE, Piece

_URL = re.compile(r"https?://\S*[\w/]")
_DAY = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_CODE = re.compile(r"(?<![\d.,])\+?\d{2,5}(?:[ -]\d{2,5})+(?![\d.,]\d)|(?<![\d.,])\+?\d{5,}(?![.,]?\d)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+\b")


def script(told: Iterable[Piece], language: str) -> str:
    """What the voice says, for `speaker.py`: [[voice, sentence], …]. What people wrote is in Indonesian."""
    lines = [("id" if one.kind == QUOTE else language, one.text) for one in told]
    return json.dumps([[voice, heard(text, voice)] for voice, text in lines])


def heard(text: str, language: str) -> str:
    """A text as it is said: dates in words, codes digit by digit, of an address its host; no marks of espeak-ng."""
    text = _URL.sub(lambda found: urlsplit(found[0]).hostname or "", text)
    text = _DAY.sub(lambda found: _day(found, language), text)
    text = _CODE.sub(lambda found: _digits(found[0]), text)
    text = _THOUSANDS.sub(lambda found: found[0].replace(".", ""), text)
    return re.sub(r"[\[\]<>&|_*~^{}\\]+", " ", text)


def _day(found: re.Match[str], language: str) -> str:
    day, month, year = found.group(1, 2, 3) if found[1] else found.group(6, 5, 4)
    with suppress(ValueError):
        return date_long(date(int(year), int(month), int(day)), language)
    return found[0]


def _digits(code: str) -> str:
    """`7302 9481 567` as `7 3 0 2, 9 4 8 1, 5 6 7`."""
    return ", ".join(" ".join(group) for group in re.split(r"[ -]", code.lstrip("+")))
