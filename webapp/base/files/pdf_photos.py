"""Photos inside a PDF: what cameras write into a JPEG is cut out, its pixels stay bit for bit."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from webapp.base.files.images import MOST_PIXELS
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Scrubbed, Trace

if TYPE_CHECKING:
    from pikepdf import Pdf, Stream

MOST_TEXT = 50 * 2**20
"""Bytes of one stream that is no picture, unpacked."""
_SOI, _EOI, _SOS, _COM = 0xD8, 0xD9, 0xDA, 0xFE
_APP0, _APP14, _APP15 = 0xE0, 0xEE, 0xEF
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # TEM and RSTn have no length


def clean(document: Pdf) -> Scrubbed:
    """Every photo of the document in place; not complete where one is JPEG 2000, or stands within a page's own text."""
    import pikepdf

    scrubbed = Scrubbed()
    for item in document.objects:
        if isinstance(item, pikepdf.Stream):
            scrubbed |= _clean_stream(document, item)
    return scrubbed


def _clean_stream(document: Pdf, stream: Stream) -> Scrubbed:
    filters = _names(stream.get("/Filter"))
    if str(stream.get("/Subtype")) == "/Image" and int(stream.Width) * int(stream.Height) > MOST_PIXELS:
        raise Refused(Refusal.TOO_MANY_PIXELS)
    if filters[-1:] == ["/DCTDecode"]:
        return _clean_photo(document, stream, filters)
    if "/JPXDecode" in filters:
        return Scrubbed(complete=False)
    if str(stream.get("/Subtype")) == "/Image":
        return Scrubbed()
    return Scrubbed(complete=not _draws_photo(_text(stream, filters)))


def _names(filters: Any) -> list[str]:
    """One filter stands alone or in a list."""
    import pikepdf

    if filters is None:
        return []
    return [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]


def _clean_photo(document: Pdf, stream: Stream, filters: list[str]) -> Scrubbed:
    import pikepdf

    jpeg = _unpacked(document, stream, filters)
    bare = without_segments(jpeg)
    parms = stream.get("/DecodeParms")
    last: Any = parms[-1] if isinstance(parms, pikepdf.Array) else parms
    stream.write(bare, filter=pikepdf.Name.DCTDecode, decode_parms=last)
    return Scrubbed(frozenset({Trace.PROPERTIES} if len(bare) < len(jpeg) else ()))


def _unpacked(document: Pdf, stream: Stream, filters: list[str]) -> bytes:
    """The JPEG itself, out of what may be wrapped around it."""
    import pikepdf

    raw = stream.read_raw_bytes()
    if len(filters) == 1:
        return raw
    wrapped = pikepdf.Stream(document, raw)
    wrapped.Filter = pikepdf.Array([pikepdf.Name(each) for each in filters[:-1]])
    return wrapped.read_bytes()


def _text(stream: Stream, filters: list[str]) -> bytes:
    """What a stream holds unpacked; Refused(BOMB) where that is more than any page has, b"" where it can't be read."""
    import pikepdf

    try:
        if filters == ["/FlateDecode"]:
            text = zlib.decompressobj().decompress(stream.read_raw_bytes(), MOST_TEXT + 1)
        else:
            text = stream.read_bytes()
    except (pikepdf.PdfError, zlib.error):  # readers show what can be read of it
        return b""
    if len(text) > MOST_TEXT:
        raise Refused(Refusal.BOMB)
    return text


def _draws_photo(text: bytes) -> bool:
    """Whether a page's own text holds a photo between BI and EI (8.9.7), which we leave alone."""
    return b"/DCT" in text and b"BI" in text


def without_segments(jpeg: bytes) -> bytes:
    """Without EXIF, XMP, IPTC, comments and all behind the end (ITU-T T.81, B.1).

    JFIF and Adobe's segment stay, by which colours are read; a profile goes: in a PDF /ColorSpace says what they mean.
    Raises Refused(BROKEN) where the segments don't lead to a picture.
    """
    if jpeg[:2] != bytes((0xFF, _SOI)):
        raise Refused(Refusal.BROKEN)
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == _SOS:
            return b"".join(kept) + _picture(jpeg, at)
        if marker == 0xFF or marker in _ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        kept += [jpeg[at:end]] if _needed(marker, jpeg[at + 4 : at + 16]) else []
        at = end
    raise Refused(Refusal.BROKEN)


def _needed(marker: int, start: bytes) -> bool:
    if marker == _APP0:
        return start.startswith(b"JFIF\0")  # JFXX holds a thumbnail
    return marker == _APP14 or not (_APP0 < marker <= _APP15 or marker == _COM)


def _picture(jpeg: bytes, at: int) -> bytes:
    """From the first scan to the first end of the image: inside a scan FF is followed by 00 or RSTn (B.1.1.5)."""
    end = jpeg.find(bytes((0xFF, _EOI)), at)
    return jpeg[at:] if end < 0 else jpeg[at : end + 2]
