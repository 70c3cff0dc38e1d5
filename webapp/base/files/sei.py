"""Notes among the pictures of H.264 and H.265 (SEI): encoders and cameras write about themselves there."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av import Packet
    from av.stream import Stream

_START = b"\0\0\0\1"


@dataclass(frozen=True, slots=True)
class Units:
    """Which units go, as ffmpeg's filter wants it and as the first byte of a unit says it."""

    filter: str
    shift: int
    mask: int
    types: frozenset[int]

    def is_note(self, unit: bytes) -> bool:
        return (unit[0] >> self.shift & self.mask) in self.types


UNITS = {
    # H.264, 7.4.1: SEI, and units whose meaning is left to whoever writes them; no picture needs either
    "h264": Units("filter_units=remove_types=6|24-31", 0, 0x1F, frozenset((6, *range(24, 32)))),
    # H.265, 7.4.2.2: SEI before and behind a picture
    "hevc": Units("filter_units=remove_types=39|40", 1, 0x3F, frozenset((39, 40))),
}


def without_notes(stream: Stream, copy: Stream) -> Callable[[Packet[Stream] | None], list[Packet[Stream]]]:
    """The filter that carries packets of `stream` to `copy`, whose header is rid of notes too.

    ffmpeg's filter leaves the header as it was, but hands it over with start codes between its units (Annex B).
    """
    from av.bitstream import BitStreamFilterContext

    units = UNITS[stream.codec_context.name]
    carry = BitStreamFilterContext(units.filter, stream, copy).filter
    header = copy.codec_context.extradata or b""
    if header.startswith((_START, _START[1:])):
        parts = [part for part in re.split(b"\0\0\0?\1", header) if part and not units.is_note(part)]
        copy.codec_context.extradata = _START + _START.join(parts)
    return carry
