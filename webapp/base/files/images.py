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
"""Of a photo as it comes: the 64 megapixels of telephones. JPEG alone can be decoded at a half."""
_WHOLE = 20_000_000
"""Pixels that are decoded at most; of a larger JPEG only every second one, each way."""
_WHOLE_CLEAR = 14_000_000
"""The same with transparency, of which Pillow makes one copy more to make it smaller."""
_MOST_OF_KIND = {Kind.JPEG: MOST_PIXELS, Kind.PNG: _WHOLE, Kind.WEBP: 8_000_000}
"""What takes less than 256 MB (docs/benchmarks.md), at 4 bytes a pixel; libwebp alone has five copies."""
_MOST_IN_SCANS = 30_000_000
"""Of a progressive JPEG: libjpeg keeps all of it, up to 6 bytes a pixel, beside what is decoded."""
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
    bare, scrubbed = _decoded(source, kind)  # what it was decoded from is forgotten before it is written
    bare.save(target, kind.value.upper(), **_SAVED[kind])
    return scrubbed | Scrubbed(frozenset(_appended(source, kind, size)))


def _decoded(source: BinaryIO, kind: Kind) -> tuple[Image, Scrubbed]:
    """Its bare pixels, and what stood beside them."""
    image = _opened(source, kind)
    image.load()
    scrubbed = Scrubbed(frozenset(_traces_of(image)), pixels=image.width * image.height)
    return _bare(_in_srgb(_upright(image)), kind), scrubbed


def _opened(source: BinaryIO, kind: Kind) -> Image:
    """Not decoded yet, and small enough to be; raises Refused(TOO_MANY_PIXELS)."""
    from PIL import Image

    try:
        image = Image.open(source, formats=[kind.value.upper()])
    except Image.DecompressionBombError:
        raise Refused(Refusal.TOO_MANY_PIXELS) from None
    pixels = image.width * image.height
    if pixels > (_MOST_IN_SCANS if "progressive" in image.info else _MOST_OF_KIND[kind]):
        raise Refused(Refusal.TOO_MANY_PIXELS)
    if pixels > _WHOLE:
        image.draft(None, (image.width // 2, image.height // 2))  # does nothing but for JPEG
    return image


def _upright(image: Image) -> Image:
    """As it is to be seen, by its EXIF, and not larger than we keep."""
    from PIL import Image, ImageOps

    if image.mode in ("RGBA", "LA") and image.width * image.height > _WHOLE_CLEAR:
        image = image.reduce(2)
    image.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(image, in_place=True)
    return image


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
    return _in_mode(changed or image, mode)


def _bare(image: Image, kind: Kind) -> Image:
    """The pixels alone: what Pillow would write from `info` stays behind."""
    from PIL import Image

    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda level: level / 256)
    clear = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if clear and kind is not Kind.JPEG else "L" if image.mode in ("1", "L", "I", "F") else "RGB"
    bare = Image.new(mode, image.size)
    bare.paste(_in_mode(image, mode))
    return bare


def _in_mode(image: Image, mode: str) -> Image:
    """Converted only where it must be: Pillow would make a copy."""
    return image if image.mode == mode else image.convert(mode)


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
