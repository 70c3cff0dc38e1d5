"""A file is what it holds, whatever its name says; what is none of ours, or too much, is refused with its reason."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.base.files import documents, letters, pictures
from tests.base.files.conftest import MAKERS
from webapp.base.files.cleaning import clean
from webapp.base.files.kinds import FACTS, MIB, MOST_BYTES, MOST_FILES, Family, Kind, recognise
from webapp.base.files.refusals import Refusal, Refused

EXECUTABLE = b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff" + bytes(200) + b"PE\0\0" + bytes(600)
ELF = b"\x7fELF\2\1\1" + bytes(600)
GIF_WITH_SCRIPT = b"GIF89a/*" + bytes(40) + b"*/=1;alert(1);"
SCRIPT = b"<html><script>alert(1)</script></html>"


def refusal_of(path: Path, named: str = "") -> Refusal:
    with pytest.raises(Refused) as refused:
        recognise(path, named)
    return refused.value.reason


def written(folder: Path, data: bytes) -> Path:
    path = folder / "berkas"
    path.write_bytes(data)
    return path


def grown(path: Path, size: int) -> Path:
    """The same file with a hole behind its end, of `size` bytes in all; it takes no room on the disk."""
    with path.open("r+b") as file:
        file.truncate(size)
    return path


def test_the_limits_are_those_that_the_page_promises() -> None:
    assert MOST_FILES == 10
    assert {family: most // MIB for family, most in MOST_BYTES.items()} == {
        Family.IMAGE: 20, Family.PDF: 20, Family.OFFICE: 20, Family.AUDIO: 20, Family.VIDEO: 50,
    }  # fmt: skip


def test_every_kind_has_its_facts_and_a_file_in_the_corpus() -> None:
    assert FACTS.keys() == set(Kind) == {kind for kind, _ in MAKERS.values()}
    assert len({facts.suffixes[0] for facts in FACTS.values()}) == len(Kind)


@pytest.mark.parametrize("named", ["", "foto.jpg", "surat.pdf"])
def test_an_empty_file(tmp_path: Path, named: str) -> None:
    assert refusal_of(written(tmp_path, b""), named) is Refusal.EMPTY


@pytest.mark.parametrize(
    ("data", "named", "reason"),
    [
        (EXECUTABLE, "pasang.exe", Refusal.UNKNOWN),
        (EXECUTABLE, "foto.jpg", Refusal.NOT_WHAT_IT_SAYS),
        (EXECUTABLE, "surat.pdf", Refusal.NOT_WHAT_IT_SAYS),
        (EXECUTABLE, "surat.docx", Refusal.NOT_WHAT_IT_SAYS),
        (ELF, "film.mp4", Refusal.NOT_WHAT_IT_SAYS),
        (ELF, "", Refusal.UNKNOWN),
        (GIF_WITH_SCRIPT, "foto.jpg", Refusal.NOT_WHAT_IT_SAYS),
        (GIF_WITH_SCRIPT, "foto.gif", Refusal.UNKNOWN),
        (SCRIPT, "halaman.html", Refusal.UNKNOWN),
        (SCRIPT, "foto.png", Refusal.NOT_WHAT_IT_SAYS),
        (b"Jalan rusak\n", "catatan.txt", Refusal.UNKNOWN),
        (SCRIPT + b"%PDF-1.7\n", "surat.pdf", Refusal.NOT_WHAT_IT_SAYS),
        (b"%!PS-Adobe-3.0\n", "surat.pdf", Refusal.NOT_WHAT_IT_SAYS),
        (b"\xff", "foto.jpg", Refusal.NOT_WHAT_IT_SAYS),
        (b"\0", "", Refusal.UNKNOWN),
    ],
)
def test_what_is_none_of_our_kinds(tmp_path: Path, data: bytes, named: str, reason: Refusal) -> None:
    assert refusal_of(written(tmp_path, data), named) is reason


def test_a_name_that_lies_about_a_kind_of_ours(corpus: dict[str, Path]) -> None:
    assert refusal_of(corpus["surat.pdf"], "foto.jpg") is Refusal.NOT_WHAT_IT_SAYS
    assert refusal_of(corpus["foto.jpg"], "surat.pdf") is Refusal.NOT_WHAT_IT_SAYS
    assert refusal_of(corpus["surat.docx"], "daftar.xlsx") is Refusal.NOT_WHAT_IT_SAYS


@pytest.mark.parametrize("named", ["IMG_0001.PNG", "foto", "foto.bak", "foto.2026", ".jpg"])
def test_a_name_that_harms_nobody(corpus: dict[str, Path], named: str) -> None:
    assert recognise(corpus["foto.jpg"], named) is Kind.JPEG


def test_21_megabytes_are_too_large_but_not_for_a_film(tmp_path: Path) -> None:
    assert refusal_of(grown(pictures.jpeg(tmp_path / "foto.jpg"), 21 * MIB)) is Refusal.TOO_LARGE
    assert refusal_of(grown(documents.script(tmp_path / "surat.pdf"), 21 * MIB)) is Refusal.TOO_LARGE
    film = written(tmp_path, b"\0\0\0\x18ftypmp42" + bytes(100))
    assert recognise(grown(film, 21 * MIB)) is Kind.MP4
    assert refusal_of(grown(film, 50 * MIB + 1)) is Refusal.TOO_LARGE


def test_exactly_20_megabytes_are_taken(tmp_path: Path) -> None:
    photo = pictures.jpeg(tmp_path / "foto.jpg")
    assert recognise(grown(photo, 20 * MIB)) is Kind.JPEG
    assert refusal_of(grown(photo, 20 * MIB + 1)) is Refusal.TOO_LARGE


def test_an_office_document_under_a_password(tmp_path: Path) -> None:
    stream = "EncryptedPackage".encode("utf-16-le")
    locked = written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + stream + bytes(200))
    assert refusal_of(locked, "surat.docx") is Refusal.ENCRYPTED
    old = written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))
    assert refusal_of(old, "surat.doc") is Refusal.UNKNOWN


def test_an_archive_that_is_no_document(tmp_path: Path) -> None:
    plain = letters.pack(tmp_path / "a.zip", {"catatan.txt": "Jalan rusak"})
    assert refusal_of(plain, "arsip.zip") is Refusal.UNKNOWN
    assert refusal_of(plain, "surat.docx") is Refusal.NOT_WHAT_IT_SAYS
    slides = letters.pack(tmp_path / "b.zip", {"mimetype": "application/vnd.oasis.opendocument.presentation"})
    assert refusal_of(slides, "paparan.odp") is Refusal.UNKNOWN


@pytest.mark.parametrize(
    "name", ["foto.jpg", "foto.png", "foto.webp", "surat.pdf", "suara.mp3", "film.mp4", "suara.wav"]
)
def test_an_archive_behind_a_file_falls_away(name: str, corpus: dict[str, Path], tmp_path: Path) -> None:
    polyglot = tmp_path / name
    polyglot.write_bytes(corpus[name].read_bytes() + pictures.zip_bytes("alert('muatan')"))
    assert zipfile.is_zipfile(polyglot)
    clean(polyglot, tmp_path / "bersih", recognise(polyglot, name))
    assert not zipfile.is_zipfile(tmp_path / "bersih")
    assert b"muatan" not in (tmp_path / "bersih").read_bytes()


def test_a_pdf_within_an_office_document_falls_away(corpus: dict[str, Path], tmp_path: Path) -> None:
    """Readers of PDF look for its head in the first 1,024 bytes: an archive can hide one there, in a part or a name."""
    with_pdf = letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], {"word/media/a.emf": "%PDF-1.7 lihat"})
    assert not clean(with_pdf, tmp_path / "b.docx", Kind.DOCX).complete
    assert b"%PDF" not in (tmp_path / "b.docx").read_bytes()
    in_name = letters.pack(tmp_path / "c.docx", {"%PDF-1.7": "x"})
    assert refusal_of(in_name) is Refusal.BROKEN


def test_a_photo_before_an_archive_is_a_photo(corpus: dict[str, Path], tmp_path: Path) -> None:
    """An archive is read from its end, so a document may have anything before it; we take it for what comes first."""
    both = written(tmp_path, corpus["foto.jpg"].read_bytes() + corpus["surat.docx"].read_bytes())
    assert recognise(both) is Kind.JPEG
    assert refusal_of(both, "surat.docx") is Refusal.NOT_WHAT_IT_SAYS
