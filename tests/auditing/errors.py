"""Rules on errors: said once in the summary and once at the field, in the same words, tied by id.

The shape of the summary is the one that a screen reader was heard to read once and whole (Orca 43.1): a group that
names itself, takes focus, and stands before the h1.
"""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag

from tests.auditing.document import Document, attr, show, words

SUMMARY = {"role": "group", "tabindex": "-1"}


def summary_shape(page: Document) -> Iterator[str]:
    """A page with a summary is a 4xx; the summary names itself, takes focus and comes first."""
    for summary in page.of_class("errors"):
        yield from _summary_faults(summary)
        if not 400 <= page.status < 500:
            yield f"stands on a page with status {page.status}"


def _summary_faults(summary: Tag) -> Iterator[str]:
    if any(attr(summary, name) != value for name, value in SUMMARY.items()):
        yield f"is not {SUMMARY}: {show(summary)}"
    if not attr(summary, "id") or attr(summary, "aria-labelledby") != attr(summary, "id"):
        yield f"does not name itself: {show(summary)}"
    if not summary.has_attr("autofocus"):
        yield f"does not take focus: {show(summary)}"
    if summary.find("h2") is None or not summary.select("li"):
        yield f"has no heading or no list: {show(summary)}"
    if summary.find_previous("h1") is not None:
        yield "stands after the h1"


def errors_are_tied(page: Document) -> Iterator[str]:
    """Every invalid field has its error among its descriptions, and the summary links to it."""
    linked = {attr(link, "href").removeprefix("#") for link in _links(page)}
    for control in page.having("aria-invalid", "true"):
        if not _error_texts(page, control) and not _first_of_group(page, control, linked):
            yield f"invalid without an error text: {show(control)}"
        if attr(control, "id") not in linked and not _first_of_group(page, control, linked):
            yield f"invalid, but the summary does not link to it: {show(control)}"
    for error in page.of_class("wrong"):
        if not words(error):
            yield f"empty error text: {show(error)}"
        elif not _is_heard_at_a_linked_field(page, error, linked):
            yield f"error text tied to no field that the summary links to: {show(error)}"


def same_words(page: Document) -> Iterator[str]:
    """A link of the summary leads to a control, which is described by the very same words."""
    for link in _links(page):
        target = page.by_id(attr(link, "href").removeprefix("#"))
        if target is None or target.name not in ("input", "select", "textarea", "button"):
            yield f"leads to no control: {show(link)}"
        elif words(link) not in [words(text) for text in _error_texts(page, target)]:
            yield f"the field does not say {words(link)!r}: {show(target)}"


def _links(page: Document) -> list[Tag]:
    return [link for summary in page.of_class("errors") for link in summary.find_all("a")]


def _error_texts(page: Document, control: Tag) -> list[Tag]:
    return [text for text in page.described_by(control) if "wrong" in attr(text, "class").split()]


def _first_of_group(page: Document, control: Tag, linked: set[str]) -> bool:
    """One error of a date of three boxes is said at the first box of its fieldset."""
    group = control.find_parent("fieldset")
    members = group.find_all(["input", "select", "textarea"]) if group is not None else []
    return any(attr(member, "id") in linked and _error_texts(page, member) for member in members)


def _is_heard_at_a_linked_field(page: Document, error: Tag, linked: set[str]) -> bool:
    name = attr(error, "id")
    tied = page.having("aria-describedby")
    return any(name in attr(element, "aria-describedby").split() and attr(element, "id") in linked for element in tied)
