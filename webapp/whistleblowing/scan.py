"""Whether anything that was sealed lies somewhere in clear: words of a trial report, or its code.

Looks at the bytes of files, and at what is within them: gzip, zlib and zip members, hexadecimal (dumps of PostgreSQL
write bytes so), base64 at any offset, UTF-16, forms as browsers send them. A code counts as found when ten of its
digits stand in a row, whatever stands between them. An operator runs it over a data folder, a dump, a restored backup,
a swap partition.
"""

from __future__ import annotations

import base64
import gzip
import re
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import quote_plus

from webapp.whistleblowing.codes import LENGTH, TELLS

SHORTEST = 8
"""Characters of a marker: a shorter one is found everywhere."""
PIECE, OVERLAP = 16 * 2**20, 2**16
"""A file is looked through in pieces of so many bytes, which overlap so much."""
DEEPEST = 3
"""A gzip in base64 in a zip."""
_GZIP, _ZLIB = re.compile(rb"\x1f\x8b\x08"), re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_HEX = re.compile(rb"[0-9a-fA-F]{16,}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-](?:\r?\n?[A-Za-z0-9+/_-]){11,}")
_PLAIN_ALPHABET = bytes.maketrans(b"-_", b"+/")
_DIGITS = re.compile(rb"\d(?:[^0-9A-Za-z]{0,4}\d){9,}")


@dataclass(frozen=True)
class Find:
    """A marker (by its number in the list, never its words) in a file, and within what."""

    marker: int
    path: Path
    way: str

    def __str__(self) -> str:
        return f"{self.path}: marker {self.marker} {self.way or 'as it is'}"


@dataclass
class Found:
    """What was looked through, and what was found."""

    files: int = 0
    read: int = 0
    finds: set[Find] = field(default_factory=set)


@dataclass(frozen=True)
class Markers:
    """What is looked for: texts in their encodings, and the parts of codes, each with its number from 1."""

    texts: tuple[tuple[int, bytes], ...]
    parts: tuple[tuple[int, bytes], ...]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Markers:
        """One a line. 25 digits in any spacing are a code. Raises ValueError for one that is too short."""
        texts: list[tuple[int, bytes]] = []
        parts: list[tuple[int, bytes]] = []
        for number, line in enumerate(filter(None, map(str.strip, lines)), 1):
            if len(line) < SHORTEST:
                raise ValueError(f"marker {number} is shorter than {SHORTEST} characters")
            digits = re.sub(r"[\W_]", "", line)
            if digits.isdigit() and len(digits) == LENGTH:
                parts += [(number, digits[at : at + TELLS].encode()) for at in range(LENGTH - TELLS + 1)]
            else:
                shapes = {line, line.lower(), line.upper(), quote_plus(line)}
                texts += [
                    (number, shape.encode(way)) for shape in shapes for way in ("utf-8", "utf-16-le", "utf-16-be")
                ]
        return cls(tuple(texts), tuple(parts))

    def within(self, data: bytes) -> set[int]:
        """The numbers of those that stand in these bytes."""
        found = {number for number, text in self.texts if text in data}
        runs = [re.sub(rb"\D", b"", run) for run in _DIGITS.findall(data)] if self.parts else []
        return found | {number for number, part in self.parts if any(part in run for run in runs)}


def scan(places: Iterable[Path], markers: Markers) -> Found:
    """Look through files, and folders with everything in them."""
    found = Found()
    for path in _files(places):
        found.files += 1
        for piece, way in _pieces(path):
            found.read += len(piece)
            for data, within in _views(piece, way, DEEPEST):
                found.finds |= {Find(number, path, within) for number in markers.within(data)}
    return found


def _files(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        yield from (path for path in inside if path.is_file() or path.is_block_device())


def _pieces(path: Path) -> Iterator[tuple[bytes, str]]:
    """The file as it is, and what only a reader of its kind gets at: rows of SQLite, long gzip, members of zip."""
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(0)
        yield from ((piece, "") for piece in _read(file))
    with suppress(OSError, EOFError, zlib.error, zipfile.BadZipFile, sqlite3.Error):
        if head.startswith(b"SQLite format 3"):
            yield from ((value, "in a row") for value in _values(path))
        elif head.startswith(b"\x1f\x8b"):
            with gzip.open(path) as file:
                yield from ((piece, "in gzip") for piece in _read(file))
        elif zipfile.is_zipfile(path):
            yield from _members(path)


def _read(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes]:
    before = b""
    while piece := file.read(PIECE):
        yield before + piece
        before = piece[-OVERLAP:]


def _values(path: Path) -> Iterator[bytes]:
    """A long value lies in several pages of the file, so it is read as a value too."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as database:
        database.text_factory = bytes
        tables = [name.decode() for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            quoted = table.replace('"', '""')
            for row in database.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - a name of its own schema
                yield b"\n".join(value if isinstance(value, bytes) else str(value).encode() for value in row)


def _members(path: Path) -> Iterator[tuple[bytes, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as file:
                yield from ((piece, "in zip") for piece in _read(file))  # type: ignore[arg-type]


def _views(data: bytes, way: str, depth: int) -> Iterator[tuple[bytes, str]]:
    yield data, way
    if depth:
        for inner, kind in _decoded(data):
            yield from _views(inner, f"{way} {kind}".strip(), depth - 1)


def _decoded(data: bytes) -> Iterator[tuple[bytes, str]]:
    for magic, kind, bits in ((_GZIP, "in gzip", 31), (_ZLIB, "in zlib", 15)):
        for at in magic.finditer(data):
            with suppress(zlib.error):
                yield zlib.decompressobj(bits).decompress(memoryview(data)[at.start() :], 4 * PIECE), kind
    for run in _HEX.findall(data):
        for offset in (0, 1):
            even = run[offset : offset + (len(run) - offset) // 2 * 2]
            yield bytes.fromhex(even.decode()), "in hexadecimal"
    for run in _BASE64.findall(data):
        letters = run.translate(_PLAIN_ALPHABET, b"\r\n")
        for offset in range(4):
            whole = letters[offset:] + b"A" * (-(len(letters) - offset) % 4)  # whatever the last one stood for
            yield base64.b64decode(whole), "in base64"
