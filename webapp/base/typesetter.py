"""Sets one document: HTML on stdin, PDF/UA-1 (ISO 14289-1) on stdout, in a process of its own that ends with it.

`python -I typesetter.py FOLDER` reads style sheets and fonts from FOLDER and from nowhere else. It is run by its path
and imports nothing of the application: WeasyPrint, Pango and pikepdf stay out of the web process (docs/decisions/0021).
Nothing depends on the hour: the same HTML gives the same bytes.
"""

from __future__ import annotations

import io
import os
import re
import resource
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    import pikepdf

NO_LIBRARY = 3
"""Exit status where Pango, or another library of the system, is not installed."""
MOST_MEMORY = 1 << 30
"""Bytes of address space; a document of 100 pages takes a quarter of it."""
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
PRINT_FLAG = 4
"""Of an annotation (ISO 32000-1, table 165): links are printed with their page."""


def main(folder: Path) -> int:
    """Set what stands on stdin; exit status 0, or NO_LIBRARY."""
    with suppress(OSError, ValueError):  # where the service may not set limits, the caller's clock still ends it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    html = sys.stdin.buffer.read().decode()
    try:
        import weasyprint  # noqa: F401 (says whether Pango is there)
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return NO_LIBRARY
    sys.stdout.buffer.write(mended(typeset(html, folder.resolve())))
    return 0


def typeset(html: str, folder: Path) -> bytes:
    """The pages, tagged; every address but one below `folder` is refused."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OurFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            file = _within(url, folder)
            return URLFetcherResponse(url, file.read_bytes(), {"Content-Type": TYPES[file.suffix]})

    files = OurFiles()  # type: ignore[no-untyped-call]
    document = HTML(string=html, base_url=folder.as_uri() + "/", url_fetcher=files)
    pdf = document.write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(pdf, bytes)  # noqa: S101 (without a target it always is)
    return pdf


def _within(url: str, folder: Path) -> Path:
    parts = urlsplit(url)
    wanted = Path(unquote(parts.path)).resolve()
    if parts.scheme != "file" or not wanted.is_relative_to(folder):
        raise ValueError("a document may only use our own files")
    return wanted


def mended(pdf: bytes) -> bytes:
    """With what WeasyPrint 70 leaves out: which cells a heading is for, printed links, the language of quotations."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = set[tuple[tuple[int, int], int]]()
        for element in _elements(document.Root.StructTreeRoot):
            _mend(element, str(document.Root.Lang))
            told |= set(_marks(element))
        for page in document.pages:
            _lay_aside(document, page, {mark for where, mark in told if where == page.objgen})
            for annotation in page.get("/Annots", []):
                annotation.F = PRINT_FLAG
        out = io.BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _mend(element: pikepdf.Object, language: str) -> None:
    import pikepdf

    kind = element.get("/S")
    if kind in ("/THead", "/TBody"):
        for cell in (one for one in _elements(element) if one.get("/S") == "/TH"):
            cell.A.Scope = pikepdf.Name.Column if kind == "/THead" else pikepdf.Name.Row
    if kind == "/BlockQuote" and language != "id":
        element.Lang = "id"  # what people write is in Indonesian


def _marks(element: pikepdf.Object) -> Iterator[tuple[tuple[int, int], int]]:
    """On which page, and by which number, its own words stand."""
    import pikepdf

    inside: Any = element.get("/K", [])
    for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(one, int):
            yield element.Pg.objgen, one
        elif isinstance(one, pikepdf.Dictionary) and "/MCID" in one:
            yield (one if "/Pg" in one else element).Pg.objgen, int(one.MCID)


def _lay_aside(document: pikepdf.Pdf, page: pikepdf.Page, told: set[int]) -> None:
    """What no element holds are the lines at the foot: artifacts, which no screen reader says on each page anew."""

    def mark(found: re.Match[bytes]) -> bytes:
        return found[0] if int(found[1]) in told else b"/Artifact <</Type /Pagination>> BDC"

    page.Contents = document.make_stream(_MARK.sub(mark, page.Contents.read_bytes()))


_MARK = re.compile(rb"/\w+\s+<</MCID (\d+)>>\s+BDC")


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    import pikepdf

    yield element
    inside: Any = element.get("/K", [])
    for one in inside if isinstance(inside, pikepdf.Array) else [inside]:
        if isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield from _elements(one)


if __name__ == "__main__":
    os.umask(0o077)
    sys.exit(main(Path(sys.argv[1])))
