"""Photos of the corpus: made with Pillow, with traces planted by exiftool."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw

from tests.base.files.plants import DEVICE, LATITUDE, LONGITUDE, NAME, SERIAL, exiftool

RED, WHITE = (200, 20, 20), (250, 250, 250)


def scene(size: tuple[int, int] = (320, 240), mode: str = "RGB") -> Image.Image:
    """White, with the top left quarter red, so that which way is up can be seen."""
    image = Image.new("RGB", size, WHITE)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1] // 2), fill=RED)
    return image.convert(mode)


def planted(path: Path, *more: str) -> Path:
    """The traces that phones, cameras and editors leave."""
    return exiftool(
        path,
        f"-EXIF:GPSLatitude={abs(LATITUDE)}", "-EXIF:GPSLatitudeRef=S",
        f"-EXIF:GPSLongitude={LONGITUDE}", "-EXIF:GPSLongitudeRef=E",
        f"-EXIF:Artist={NAME}", f"-EXIF:SerialNumber={SERIAL}", f"-EXIF:Model={DEVICE}",
        "-EXIF:DateTimeOriginal=2026:11:02 07:31:00", f"-XMP-dc:Creator={NAME}",
        f"-XMP-exif:GPSLongitude={LONGITUDE}", *more,
    )  # fmt: skip


def jpeg(path: Path) -> Path:
    """As a phone lays it down: on its side by EXIF, with a thumbnail, a comment, IPTC and a colour profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    scene().save(path, "JPEG", icc_profile=profile, quality=95)
    thumbnail = path.with_suffix(".thumb")
    scene((80, 60)).save(thumbnail, "JPEG", comment=SERIAL.encode())
    planted(path, "-Orientation#=6", f"-Comment={NAME}", f"-IPTC:By-line={NAME}")
    return exiftool(path, f"-ThumbnailImage<={thumbnail}")  # by itself: together with the others it is left out


def png(path: Path) -> Path:
    """With text chunks beside EXIF and XMP."""
    scene(mode="RGBA").save(path, "PNG")
    return planted(path, f"-PNG:Author={NAME}", f"-PNG:Comment={SERIAL}")


def webp(path: Path) -> Path:
    scene().save(path, "WEBP")
    return planted(path)


def jpeg_bytes(path: Path) -> bytes:
    """A planted photo to put into a document; `path` is where it may lie while it is made."""
    data = jpeg(path).read_bytes()
    path.unlink()
    path.with_suffix(".thumb").unlink()
    return data


def zip_bytes(text: str) -> bytes:
    """A small archive, to be hung behind another file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("muatan.js", text)
    return buffer.getvalue()
