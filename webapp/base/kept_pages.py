"""Public pages kept in memory: found by everything they depend on, so that nothing has to be thrown away.

Only what is kept here or blank is compressed, and only what is the same for everybody is kept here: a page that holds a
PIN, a draft or an officer's data never gets near a compressor, whose sizes would tell it byte by byte (BREACH, 2013).
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import Lock
from typing import cast

import brotli
from flask import Flask, Request, Response, current_app, request
from werkzeug.http import parse_accept_header

from webapp.base.headers import PUBLIC_PAGE

VARY = "HX-Request, Cookie, Save-Data, Accept-Encoding"
"""The cookie holds the display choices; nothing else of a person reaches these pages."""

HTML = "text/html; charset=utf-8"

LARGE = 40_000
"""Bytes of a public page that is twice as long as most."""
_LONGEST = 200
"""Characters of Accept-Encoding that are read; every browser says less."""


class Kept:
    """A page as it is sent, its validator, and its compressed forms once somebody asked for them."""

    def __init__(self, body: bytes, often: bool = True) -> None:
        self.body = body
        self._coders = _COMPRESS if often else _COMPRESS_ONCE
        self.etag = hashlib.sha256(body).hexdigest()[:24]
        self._coded: dict[str, bytes] = {"identity": body}

    def coded(self, coding: str) -> bytes:
        """The body in "br", "gzip" or "identity"; made once. Two threads may both make it: no harm."""
        if coding not in self._coded:
            self._coded[coding] = self._coders[coding](self.body)
        return self._coded[coding]


class KeptPages:
    """The pages asked for last, at most `most` (0: none) of `LARGE` bytes on average; safe for threads."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Kept:
        """The page of this key, made now if it is not there. Two that ask at once may both make the page: no harm."""
        with self._lock:
            if (found := self._pages.get(key)) is not None:
                self._pages.move_to_end(key)
                return found
        return self._keep(key, Kept(make(), often=self.most > 0))

    def _keep(self, key: Hashable, kept: Kept) -> Kept:
        with self._lock:
            self._bytes += len(kept.body) - self._size(self._pages.get(key))
            self._pages[key] = kept
            while len(self._pages) > self.most or self._bytes > self.most * LARGE:
                self._bytes -= self._size(self._pages.popitem(last=False)[1])
        return kept

    @staticmethod
    def _size(kept: Kept | None) -> int:
        return len(kept.body) if kept else 0


def init_app(app: Flask, most: int) -> None:
    """One store for all features of this app; keys begin with the name of a template."""
    app.extensions["kept_pages"] = KeptPages(most)


def answer(key: Hashable, make: Callable[[], str], content_type: str = HTML) -> Response:
    """The page of `key`, which must name everything that `make` depends on: language and display choices too.

    The browser may keep it and asks each time whether it changed; a 304 costs a slow line almost nothing.
    """
    pages = cast(KeptPages, current_app.extensions["kept_pages"])
    kept = pages.get(key, lambda: make().encode())
    return _unchanged(kept) if request.if_none_match.contains_weak(kept.etag) else _whole(kept, content_type)


def compressed(page: Response) -> Response:
    """`page` in the smallest form that this browser takes.

    Only for a page in which nothing was typed and every secret is new with each answer, such as a blank form: there is
    then no second answer to compare its size with. Or for one that no other site can make a browser ask for
    (docs/decisions/0034).
    """
    coding = best_coding(request)
    page.vary.add("Accept-Encoding")
    if coding != "identity":
        page.set_data(_COMPRESS_ONCE[coding](page.get_data()))
        page.headers["Content-Encoding"] = coding
    return page


def _unchanged(kept: Kept) -> Response:
    return _with_headers(Response(status=304), kept)


def _whole(kept: Kept, content_type: str) -> Response:
    coding = best_coding(request)
    response = Response(kept.coded(coding), content_type=content_type)
    if coding != "identity":
        response.headers["Content-Encoding"] = coding
    return _with_headers(response, kept)


def _with_headers(response: Response, kept: Kept) -> Response:
    """The validator is weak: it is one page in every encoding (RFC 9110, 8.8.1)."""
    response.headers["Cache-Control"] = PUBLIC_PAGE
    response.headers["Vary"] = VARY
    response.headers["ETag"] = f'W/"{kept.etag}"'
    return response


def best_coding(asked: Request) -> str:
    """The smallest form that this browser takes: "br", "gzip" or "identity"."""
    return _best_coding(asked.headers.get("Accept-Encoding", "")[:_LONGEST])


@lru_cache(maxsize=100)
def _best_coding(header: str) -> str:
    """There are a dozen browsers, and each says always the same."""
    accepted = parse_accept_header(header)
    return next((coding for coding in _COMPRESS if accepted[coding] > 0), "identity")


Coders = dict[str, Callable[[bytes], bytes]]


def _coders(brotli_quality: int, gzip_level: int) -> Coders:
    """The best form first."""
    return {
        "br": lambda body: cast(bytes, brotli.compress(body, quality=brotli_quality)),
        "gzip": lambda body: gzip.compress(body, gzip_level, mtime=0),
    }


_COMPRESS, _COMPRESS_ONCE = _coders(5, 6), _coders(2, 4)
"""For a page that is sent again and again, and for one that is sent once: a tenth larger in a third of the time."""
