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
BOX = "/kotak"
STATIC = Path(__file__).resolve().parent.parent.parent / "static"
HASHED = re.compile(r"^/static/(.+)\.[0-9a-f]{12}(\.\w+)$")


def light(page: Document) -> Iterator[str]:
    """HTML and style sheets together take at most 14,336 bytes as they are sent; officers' pages may be heavier."""
    if page.is_desk:
        return
    sheets = [attr(link, "href") for link in page.named("link") if "stylesheet" in attr(link, "rel").split()]
    weights = {"HTML": _of_html(page)} | {sheet: _weight_of(sheet) for sheet in sheets}
    if sum(weights.values()) > LIMIT:
        yield f"{sum(weights.values())} bytes, the limit is {LIMIT}: {weights}"


def _of_html(page: Document) -> int:
    """Compressed, but for the box of the sealed channel, which never is; words of one's own come back whole."""
    if page.path != BOX or "accept-encoding" in page.headers.get("Vary", "").lower():
        return _compressed(page.html.encode())
    own = [area.get_text() for area in page.named("textarea")]
    own += [attr(one, "value") for one in page.named("input")]
    return len(page.html.encode()) - sum(len(escape(text).encode()) for text in own)


@cache
def _weight_of(address: str) -> int:
    """Compressed bytes of a style sheet; raises FileNotFoundError for one that is not in static/."""
    match = HASHED.match(address)
    name = f"{match[1]}{match[2]}" if match else address.removeprefix("/static/")
    return _compressed((STATIC / name).read_bytes())


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))
