"""Every kind of file with planted traces goes through the cleaner; tools that are not ours look for what is left."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from tests.base.files.plants import NAME, PLANTS, TEXT, found_in, run
from webapp.base.files.cleaning import Cleaned, clean
from webapp.base.files.kinds import FACTS, Family, Kind, recognise

Dirty = tuple[Path, Kind]
GROUPS_OF_IMAGES = {"SourceFile", "ExifTool", "System", "File", "JFIF", "PNG", "RIFF"}
TRACES = ("XMP", "IPTC", "IFD", "ExifIFD", "GPS")
UNASKED = ("-x", "System:all", "-x", "Composite:all")
NO_TAGS = {"PNG:Author", "PNG:Comment", "File:Comment", "RIFF:Comment"}


@pytest.fixture
def cleaned(dirty: Dirty, tmp_path: Path) -> tuple[Path, Cleaned]:
    path, kind = dirty
    return tmp_path / path.name, clean(path, tmp_path / path.name, kind)


def tags_of(path: Path) -> dict[str, str]:
    """Everything that exiftool sees, also in packets and in parts it does not know; keys are "group:tag"."""
    answer: list[dict[str, str]] = json.loads(run("exiftool", "-a", "-G1", "-u", "-ee3", "-j", *UNASKED, path))
    return answer[0]


def parts_of(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist()]


def pictures_in(path: Path, folder: Path) -> list[Path]:
    """The photos that pdfimages takes out of a PDF, as they lie in it."""
    run("pdfimages", "-all", path, folder / "gambar")
    return sorted(folder.glob("gambar*"))


def test_each_is_recognised(dirty: Dirty) -> None:
    path, kind = dirty
    assert recognise(path) is recognise(path, path.name) is kind


def test_the_traces_were_really_planted(dirty: Dirty) -> None:
    """Otherwise the tests below would find nothing where nothing was."""
    path, _ = dirty
    seen = found_in(path.read_bytes()) | {plant for plant in PLANTS if plant in json.dumps(tags_of(path))}
    assert len(seen) >= (2 if path.suffix == ".mov" else 3)


def test_no_planted_word_is_left_in_the_bytes(cleaned: tuple[Path, Cleaned]) -> None:
    path, _ = cleaned
    assert found_in(path.read_bytes()) == set()


def test_exiftool_sees_no_trace(cleaned: tuple[Path, Cleaned]) -> None:
    path, result = cleaned
    tags = tags_of(path)
    assert not [plant for plant in PLANTS if plant in json.dumps(tags)]
    assert not [key for key in tags if "GPS" in key or key.startswith((*TRACES, "ICC"))]
    dates = {value for key, value in tags.items() if "Date" in key}
    assert dates <= {"0000:00:00 00:00:00", "1980:01:01 00:00:00"}
    if FACTS[result.kind].family is Family.IMAGE:
        assert {key.partition(":")[0] for key in tags} <= GROUPS_OF_IMAGES
        assert not tags.keys() & NO_TAGS


def test_the_clean_copy_is_of_the_same_kind(cleaned: tuple[Path, Cleaned]) -> None:
    path, result = cleaned
    assert recognise(path, path.name) is result.kind
    assert result.size == path.stat().st_size


def test_it_is_complete_and_says_what_it_took(cleaned: tuple[Path, Cleaned]) -> None:
    _, result = cleaned
    assert result.complete
    assert result.removed


def test_the_same_file_gives_the_same_bytes(dirty: Dirty, tmp_path: Path) -> None:
    path, kind = dirty
    first, second = (clean(path, tmp_path / f"{number}{path.suffix}", kind) for number in (1, 2))
    assert first.sha256 == second.sha256
    assert run("sha256sum", tmp_path / f"1{path.suffix}").split()[0] == first.sha256


@pytest.mark.parametrize("name", ["surat.docx", "daftar.xlsx", "surat.odt", "daftar.ods"])
def test_no_part_of_a_document_holds_a_trace(name: str, corpus: dict[str, Path], tmp_path: Path) -> None:
    kind = recognise(corpus[name])
    clean(corpus[name], tmp_path / name, kind)
    parts = parts_of(tmp_path / name)
    assert [found_in(part) for part in parts if found_in(part)] == []
    assert TEXT.encode() in b"".join(parts)
    run("unzip", "-tq", tmp_path / name)
    assert {line.split()[4] for line in run("unzip", "-l", "-v", tmp_path / name).splitlines() if "1980-" in line} == {
        "1980-01-01"
    }


def test_the_text_of_a_pdf_can_still_be_taken_out(corpus: dict[str, Path], tmp_path: Path) -> None:
    clean(corpus["surat.pdf"], tmp_path / "surat.pdf", Kind.PDF)
    assert TEXT in run("pdftotext", tmp_path / "surat.pdf", "-")


def test_the_photos_inside_a_pdf_are_bare(corpus: dict[str, Path], tmp_path: Path) -> None:
    dirty_folder, clean_folder = tmp_path / "kotor", tmp_path / "bersih"
    dirty_folder.mkdir()
    clean_folder.mkdir()
    clean(corpus["surat.pdf"], tmp_path / "surat.pdf", Kind.PDF)
    before = pictures_in(corpus["surat.pdf"], dirty_folder)
    after = pictures_in(tmp_path / "surat.pdf", clean_folder)
    assert len(before) == len(after) == 2
    assert NAME in json.dumps(tags_of(before[0]))
    for picture in after:
        assert found_in(picture.read_bytes()) == set()
        assert not [key for key in tags_of(picture) if key.startswith(TRACES)]
