"""A page in the hands of a person: read it, fill its forms by their labels, press buttons, follow links."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import Tag
from werkzeug.datastructures import Headers, MultiDict

from tests.auditing.controls import Control, find_control, read_controls
from tests.auditing.document import Document, attr, tidy, words

Pairs = list[tuple[str, str]]
Uploads = list[tuple[str, BytesIO, str]]

if TYPE_CHECKING:
    from tests.auditing.client import AuditingClient


class Page:
    """One fetched page; `fill`, `choose`, `check` and `attach` give it back, `submit` and `follow` the next one."""

    def __init__(self, client: AuditingClient, document: Document) -> None:
        self.client = client
        self.document = document
        self._controls: dict[int, list[Control]] = {}

    @property
    def status(self) -> int:
        """HTTP status."""
        return self.document.status

    @property
    def url(self) -> str:
        """Address with its query, after redirects."""
        return self.document.url

    @property
    def headers(self) -> Headers:
        """Headers of the answer."""
        return self.document.headers

    @property
    def html(self) -> str:
        """The source."""
        return self.document.html

    @property
    def title(self) -> str:
        """The words of the title."""
        return words(self.document.soup.title)

    @property
    def h1(self) -> str:
        """The words of the heading."""
        return words(self.document.soup.h1)

    @cached_property
    def text(self) -> str:
        """The words of main on one line (of all, in a fragment); no-break spaces are spaces."""
        return words(self.document.soup.find("main") or self.document.soup)

    @property
    def whole_text(self) -> str:
        """The words of the page, header and footer included."""
        return words(self.document.soup.body)

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return self.select(".errors li")

    @property
    def buttons(self) -> list[str]:
        """The words of every button in main."""
        return self.select("main button")

    @property
    def links(self) -> list[str]:
        """The words of every link in main."""
        return self.select("main a[href]")

    def select(self, css: str) -> list[str]:
        """The words of every element that a CSS selector finds."""
        return [words(element) for element in self.document.soup.select(css)]

    def field(self, wanted: str, within: str = "") -> Control:
        """The control with this name or label, in any form of the page; `within` is part of its legend."""
        return find_control([one for form in self._forms() for one in self._controls_of(form)], wanted, within)

    def fill(self, wanted: str, value: object, within: str = "") -> Self:
        """Type into a field, or choose in a list or group, found by its label, legend or name."""
        self.field(wanted, within).put(value)
        return self

    choose = fill

    def check(self, wanted: str) -> Self:
        """Tick the box whose label begins with these words."""
        box = self.field(wanted)
        box.put(sorted({*box.values, wanted}) if len(box.tags) > 1 else True)
        return self

    def uncheck(self, wanted: str) -> Self:
        """Take the tick from a lone box."""
        return self.fill(wanted, False)

    def attach(self, wanted: str, filename: str, content: bytes) -> Self:
        """Choose a file."""
        return self.fill(wanted, (filename, content))

    def submit(self, button: str = "", values: Mapping[str, object] | None = None, **fields: object) -> Page:
        """Press a button (the page's only one when not named) and arrive where the browser would.

        `values` and `fields` are filled in first, by label or by name. Sends Origin and Referer as a browser does.
        """
        pressed = self._button(button)
        form = self._form_of(pressed)
        for wanted, value in {**(values or {}), **fields}.items():
            find_control(self._controls_of(form), wanted).put(value)
        return self._send(form, pressed)

    def _send(self, form: Tag, pressed: Tag) -> Page:
        method = (attr(pressed, "formmethod") or attr(form, "method") or "get").lower()
        address = urljoin(self.url, attr(pressed, "formaction") or attr(form, "action"))
        controls = self._controls_of(form)
        pairs = [pair for control in controls for pair in control.sent()]
        if attr(pressed, "name"):
            pairs.append((attr(pressed, "name"), attr(pressed, "value")))
        if method == "get":
            return self.client.get_page(f"{urlsplit(address).path}?{urlencode(pairs)}", referer=self.url)
        uploads = [(one.name, BytesIO(content), name) for one in controls for name, content in one.uploads]
        multipart = attr(form, "enctype") == "multipart/form-data"
        return self.client.post_page(address, pairs, uploads, multipart=multipart, referer=self.url)

    def follow(self, text: str) -> Page:
        """Follow the link with these words (or the only one that begins with them)."""
        links = self.document.soup.select("a[href]")
        found = [link for link in links if words(link) == tidy(text)]
        found = found or [link for link in links if words(link).startswith(tidy(text))]
        addresses = {urljoin(self.url, attr(link, "href")) for link in found}
        if len(addresses) != 1:
            there = [words(link) for link in links]
            raise AssertionError(f"{len(addresses)} links {text!r} on {self.url} among {there}")
        return self.client.get_page(addresses.pop(), referer=self.url)

    def reload(self) -> Page:
        """Ask for the same address again."""
        return self.client.get_page(self.url)

    def _forms(self) -> list[Tag]:
        return list(self.document.soup.find_all("form"))

    def _controls_of(self, form: Tag) -> list[Control]:
        return self._controls.setdefault(id(form), read_controls(self.document, form))

    def _button(self, text: str) -> Tag:
        buttons = self.document.soup.select("main form button:not([type=button]), button[form]") or self._all_buttons()
        found = [button for button in buttons if words(button) == tidy(text)]
        found = found or [button for button in buttons if words(button).startswith(tidy(text))]
        if len(found) != 1:
            raise AssertionError(f"{len(found)} buttons {text!r} on {self.url} among {[words(one) for one in buttons]}")
        return found[0]

    def _all_buttons(self) -> list[Tag]:
        return list(self.document.soup.select("form button:not([type=button])"))

    def _form_of(self, button: Tag) -> Tag:
        named = self.document.by_id(attr(button, "form")) if button.has_attr("form") else button.find_parent("form")
        if named is None:
            raise AssertionError(f"the button {words(button)!r} belongs to no form")
        return named


def form_data(pairs: Pairs, uploads: Uploads) -> MultiDict[str, Any]:
    """What the test client posts: texts, then files."""
    data: MultiDict[str, Any] = MultiDict(pairs)
    for name, content, filename in uploads:
        data.add(name, (content, filename))
    return data
