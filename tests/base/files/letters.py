"""Office documents of the corpus, made part by part, with names, sittings, photos and paths planted."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.base.files.pictures import jpeg_bytes
from tests.base.files.plants import DEVICE, NAME, PLACE, SERIAL, TEXT

Parts = dict[str, str | bytes]
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{NAME}</dc:creator>'
    f"<cp:lastModifiedBy>{NAME}</cp:lastModifiedBy></cp:coreProperties>"
)
_APP = f'<Properties xmlns="urn:app"><Company>{DEVICE}</Company></Properties>'


def _types(*parts: tuple[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for name, kind in parts
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
        f"{overrides}</Types>"
    )


def _relations(*relations: tuple[str, str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}/{kind}" Target="{target}"{mode}/>'
        for number, (kind, target, mode) in enumerate(relations, 1)
    )
    return f'{_HEAD}<Relationships xmlns="urn:relationships">{rows}</Relationships>'


_OUT = ' TargetMode="External"'
_PROPERTIES = (
    ("core-properties", "docProps/core.xml", ""),
    ("extended-properties", "docProps/app.xml", ""),
)


def docx(path: Path) -> Path:
    """A letter with a tracked change, a comment, a photo, a link, a remote template and a custom part."""
    photo = jpeg_bytes(path.with_suffix(".jpg"))
    return pack(path, {
        "[Content_Types].xml": _types(
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/comments.xml", "officedocument.wordprocessingml.comments"),
            ("docProps/core.xml", "package.core-properties"),
        ),
        "_rels/.rels": _relations(("officeDocument", "word/document.xml", ""), *_PROPERTIES),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "docProps/thumbnail.jpeg": photo,
        "customXml/item1.xml": f"<data>{SERIAL}</data>",
        "word/document.xml": (
            f'{_HEAD}<w:document {_W} {_R} xmlns:w14="urn:w14" xmlns:mc="urn:mc" mc:Ignorable="w14"><w:body>'
            f'<w:p w:rsidR="00A77311" w:rsidRDefault="00B77312"><w:r><w:t xml:space="preserve">{TEXT} </w:t></w:r>'
            f'<w:ins w:id="1" w:author="{NAME}" w:date="2026-11-02T07:31:00Z"><w:r><w:t>sekali</w:t></w:r></w:ins>'
            f'<w:hyperlink r:id="rId2"><w:r><w:t>berita</w:t></w:r></w:hyperlink></w:p>'
            f'<!-- {SERIAL} --><w:p><w:r><w:drawing><wp:docPr xmlns:wp="urn:wp" id="1" name="{NAME}.jpg" '
            f'descr="Lubang"/>'
            f'<a:blip xmlns:a="urn:a" r:embed="rId1"/></w:drawing></w:r></w:p></w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": _relations(
            ("image", "media/image1.jpeg", ""), ("hyperlink", "https://berita.example/jalan", _OUT),
            ("image", f"file:///C:/Users/{NAME}/foto.jpg", _OUT), ("comments", "comments.xml", ""),
            ("customXml", "../customXml/item1.xml", ""),
        ),
        "word/media/image1.jpeg": photo,
        "word/settings.xml": (
            f'<w:settings {_W} {_R}><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00A77311"/>'
            f'<w:rsid w:val="00B77312"/></w:rsids></w:settings>'
        ),
        "word/_rels/settings.xml.rels": _relations(("attachedTemplate", f"file:///C:/{NAME}/surat.dotx", _OUT)),
        "word/comments.xml": (
            f'<w:comments {_W}><w:comment w:id="0" w:author="{NAME}" w:initials="BPR" w:date="2026-11-02T07:31:00Z">'
            f"<w:p><w:r><w:t>Mohon dilihat</w:t></w:r></w:p></w:comment></w:comments>"
        ),
        "word/people.xml": f'<w15:people xmlns:w15="urn:w15"><w15:person w15:author="{NAME}"/></w15:people>',
    })  # fmt: skip


def xlsx(path: Path) -> Path:
    """A sheet with a note, a printer, a path and a photo."""
    return pack(path, {
        "[Content_Types].xml": _types(("xl/workbook.xml", "officedocument.spreadsheetml.sheet.main")),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml", ""), *_PROPERTIES),
        "docProps/core.xml": _CORE,
        "docProps/app.xml": _APP,
        "xl/workbook.xml": (
            f'<workbook {_S} {_R}><fileSharing userName="{NAME}"/>'
            f'<x15ac:absPath xmlns:x15ac="urn:x15ac" url="C:\\Users\\{NAME}\\"/>'
            f'<sheets><sheet name="Jalan" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": (
            f'<worksheet {_S} {_R}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{TEXT}</t></is></c>'
            f'</row></sheetData>'
            f'<pageSetup orientation="portrait" r:id="rId1"/></worksheet>'
        ),
        "xl/worksheets/_rels/sheet1.xml.rels": _relations(("printerSettings", "../printerSettings/p1.bin", "")),
        "xl/printerSettings/p1.bin": SERIAL.encode("utf-16-le"),
        "xl/comments1.xml": f"<comments {_S}><authors><author>{NAME}</author></authors><commentList/></comments>",
        "xl/tables/table1.xml": f'<table {_S} id="1" name="Jalan" displayName="Jalan" ref="A1:A2"/>',
        "xl/persons/person.xml": f'<personList xmlns="urn:p"><person displayName="{NAME}" userId="u"/></personList>',
        "xl/media/image1.jpeg": jpeg_bytes(path.with_suffix(".jpg")),
    })  # fmt: skip


_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
    'xmlns:officeooo="http://openoffice.org/2009/office"'
)


def odt(path: Path) -> Path:
    return _opendocument(path, "text", "text")


def ods(path: Path) -> Path:
    return _opendocument(path, "spreadsheet", "spreadsheet")


def _opendocument(path: Path, kind: str, body: str) -> Path:
    photo = jpeg_bytes(path.with_suffix(".jpg"))
    media_type = f"application/vnd.oasis.opendocument.{kind}"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "meta.xml", "settings.xml", "Pictures/foto.jpg", "Thumbnails/thumbnail.png")
    )
    return pack(path, {
        "mimetype": media_type,
        "content.xml": (
            f"<office:document-content {_O}><office:body><office:{body}>"
            f"<text:p officeooo:rsid='00a77311'>{TEXT} <text:date>2 November 2026</text:date></text:p>"
            f"<office:annotation><dc:creator>{NAME}</dc:creator><dc:date>2026-11-02T07:31:00</dc:date>"
            f"<meta:creator-initials>{NAME}</meta:creator-initials><text:p>Mohon dilihat</text:p></office:annotation>"
            f'<draw:image xlink:href="Pictures/foto.jpg"/><draw:image xlink:href="file:///home/{NAME}/x.png"/>'
            f'<text:a xlink:href="https://berita.example/jalan">berita</text:a>'
            f"</office:{body}></office:body></office:document-content>"
        ),
        "meta.xml": f"<office:document-meta {_O}><office:meta><meta:initial-creator>{NAME}</meta:initial-creator>"
        f"<meta:user-defined meta:name='Tempat'>{PLACE}</meta:user-defined></office:meta></office:document-meta>",
        "settings.xml": f"<office:document-settings {_O}><config:config-item config:name='PrinterName'>{DEVICE}"
        f"</config:config-item><config:config-item config:name='Rsid'>11</config:config-item>"
        "</office:document-settings>",
        "Pictures/foto.jpg": photo,
        "Thumbnails/thumbnail.png": photo,
        "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:manifest">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media_type}"/>'
        f"{entries}</manifest:manifest>",
    })  # fmt: skip


def pack(path: Path, parts: Parts) -> Path:
    """An archive whose parts lie unpacked, so that what is planted can be found in the raw bytes."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = SERIAL.encode()
    return path


def repacked(path: Path, source: Path, changes: Parts) -> Path:
    """A copy with other or more parts."""
    with zipfile.ZipFile(source) as archive:
        parts: Parts = {name: archive.read(name) for name in archive.namelist()}
    return pack(path, parts | changes)
