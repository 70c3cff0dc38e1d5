"""Files of 20 MB as people hand them in, made anew each time: noise, which no format makes small."""

from __future__ import annotations

import random
from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream
from PIL import Image


def noise(width: int, height: int) -> Image.Image:
    """The same each time."""
    return Image.frombytes("RGB", (width, height), random.Random(34).randbytes(width * height * 3))  # noqa: S311 - a picture


def jpeg(width: int, height: int, quality: int, *, coarse: int = 1) -> bytes:
    """A photo; `coarse` noise is made large, as in a photo of many pixels that weighs little."""
    image, target = noise(width // coarse, height // coarse), BytesIO()
    image.resize((width, height)).save(target, "JPEG", quality=quality)
    return target.getvalue()


def png(width: int, height: int) -> bytes:
    """A screenshot of noise."""
    target = BytesIO()
    noise(width, height).save(target, "PNG", compress_level=1)
    return target.getvalue()


def pdf(photo: bytes) -> bytes:
    """A scan: a page with a photo."""
    document, target = Pdf.new(), BytesIO()
    picture = Stream(document, photo, Type=Name.XObject, Subtype=Name.Image, Filter=Name.DCTDecode)
    with Image.open(BytesIO(photo)) as image:
        picture.Width, picture.Height = image.size
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    page = document.add_blank_page(page_size=(600, 450))
    page.Resources = Dictionary(XObject=Dictionary(Im=document.make_indirect(picture)))
    page.Contents = pikepdf.Stream(document, b"600 0 0 450 0 0 cm /Im Do")
    document.save(target)
    return target.getvalue()


def files() -> dict[str, tuple[str, bytes]]:
    """By what stands in the table: name and content, each below the limit of 20 MiB."""
    photo = jpeg(4608, 3456, 96)
    return {
        "photo, 16 megapixels": ("foto.jpg", photo),
        "photo, 64 megapixels": ("foto-besar.jpg", jpeg(9248, 6936, 75, coarse=8)),
        "screenshot, 7 megapixels": ("layar.png", png(3000, 2300)),
        "PDF with a photo": ("pindaian.pdf", pdf(photo)),
    }
