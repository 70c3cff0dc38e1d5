"""A fetched HTML page as the rules see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.datastructures import Headers

SPACES = re.compile(r"\s+")
NOT_A_TEXT_FIELD = frozenset({"hidden", "submit", "button", "reset", "image"})
DESK = "/petugas"


@dataclass(frozen=True)
class Document:
    """One answer with HTML in it; `fragment` when htmx asked for a part."""

    url: str
    method: str
    status: int
    headers: Headers
    html: str
    app: Flask
    fragment: bool = False

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tree that a browser makes of it."""
        return BeautifulSoup(self.html, "html5lib")

    @property
    def path(self) -> str:
        """The address without its query."""
        return urlsplit(self.url).path

    @property
    def is_desk(self) -> bool:
        """True for officers' pages: they have a session, and no weight limit."""
        return self.path == DESK or self.path.startswith(DESK + "/")

    @cached_property
    def elements(self) -> list[Tag]:
        """Every element in the order of the page, gathered once for all rules."""
        return self.soup.find_all(True)

    @cached_property
    def _ids(self) -> dict[str, Tag]:
        return {attr(element, "id"): element for element in reversed(self.elements) if element.has_attr("id")}

    def by_id(self, name: str) -> Tag | None:
        """The first element with this id."""
        return self._ids.get(name)

    def named(self, *names: str) -> list[Tag]:
        """The elements of these names."""
        return [element for element in self.elements if element.name in names]

    def having(self, attribute: str, *values: str) -> list[Tag]:
        """The elements with this attribute, whatever it says or with one of these values."""
        return [
            element
            for element in self.elements
            if element.has_attr(attribute) and (not values or attr(element, attribute) in values)
        ]

    def of_class(self, name: str) -> list[Tag]:
        """The elements of a class."""
        return [element for element in self.having("class") if name in attr(element, "class").split()]

    def controls(self) -> Iterator[Tag]:
        """Inputs, selects and text areas that a person sees."""
        for control in self.named("input", "select", "textarea"):
            if attr(control, "type").lower() not in NOT_A_TEXT_FIELD:
                yield control

    def described_by(self, control: Tag) -> list[Tag]:
        """The elements that its aria-describedby names and that exist."""
        found = (self.by_id(name) for name in attr(control, "aria-describedby").split())
        return [element for element in found if element is not None]


def attr(element: Tag, name: str) -> str:
    """An attribute as text; empty when it is not there."""
    value = element.get(name, "")
    return " ".join(value) if isinstance(value, list) else str(value or "")


def words(element: Tag | None) -> str:
    """All text of an element on one line; no-break spaces are spaces."""
    return tidy(element.get_text()) if element is not None else ""


def tidy(text: str) -> str:
    """On one line, with single plain spaces."""
    return SPACES.sub(" ", text).strip()


def show(element: Tag) -> str:
    """The beginning of an element's source, enough to find it."""
    source = tidy(str(element))
    return source if len(source) <= 160 else source[:157] + "…"
