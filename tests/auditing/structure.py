"""Rules on the shape of a page: valid, in a named language, one heading, a title that begins with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import html5lib
from bs4 import Tag
from bs4.element import NavigableString
from html5lib.html5parser import ParseError

from tests.auditing.document import Document, attr, show, tidy, words

LANGUAGES = frozenset({"id", "en"})
REFUSED = {"placeholder": (), "role": ("alert",), "target": (), "accesskey": ()}
"""Attributes that nothing may have, or not with these values."""
ERROR_PREFIXES = ("Kesalahan: ", "Error: ")


def valid(page: Document) -> Iterator[str]:
    """Strict HTML5."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    try:
        parser.parseFragment(page.html, container="div") if page.fragment else parser.parse(page.html)
    except ParseError as error:
        line, column = parser.tokenizer.stream.position()
        yield f"{error} near line {line}, column {column}: {_excerpt(page.html, line)}"


def _excerpt(html: str, line: int) -> str:
    return tidy(html.splitlines()[min(line, html.count("\n") + 1) - 1])[:160] if html.strip() else "(empty)"


def language(page: Document) -> Iterator[str]:
    """`lang` on html, and each other lang is a plausible code."""
    named = attr(page.soup.html, "lang") if page.soup.html else ""
    if named not in LANGUAGES:
        yield f"<html lang={named!r}> is none of {sorted(LANGUAGES)}"
    for element in page.having("lang"):
        if not 2 <= len(attr(element, "lang")) <= 12:
            yield f"no language: {show(element)}"


def one_h1(page: Document) -> Iterator[str]:
    """Exactly one h1, with words in it, inside main."""
    headings = page.soup.find_all("h1")
    if len(headings) != 1:
        yield f"{len(headings)} h1 elements"
    elif not words(headings[0]):
        yield "the h1 is empty"
    elif headings[0].find_parent("main") is None:
        yield "the h1 is not in main"
    if len(page.soup.find_all("main")) != 1:
        yield "not exactly one main element"


def headings_in_order(page: Document) -> Iterator[str]:
    """No level is skipped after the h1: h2 is not followed by h4."""
    level = 0
    for heading in page.named("h1", "h2", "h3", "h4", "h5", "h6"):
        now = int(heading.name[1])
        if level and now > level + 1:
            yield f"h{level} is followed by {show(heading)}"
        level = now
        if not words(heading):
            yield f"empty heading {show(heading)}"


def title_begins_with_h1(page: Document) -> Iterator[str]:
    """The title is the h1 and more; after an error in a form it says so first, and only then."""
    title, heading = words(page.soup.title), page.soup.h1
    prefix = next((prefix for prefix in ERROR_PREFIXES if title.startswith(prefix)), "")
    has_errors = bool(page.of_class("errors"))
    if has_errors != bool(prefix):
        yield f"title {title!r} {'lacks' if has_errors else 'wrongly has'} the word for an error"
    starts = _beginnings(heading) if heading else []
    if not any(title.removeprefix(prefix).startswith(start) for start in starts):
        yield f"title {title!r} does not begin with the h1 {words(heading)!r}"


def _beginnings(heading: Tag) -> list[str]:
    """The whole h1, or its words before a first element such as the ticket's stub."""
    first = next(iter(heading.contents), None)
    lead = tidy(str(first)) if isinstance(first, NavigableString) else ""
    return [text for text in (words(heading), lead) if text]


def unique_ids(page: Document) -> Iterator[str]:
    """No id twice, none empty or with a space."""
    names = [str(element["id"]) for element in page.having("id")]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"id {name!r} occurs {count} times"
        if not name or " " in name:
            yield f"id {name!r} can't be referred to"


def tables_and_images(page: Document) -> Iterator[str]:
    """Tables have a caption and scoped headers; images, drawings and frames have a name or are hidden."""
    for table in page.soup.find_all("table"):
        if not words(table.find("caption")):
            yield f"table without caption {show(table)}"
        if any(not attr(cell, "scope") for cell in table.find_all("th")):
            yield f"th without scope in {show(table)}"
    for image in page.soup.find_all("img"):
        if not image.has_attr("alt"):
            yield f"image without alt {show(image)}"
    for drawing in page.soup.find_all("svg"):
        named = attr(drawing, "role") == "img" and (attr(drawing, "aria-labelledby") or attr(drawing, "aria-label"))
        if attr(drawing, "aria-hidden") != "true" and not named:
            yield f"svg neither hidden nor named {show(drawing)}"


def calm(page: Document) -> Iterator[str]:
    """Nothing that the house refuses: placeholders, disabled buttons, alerts, jumps in the Tab order, new windows."""
    for name, values in REFUSED.items():
        yield from (f"{name}: {show(element)}" for element in page.having(name, *values))
    yield from (f"disabled: {show(button)}" for button in page.named("button") if button.has_attr("disabled"))
    yield from (f"http-equiv: {show(meta)}" for meta in page.named("meta") if meta.has_attr("http-equiv"))
    for element in page.having("tabindex"):
        if attr(element, "tabindex") not in ("0", "-1"):
            yield f"tabindex: {show(element)}"
    if len(page.having("autofocus")) > 1:
        yield "more than one autofocus"
