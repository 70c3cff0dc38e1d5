"""PDF: nothing acts by itself, nothing is attached, nothing earlier is left, and the words can still be read."""

from __future__ import annotations

import zlib
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.base.files import documents, pictures
from tests.base.files.plants import NAME, TEXT, found_in, run
from webapp.base.files.cleaning import Cleaned, clean
from webapp.base.files.kinds import Kind
from webapp.base.files.pdf_photos import without_segments
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

ACTING = (
    b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction", b"/AA", b"/EmbeddedFile", b"/Filespec", b"/XFA", b"/RichMedia",
    b"cmd.exe", b"/SubmitForm", b"/ImportData", b"/GoToR", b"/Metadata", b"/PieceInfo", b"/Info",
)  # fmt: skip


def plain_bytes(path: Path) -> bytes:
    """The whole document with nothing packed, as qpdf writes it for people to read."""
    unpacked = path.with_suffix(".qdf")
    with pikepdf.open(path) as document:
        document.save(unpacked, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return unpacked.read_bytes()


def cleaned(path: Path) -> tuple[Path, Cleaned]:
    target = path.with_name("bersih.pdf")
    return target, clean(path, target, Kind.PDF)


def page_with(folder: Path, **more: object) -> tuple[Pdf, Dictionary, Path]:
    path = documents.script(folder / "surat.pdf")
    document = pikepdf.open(path, allow_overwriting_input=True)
    return document, document.pages[0].obj, path


def test_nothing_acts_and_nothing_is_attached(corpus: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(corpus["surat.pdf"].read_bytes())
    target, result = cleaned(path)
    assert [word for word in ACTING if word in plain_bytes(path)], "nothing was planted"
    assert [word for word in ACTING if word in plain_bytes(target)] == []
    assert found_in(plain_bytes(target)) == set()
    assert result.removed >= {Trace.SCRIPTS, Trace.ATTACHED_FILES, Trace.AUTHORS, Trace.PROPERTIES, Trace.HISTORY}


def test_a_document_with_a_script_is_cleaned_and_keeps_its_words(tmp_path: Path) -> None:
    target, result = cleaned(documents.script(tmp_path / "surat.pdf"))
    assert Trace.SCRIPTS in result.removed
    assert TEXT in run("pdftotext", target, "-")
    assert "JavaScript:      no" in run("pdfinfo", target)


def test_what_was_written_over_is_gone(tmp_path: Path) -> None:
    """An editor that saves by adding keeps every earlier page in the file."""
    path = documents.script(tmp_path / "surat.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].Contents = Stream(document, f"BT ({NAME}) Tj ET".encode())
        document.save(path, compress_streams=False)
    run("exiftool", "-q", "-overwrite_original", "-Title=satu", path)
    assert path.read_bytes().count(b"%%EOF") == 2
    target, result = cleaned(path)
    assert target.read_bytes().count(b"%%EOF") == 1
    assert Trace.HISTORY in result.removed


def test_one_that_needs_a_password_is_refused(tmp_path: Path) -> None:
    locked = documents.locked(tmp_path / "surat.pdf", "rahasia")
    with pytest.raises(Refused) as refused:
        cleaned(locked)
    assert refused.value.reason is Refusal.ENCRYPTED


def test_one_that_only_asks_not_to_be_changed_is_taken(tmp_path: Path) -> None:
    target, _ = cleaned(documents.locked(tmp_path / "surat.pdf", ""))
    assert "Encrypted:       no" in run("pdfinfo", target)
    assert TEXT in run("pdftotext", target, "-")


@pytest.mark.parametrize(
    "action", ["JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie"]
)
def test_a_link_that_acts_is_dead_and_its_next_too(tmp_path: Path, action: str) -> None:
    document, page, path = page_with(tmp_path)
    bad = Dictionary(S=Name(f"/{action}"), F=String("cmd.exe"))
    good = Dictionary(S=Name.URI, URI=String("https://berita.example/"), Next=Array([bad]))
    links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=each) for each in (bad, good)]
    page.Annots = Array([document.make_indirect(links[0]), links[1]])
    document.save(path)
    target, _ = cleaned(path)
    assert b"cmd.exe" not in plain_bytes(target)
    assert b"https://berita.example/" in plain_bytes(target)


def test_a_signature_leaves_no_name(tmp_path: Path) -> None:
    document, _page, path = page_with(tmp_path)
    signature = Dictionary(Type=Name.Sig, Name=String(NAME), Contents=String("0" * 99), Location=String(NAME))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("tanda"), Rect=[0, 0, 9, 9],
        V=document.make_indirect(signature),
    )  # fmt: skip
    document.Root.AcroForm.Fields.append(document.make_indirect(field))
    document.save(path)
    target, result = cleaned(path)
    assert found_in(plain_bytes(target)) == set()
    assert Trace.AUTHORS in result.removed


def test_a_form_keeps_what_was_filled_in(tmp_path: Path) -> None:
    document, _page, path = page_with(tmp_path)
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("desa"), V=String("Sidomulyo"), Rect=[0, 0, 9, 9]
    )
    document.Root.AcroForm.Fields.append(document.make_indirect(field))
    document.save(path)
    target, _ = cleaned(path)
    assert b"(Sidomulyo)" in plain_bytes(target)
    assert b"(desa)" in plain_bytes(target)


def test_a_picture_that_we_do_not_look_into_makes_it_not_complete(tmp_path: Path) -> None:
    document, page, path = page_with(tmp_path)
    image = Stream(
        document, b"\0\0\0\x0cjP", Type=Name.XObject, Subtype=Name.Image, Filter=Name.JPXDecode, Width=1, Height=1
    )
    page.Resources.XObject = Dictionary(Im0=image)
    document.save(path)
    assert not cleaned(path)[1].complete


def test_a_photo_within_the_text_of_a_page_makes_it_not_complete(tmp_path: Path) -> None:
    document, page, path = page_with(tmp_path)
    page.Contents = Stream(document, b"q BI /W 1 /H 1 /BPC 8 /CS /RGB /F /DCT ID \xff\xd8\xff\xd9 EI Q")
    document.save(path)
    assert not cleaned(path)[1].complete


def test_pixels_of_a_photo_stay_bit_for_bit(corpus: dict[str, Path]) -> None:
    from PIL import Image

    dirty = corpus["foto.jpg"]
    bare = dirty.with_name("bare.jpg")
    bare.write_bytes(without_segments(dirty.read_bytes() + pictures.zip_bytes("x")))
    with Image.open(dirty) as before, Image.open(bare) as after:
        assert before.tobytes() == after.tobytes()
    assert found_in(bare.read_bytes()) == set()


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe1\0\0" * 9, b"\xff\xd8" + b"\xff" * 99]
)
def test_a_photo_without_a_picture_is_broken(data: bytes) -> None:
    with pytest.raises(Refused):
        without_segments(data)


def test_a_page_that_unpacks_to_a_gigabyte_is_a_bomb(tmp_path: Path) -> None:
    document, page, path = page_with(tmp_path)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(2**20)) for _ in range(60)) + packer.flush()
    page.Contents = Stream(document, b"")
    page.Contents.write(packed, filter=Name.FlateDecode)
    document.save(path, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    with pytest.raises(Refused) as refused:
        cleaned(path)
    assert refused.value.reason is Refusal.BOMB


def test_a_picture_of_too_many_pixels_is_refused(tmp_path: Path) -> None:
    document, page, path = page_with(tmp_path)
    image = Stream(document, b"x", Type=Name.XObject, Subtype=Name.Image, Width=60_000, Height=60_000)
    page.Resources.XObject = Dictionary(Im0=image)
    document.save(path)
    with pytest.raises(Refused) as refused:
        cleaned(path)
    assert refused.value.reason is Refusal.TOO_MANY_PIXELS


def test_a_document_that_is_its_own_page_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[2 0 R]/Count 1>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(Refused) as refused:
        cleaned(path)
    assert refused.value.reason is Refusal.BROKEN
