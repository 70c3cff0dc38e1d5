"""Photos: decoded, turned upright, made smaller and written anew from nothing but their pixels."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from webapp.base.files.kinds import Kind
from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.traces import Scrubbed, Trace

if TYPE_CHECKING:
    from PIL.Image import Image

LONG_SIDE = 4096
"""Pixels of a cleaned image at most."""
MOST_PIXELS = 65_000_000
"""Of the image as it comes: the 64 megapixels of telephones; a process that decodes them needs about 480 MB."""
_SAVED: dict[Kind, dict[str, Any]] = {
    Kind.JPEG: {"quality": 88, "optimize": True},
    Kind.PNG: {},
    Kind.WEBP: {"quality": 86},
}
_TRACES = {
    "exif": Trace.PROPERTIES, "xmp": Trace.PROPERTIES, "photoshop": Trace.PROPERTIES, "comment": Trace.PROPERTIES,
    "mp": Trace.EXTRA_PICTURES,
}  # fmt: skip
_GPS_IFD, _THUMBNAIL = 0x8825, 0x0201  # EXIF 2.32
_IFD1 = -1  # so does Pillow call the directory of the thumbnail


def clean(path_in: Path, path_out: Path, kind: Kind) -> Scrubbed:
    """Write the image anew, of the same kind; raises Refused(TOO_MANY_PIXELS) before it decodes, or Refused(BROKEN)."""
    with broken_otherwise(), path_in.open("rb") as source, path_out.open("wb") as target:
        return _clean(source, target, kind, path_in.stat().st_size)


def clean_bytes(data: bytes, kind: Kind) -> tuple[bytes, Scrubbed]:
    """The same for an image inside a document."""
    target = BytesIO()
    with broken_otherwise():
        scrubbed = _clean(BytesIO(data), target, kind, len(data))
    return target.getvalue(), scrubbed


def _clean(source: BinaryIO, target: BinaryIO, kind: Kind, size: int) -> Scrubbed:
    from PIL import Image

    try:
        image = Image.open(source, formats=[kind.value.upper()])
    except Image.DecompressionBombError:
        raise Refused(Refusal.TOO_MANY_PIXELS) from None
    with image:
        if image.width * image.height > MOST_PIXELS:
            raise Refused(Refusal.TOO_MANY_PIXELS)
        image.draft(None, (LONG_SIDE, LONG_SIDE))  # JPEG alone can decode at a half, a quarter, an eighth
        decoded = image.width * image.height
        _bare(_in_srgb(_upright(image)), kind).save(target, kind.value.upper(), **_SAVED[kind])
        return Scrubbed(frozenset(_traces_of(image) | _appended(source, kind, size)), pixels=decoded)


def _upright(image: Image) -> Image:
    """As it is to be seen, by its EXIF, and not larger than we keep."""
    from PIL import Image, ImageOps

    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return ImageOps.exif_transpose(image)


def _in_srgb(image: Image) -> Image:
    """Colours that a profile describes, in the space that images without a profile are taken for."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    mode = "L" if image.mode == "L" else "RGB"
    if not profile or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        srgb = ImageCms.createProfile("sRGB")
        changed = ImageCms.profileToProfile(image, BytesIO(profile), srgb, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of another space, or a broken one
        return image
    return (changed or image).convert(mode)


def _bare(image: Image, kind: Kind) -> Image:
    """The pixels alone: what Pillow would write from `info` stays behind."""
    from PIL import Image

    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda level: level / 256)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if clear and kind is not Kind.JPEG else "L" if image.mode in ("1", "L", "I", "F") else "RGB"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    return bare


def _traces_of(image: Image) -> set[Trace]:
    exif = image.getexif()
    found = {trace for key, trace in _TRACES.items() if image.info.get(key)}
    found |= {Trace.PLACE} if exif.get_ifd(_GPS_IFD) else set()
    found |= {Trace.PROPERTIES} if getattr(image, "text", None) or len(exif) else set()
    found |= {Trace.THUMBNAIL} if _THUMBNAIL in exif.get_ifd(_IFD1) else set()
    return found | ({Trace.EXTRA_PICTURES} if getattr(image, "n_frames", 1) > 1 else set())


def _appended(source: BinaryIO, kind: Kind, size: int) -> set[Trace]:
    """Whether anything hangs behind the end that the format itself marks."""
    end = {Kind.JPEG: b"\xff\xd9", Kind.PNG: b"IEND\xaeB`\x82"}.get(kind)
    source.seek(max(0, size - 32) if end else 0)
    tail = source.read(32)
    if end:
        return set() if tail.rstrip(b"\0\r\n ").endswith(end) else {Trace.APPENDED}
    return {Trace.APPENDED} if int.from_bytes(tail[4:8], "little") + 9 < size else set()
