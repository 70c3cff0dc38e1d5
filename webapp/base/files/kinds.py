"""Which kinds of files are taken, how large they may be, and which kind a file is by its content.

Two must agree: puremagic, which knows some thousand signatures, and a strict look of our own at the first bytes.
A kind begins at byte 0, so what has another file before it is not taken; what hangs behind falls away in cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.zips import office_type

MIB = 2**20
MOST_FILES = 10
"""How many files a report may carry; its caller counts."""
_HEAD = 4096  # bytes; the longest look of ours


class Family(StrEnum):
    """Kinds that one module cleans."""

    IMAGE = "image"
    PDF = "pdf"
    OFFICE = "office"
    AUDIO = "audio"
    VIDEO = "video"


class Kind(StrEnum):
    """What a file is."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    ODT = "odt"
    ODS = "ods"
    MP3 = "mp3"
    M4A = "m4a"
    OGG = "ogg"
    WAV = "wav"
    MP4 = "mp4"
    WEBM = "webm"
    THREE_GP = "3gp"


MOST_BYTES = {family: (50 if family is Family.VIDEO else 20) * MIB for family in Family}


@dataclass(frozen=True, slots=True)
class KindFacts:
    """`suffixes` are the endings that a name of this kind may have, the first is the one it gets from us."""

    family: Family
    media_type: str
    suffixes: tuple[str, ...]
    magic: frozenset[str]
    """What puremagic calls it, without the dot."""
    looks: Callable[[bytes, Path], bool]

    @property
    def most_bytes(self) -> int:
        return MOST_BYTES[self.family]


def _starts(pattern: bytes) -> Callable[[bytes, Path], bool]:
    return lambda head, path: re.match(pattern, head, re.DOTALL) is not None


def _office(media_type: str) -> Callable[[bytes, Path], bool]:
    return lambda head, path: head.startswith(b"PK\x03\x04") and office_type(path) == media_type


def _facts(family: Family, media_type: str, suffixes: str, magic: str, pattern: bytes) -> KindFacts:
    return KindFacts(family, media_type, tuple(suffixes.split()), frozenset(magic.split()), _starts(pattern))


def _office_facts(suffix: str, media_type: str) -> KindFacts:
    return KindFacts(Family.OFFICE, media_type, (suffix,), frozenset(("zip", suffix)), _office(media_type))


_PHOTO = "jpg jpeg jpe jfif png webp"  # messengers name them as they like, and it harms nobody
_BOX = "mp4 m4a m4v mov 3gp 3gpp 3g2 qt aac f4v"  # one container under many names
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_BOX_MAGIC = "mp4 m4a m4v m4b mov qt 3gp 3ga 3g2 f4a f4v"
_M4A_BRANDS = rb"M4A |M4B |F4A "
_3GP_BRANDS = rb"3g[prsegh2]."
_MP4_BRANDS = rb"isom|iso[2-9]|mp4[12]|avc1|dash|MSNV|M4V |M4VH|M4VP|qt  |mmp4|F4V "

FACTS = {
    Kind.JPEG: _facts(Family.IMAGE, "image/jpeg", _PHOTO, "jpg jpeg jpe jfif", rb"\xff\xd8\xff"),
    Kind.PNG: _facts(Family.IMAGE, "image/png", f"png {_PHOTO}", "png", rb"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    Kind.WEBP: _facts(Family.IMAGE, "image/webp", f"webp {_PHOTO}", "webp", rb"RIFF....WEBPVP8"),
    Kind.PDF: _facts(Family.PDF, "application/pdf", "pdf", "pdf", rb"%PDF-[12]\.\d"),
    Kind.DOCX: _office_facts("docx", f"{_OOXML}wordprocessingml.document"),
    Kind.XLSX: _office_facts("xlsx", f"{_OOXML}spreadsheetml.sheet"),
    Kind.ODT: _office_facts("odt", f"{_ODF}text"),
    Kind.ODS: _office_facts("ods", f"{_ODF}spreadsheet"),
    # an ID3 tag of version 2 to 4, or the header of a frame of layer III with a possible bit rate and sampling rate
    Kind.MP3: _facts(
        Family.AUDIO, "audio/mpeg", "mp3 mpga", "mp3", rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb][\x10-\xeb]"
    ),
    Kind.M4A: _facts(Family.AUDIO, "audio/mp4", f"m4a {_BOX}", _BOX_MAGIC, rb"\0\0..ftyp(%b)" % _M4A_BRANDS),
    Kind.OGG: _facts(Family.AUDIO, "audio/ogg", "ogg oga opus", "ogg oga ogv opus", rb"OggS\0\x02"),
    Kind.WAV: _facts(Family.AUDIO, "audio/wav", "wav wave", "wav", rb"RIFF....WAVE"),
    Kind.MP4: _facts(Family.VIDEO, "video/mp4", f"mp4 {_BOX}", _BOX_MAGIC, rb"\0\0..ftyp(%b)" % _MP4_BRANDS),
    Kind.WEBM: _facts(Family.VIDEO, "video/webm", "webm weba", "webm", rb"\x1a\x45\xdf\xa3.{1,64}?\x42\x82.webm"),
    Kind.THREE_GP: _facts(Family.VIDEO, "video/3gpp", f"3gp {_BOX}", _BOX_MAGIC, rb"\0\0..ftyp(%b)" % _3GP_BRANDS),
}
_NAMED = frozenset(suffix for facts in FACTS.values() for suffix in facts.suffixes)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A compound file: Office documents of before 2007, and newer ones under a password."""


def is_video(kind: Kind) -> bool:
    """Whether it moves."""
    return FACTS[kind].family is Family.VIDEO


def recognise(path: Path, named: str = "") -> Kind:
    """What the file is by its content; `named` is the name under which it came, if any.

    Raises Refused: EMPTY, TOO_LARGE, UNKNOWN, ENCRYPTED, ACTIVE_CONTENT, BOMB, BROKEN, or NOT_WHAT_IT_SAYS where the
    ending of the name is one of ours and the content is another.
    """
    size = path.stat().st_size
    if size == 0:
        raise Refused(Refusal.EMPTY)
    if size > max(MOST_BYTES.values()):
        raise Refused(Refusal.TOO_LARGE)
    kind = _kind_of(path, named.rpartition(".")[2].lower())
    if size > FACTS[kind].most_bytes:
        raise Refused(Refusal.TOO_LARGE)
    return kind


def _kind_of(path: Path, suffix: str) -> Kind:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    guesses = _magic_of(path)
    kind = next((kind for kind, facts in FACTS.items() if facts.magic & guesses and facts.looks(head, path)), None)
    if kind is None:
        raise Refused(_reason(path, head, suffix))
    if suffix in _NAMED and suffix not in FACTS[kind].suffixes:
        raise Refused(Refusal.NOT_WHAT_IT_SAYS)
    return kind


def _magic_of(path: Path) -> set[str]:
    """Everything that puremagic holds possible, however unlikely: the look of ours decides."""
    import puremagic

    with broken_otherwise():
        try:
            return {guess.extension.lstrip(".").lower() for guess in puremagic.magic_file(path)}
        except puremagic.PureError:
            return set()


def _reason(path: Path, head: bytes, suffix: str) -> Refusal:
    if head.startswith(_OLE) and _holds_encrypted_package(path):
        return Refusal.ENCRYPTED
    return Refusal.NOT_WHAT_IT_SAYS if suffix in _NAMED else Refusal.UNKNOWN


def _holds_encrypted_package(path: Path) -> bool:
    """MS-OFFCRYPTO 2.3.2: an Office document under a password is a stream of this name in a compound file."""
    with path.open("rb") as file:
        return any("EncryptedPackage".encode("utf-16-le") in block for block in iter(lambda: file.read(MIB), b""))
