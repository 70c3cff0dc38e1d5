"""What captions of a video say: WebVTT (W3C, 2019) and SubRip, read strictly, told as lines with times (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

MOST = 200 * 1024
"""Bytes; an hour of speech has some sixty thousand."""
_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,]\d{3}"
_CUE = re.compile(rf"{_TIME} +--> +{_TIME}(?: .*)?")
_MARKUP = re.compile(r"<[^<>]*>|\{\\\w+[^{}]*\}")


class NoCaptions(Exception):
    """These are no captions: another file, a broken one, or one in which nothing is said."""


def spoken(chunks: Iterable[bytes]) -> str:
    """`0:07 Selamat pagi.`, a line for each cue in its order, without any markup; raises NoCaptions."""
    lines = [f"{at} {said}" for at, said in _cues(_text(chunks)) if said]
    if not lines:
        raise NoCaptions
    return "\n".join(lines)


def _text(chunks: Iterable[bytes]) -> str:
    read = bytearray()
    for chunk in chunks:
        read += chunk
        if len(read) > MOST:
            raise NoCaptions
    try:
        return read.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise NoCaptions from None


def _cues(text: str) -> Iterator[tuple[str, str]]:
    """(when, what): a block is a number or name, a line of times, and what is said; notes and styles have no times."""
    for block in re.split(r"\n{2,}", text.strip()):
        lines = block.split("\n")
        times = [(number, cue) for number, line in enumerate(lines[:2]) if (cue := _CUE.fullmatch(line.strip()))]
        for number, cue in times[:1]:
            yield _at(cue), " ".join(_MARKUP.sub("", " ".join(lines[number + 1 :])).split())


def _at(cue: re.Match[str]) -> str:
    hours, minutes, seconds = cue[1], int(cue[2]), cue[3]
    return f"{int(hours)}:{minutes:02}:{seconds}" if hours and int(hours) else f"{minutes}:{seconds}"
