"""What a page weighs on the wire: bytes as gunicorn sends them, and how many requests it takes to show it."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.servers import get

BUDGET = 14_336
"""Bytes of HTML and style sheets of a public page, compressed: what a connection carries in its first round trip."""

STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
ICON = re.compile(r'<link rel="icon" href="([^"]+)"')
SCRIPTED = re.compile(r'<(?:script src|link rel="manifest" href)="([^"]+)"')


@dataclass(frozen=True)
class Weight:
    """Bytes of bodies, and of everything with its heads; `again` is a second visit with the first one's files at hand.

    Requests: of a text browser (the page), of a browser without scripts, and of one with scripts and manifest.
    """

    path: str
    html: int
    html_encoding: str
    css: int
    all_cold: int
    all_again: int
    requests_text: int
    requests_plain: int
    requests_scripts: int


def weigh(port: int, path: str, encodings: str) -> Weight:
    """Fetch a page and all that it names as a browser would; `encodings` as in Accept-Encoding."""
    accept = {"Accept-Encoding": encodings}
    page, body = get(port, path, accept)
    text = get(port, path)[1].decode()
    styles, icons, scripted = (found.findall(text) for found in (STYLE, ICON, SCRIPTED))
    style_sizes = [get(port, name, accept) for name in styles]
    others = [get(port, name, accept) for name in (*icons, *scripted)]
    return Weight(
        path=path,
        html=len(body),
        html_encoding=page.headers.get("Content-Encoding", "identity"),
        css=sum(len(content) for _answer, content in style_sizes),
        all_cold=sum(on_wire(answer, content) for answer, content in [(page, body), *style_sizes, *others]),
        all_again=_again(port, path, accept, page),
        requests_text=1,
        requests_plain=1 + len(styles) + len(icons),
        requests_scripts=1 + len(styles) + len(icons) + len(scripted),
    )


def _again(port: int, path: str, accept: Mapping[str, str], first: http.client.HTTPResponse) -> int:
    """Files under hashed names are not asked for again; the page is, and may answer that it is unchanged."""
    known = {"If-None-Match": first.headers["ETag"]} if "ETag" in first.headers else {}
    return on_wire(*get(port, path, {**accept, **known}))


def on_wire(answer: http.client.HTTPResponse, body: bytes) -> int:
    """Bytes of an answer with its status line and head, without TLS and TCP."""
    head = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n")
    return head + sum(len(f"{name}: {value}\r\n".encode()) for name, value in answer.getheaders()) + len(body)


def weigh_all(port: int, paths: Iterable[str]) -> list[tuple[Weight, Weight]]:
    """Each page with gzip only, as over plain HTTP, and with brotli, as browsers ask for over HTTPS."""
    return [(weigh(port, path, "gzip"), weigh(port, path, "gzip, deflate, br")) for path in paths]
