"""Flask's test client, which audits every HTML answer before the test may look at it."""

from __future__ import annotations

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.auditing.document import Document
from tests.auditing.page import Page, Pairs, Uploads, form_data
from tests.auditing.rules import audit, audit_headers

_passed: set[bytes] = set()
"""Digests of answers that were found good: the same answer needs no second look."""
RANDOM = re.compile(r'(name="csrf_token"[^>]*value=")[^"]*')
"""What is another each time and says nothing to any rule."""


class AuditingClient(FlaskClient):
    """`get_page` and `Page` read as stories; `get`, `post` and `open` answer as ever, audited all the same."""

    _last: tuple[TestResponse, Document] | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Send a request; AssertionError names each rule that the answer breaks."""
        response = super().open(*args, **kwargs)
        if is_page(response):
            self._insist(self.document(response))
        else:
            self._insist_on_headers(response)
        return response

    def get_page(self, url: str, *, referer: str = "", headers: dict[str, str] | None = None) -> Page:
        """Go to an address, following redirects as a browser does."""
        sent = {**({"Referer": referer} if referer else {}), **(headers or {})}
        return self.page(self.get(_local(url), headers=sent, follow_redirects=True))

    def post_page(self, url: str, pairs: Pairs, uploads: Uploads, *, multipart: bool, referer: str) -> Page:
        """Send a form as a browser does, with Origin and Referer."""
        split = urlsplit(referer)
        response = self.post(
            _local(url),
            data=form_data(pairs, uploads if multipart else []),
            content_type="multipart/form-data" if multipart else "application/x-www-form-urlencoded",
            headers={"Origin": f"{split.scheme}://{split.netloc}", "Referer": referer, "Sec-Fetch-Site": "same-origin"},
            follow_redirects=True,
        )
        return self.page(response)

    def page(self, response: TestResponse) -> Page:
        """The page of an answer, which must be HTML."""
        assert response.mimetype == "text/html", f"{response.request.url} answered {response.mimetype}"
        return Page(self, self.document(response))

    def document(self, response: TestResponse) -> Document:
        """What the rules see of an answer; the same tree for the rules and for the story."""
        if self._last is None or self._last[0] is not response:
            self._last = response, self._document(response)
        return self._last[1]

    def _document(self, response: TestResponse) -> Document:
        request = response.request
        html = response.get_data(as_text=True)
        whole = "<html" in html[:2000].lower()
        asked_for_part = request.headers.get("HX-Request") == "true"
        return Document(
            url=request.url,
            method=request.method,
            status=response.status_code,
            headers=response.headers,
            html=html,
            app=self.application,
            fragment=asked_for_part and not whole,
        )

    def _insist(self, document: Document) -> None:
        parts = (
            document.url,
            document.method,
            document.status,
            document.fragment,
            RANDOM.sub(r"\1", document.html),
            list(document.headers),
        )
        digest = hashlib.sha256(repr(parts).encode()).digest()
        if digest in _passed:
            return
        findings = audit(document)
        assert not findings, "\n".join(findings)
        _passed.add(digest)

    def _insist_on_headers(self, response: TestResponse) -> None:
        request = response.request
        answer = Document(request.url, request.method, response.status_code, response.headers, "", self.application)
        findings = audit_headers(answer)
        assert not findings, "\n".join(findings)


def is_page(response: TestResponse) -> bool:
    """Whether a browser would show this answer: HTML that is no redirect and no bare HEAD."""
    redirect = 300 <= response.status_code < 400
    return response.mimetype == "text/html" and not redirect and response.request.method != "HEAD"


def _local(url: str) -> str:
    """Path and query of an address of this site."""
    split = urlsplit(url)
    return split.path + (f"?{split.query}" if split.query else "")
