"""PDF, written anew without what nobody needs to read it and what acts by itself. Keys are those of ISO 32000-2."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from webapp.base.files import pdf_photos
from webapp.base.files.refusals import Refusal, Refused, broken_otherwise
from webapp.base.files.traces import Scrubbed, Trace

if TYPE_CHECKING:
    from pikepdf import Dictionary, Pdf

# of the catalogue and of pages only this is kept (7.7.2, 7.7.3.3): a list of what is dangerous would never be whole
_CATALOGUE = frozenset(
    "/Type /Version /Pages /PageLabels /Names /Dests /ViewerPreferences /PageLayout /PageMode /Outlines /AcroForm "
    "/StructTreeRoot /MarkInfo /Lang /OCProperties /OutputIntents".split()
)
_NAMES = frozenset(("/Dests",))
_PAGE = frozenset(
    "/Type /Parent /Resources /MediaBox /CropBox /BleedBox /TrimBox /ArtBox /Contents /Rotate /Group /Annots /Tabs "
    "/StructParents /UserUnit /Count /Kids".split()
)
_FORM = frozenset("/Fields /NeedAppearances /DR /DA /Q".split())
# wherever they stand
_DROPPED = {
    "/Metadata": Trace.PROPERTIES, "/PieceInfo": Trace.PROPERTIES, "/LastModified": Trace.PROPERTIES,
    "/CreatorInfo": Trace.PROPERTIES, "/OPI": Trace.PROPERTIES, "/Measure": Trace.PLACE, "/PtData": Trace.PLACE,
    "/AA": Trace.SCRIPTS, "/JS": Trace.SCRIPTS, "/OpenAction": Trace.SCRIPTS, "/XFA": Trace.SCRIPTS,
    "/AF": Trace.ATTACHED_FILES, "/EF": Trace.ATTACHED_FILES, "/Thumb": Trace.THUMBNAIL, "/PresSteps": Trace.SCRIPTS,
}  # fmt: skip
_ACTIONS = frozenset(("/GoTo", "/URI", "/Named"))
_SIGNATURES = frozenset(("/Sig", "/DocTimeStamp"))
_ANNOTATIONS = frozenset(
    "/Text /Link /FreeText /Line /Square /Circle /Polygon /PolyLine /Highlight /Underline /Squiggly /StrikeOut /Caret "
    "/Stamp /Ink /Popup /Widget /Watermark".split()
)
_OF_AUTHORS = ("/T", "/M", "/CreationDate", "/NM")


def clean(path_in: Path, path_out: Path) -> Scrubbed:
    """Write only what is reachable from its pages, as one revision.

    Not complete where a picture is kept in a format that we don't look into. A document that opens without a password
    is taken, though it may ask not to be printed or changed. Raises Refused: ENCRYPTED, BROKEN.
    """
    import pikepdf

    with broken_otherwise():
        try:
            document = pikepdf.open(path_in, inherit_page_attributes=False)
        except pikepdf.PasswordError:
            raise Refused(Refusal.ENCRYPTED) from None
        with document:
            scrubbed = Scrubbed(_rooms(document) | _all_objects(document)) | pdf_photos.clean(document)
            with path_out.open("wb") as target:  # by its path pikepdf would make a second file beside it
                document.save(target, deterministic_id=True, encryption=False, fix_metadata_version=False)
    return scrubbed | Scrubbed(_history(path_in))


def _rooms(document: Pdf) -> frozenset[Trace]:
    """The trailer, the catalogue, its names and the form."""
    found = {Trace.PROPERTIES} if "/Info" in document.trailer else set()
    if found:
        del document.trailer["/Info"]
    root = document.Root
    names: Any = root.get("/Names", {})
    found |= {Trace.SCRIPTS} if "/JavaScript" in names or "/OpenAction" in root else set()
    found |= {Trace.ATTACHED_FILES} if "/EmbeddedFiles" in names or "/Collection" in root else set()
    found |= {Trace.PROPERTIES} if "/Metadata" in root else set()
    for place, kept in ((root, _CATALOGUE), (names, _NAMES), (root.get("/AcroForm", {}), _FORM), (root.Pages, _PAGE)):
        _keep(place, kept)
    for page in document.pages:
        found |= {Trace.THUMBNAIL} if "/Thumb" in page.obj else set()
        _keep(page.obj, _PAGE)
    return frozenset(found)


def _keep(place: Any, kept: frozenset[str]) -> None:
    for key in set(place.keys()) - kept:
        del place[key]


def _all_objects(document: Pdf) -> frozenset[Trace]:
    found: set[Trace] = set()
    for place in _dictionaries(document):
        found |= _without_dropped(place)
        found |= _without_author(place)
    return frozenset(found)


def _dictionaries(document: Pdf) -> Iterator[Dictionary]:
    """Every dictionary, also of streams; those inside others come after them."""
    import pikepdf

    waiting: list[Any] = list(document.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += list(_members(item))
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            place = item.stream_dict if isinstance(item, pikepdf.Stream) else item
            yield place
            waiting += _members(place.values())


def _members(items: Any) -> list[Any]:
    """Those that have no number of their own: the others are on the document's list already."""
    return [item for item in items if getattr(item, "is_indirect", True) is False]


def _without_dropped(place: Dictionary) -> set[Trace]:
    found = set()
    for key in _DROPPED.keys() & set(place.keys()):
        del place[key]
        found.add(_DROPPED[key])
    for key in ("/A", "/Next", "/PA", "/Dest"):
        if _acts(place.get(key)):
            del place[key]
            found.add(Trace.SCRIPTS)
    if "/Annots" in place:
        found |= _without_strange_annotations(place)
    return found


def _acts(action: Any) -> bool:
    """Whether this is an action, or a list with one, that does more than to go somewhere."""
    import pikepdf

    if isinstance(action, pikepdf.Array):
        return any(_acts(part) for part in action if isinstance(part, pikepdf.Dictionary))
    return isinstance(action, pikepdf.Dictionary) and "/S" in action and str(action.S) not in _ACTIONS


def _without_strange_annotations(page: Dictionary) -> set[Trace]:
    """Attached files, films, sounds and 3D go: they are files of their own in a file."""
    import pikepdf

    annotations = [each for each in page.Annots if isinstance(each, pikepdf.Dictionary)]
    plain = [each for each in annotations if str(each.get("/Subtype", "")) in _ANNOTATIONS]
    page.Annots = pikepdf.Array(plain)
    return {Trace.ATTACHED_FILES} if len(plain) < len(annotations) else set()


def _without_author(place: Dictionary) -> set[Trace]:
    """Names at annotations, and in signatures, which are void once the document is written anew (12.5.6.2, 12.8)."""
    if str(place.get("/FT", "")) in _SIGNATURES or str(place.get("/Type", "")) in _SIGNATURES:
        return _forget(place, ("/V", "/Name", "/Contents", "/Cert", "/Location", "/ContactInfo", "/Reason", "/M"))
    if "/Subtype" not in place or "/Rect" not in place:
        return set()
    return _forget(place, _OF_AUTHORS[1:] if str(place.Subtype) == "/Widget" else _OF_AUTHORS)


def _forget(place: Dictionary, keys: tuple[str, ...]) -> set[Trace]:
    known = [key for key in keys if key in place]
    for key in known:
        del place[key]
    return {Trace.AUTHORS} if known else set()


def _history(path: Path) -> frozenset[Trace]:
    """More than one end means that the document was added to; linearised ones have two from the start."""
    with path.open("rb") as file:
        linear = b"/Linearized" in file.read(1024)
        file.seek(0)
        ends = sum(block.count(b"%%EOF") for block in iter(lambda: file.read(2**20), b""))
    return frozenset({Trace.HISTORY} if ends > 1 + linear else ())
