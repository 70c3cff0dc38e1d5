"""Small true files for stories."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from tests.auditing.page import Page
from tests.base.files.recordings import mp4
from webapp.attachments.kept import Kept, NewFile
from webapp.base.crypto import KeyRing
from webapp.base.files.kinds import Kind


def photo(*, gps: bool = False) -> bytes:
    """A red picture, as a telephone takes it."""
    image, out = Image.new("RGB", (60, 40), (200, 20, 20)), BytesIO()
    exif = image.getexif()
    exif[0x010F] = "Merek Ponsel"
    if gps:
        exif.get_ifd(0x8825).update({1: "S", 2: (0.0, 30.0, 7.56), 3: "E", 4: (117.0, 9.0, 13.0)})
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def png() -> bytes:
    """A black one without any trace."""
    out = BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    return out.getvalue()


@cache
def film() -> bytes:
    """A second of a moving picture, as a telephone takes it."""
    with TemporaryDirectory() as folder:
        return mp4(Path(folder) / "film.mp4").read_bytes()


def choose(page: Page, *files: tuple[str, bytes]) -> Page:
    """Put several files into the control."""
    page.field("bukti").uploads = list(files)
    return page


def new_file(ring: KeyRing, blob_id: str, key: bytes, name: str = "parit.jpg") -> NewFile:
    """As a draft would hand it in."""
    kept = Kept(blob_id, name, Kind.JPEG, 3, "0" * 64, (), complete=True, key=key.hex())
    return kept.for_case(ring)
