"""From a sealed upload to a sealed clean copy; in between it is in memory only, and never under a name on a disk."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.base.files import apart, names
from webapp.base.files.cleaning import Cleaned
from webapp.base.files.kinds import recognise
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.frames import FRAME, seal
from webapp.base.turns import Turns
from webapp.base.uploads import Upload

_TURNS = Turns(most=3)
"""Three files at once in a process: each may take 256 MB (`apart.MOST_DATA`)."""
PATIENCE = 20
"""Seconds that an upload waits for its turn: whoever sends slow files must not hold everybody's threads."""


@dataclass(frozen=True)
class Copy:
    """A clean copy in memory, good as long as the handle is open."""

    cleaned: Cleaned
    name: str
    handle: int

    def sealed(self, key: bytes, about: str) -> Iterator[bytes]:
        """Its bytes as they are stored."""
        os.lseek(self.handle, 0, os.SEEK_SET)
        return seal(iter(lambda: os.read(self.handle, FRAME), b""), key, about)


@contextmanager
def clean_copy(upload: Upload, named: str, sender: str, spent: Callable[[float], None]) -> Iterator[Copy]:
    """Recognised by what it holds and cleaned, when it is the turn of the sender's network.

    `spent` is told how many seconds that took, whatever came of it.
    Raises Refused (BUSY where no turn comes), or OSError where our machine is at fault.
    """
    if upload.size and not upload.is_whole:
        raise Refused(Refusal.TOO_LARGE)
    busy = Refused(Refusal.BUSY)
    with _TURNS.turn(sender, PATIENCE, busy), _memory() as source, _memory() as target:
        began = time.monotonic()
        try:
            cleaned = _cleaned(upload, named, source, target)
        finally:
            spent(time.monotonic() - began)
        yield Copy(cleaned, names.safe_name(named, cleaned.kind), target)


@contextmanager
def whole_copy(upload: Upload, named: str, sender: str) -> Iterator[Copy]:
    """As it came, with everything it tells about who made it; recognised by what it holds, in turn. Raises Refused."""
    if upload.size and not upload.is_whole:
        raise Refused(Refusal.TOO_LARGE)
    with _TURNS.turn(sender, PATIENCE, Refused(Refusal.BUSY)), _memory() as source:
        digest = _filled(source, upload)
        kind = recognise(_path(source), named)
        cleaned = Cleaned(kind, upload.size, digest, frozenset(), complete=False)
        yield Copy(cleaned, names.safe_name(named, kind), source)


def _cleaned(upload: Upload, named: str, source: int, target: int) -> Cleaned:
    _filled(source, upload)
    path = _path(source)
    return apart.clean(path, _path(target), recognise(path, named), handles=(source, target))


@contextmanager
def _memory() -> Iterator[int]:
    handle = os.memfd_create("berkas")
    try:
        yield handle
    finally:
        os.close(handle)


def _filled(handle: int, upload: Upload) -> str:
    """All of the upload is there; returns its SHA-256 as hex digits."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
        _write(handle, chunk)
    return digest.hexdigest()


def _path(handle: int) -> Path:
    return Path(f"/proc/self/fd/{handle}")


def _write(handle: int, chunk: bytes) -> None:
    """All of it; a system call may write less."""
    view = memoryview(chunk)
    while view:
        view = view[os.write(handle, view) :]
