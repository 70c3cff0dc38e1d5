"""Captions are read strictly: what is said and when, or a clear no."""

from __future__ import annotations

import pytest

from webapp.base.captions import MOST, NoCaptions, spoken

VTT = (
    "WEBVTT - parit\n\nNOTE 00:00 tidak dihitung\n\nSTYLE\n::cue { color: red }\n\nsatu\n"
    "00:01.000 --> 00:03.500 align:start\n<v Rahma><i>Selamat</i> pagi.\nParit sudah dikeruk.\n\n"
    "01:02:03.000 --> 01:02:04.000\nTerima kasih.\n"
)
SRT = (
    "1\r\n00:00:01,000 --> 00:00:03,500\r\n{\\an8}Selamat pagi.\r\n\r\n"
    "2\r\n00:01:05,000 --> 00:01:06,000\r\nSelesai.\r\n"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (VTT, "0:01 Selamat pagi. Parit sudah dikeruk.\n1:02:03 Terima kasih."),
        (SRT, "0:01 Selamat pagi.\n1:05 Selesai."),
        ("\ufeff" + SRT, "0:01 Selamat pagi.\n1:05 Selesai."),
    ],
)
def test_what_is_said_and_when(text: str, said: str) -> None:
    assert spoken([text.encode()]) == said


@pytest.mark.parametrize(
    "data",
    [b"", b"WEBVTT\n", b"MZ\x90\x00\xff", b"Selamat pagi", b"1\n00:01 --> 00:02\nHalo", SRT.encode("utf-16"),
     b"1\n00:00:01,000 --> 00:00:02,000\n\n", b"x" * (MOST + 1), b"<" * MOST],
)  # fmt: skip
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(NoCaptions):
        spoken([data])
