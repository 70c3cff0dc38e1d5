"""Suggested masks for a text that the public will read: by what a person is found, and why (pure).

A suggestion is never applied behind anybody's back: the page lists each with its reason beside the original, and what
the officer then writes is what counts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.base.private import EMAIL, GAP, HANDLE, NIK, PLATE, SPACE, TELEPHONE

MASK = "[disamarkan]"
LEAST = 3
"""Letters of a part of a name that is looked for: shorter ones are also words."""
TITLES = frozenset("bapak bpk pak ibu tuan nyonya mbak mas kak saudara saudari haji hajah ustaz dokter".split())
"""Before a name; alone they point to nobody, so the "Pak" of every other man stays."""


class Kind(StrEnum):
    """Why a place in a text is suggested."""

    EMAIL = "email"
    HANDLE = "handle"
    NIK = "nik"
    ACCOUNT = "account"
    TELEPHONE = "telephone"
    PLATE = "plate"
    ADDRESS = "address"
    REPORTER = "reporter"
    NAME = "name"
    PLACE = "place"  # of an anonymous report: finer than its kecamatan
    TIME = "time"  # of an anonymous report: finer than its week


FIRM = frozenset({Kind.REPORTER, Kind.PLACE, Kind.TIME})
"""What points to the reporter: no officer can let it stand."""


@dataclass(frozen=True)
class Known:
    """What is known of the reporter beside the text: `names` to look for, and of an anonymous report its `places`.

    `dated`: days may stand, as that of a promise tells nothing of who reported.
    """

    names: tuple[str, ...] = ()
    phone: str = ""
    anonymous: bool = False
    places: tuple[str, ...] = ()
    dated: bool = False


@dataclass(frozen=True, order=True)
class Suggestion:
    """A place in a text, from `start` up to `end`, as it stands there."""

    start: int
    end: int
    found: str
    kind: Kind


NOTHING_KNOWN = Known()
_UNIT = (
    r"(?!\s?(?:x|%|m|meter|km|cm|jam|hari|minggu|pekan|bulan|tahun|kali|orang|warga|rumah|kk|unit|titik|lampu|tiang)\b)"
)
_NUMBER = r"(?i:no(?:mor)?\.?|nmr\.?)\s{0,2}\d{1,4}(?:\s?[A-Za-z])?\b(?:/\d+)?"
_RW = r"(?i:RW)[\s.:]{0,2}\d{1,3}"
_RT = rf"(?:(?i:RT)[\s.:]{{0,2}}\d{{1,3}}(?:\s?[,/]?\s?{_RW}|/\d{{1,3}})?|{_RW})\b"
_STREET = r"\b(?i:jalan|jln|jl|gang|gg|perum(?:ahan)?|komp(?:lek|leks)?|blok)\b\.?\s[\w .'-]{1,40}?[ ,]{1,2}"
_LANE = rf"\b(?i:gang|gg|jalan|jln|jl)\b\.?\s?(?:[A-Z][\w'-]+\s){{0,3}}(?P<it>\d{{1,3}}[A-Za-z]?)\b{_UNIT}"
_NOT_A_NAME = (
    r"(?!(?:Sekolah|Dusun|Dinas|Badan|Bidang|Bagian|Kantor|Seksi|Puskesmas|UPT\w*|Kota|Kabupaten|Desa|Kelurahan|Camat|"
    r"Lurah|Kades|Kepala|Ketua|Bidan|Guru|Mantri|Bupati|Wali\s?[Kk]ota|Gubernur|Presiden|Menteri|Polisi|Dokter|Haji|Hj?|"
    r"RT|RW|SD\w?|SMP\w?|SMA\w?|SMK\w?|TK|PAUD|MI|MTs|MA|BK|IPA|IPS|PJOK|PKK|BPD|LPM|BLT|PLN|PDAM|Pak|Bapak|Bu|Ibu|Saya|Kami|Ini|Tidak|Anak|Gedung)\b)"
)
_HONOUR = r"(?:\s(?i:haji|hajah|hj?|dr|dokter|guru|lurah|camat|kades|bidan|mantri)\b\.?)?"
_TITLES = (
    rf"\b(?i:bapak|bpk|pak|ibu|bu|tuan|tn|nyonya|ny|mbak|mas|kak|sdr|sdri|saudara|saudari|ustaz|ustadz|dokter|dr)\b\.?{_HONOUR}",
    r"\b(?i:nama saya|bernama)\b",
    r"\b(?i:kades|lurah|camat|bidan|guru|mantri|perawat|pambakal)\b(?:\s(?:baru|lama|kami|itu|honorer))?,?",
    r"\b(?:Hj?|A\.n|a\.n|an)\.",
    r"\b(?i:kepala)(?:\s(?i:sekolah|dusun|desa))?",
    r"\b(?i:ketua)\s(?:RT|RW)(?:\s\d{1,3})?",
)
_NAME = rf"{_NOT_A_NAME}[A-Z][\w'’-]+"
_COMMON = (
    r"(?!(?:yang|yg|saya|kami|kita|ini|itu|nya|ulun|pian|tolong|mohon|minta|sudah|udah|dah|belum|tidak|nggak|gak|kok|kenapa|"
    r"kapan|mana|apa|siapa|dan|atau|dengan|dari|untuk|pada|di|ke|jadi|juga|lagi|saja|aja|harus|masuk|turun|suami|istri|anak|"
    r"guru|bidan|dokter|perawat|lurah|camat|kades|bupati|wali\w*|gubernur|presiden|menteri|kepala|ketua|polisi|haji|hj?|"
    r"rt|rw|lampu|jalan|air|listrik|parit|sampah|warga|tetangga|penjual|petugas|sopir|hansip|satpam|terima|selamat|bos)\b)"
)
_SMALL_NAME = rf"{_COMMON}[a-z][a-z'’-]{{2,}}"
_BANKS = r"\b(?i:rek(?:ening)?|BRI|BNI|BCA|BSI|BTN|mandiri|bankaltimtara|dana|ovo|gopay)\b"
_MONTHS = (
    "januari|februari|maret|april|juni|juli|agustus|september|oktober|november|desember|"
    "jan|feb|mar|apr|mei|jun|jul|agu|agt|ags|agst|sep|sept|okt|nov|nop|des"
)
_DAYS = "senin|selasa|rabu|kamis|jumat|jum'at|sabtu"
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.EMAIL, EMAIL),
    (Kind.HANDLE, HANDLE),
    (Kind.NIK, NIK),
    (Kind.ACCOUNT, re.compile(rf"{_BANKS}(?!\D{{0,20}}Rp)\D{{0,20}}(?P<it>\d(?:{GAP}\d){{7,17}})")),
    (Kind.TELEPHONE, TELEPHONE),
    (Kind.PLATE, PLATE),
    (Kind.PLATE, re.compile(rf"\b(?i:KT|KU|DA|KB|KH){SPACE}{{0,2}}\d{{3,4}}\b{_UNIT}")),
    (Kind.ADDRESS, re.compile(rf"{_STREET}(?P<it>{_NUMBER}(?:[ ,]{{1,2}}{_RT})?)")),
    (Kind.ADDRESS, re.compile(_LANE)),
    (Kind.ADDRESS, re.compile(rf"\b(?i:rumah|rmh)\s(?P<it>{_NUMBER})")),
    (Kind.ADDRESS, re.compile(rf"\b{_RT}")),
    (Kind.NAME, re.compile(rf"(?:{'|'.join(_TITLES)})\s?(?P<it>{_NAME}(?:\s{_NAME}){{0,3}})")),
    (Kind.NAME, re.compile(rf"\b(?i:pak|bu|bpk|mas|mbak)\b\.?(?:\s(?:haji|hj?)\b\.?)?\s(?P<it>{_SMALL_NAME})")),
)  # fmt: skip
_OF_ANONYMOUS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (Kind.TIME, re.compile(r"\b(?i:pukul|jam)\s?\d{1,2}(?:[.:]\d{2})?(?:\s?(?i:wita|wib|wit))?\b")),
    (
        Kind.TIME,
        re.compile(r"(?<![\d.,:])(?:[01]?\d|2[0-4])[.:][0-5]\d(?![.,:]?\d)(?!\s?(?i:juta|ribu|m|meter|km|kg)\b)"),
    ),
    (Kind.TIME, re.compile(r"(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d)")),
    (Kind.TIME, re.compile(rf"\b\d{{1,2}}\s(?i:{_MONTHS})\b\.?(?:\s\d{{4}})?")),
    (Kind.TIME, re.compile(rf"\b(?:(?i:hari\s(?:{_DAYS}|minggu))|(?i:{_DAYS})|(?<!\d\s)Minggu(?!\s(?:lalu|depan)))\b")),
)


def suggestions(text: str, known: Known = NOTHING_KNOWN) -> list[Suggestion]:
    """The places that should be masked, from the beginning of the text to its end; what overlaps is one."""
    taken: list[Suggestion] = []
    for one in sorted(_found(text, known), key=lambda found: (found.start, -found.end)):
        if not taken or one.start >= taken[-1].end:
            taken.append(one)
        elif one.end > taken[-1].end:
            first = taken.pop()
            kind = one.kind if one.kind in FIRM else first.kind
            taken.append(Suggestion(first.start, one.end, text[first.start : one.end], kind))
        elif one.kind in FIRM:
            taken[-1] = replace(taken[-1], kind=one.kind)
    return taken


def find_private(text: str, known: Known = NOTHING_KNOWN) -> list[str]:
    """What should be masked, as it stands in the text, each once."""
    return list(dict.fromkeys(one.found for one in suggestions(text, known)))


def firm(text: str, known: Known) -> list[str]:
    """What must be masked, whatever an officer says: it points to the reporter."""
    return list(dict.fromkeys(one.found for one in suggestions(text, known) if one.kind in FIRM))


def masked(text: str, known: Known = NOTHING_KNOWN, keep: Collection[str] = ()) -> str:
    """The text with every such place replaced by MASK, but for those that an officer lets stand as they are."""
    for one in reversed(suggestions(text, known)):
        if one.kind in FIRM or one.found not in keep:
            text = f"{text[: one.start]}{MASK}{text[one.end :]}"
    return text


def _found(text: str, known: Known) -> Iterator[Suggestion]:
    """Everything that is found, what is known of the reporter first."""
    every = (*_of_reporter(known), *_PATTERNS, *(_OF_ANONYMOUS if known.anonymous and not known.dated else ()))
    for kind, pattern in every:
        group = "it" if "it" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            yield Suggestion(match.start(group), match.end(group), match.group(group), kind)


def _of_reporter(known: Known) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    if national := re.sub(r"\D", "", known.phone).removeprefix("62").removeprefix("0"):
        yield Kind.REPORTER, re.compile(rf"(?<!\d)(?:\(?(?:\+?62|0){GAP})?{GAP.join(national)}(?!\d)")
    parts = (part for name in known.names for part in name.split() if part.strip(".,").lower() not in TITLES)
    yield from _words(Kind.REPORTER, [*known.names, *parts])
    if known.anonymous:
        apart = (r"[\s-]?".join(map(re.escape, re.sub(r"\s", "", place))) for place in known.places)
        yield from ((Kind.PLACE, re.compile(rf"(?<!\w){place}(?!\w)", re.IGNORECASE)) for place in apart)


def _words(kind: Kind, words: Sequence[str]) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    """Whole words in any case, the longest first."""
    long_enough = {word for word in words if len(word.strip(".,")) >= LEAST}
    if long_enough:
        either = "|".join(re.escape(word) for word in sorted(long_enough, key=len, reverse=True))
        yield kind, re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)
