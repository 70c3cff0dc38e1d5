"""Archives of Office documents, opened without trusting what they say about themselves."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from webapp.base.files.refusals import Refusal, Refused, broken_otherwise

MIB = 2**20
MOST_PARTS = 4000
MOST_UNPACKED = 100 * MIB
"""Bytes of all parts together."""
MOST_RATIO = 250
"""How much a part may grow; sheets full of one number reach about 100, bombs 1,000."""
_FREE = MIB
# a part up to this size may grow as it likes
_MOST_INDEX = 64 * 1024
_SAFE_PART = re.compile(r"[\w\-. +()\[\]=@,/]{1,200}")
_ACTIVE = re.compile(
    r"(^|/)(vbaProject|vbaData|activeX|macrosheets|Basic|Scripts|dialogs)[^/]*(/|$)|\.(bas|exe|dll|js)$", re.IGNORECASE
)
_OOXML_MAIN = {
    "wordprocessingml.document": "word/document.xml",
    "spreadsheetml.sheet": "xl/workbook.xml",
}
_OOXML = "application/vnd.openxmlformats-officedocument."
_NESTED, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 16
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, when its index promises no bomb, no password, no program and no strange names.

    Raises Refused: BOMB, ENCRYPTED, ACTIVE_CONTENT, BROKEN.
    """
    with broken_otherwise(), zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        _not_too_much(parts)
        for part in parts:
            _part_is_plain(part)
        if len({part.filename.lower() for part in parts}) != len(parts):
            raise Refused(Refusal.BROKEN)
        yield archive


def _not_too_much(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused(Refusal.BOMB)
    if any(part.file_size > max(_FREE, part.compress_size * MOST_RATIO) for part in parts):
        raise Refused(Refusal.BOMB)


def _part_is_plain(part: zipfile.ZipInfo) -> None:
    if part.flag_bits & 0x1:
        raise Refused(Refusal.ENCRYPTED)
    if _ACTIVE.search(part.filename):
        raise Refused(Refusal.ACTIVE_CONTENT)
    segments = part.filename.split("/")
    if not _SAFE_PART.fullmatch(part.filename) or ".." in segments or part.filename.startswith("/"):
        raise Refused(Refusal.BROKEN)


def head_of(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """The first bytes of a part, by which it is known; raises Refused: BOMB for an archive, ACTIVE_CONTENT for OLE."""
    with archive.open(part) as file:
        head = file.read(_HEAD)
    if head.startswith(_NESTED):
        raise Refused(Refusal.BOMB)
    if head.startswith(_OLE):
        raise Refused(Refusal.ACTIVE_CONTENT)
    return head


def written(name: str, *, packed: bool = True) -> zipfile.ZipInfo:
    """A part as we write it: the same time, rights and system for all."""
    part = zipfile.ZipInfo(name, _NO_TIME)
    part.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    part.create_system = 0
    return part


def office_type(path: Path) -> str:
    """The media type of the document that an archive is, or ""; raises Refused as `opened` does.

    OpenDocument says it in its first part, Office Open XML in the type of its main part (ISO/IEC 29500-2, 10.1.2).
    """
    with opened(path) as archive:
        names = archive.namelist()
        if names[:1] == ["mimetype"]:
            return _head(archive, "mimetype").decode("ascii")
        return _ooxml_type(archive, names)


def _ooxml_type(archive: zipfile.ZipFile, names: list[str]) -> str:
    if "[Content_Types].xml" not in names:
        return ""
    types = _head(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if re.search("macroEnabled|vbaProject|ms-office.activeX", types):
        raise Refused(Refusal.ACTIVE_CONTENT)
    found = [kind for kind, main in _OOXML_MAIN.items() if main in names and f"{kind}.main+xml" in types]
    return _OOXML + found[0] if len(found) == 1 else ""


def _head(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        return file.read(_MOST_INDEX)
