"""Readers of their own: what a braille reader, a listener and a telephone get, without any code of the product."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from io import BytesIO

import av

TABLES = "en-us-brf.dis,webapp/base/data/id-g1.ctb"
CELLS, LINES = 40, 25


def read_by_finger(brf: bytes) -> str:
    """The file as text again, by liblouis: its pages joined, their numbers and line breaks gone."""
    pages = brf.decode("ascii").split("\f")
    assert pages.pop() == ""
    lines = [page.split("\r\n") for page in pages]
    assert all(len(page) == LINES + 1 and page[-1] == "" for page in lines)
    assert max(len(line) for page in lines for line in page) <= CELLS
    numbers = [page[LINES - 1].strip() for page in lines]
    assert numbers == [f"#{''.join('JABCDEFGHI'[int(one)] for one in str(n))}" for n in range(1, len(pages) + 1)]
    return backwards("\n".join(line for page in lines for line in page[: LINES - 1]))


def backwards(cells: str) -> str:
    """What liblouis reads in ASCII braille, line by line."""
    return translated("--backward", cells)


def translated(way: str, text: str, tables: str = TABLES) -> str:
    """By liblouis, which reads `\\x0041` as a letter where the backslash is not doubled."""
    command = ["lou_translate", way, tables]
    done = subprocess.run(command, input=text.replace("\\", "\\\\").encode(), capture_output=True, check=True)
    return done.stdout.decode()


def seconds_of(opus: bytes) -> float:
    """How long it is listened to; the file must be Opus of one voice."""
    with av.open(BytesIO(opus), "r") as sound:
        stream = sound.streams.audio[0]
        assert (stream.codec_context.name, stream.codec_context.channels) == ("opus", 1)
        lengths: list[float] = [frame.samples / frame.sample_rate for frame in sound.decode(stream)]
    return sum(lengths)


def bones(text: str) -> str:
    """Its letters and digits of ASCII, small, without what stands for others: what every form must have kept."""
    text = re.sub(r"\((?:gambar|tulisan\s+lain)[()]", "", text)  # in braille both brackets are one sign
    letters = unicodedata.normalize("NFKD", text)
    return "".join(one for one in letters if one.isascii() and one.isalnum()).lower()


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters: what a form may break, space and write in capitals stays the same."""
    return re.sub(r"[\W_]+", "", text).lower()


def septets(text: str) -> int:
    """Of a text of GSM 03.38; raises KeyError for what that alphabet has not."""
    basic = set("@$_\n !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    return sum({**dict.fromkeys(basic, 1), **dict.fromkeys("^{}\\[~]|", 2)}[one] for one in text)
