"""The one way in to all cleaners: a clean copy of a file, and what was taken out of it."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from webapp.base.files import images, media, office, pdfs
from webapp.base.files.kinds import FACTS, Family, Kind
from webapp.base.files.places import Coordinates, place_in
from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.traces import Scrubbed, Trace


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean copy: `size` in bytes, `sha256` as 64 hex digits.

    `complete` is False where something was left that could not be looked into: such a file is for officers only.
    `place` is where a photo was taken, which the copy no longer tells.
    """

    kind: Kind
    size: int
    sha256: str
    removed: frozenset[Trace]
    complete: bool
    place: Coordinates | None = None


def clean(path_in: Path, path_out: Path, kind: Kind) -> Cleaned:
    """Write a clean copy of a file that `kinds.recognise` has recognised; the same input gives the same bytes.

    Raises Refused, and then leaves nothing at `path_out`. Memory: an image is decoded whole (at most 256 MB in all), a
    PDF is read whole; the others flow.
    """
    try:
        with broken_otherwise():
            scrubbed = _scrub(path_in, path_out, kind)
            _one_file_only(path_out, kind)
        size = path_out.stat().st_size
        if size == 0 or size > FACTS[kind].most_bytes:
            raise Refused(Refusal.TOO_LARGE if size else Refusal.BROKEN)
    except BaseException:
        drop(path_out)
        raise
    with path_out.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    place = place_in(path_in) if FACTS[kind].family is Family.IMAGE else None
    return Cleaned(kind, size, digest, scrubbed.traces, scrubbed.complete, place)


def drop(path: Path) -> None:
    """Away with it; what has no name (`/proc/self/fd/N`) goes with its last handle."""
    with suppress(PermissionError):
        path.unlink(missing_ok=True)


def _one_file_only(path: Path, kind: Kind) -> None:
    """Sound that nobody decodes could itself be made to hold an archive, or a PDF: such a copy is not handed out.

    Readers look for the index of an archive in the last 64 KB, for the head of a PDF in the first 1,024 bytes.
    """
    with path.open("rb") as file:
        hides_pdf = kind is not Kind.PDF and b"%PDF-" in file.read(1024)
    if hides_pdf or (FACTS[kind].family is not Family.OFFICE and zipfile.is_zipfile(path)):
        raise Refused(Refusal.NOT_WHAT_IT_SAYS)


def _scrub(path_in: Path, path_out: Path, kind: Kind) -> Scrubbed:
    match FACTS[kind].family:
        case Family.IMAGE:
            return images.clean(path_in, path_out, kind)
        case Family.PDF:
            return pdfs.clean(path_in, path_out)
        case Family.OFFICE:
            return office.clean(path_in, path_out)
        case Family.AUDIO | Family.VIDEO:
            return media.clean(path_in, path_out, kind)
