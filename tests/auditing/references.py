"""Rules on names and references: what is labelled, what points where."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import Tag
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from tests.auditing.document import Document, attr, show, words

ID_LISTS = ("aria-describedby", "aria-labelledby", "aria-controls", "aria-owns", "aria-details", "aria-errormessage")
SINGLE_IDS = ("for", "form", "list", "headers", "aria-activedescendant")
OUTSIDE = ("http:", "https:", "mailto:", "tel:", "sms:", "geo:", "otpauth:")


def labelled(page: Document) -> Iterator[str]:
    """Every control, button, link, fieldset and region has a name."""
    for control in page.controls():
        if not label_of(page, control):
            yield f"no label: {show(control)}"
    for element in page.named("button", "a", "summary"):
        if element.name == "a" and not element.has_attr("href"):
            continue
        if not (words(element) or attr(element, "aria-label") or _named_by(page, element) or _image_name(element)):
            yield f"no name: {show(element)}"
    further = [nav for nav in page.named("nav") if nav.find_previous_sibling("nav") is not None]
    for group in page.having("role", "group", "region", "radiogroup") + further:
        if not (attr(group, "aria-label") or _named_by(page, group)):
            yield f"no name: {show(group)}"


def spoken_buttons(page: Document) -> Iterator[str]:
    """What a button sends says nothing but that it is one: lynx reads it before the button's words."""
    for button in page.named("button"):
        if button.has_attr("value") and attr(button, "value") not in ("tombol", "button"):
            yield f"heard before its words: {show(button)}"


def legends(page: Document) -> Iterator[str]:
    """Every fieldset begins with its legend."""
    for group in page.named("fieldset"):
        first = group.find(True, recursive=False)
        if first is None or first.name != "legend" or not words(first):
            yield f"fieldset does not begin with a legend: {show(group)}"


def label_of(page: Document, control: Tag) -> str:
    """What a person would call this control: label for, label around, aria-label or aria-labelledby."""
    name = attr(control, "id")
    outer = control.find_parent("label")
    tied = next((label for label in page.named("label") if name and attr(label, "for") == name), None)
    if tied is not None or outer is not None:
        return words(tied) or words(outer)
    return attr(control, "aria-label") or _named_by(page, control)


def _named_by(page: Document, element: Tag) -> str:
    found = (page.by_id(name) for name in attr(element, "aria-labelledby").split())
    return " ".join(words(target) for target in found if target is not None)


def _image_name(element: Tag) -> str:
    image = element.find("img")
    return attr(image, "alt") if isinstance(image, Tag) else ""


def alive_references(page: Document) -> Iterator[str]:
    """Every id that an attribute names is on the page."""
    for name in ID_LISTS + SINGLE_IDS:
        for element in page.having(name):
            targets = attr(element, name).split() or [""]
            for target in targets:
                if page.by_id(target) is None:
                    yield f"{name}={target!r} names nothing: {show(element)}"


def alive_links(page: Document) -> Iterator[str]:
    """Every #fragment on this page exists; every address on this site is one that the app answers."""
    for link in page.named("a", "area"):
        href = attr(link, "href")
        if not href:
            yield f"link without href: {show(link)}"
        elif not href.startswith(OUTSIDE):
            yield from _link_faults(page, link, href)


def _link_faults(page: Document, link: Tag, href: str) -> Iterator[str]:
    whole, fragment = urldefrag(urljoin(page.url, href))
    here = urlsplit(whole)[2:4] == urlsplit(page.url)[2:4]
    if here and "#" in href and page.by_id(fragment) is None:
        yield f"#{fragment} is not on the page: {show(link)}"
    if not here and not _is_answered(page, urlsplit(whole).path, "GET"):
        yield f"the app has no page at {href}: {show(link)}"


def forms_say_where(page: Document) -> Iterator[str]:
    """Each form has its method and action written out, the app answers there, and a button sends it."""
    for form in page.named("form"):
        method, action = attr(form, "method").lower(), attr(form, "action")
        if method not in ("get", "post"):
            yield f"form without method: {show(form)}"
        if not action:
            yield f"form without action: {show(form)}"
        elif not _is_answered(page, urlsplit(urljoin(page.url, action)).path, method.upper()):
            yield f"the app takes no {method} at {action}: {show(form)}"
        if not form.select("button:not([type=button]), input[type=submit]"):
            yield f"form without a button: {show(form)}"
        yield from _buttons_outside_form(page, form)


def _buttons_outside_form(page: Document, form: Tag) -> Iterator[str]:
    for button in form.find_all(formaction=True):
        path = urlsplit(urljoin(page.url, attr(button, "formaction"))).path
        method = (attr(button, "formmethod") or attr(form, "method")).upper()
        if not _is_answered(page, path, method):
            yield f"the app takes no {method} at {path}: {show(button)}"


def _is_answered(page: Document, path: str, method: str) -> bool:
    """Whether some route matches; static files and a matching redirect count."""
    if path.startswith("/static/"):
        return True
    try:
        page.app.url_map.bind("localhost").match(path, method=method or "GET")
    except (NotFound, MethodNotAllowed):
        return False
    except RequestRedirect:
        return True
    return True
