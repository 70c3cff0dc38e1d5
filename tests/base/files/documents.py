"""PDF documents of the corpus, made with pikepdf."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from tests.base.files.pictures import jpeg_bytes
from tests.base.files.plants import DEVICE, NAME, PLACE, SERIAL, TEXT, exiftool


def pdf(path: Path) -> Path:
    """One page of text with two photos, and everything else that a PDF may carry; then changed once more."""
    photo = jpeg_bytes(path.with_suffix(".jpg"))
    document = Pdf.new()
    page = _page(document, photo)
    page.Annots = Array([_note(document), _attachment(document)])
    _properties(document)
    _actions(document)
    document.make_indirect(page)
    document.save(path)
    return exiftool(path, f"-PDF:Keywords={SERIAL}")  # adds a revision behind the end


def script(path: Path) -> Path:
    """A plain page with a script that opens, in four places."""
    document = Pdf.new()
    _page(document, None)
    _actions(document)
    document.save(path)
    return path


def locked(path: Path, user: str) -> Path:
    """Under a password to open it, or only under one to change it."""
    document = Pdf.new()
    _page(document, None)
    document.save(path, encryption=pikepdf.Encryption(owner="pemilik", user=user))
    return path


def _page(document: Pdf, photo: bytes | None) -> Dictionary:
    page = document.add_blank_page(page_size=(400, 400)).obj
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.Resources = Dictionary(Font=Dictionary(F1=font))
    text = f"BT /F1 14 Tf 20 350 Td ({TEXT}) Tj ET"
    if photo:
        page.Resources.XObject = Dictionary(Im0=_photo(document, photo), Im1=_packed(document, photo))
        text += " q 100 0 0 100 20 20 cm /Im0 Do Q q 100 0 0 100 220 20 cm /Im1 Do Q"
    page.Contents = Stream(document, text.encode())
    page.PieceInfo = Dictionary(App=Dictionary(LastModified=String("D:20261102"), Private=String(SERIAL)))
    return page


def _photo(document: Pdf, data: bytes) -> Stream:
    stream = Stream(document, data)
    stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
    stream.Width, stream.Height, stream.BitsPerComponent, stream.ColorSpace = 320, 240, 8, Name.DeviceRGB
    stream.Metadata = Stream(document, f"<x>{NAME}</x>".encode())
    return stream


def _packed(document: Pdf, data: bytes) -> Stream:
    """The same photo with another filter around it."""
    stream = _photo(document, data)
    stream.write(zlib.compress(data), filter=Array([Name.FlateDecode, Name.DCTDecode]))
    return stream


def _note(document: Pdf) -> Dictionary:
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=[10, 10, 30, 30], Contents=String("Lihat foto"),
        T=String(NAME), M=String("D:20261102073100"), NM=String(SERIAL),
    )  # fmt: skip


def _attachment(document: Pdf) -> Dictionary:
    embedded = Stream(document, f"{NAME} {PLACE}".encode(), Type=Name.EmbeddedFile)
    spec = Dictionary(Type=Name.Filespec, F=String(f"{NAME}.txt"), EF=Dictionary(F=embedded))
    document.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=[String("a"), document.make_indirect(spec)]))
    document.Root.AF = Array([spec])
    return Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[40, 10, 60, 30], FS=spec, T=String(NAME))


def _properties(document: Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
        metadata["xmp:CreatorTool"] = DEVICE
    document.docinfo["/Author"], document.docinfo["/Producer"] = NAME, f"{DEVICE} {SERIAL}"


def _actions(document: Pdf) -> None:
    alert = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NAME}')"))
    launch = Dictionary(S=Name.Launch, F=String("cmd.exe"))
    document.Root.OpenAction = alert
    document.Root.AA = Dictionary(WC=alert)
    names = document.Root.get("/Names", Dictionary())
    names.JavaScript = Dictionary(Names=[String("mulai"), document.make_indirect(alert)])
    document.Root.Names = names
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("kolom"), Rect=[70, 10, 90, 30],
        AA=Dictionary(K=alert), A=launch,
    )  # fmt: skip
    document.Root.AcroForm = Dictionary(Fields=[document.make_indirect(field)], XFA=String(SERIAL))
    annotations = list(document.pages[0].obj.get("/Annots", Array()))
    document.pages[0].obj.Annots = Array([*annotations, field])


def pdf_bytes(path: Path) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(script(path)) as document:
        document.save(buffer)
    return buffer.getvalue()
