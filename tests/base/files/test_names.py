"""Names from strangers become names that may be shown, saved and sent."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from webapp.base.files.kinds import FACTS, Kind
from webapp.base.files.names import LONGEST, safe_name

NAMES = {
    "foto jalan.jpg": "foto jalan.jpg",
    "foto.JPEG": "foto.jpg",
    "Lubang di Jl. Ahmad Yani.jpg": "Lubang di Jl. Ahmad Yani.jpg",
    "kerusakan é 中 ي.jpg": "kerusakan é 中 ي.jpg",
    "../../etc/passwd": "passwd.jpg",
    "C:\\Users\\budi\\foto.jpg": "foto.jpg",
    "foto.jpg\0.exe": "foto.jpg.exe.jpg",
    "foto\u202egpj.exe": "fotogpj.exe.jpg",
    "\u2066foto\u2069\x07\x1b[31m.jpg": "foto[31m.jpg",
    "foto\r\nSet-Cookie: a=b.jpg": "foto Set-Cookie_ a=b.jpg",
    "": "berkas.jpg",
    "...": "berkas.jpg",
    ".jpg": "berkas.jpg",
    "..\\..": "berkas.jpg",
    "/": "berkas.jpg",
    "   . .  ": "berkas.jpg",
    "con": "_con.jpg",
    "NUL.jpg": "_NUL.jpg",
    "lpt1.tar.jpg": "_lpt1.tar.jpg",
    "konsep.jpg": "konsep.jpg",
    "<script>.jpg": "_script_.jpg",
    '"; rm -rf $HOME.jpg': "__ rm -rf _HOME.jpg",
    "foto.pdf": "foto.pdf.jpg",
    "\u200b\u200b": "berkas.jpg",
}


@pytest.mark.parametrize(("name", "safe"), NAMES.items())
def test_hostile_names(name: str, safe: str) -> None:
    assert safe_name(name, Kind.JPEG) == safe


def test_three_hundred_letters_are_cut_before_the_ending() -> None:
    name = safe_name("x" * 300 + ".docx", Kind.DOCX)
    assert len(name) == LONGEST - 1
    assert name.endswith("x.docx")


@given(st.text(max_size=400), st.sampled_from(Kind))
@example("a" * 200 + "/" + "b" * 118 + "." * 9, Kind.PDF)
@example("con" + "x" * 300, Kind.PDF)
def test_every_name_is_one_plain_part_of_a_path(name: str, kind: Kind) -> None:
    safe = safe_name(name, kind)
    assert 0 < len(safe) <= LONGEST
    assert safe.endswith(f".{FACTS[kind].suffixes[0]}")
    assert not set(safe) & set('<>:"/\\|?*%;`$&\0')
    assert safe[0] not in ". "
    assert all(unicodedata.category(character)[0] != "C" for character in safe)
    assert safe_name(safe, kind) == safe, "a safe name is safe already"
