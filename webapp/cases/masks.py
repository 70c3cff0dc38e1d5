"""Suggested masks for a text that the public will read: by what a person is found, and why (pure).

A suggestion is never applied behind anybody's back: the page lists each with its reason beside the original, and what
the officer then writes is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from webapp.base.private import EMAIL, NIK, PLATE, TELEPHONE

MASK = "[disamarkan]"
LEAST = 3
"""Letters of a part of a name that is looked for: shorter ones are also words."""


class Kind(StrEnum):
    """Why a place in a text is suggested."""

    EMAIL = "email"
    NIK = "nik"
    ACCOUNT = "account"
    TELEPHONE = "telephone"
    PLATE = "plate"
    ADDRESS = "address"
    REPORTER = "reporter"
    NAME = "name"
    PLACE = "place"  # of an anonymous report: finer than its kecamatan
    TIME = "time"  # of an anonymous report: finer than its week


@dataclass(frozen=True)
class Known:
    """What is known of the reporter beside the text: `names` to look for, and of an anonymous report its `places`."""

    names: tuple[str, ...] = ()
    phone: str = ""
    anonymous: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class Suggestion:
    """A place in a text, from `start` up to `end`, as it stands there."""

    start: int
    end: int
    found: str
    kind: Kind


NOTHING_KNOWN = Known()
_NUMBER = r"(?i:no(?:mor)?\.?|nmr\.?)\s{0,2}\d{1,4}(?:\s?[A-Za-z])?\b(?:/\d+)?"
_RT = r"(?i:RT)[\s.:]{0,2}\d{1,3}(?:\s?[,/]?\s?(?i:RW)[\s.:]{0,2}\d{1,3})?"
_STREET = r"\b(?i:jalan|jln|jl|gang|gg|perum(?:ahan)?|komp(?:lek|leks)?|blok)\b\.?\s[\w .'-]{1,40}?[ ,]{1,2}"
_NOT_A_NAME = (
    r"(?!(?:Sekolah|Dusun|Dinas|Badan|Bidang|Bagian|Kantor|Seksi|Puskesmas|UPT\w*|Kota|Kabupaten|Desa|Kelurahan|Camat|Lurah|Bupati|"
    r"Wali\s?[Kk]ota|Gubernur|Hj?)\b)"
)
_TITLES = (
    r"\b(?i:bapak|pak|ibu|bu|sdr|sdri|saudara|saudari|ustaz|ustadz|dokter|dr|nama saya|bernama)\b\.?",
    r"\b(?:Hj?|A\.n|a\.n|an)\.",
    r"\b(?i:kepala)(?:\s(?i:sekolah|dusun|desa))?",
    r"\b(?i:ketua)\s(?:RT|RW)(?:\s\d{1,3})?",
)
_NAME = rf"{_NOT_A_NAME}[A-Z][\w'’-]+"
_BANKS = r"\b(?i:rek(?:ening)?|BRI|BNI|BCA|BSI|BTN|mandiri|bankaltimtara|dana|ovo|gopay)\b"
_MONTHS = "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, EMAIL),
    (Kind.NIK, NIK),
    (Kind.ACCOUNT, re.compile(rf"{_BANKS}\D{{0,20}}(?P<it>\d(?:[ .-]?\d){{7,17}})")),
    (Kind.TELEPHONE, TELEPHONE),
    (Kind.PLATE, PLATE),
    (Kind.PLATE, re.compile(r"\b(?i:KT|KU|DA|KB|KH) ?\d{3,4}(?: ?[A-Za-z]{1,3})?\b")),
    (Kind.ADDRESS, re.compile(rf"{_STREET}(?P<it>{_NUMBER}(?:[ ,]{{1,2}}{_RT})?|{_RT})")),
    (Kind.NAME, re.compile(rf"(?:{'|'.join(_TITLES)})\s(?P<it>{_NAME}(?:\s{_NAME}){{0,3}})")),
)  # fmt: skip
_OF_ANONYMOUS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.ADDRESS, re.compile(rf"\b{_RT}")),
    (Kind.TIME, re.compile(r"\b(?i:pukul|jam)\s?\d{1,2}(?:[.:]\d{2})?(?:\s?(?i:wita|wib|wit))?\b")),
    (Kind.TIME, re.compile(rf"\b\d{{1,2}}\s(?i:{_MONTHS})(?:\s\d{{4}})?\b")),
    (Kind.TIME, re.compile(r"\b(?i:hari\s)?(?i:senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b(?!\s(?i:lalu|depan)\b)")),
)


def suggestions(text: str, known: Known = NOTHING_KNOWN) -> list[Suggestion]:
    """The places that should be masked, from the beginning of the text to its end; what overlaps is one."""
    taken: list[Suggestion] = []
    for one in sorted(_found(text, known), key=lambda found: (found.start, -found.end)):
        if not taken or one.start >= taken[-1].end:
            taken.append(one)
        elif one.end > taken[-1].end:
            first = taken.pop()
            taken.append(Suggestion(first.start, one.end, text[first.start : one.end], first.kind))
    return taken


def find_private(text: str, known: Known = NOTHING_KNOWN) -> list[str]:
    """What should be masked, as it stands in the text, each once."""
    return list(dict.fromkeys(one.found for one in suggestions(text, known)))


def masked(text: str, known: Known = NOTHING_KNOWN) -> str:
    """The text with every such place replaced by MASK."""
    for one in reversed(suggestions(text, known)):
        text = f"{text[: one.start]}{MASK}{text[one.end :]}"
    return text


def _found(text: str, known: Known) -> Iterator[Suggestion]:
    """Everything that is found, what is known of the reporter first."""
    every = (*_of_reporter(known), *_PATTERNS, *(_OF_ANONYMOUS if known.anonymous else ()))
    for kind, pattern in every:
        group = "it" if "it" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            yield Suggestion(match.start(group), match.end(group), match.group(group), kind)


def _of_reporter(known: Known) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    if national := re.sub(r"\D", "", known.phone).removeprefix("62").removeprefix("0"):
        written = r"[ .-]?".join(national)
        yield Kind.REPORTER, re.compile(rf"(?<!\d)(?:(?:\+?62|0)[ .-]?)?{written}(?!\d)")
    yield from _words(Kind.REPORTER, [part for name in known.names for part in (name, *name.split())])
    if known.anonymous:
        yield from _words(Kind.PLACE, known.places)


def _words(kind: Kind, words: Sequence[str]) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    """Whole words in any case, the longest first."""
    long_enough = {word for word in words if len(word.strip(".,")) >= LEAST}
    if long_enough:
        either = "|".join(re.escape(word) for word in sorted(long_enough, key=len, reverse=True))
        yield kind, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
