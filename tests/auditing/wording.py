"""Rule on words: in another language nothing is left in Indonesian, and no placeholder is left anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bs4 import Tag
from bs4.element import NavigableString

from tests.auditing.document import Document, attr, show, tidy, words
from tests.catalogues import indonesian_only

LEFT_OVER = re.compile(r"%\(\w*\)?[sd]?|\{\{|\}\}|\{%|%\}|\$\{")
SPOKEN = ("aria-label", "alt", "title", "value", "content", "aria-description", "hx-confirm")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
MARKUP = re.compile(r"<[^>]+>")


def no_placeholders(page: Document) -> Iterator[str]:
    """Neither `%(name)s` nor `{{ name }}` is shown; what a person typed into a field may be anything."""
    for text in page.soup.find_all(string=LEFT_OVER):
        if text.find_parent("textarea") is None:
            yield f"left over: {tidy(str(text))[:120]!r}"


def translated(page: Document) -> Iterator[str]:
    """On a page in English no sentence of the catalogue stands in Indonesian, outside elements marked as Indonesian."""
    if not page.soup.html or attr(page.soup.html, "lang") == "id" or page.fragment:
        return
    sentences, patterns = _catalogue()
    for element in page.elements:
        if _is_marked(element):
            continue
        for text in _texts(element):
            if text in sentences or any(pattern.fullmatch(text) for pattern in patterns):
                yield f"still Indonesian: {text!r} in {show(element)}"


def _is_marked(element: Tag) -> bool:
    """Inside an element that says itself to be Indonesian, or holds what a person typed."""
    marked = element if attr(element, "lang") else element.find_parent(attrs={"lang": True})
    return element.name in ("script", "textarea", "html") or (marked is not None and attr(marked, "lang") == "id")


def _texts(element: Tag) -> set[str]:
    own = {tidy(str(child)) for child in element.children if isinstance(child, NavigableString)}
    spoken = {tidy(attr(element, name)) for name in SPOKEN if element.name != "input" or name != "value"}
    return {text for text in own | spoken | {words(element)} if text}


@cache
def _catalogue() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """Sentences that have another English form; as patterns those with placeholders and enough words of their own."""
    plain = {tidy(MARKUP.sub("", sentence)) for sentence in indonesian_only()}
    open_ended = {sentence for sentence in plain if PLACEHOLDER.search(sentence)}
    long_enough = [sentence for sentence in open_ended if len(PLACEHOLDER.sub("", sentence)) >= 12]
    return frozenset(plain - open_ended), tuple(_pattern(sentence) for sentence in long_enough)


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".+?".join(re.escape(part) for part in PLACEHOLDER.split(sentence)))
