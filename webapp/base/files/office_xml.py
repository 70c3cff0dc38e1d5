"""The XML of Office documents, copied as a stream without names, dates and numbers of sittings.

Names of elements and attributes are compared without their prefix, which a document may choose; prefixes stay as they
are, because attribute values refer to them (mc:Ignorable).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import IO
from urllib.parse import unquote
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from webapp.base.files.formulas import DEAD, is_plain
from webapp.base.files.refusals import Refusal, Refused
from webapp.base.files.traces import Trace

Attributes = dict[str, str]

# ECMA-376 part 1 (w: 17, x: 18) with the extensions of [MS-DOCX] and [MS-XLSX]; OpenDocument 1.3 part 3
_BLANK = frozenset("author initials userId providerId dateUtc lastEditedBy".split())
"""Attributes that must stand but may be empty, on whatever element."""
_BLANK_ON = {
    "cNvPr": frozenset(("name",)),  # Word names a picture after the file it came from
    "docPr": frozenset(("name",)),
    "person": frozenset(("displayName",)),
}
_CHANGES = frozenset(
    "ins del moveFrom moveTo comment rPrChange pPrChange sectPrChange tblPrChange tblPrExChange tcPrChange trPrChange "
    "tblGridChange cellIns cellDel cellMerge numberingChange moveFromRangeStart moveToRangeStart".split()
)
"""Tracked changes and comments of Word: when they were made may go (17.13)."""
_GOES = {
    Trace.HISTORY: "rsids",
    Trace.AUTHORS: "presenceInfo fileSharing customWorkbookViews customSheetViews scenarios",
    Trace.PROPERTIES: "docVars customProperties",
    Trace.LINKS: "absPath attachedTemplate mailMerge ddeLink dde-connection-decls dde-source dde-links section-source "
    "table-source cell-range-source database-source-sql database-source-query database-source-table source-service "
    "floating-frame externalReferences subDoc frameset schemaLibrary saveThroughXslt webVideoPr xmlColumnPr "
    "webPublishItems webPublishObjects smartTagTypes smartTagType contentPart",
    Trace.SCRIPTS: "scripts script event-listeners forms control controls entryMacro exitMacro FmlaMacro FmlaLink "
    "FmlaRange FmlaPict FmlaTxbx ScriptText ScriptExtended ScriptLocation DDE",
    Trace.ATTACHED_FILES: "externalData OLEObject oleObjects object-ole plugin applet altChunk objectEmbed objectLink",
    Trace.EXTRA_PICTURES: "svgBlip imgProps",
    Trace.FORMULAS: "fldChar instrText delInstrText fldData updateFields",
}
_DROPPED = {name: trace for trace, names in _GOES.items() for name in names.split()}
"""Elements that go with all that is in them. No field of Word stays: its last value is plain text beside it."""
_UNWRAPPED = frozenset("fldSimple execute-macro dde-connection".split())
"""Elements that go, while what they show stays."""
_FORMULAS = frozenset("f formula formula1 formula2 definedName calculatedColumnFormula totalsRowFormula".split())
_RECKONED = ("formula", "condition", "expression", "textlink", "-address")
"""Ends of attributes that hold formulas, or cells that may lie in another file."""
_STRIPPED = {
    "macro": Trace.SCRIPTS, "instr": Trace.FORMULAS, "refreshOnLoad": Trace.LINKS, "connectionId": Trace.LINKS,
    "tableType": Trace.LINKS, "queryTableFieldId": Trace.LINKS, "docLocation": Trace.LINKS,
    "refreshedBy": Trace.AUTHORS, "ed": Trace.AUTHORS, "securityDescriptor": Trace.AUTHORS,
    "local-url": Trace.LINKS, "database-name": Trace.LINKS,
}  # fmt: skip
_EMPTIED = frozenset(
    "author creator creator-initials initial-creator printed-by author-name author-initials file-name template-name "
    "sender-firstname sender-lastname sender-initials sender-email sender-company sender-street sender-phone-private "
    "sender-phone-work".split()
)
"""Elements whose text is a name or a path."""
_SETTINGS = re.compile(
    r"Printer|Rsid|CurrentDatabase|Author|TrackedChanges|RedlineProtection|ModifyPassword|Template|LinkUpdate|UpdateFrom|"
    r".*Macro"
)
_ADDRESSES = frozenset(("href", "src", "althref"))
_FOLLOWED = frozenset("a area-rectangle area-circle area-polygon".split())
"""Elements whose address a click follows. Any other's is fetched: outside the document a beacon, or somebody's path."""
_OUTSIDE = re.compile(r"[\w+.-]+:|[/\\]|\.\.[/\\]")
_PATH = re.compile(r"[a-z]:\\|\\\\|/(home|users)/|file:", re.IGNORECASE)
"""Where a program puts the place of a picture instead of a description."""
_LINKED = re.compile(r"#|(https?|mailto|tel):", re.IGNORECASE)


_DATE = "dc:date"
# by its whole name: text:date is a date that somebody wrote into the letter


@dataclass(slots=True)
class Rules:
    """What a document adds to the rules of all: `drop` says which element goes with all in it."""

    drop: Callable[[str, Mapping[str, str]], Trace | None] = lambda name, attributes: None
    change: Callable[[str, Attributes], Trace | None] = lambda name, attributes: None


@dataclass(slots=True)
class _State:
    dropped: int = 0
    emptied: int = 0
    open: list[str] = field(default_factory=list)  # what is being read, from the outside in
    formula: _Formula | None = None
    shared: set[str | None] = field(default_factory=lambda: {None})  # formulas of many cells that stay
    traces: set[Trace] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Formula:
    """One that is judged when all of it has been heard."""

    name: str
    attributes: Attributes
    heard: list[str] = field(default_factory=list)


class _Scrubber(XMLGenerator):
    """Writes what it hears, less what gives somebody away; comments and instructions are not even heard."""

    def __init__(self, target: IO[bytes], rules: Rules) -> None:
        super().__init__(target, "UTF-8", short_empty_elements=True)
        self._rules, self.state = rules, _State()

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX calls it so
        self.state.dropped += not self._judge()
        local, given = _local(name), dict(attrs.items())
        self.state.open.append(local)
        trace = _drop(local, given) or self._rules.drop(local, given)
        if self.state.dropped or trace:
            self.state.dropped += 1
            self.state.traces |= {trace} if trace else set()
            return
        self.state.emptied += bool(self.state.emptied or local in _EMPTIED or name == _DATE)
        left, traces = _scrubbed(local, given)
        changed = self._rules.change(local, left)
        self.state.traces |= traces | ({changed} if changed else set())
        if local in _FORMULAS:
            self.state.formula = _Formula(name, left)
        elif local not in _UNWRAPPED:
            super().startElement(name, AttributesImpl(left))

    def endElement(self, name: str) -> None:  # noqa: N802
        stays = self._judge()
        local = self.state.open.pop()
        if self.state.dropped:
            self.state.dropped -= 1
            return
        self.state.emptied -= bool(self.state.emptied)
        if stays and local not in _UNWRAPPED:
            super().endElement(name)

    def _judge(self) -> bool:
        """Write the formula that was heard, if any: as dead where it may reach outside.

        Says False where nothing was written: a cell has its last value beside it.
        """
        formula, self.state.formula = self.state.formula, None
        if formula is None:
            return True
        text, number = "".join(formula.heard), formula.attributes.get("si")
        plain = is_plain(text) and (bool(text.strip()) or number in self.state.shared)
        stays = plain or self.state.open[-2:-1] != ["c"]
        self.state.traces |= set() if plain else {Trace.FORMULAS}
        self.state.shared |= {number} if plain else set()
        if stays:
            super().startElement(formula.name, AttributesImpl(formula.attributes))
            super().characters(text if plain else DEAD)
        return stays

    def characters(self, content: str) -> None:
        if self.state.dropped:
            return
        if self.state.formula:
            self.state.formula.heard.append(content)
        elif self.state.emptied and content.strip():
            self.state.traces.add(Trace.AUTHORS)
        elif self.state.open[-1] not in _FORMULAS or not content.strip():
            super().characters(content)

    def ignorableWhitespace(self, content: str) -> None:  # noqa: N802
        self.characters(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """None is needed to read the document."""


def scrub(source: IO[bytes], target: IO[bytes], rules: Rules | None = None) -> frozenset[Trace]:
    """Copy XML, scrubbed; Refused(BOMB) where it declares entities, Refused(BROKEN) where it has a DTD or is no XML."""
    from defusedxml.common import EntitiesForbidden
    from defusedxml.sax import make_parser

    scrubber, parser = _Scrubber(target, rules or Rules()), make_parser()
    parser.forbid_dtd = False  # entities are forbidden; an old manifest names its DTD, which nobody fetches
    parser.setContentHandler(scrubber)
    try:
        parser.parse(source)
    except EntitiesForbidden:
        raise Refused(Refusal.BOMB) from None
    return frozenset(scrubber.state.traces)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _drop(local: str, attributes: Mapping[str, str]) -> Trace | None:
    if local.startswith("config-item") and any(_SETTINGS.match(value) for value in attributes.values()):
        return Trace.PROPERTIES
    return _DROPPED.get(local)


def _scrubbed(local: str, attributes: Attributes) -> tuple[Attributes, set[Trace]]:
    left: Attributes = {}
    traces: set[Trace] = set()
    for name, value in attributes.items():
        trace, kept = _attribute(local, _local(name), value)
        traces |= {trace} if trace and value else set()
        if kept is not None:
            left[name] = kept
    return left, traces


def _attribute(element: str, name: str, value: str) -> tuple[Trace | None, str | None]:
    """What an attribute gave away if anything, and what is left of it: None when it goes."""
    if name in _BLANK or name in _BLANK_ON.get(element, ()):
        return Trace.AUTHORS, ""
    if name.startswith("rsid") or name == "paragraph-rsid":
        return Trace.HISTORY, None
    if name == "date" and element in _CHANGES:
        return Trace.AUTHORS, None
    far = name in _ADDRESSES and not is_harmless(value, asked=element not in _FOLLOWED)
    if far or (name == "descr" and _PATH.search(value)):
        return Trace.LINKS, ""
    if name.endswith(_RECKONED) and not is_plain(value):
        return Trace.FORMULAS, None
    return (_STRIPPED[name], None) if name in _STRIPPED else (None, value)


def is_harmless(link: str, *, asked: bool) -> bool:
    """A link that a person follows may lead to the web; one that a program asks by itself only into the document.

    Programs pass over blanks and what can't be seen, and read %66 as f.
    """
    said = "".join(sign for sign in unquote(link) if sign.isprintable() and not sign.isspace())
    return not _OUTSIDE.match(said) if asked else bool(_LINKED.match(said))
