"""Rule on weight: the first view of a public page fits one TCP window."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from markupsafe import escape

from tests.auditing.document import Document, attr

LIMIT = 14_336
SEALED = "house"
"""What the app of the sealed channel is known by."""
STATIC = Path(__file__).resolve().parent.parent.parent / "static"
HASHED = re.compile(r"^/static/(.+)\.[0-9a-f]{12}(\.\w+)$")


def light(page: Document) -> Iterator[str]:
    """HTML and style sheets together take at most 14,336 bytes as they are sent.

    Officers' pages of the public site may be heavier; those of the sealed channel may not, its desk's neither.
    """
    if page.is_desk:
        return
    sheets = [attr(link, "href") for link in page.named("link") if "stylesheet" in attr(link, "rel").split()]
    weights = {"HTML": _of_html(page)} | {sheet: _weight_of(sheet) for sheet in sheets}
    if sum(weights.values()) > LIMIT:
        yield f"{sum(weights.values())} bytes, the limit is {LIMIT}: {weights}"


def _of_html(page: Document) -> int:
    """Compressed; of the sealed channel as it is sent, but without what somebody has typed, which comes back whole."""
    if SEALED not in page.app.extensions:
        return _compressed(page.html.encode())
    left = page.html
    for text in _typed(page):
        left = left.replace(escape(text), "", 1)
    is_compressed = "accept-encoding" in page.headers.get("Vary", "").lower()
    return _compressed(left.encode()) if is_compressed else len(left.encode())


def _typed(page: Document) -> Iterator[str]:
    """What stands in fields that are sent, or that give back what could not be kept; not a text of ours to copy."""
    areas = (area for area in page.named("textarea") if area.has_attr("name") or area.has_attr("readonly"))
    yield from filter(None, (area.get_text() for area in areas))
    texts = (one for one in page.named("input") if attr(one, "type") in ("", "text", "hidden"))
    yield from filter(None, (attr(one, "value") for one in texts))


@cache
def _weight_of(address: str) -> int:
    """Compressed bytes of a style sheet; raises FileNotFoundError for one that is not in static/."""
    match = HASHED.match(address)
    name = f"{match[1]}{match[2]}" if match else address.removeprefix("/static/")
    return _compressed((STATIC / name).read_bytes())


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))
