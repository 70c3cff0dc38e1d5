"""A browser that shows nothing: it reads the forms of a page, fills them in and presses their buttons."""

from __future__ import annotations

import gzip
import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

HEADERS = {
    "User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.5",
    "Accept-Encoding": "gzip, deflate",
}
"""As Tor Browser sends them to an address without TLS, such as an onion's: no brotli there."""
BOUNDARY = "----batas-berkas"
PATIENCE = 120.0

Pairs = list[tuple[str, str]]
Files = Mapping[str, tuple[str, bytes]]


@dataclass
class Form:
    """What it sends by itself, and its buttons by what they mean."""

    is_multipart: bool
    pairs: Pairs = field(default_factory=list)
    buttons: dict[str, str] = field(default_factory=dict)


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Form] = []
        self.text_of = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember what would be sent."""
        said = {name: value or "" for name, value in attrs}
        name, kind = said.get("name", ""), said.get("type", "text")
        if tag == "form":
            self.found.append(Form(said.get("enctype", "").startswith("multipart")))
        elif tag == "textarea":
            self.found[-1].pairs.append((name, ""))
            self.text_of = name
        elif tag == "button" and name:
            self.found[-1].buttons[name.partition(":")[2]] = name
        elif tag == "input" and kind != "file" and (kind not in ("radio", "checkbox") or "checked" in said):
            self.found[-1].pairs.append((name, said.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Its text was heard."""
        self.text_of = "" if tag == "textarea" else self.text_of

    def handle_data(self, data: str) -> None:
        """What stands in a text field already."""
        if self.text_of:
            pairs = self.found[-1].pairs
            pairs[-1] = (self.text_of, (pairs[-1][1] + data.replace("\r\n", "\n")).removeprefix("\n"))


@dataclass(frozen=True)
class Page:
    """One answer, read: `bytes_sent` and `bytes_heard` count heads too, `seconds` is the time until it was whole."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    bytes_sent: int
    bytes_heard: int
    seconds: float

    def form_with(self, button: str) -> Form:
        """The form that has this button; raises AssertionError."""
        parser = _Forms()
        parser.feed(self.text)
        form = next((one for one in parser.found if button in one.buttons), None)
        assert form is not None, f"no button {button} among {[list(one.buttons) for one in parser.found]}"
        return form


@dataclass
class Browser:
    """One person on one connection; `seen` are all pages in their order."""

    port: int
    seen: list[Page] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)

    @property
    def page(self) -> Page:
        """The one that is open."""
        return self.seen[-1]

    def get(self, path: str) -> Page:
        """Open an address."""
        return self._ask("GET", path, b"", {})

    def press(self, button: str, files: Files | None = None, **typed: str) -> Page:
        """Press a button of the open page after typing."""
        body, headers = self.filled(button, files, **typed)
        return self._ask("POST", "/", body, {**headers, "Sec-Fetch-Site": "same-origin"})

    def filled(self, button: str, files: Files | None = None, **typed: str) -> tuple[bytes, dict[str, str]]:
        """What would be sent, as body and headers."""
        form = self.page.form_with(button)
        pairs = [pair for pair in form.pairs if pair[0] not in typed]
        pairs += [*typed.items(), (form.buttons[button], "tombol")]
        if form.is_multipart:
            return _multipart(pairs, files or {}), {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
        return urlencode(pairs).encode(), {"Content-Type": "application/x-www-form-urlencoded"}

    def close(self) -> None:
        """Hang up."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Page:
        began, every = time.perf_counter(), {**HEADERS, **headers}
        self._connection.request(method, path, body or None, every)
        answer = self._connection.getresponse()
        heard = answer.read()
        took = time.perf_counter() - began
        head = len(f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n") + _size(every)
        head += len(f"Content-Length: {len(body)}\r\n") if body else 0
        back = len(f"HTTP/1.1 {answer.status} {answer.reason}\r\n\r\n") + _size(dict(answer.getheaders()))
        plain = gzip.decompress(heard) if answer.headers.get("Content-Encoding") == "gzip" else heard
        said = tuple(answer.getheaders())
        self.seen.append(Page(answer.status, said, plain.decode(), head + len(body), back + len(heard), took))
        return self.page


def _size(headers: Mapping[str, str]) -> int:
    return sum(len(name) + len(value) + 4 for name, value in headers.items())


def _multipart(pairs: Pairs, files: Files) -> bytes:
    lines = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"' for name, _value in pairs]
    whole = b"".join(f"{line}\r\n\r\n{pair[1]}\r\n".encode() for line, pair in zip(lines, pairs, strict=True))
    for name, (file, content) in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n\r\n'
        whole += head.encode() + content + b"\r\n"
    return whole + f"--{BOUNDARY}--\r\n".encode()
