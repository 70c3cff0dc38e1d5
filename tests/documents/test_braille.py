"""The table of Indonesian braille against its sources, and what a page of BRF is."""

from __future__ import annotations

import pytest

from tests.documents.readers import TABLES, backwards, read_by_finger, squeezed, translated
from webapp.base.braille import brf
from webapp.base.reading import HEAD, ITEM, PLAIN, TEXT, Piece

SIGNS = {
    ".": "256",
    ",": "2",
    ";": "23",
    ":": "25",
    "?": "236",
    "!": "235",
    "“": "236",
    "”": "356",
    "(": "2356",
    ")": "2356",
    "-": "36",
    "/": "34",
    "'": "3",
    "…": "3 3 3",
    "—": "36 36",
    "*": "35 35",
}
"""Braille Dasar, modul 2, table 2.4 (Tarsidi), and the slides on "Bahasa Indonesia": dots of each mark."""
LETTERS = {"a": "1", "j": "245", "k": "13", "t": "2345", "u": "136", "w": "2456", "z": "1356"}


def dots(text: str) -> str:
    """The cells of a text as the sources write them."""
    cells = translated("--forward", text, f"unicode.dis,{TABLES.partition(',')[2]}").rstrip("\n")
    points = ("".join(str(dot + 1) for dot in range(6) if ord(cell) - 0x2800 & 1 << dot) for cell in cells)
    return " ".join(points)


@pytest.mark.parametrize(("sign", "wanted"), [*SIGNS.items(), *LETTERS.items()])
def test_each_sign_is_that_of_its_source(sign: str, wanted: str) -> None:
    assert dots(sign) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A", "6 1"),  # tanda kapital
        ("7302", "3456 1245 14 245 12"),  # tanda angka
        ("2b", "3456 12 56 12"),  # tanda pugar: no longer a digit
        ("5.000", "3456 15 256 245 245 245"),
        ("PUPR", "6 6 1234 136 1234 1235"),
    ],
)
def test_signs_of_composition(text: str, wanted: str) -> None:
    assert dots(text) == wanted


SENTENCES = """\
Parit dikeruk sepanjang 40 meter.
Regu drainase 3, Dinas PUPR Samarinda; seksi 2b
Kamis, 29 Desember 2026 pukul 19.42 WITA
Nomor tiket: 7302 9481 567
Siapa “Kepala Dusun” itu! Tidak tahu
surel siti@pelapor.example https://lapor.example/lacak/7302-9481-567
RT 05/RW 02, No. 12a, Rp1.500.000,50; 50% & 3+4=7
Kode 3f9a 00be; A B C iPhone PUPRd WNI-an
harga $5 #7 [x] {y} a_b <c> ~ ^ | \\ 'kata'
"""


def test_what_is_written_is_read_again() -> None:
    cells = translated("--forward", SENTENCES)
    assert backwards(cells) == SENTENCES


def test_every_plain_character_has_its_cells() -> None:
    every = [f"a{one}b" for one in sorted(PLAIN - {" ", "\n", "“", "”", "(", ")", "?"})]
    assert translated("--backward", translated("--forward", "\n".join(every))).splitlines() == every


def test_pages_of_40_cells_and_25_lines_lose_nothing() -> None:
    told = [Piece(HEAD, "Jawaban"), Piece(TEXT, "Parit dikeruk tanggal 29. " * 120), Piece(ITEM, "tanpa" * 60)]
    assert squeezed(read_by_finger(brf(told))) == squeezed("".join(one.text for one in told))


def test_a_heading_stands_apart_and_a_list_hangs() -> None:
    lines = brf([Piece(TEXT, "a"), Piece(HEAD, "b"), Piece(ITEM, "satu " * 12)]).decode().split("\r\n")
    assert lines[:5] == ["  A", "", "    B", "SATU SATU SATU SATU SATU SATU SATU SATU", "  SATU SATU SATU SATU"]
