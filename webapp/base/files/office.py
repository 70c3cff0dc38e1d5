"""Office documents: the parts that a reader needs are copied by the rules of their kind, no others."""

from __future__ import annotations

import posixpath
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from webapp.base.files import images
from webapp.base.files.kinds import FACTS, Family, Kind
from webapp.base.files.office_xml import Rules, is_harmless, scrub
from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.traces import Scrubbed, Trace
from webapp.base.files.zips import head_of, opened, written

_KEPT = re.compile(
    r"(mimetype|META-INF/manifest\.xml|\[Content_Types\]\.xml|_rels/\.rels|ObjectReplacements/(Object \d+)?"
    r"|(Object \d+/)?((content|styles|settings)\.xml)?|(Pictures|Fonts|media)/"
    r"|word/(document|(web)?settings|styles\w*|fontTable|numbering|footnotes|endnotes|comments\w*|(header|footer)\d*)\.xml"
    r"|xl/(workbook|styles|sharedStrings|metadata|comments\d*)\.xml"
    r"|(Pictures|Fonts|media|(word|xl)/(theme|media|fonts|charts|chartsheets|diagrams|drawings|worksheets|tables|comments"
    r"|threadedComments|persons|pivotTables|pivotCache|slicers|slicerCaches|richData))"
    r"/[^/]+\.(xml|rels|vml|jpe?g|jpe|jfif|png|webp|gif|bmp|dib|tiff?|tmp|emf|wmf|odttf|ttf|otf))",
    re.IGNORECASE,
)
"""Parts that are copied. What refers to others goes too."""
_LEFT_OUT = (
    (r"docProps/|customXml/|meta\.xml$|manifest\.rdf$", Trace.PROPERTIES),
    (r".*(printerSettings|Configurations2/|layout-cache|connections\.xml|calcChain\.xml$)", Trace.PROPERTIES),
    (r"Thumbnails/", Trace.THUMBNAIL),
    (r"word/people\.xml$|_xmlsignatures/|META-INF/.*signatures\.xml$", Trace.AUTHORS),
    (r"xl/revisions/", Trace.HISTORY),
    (r"xl/(externalLinks|queryTables)/", Trace.LINKS),
    (r"", Trace.ATTACHED_FILES),
)
"""What to say of the others."""
_RELATIONS = frozenset(
    "officeDocument settings webSettings styles stylesWithEffects fontTable font theme themeOverride numbering "
    "footnotes endnotes comments commentsExtended commentsIds commentsExtensible threadedComment person header "
    "footer image hyperlink chart chartEx chartUserShapes chartStyle chartColorStyle diagramData diagramLayout "
    "diagramQuickStyle diagramColors diagramDrawing drawing vmlDrawing worksheet chartsheet sharedStrings "
    "sheetMetadata table pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache rdRichValue "
    "rdRichValueStructure rdRichValueTypes richValueRel".split()
)
"""Last words of the kinds of relations that stay: none of them brings in another document."""
_XML = frozenset(("xml", "rels", "vml"))
_MIMETYPE = "mimetype"
_NOWHERE = "about:blank"
MOST_IN_ALL = 3 * images.MOST_PIXELS
"""Pixels decoded for one document: dozens of photos of a telephone, which JPEG decodes at an eighth."""


def clean(path_in: Path, path_out: Path) -> Scrubbed:
    """Write the document anew; not complete where it holds fonts or pictures that we don't look into.

    Raises Refused: BOMB, ENCRYPTED, ACTIVE_CONTENT, TOO_MANY_PIXELS, BROKEN.
    """
    with broken_otherwise(), opened(path_in) as source, zipfile.ZipFile(path_out, "w") as target:
        scrubbed = Scrubbed()
        for part in source.infolist():
            if not part.is_dir():
                scrubbed |= _Part(source, target, part).copy()
            if scrubbed.pixels > MOST_IN_ALL:
                raise Refused(Refusal.TOO_MANY_PIXELS)
        return scrubbed


@dataclass(frozen=True, slots=True)
class _Part:
    source: zipfile.ZipFile
    target: zipfile.ZipFile
    info: zipfile.ZipInfo

    def copy(self) -> Scrubbed:
        """By its kind, which its name says for XML and its first bytes for the rest."""
        name = self.info.filename
        left_out = _left_out(name)
        if left_out:
            return Scrubbed(frozenset({left_out}))
        head = head_of(self.source, self.info)
        if name.rpartition(".")[2].lower() in _XML:
            return self._xml()
        kind = _image_kind(head, Path(name))
        return self._image(kind) if kind else self._as_it_is()

    def _xml(self) -> Scrubbed:
        with self.source.open(self.info) as source, self.target.open(written(self.info.filename), "w") as target:
            return Scrubbed(scrub(source, target, _rules(self.info.filename)))

    def _image(self, kind: Kind) -> Scrubbed:
        if self.info.file_size > FACTS[kind].most_bytes:
            raise Refused(Refusal.TOO_LARGE)
        bare, scrubbed = images.clean_bytes(self.source.read(self.info), kind)
        self.target.writestr(written(self.info.filename, packed=False), bare)
        return scrubbed

    def _as_it_is(self) -> Scrubbed:
        told = self.info.filename == _MIMETYPE  # OpenDocument 1.3 part 2, 3.3: it comes first and unpacked
        with (
            self.source.open(self.info) as source,
            self.target.open(written(self.info.filename, packed=not told), "w") as target,
        ):
            shutil.copyfileobj(source, target)
        return Scrubbed(complete=told)


def _left_out(name: str) -> Trace | None:
    plain = re.sub(r"_rels/([^/]+)\.rels$", r"\1", name, flags=re.IGNORECASE)  # the relations of a part go with it
    if _KEPT.fullmatch(plain):
        return None
    return next(trace for pattern, trace in _LEFT_OUT if re.match(pattern, plain, re.IGNORECASE))


def _image_kind(head: bytes, name: Path) -> Kind | None:
    return next(
        (kind for kind, facts in FACTS.items() if facts.family is Family.IMAGE and facts.looks(head, name)), None
    )


def _rules(name: str) -> Rules:
    """Lists of parts name none that was left out, and no place outside that would be asked; capitals change nothing."""
    low = name.lower()
    if low.endswith(".rels"):
        folder = posixpath.dirname(posixpath.dirname(name))
        return Rules(lambda element, relation: _relation_left_out(folder, element, relation), _harmless_relation)
    if low in ("[content_types].xml", "meta-inf/manifest.xml"):
        return Rules(_entry_left_out)
    if low.startswith("xl/worksheets/"):
        return Rules(change=_without_printer)
    return Rules()


def _relation_left_out(folder: str, element: str, relation: Mapping[str, str]) -> Trace | None:
    if element != "Relationship":
        return None
    known = relation.get("Type", "").rpartition("/")[2] in _RELATIONS
    if relation.get("TargetMode") == "External":
        return None if known else Trace.LINKS
    target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
    return _left_out(target) or (None if known else Trace.ATTACHED_FILES)


def _harmless_relation(element: str, relation: dict[str, str]) -> Trace | None:
    """A link that a click follows stays; a picture, template or sheet elsewhere would be fetched, or is a path."""
    if element != "Relationship" or relation.get("TargetMode") != "External":
        return None
    if relation.get("Type", "").endswith("/hyperlink") and is_harmless(relation.get("Target", ""), asked=False):
        return None
    relation["Target"] = _NOWHERE
    return Trace.LINKS


def _entry_left_out(element: str, entry: Mapping[str, str]) -> Trace | None:
    if element == "encryption-data":
        raise Refused(Refusal.ENCRYPTED)
    if element not in ("Override", "file-entry"):
        return None
    return _left_out(entry.get("PartName", entry.get("manifest:full-path", "")).lstrip("/"))


def _without_printer(element: str, attributes: dict[str, str]) -> Trace | None:
    return Trace.PROPERTIES if element == "pageSetup" and attributes.pop("r:id", "") else None
