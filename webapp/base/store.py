"""Where sealed files lie: a folder now (`file://`); whatever else comes has the same few verbs.

A file is staged (written and on the disk for good), then promoted once its row is committed, and demoted before its row
goes. Orphans are therefore only ever among the staged ones. Nothing here knows keys, names or kinds.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit


class Store(Protocol):
    """Sealed files by their random names; every verb may be said twice."""

    def stage(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write; back only when a power cut would not undo it. Raises OSError."""

    def promote(self, name: str) -> None:
        """Its row is committed."""

    def demote(self, name: str) -> None:
        """Its row is about to go."""

    def remove(self, name: str) -> None:
        """Its row is gone."""

    def open(self, name: str) -> BinaryIO:
        """For reading, staged or promoted; raises FileNotFoundError."""

    def staged(self, before: datetime) -> Iterator[str]:
        """The names of files that have been staged since before then."""


class FolderStore:
    """Two folders on one disk: what a rename moves between them is always whole.

    `timeless`: what is promoted says no time, nor do its folders.
    """

    def __init__(self, root: Path, *, timeless: bool = False) -> None:
        self.root, self.timeless = root, timeless
        self._staged = root / "staged"
        self._staged.mkdir(mode=0o700, parents=True, exist_ok=True)
        for number in range(256) if timeless else ():  # none says by its birth when its first file came
            (root / f"{number:02x}").mkdir(mode=0o700, exist_ok=True)

    def stage(self, name: str, chunks: Iterable[bytes]) -> None:
        """One file, synced, and the folder that holds its name."""
        with (self._staged / name).open("xb") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        _sync(self._staged)

    def promote(self, name: str) -> None:
        """Into one of 256 folders."""
        place = self._place(name)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        self._move(self._staged / name, place)
        for path in (place, place.parent, self._staged, self.root) if self.timeless else ():
            with suppress(FileNotFoundError):
                os.utime(path, (0, 0))

    def demote(self, name: str) -> None:
        """Back, with the present as its age."""
        self._move(self._place(name), self._staged / name)
        with suppress(FileNotFoundError):
            os.utime(self._staged / name)

    def remove(self, name: str) -> None:
        """Wherever it is."""
        for path in (self._staged / name, self._place(name)):
            path.unlink(missing_ok=True)

    def open(self, name: str) -> BinaryIO:
        """Also while somebody moves it."""
        for path in (self._place(name), self._staged / name):
            with suppress(FileNotFoundError):
                return path.open("rb")
        return self._place(name).open("rb")

    def staged(self, before: datetime) -> Iterator[str]:
        """By the time of their last change."""
        for entry in os.scandir(self._staged):
            with suppress(FileNotFoundError):
                if datetime.fromtimestamp(entry.stat().st_mtime, UTC) < before:
                    yield entry.name

    def _place(self, name: str) -> Path:
        return self.root / name[:2] / name

    def _move(self, here: Path, there: Path) -> None:
        with suppress(FileNotFoundError):
            here.rename(there)
            _sync(there.parent)


def store_at(url: str) -> Store:
    """The store of `file:///folder`; raises ValueError for what is not there yet, such as S3."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        raise ValueError("STORAGE_URL must begin with file:///")
    return FolderStore(Path(parts.path))


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
