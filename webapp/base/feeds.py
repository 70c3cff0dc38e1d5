"""Atom feeds (RFC 4287), with an ETag as pages have one."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Response

from webapp.base import kept_pages
from webapp.base.forms import shown
from webapp.base.i18n import language, voice
from webapp.base.web import config

ATOM = "http://www.w3.org/2005/Atom"
TYPE = "application/atom+xml; charset=utf-8"
SINCE = "2026"
"""A year in which the names of our entries were ours to give (RFC 4151); it never changes."""
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed."""
register_namespace("", ATOM)


@dataclass(frozen=True)
class FeedEntry:
    """`name` tells it from all others of this site, for ever; `address` is a path; instants are aware."""

    name: str
    title: str
    text: str
    address: str
    published: datetime
    updated: datetime


@dataclass(frozen=True)
class Feed:
    """A list of things, newest first; `address` is the page that shows the same, `own` the feed's, both as paths."""

    name: str
    title: str
    address: str
    own: str
    entries: tuple[FeedEntry, ...]


def answer(key: Hashable, make: Callable[[], Feed]) -> Response:
    """The feed of `key`, which must name everything that it depends on, or 304."""
    return kept_pages.answer((TYPE, key, voice()), lambda: _written(make()), TYPE)


def _written(feed: Feed) -> str:
    root = Element(f"{{{ATOM}}}feed", {"xml:lang": language()})
    changed = max((entry.updated for entry in feed.entries), default=NEVER)
    _texts(root, id=_id(feed.name), title=feed.title, updated=_instant(changed))
    SubElement(SubElement(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name").text = config().site.name
    _link(root, "alternate", feed.address, "text/html")
    _link(root, "self", feed.own, "application/atom+xml")
    for entry in feed.entries:
        _write_entry(SubElement(root, f"{{{ATOM}}}entry"), entry)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode")


def _write_entry(element: Element, entry: FeedEntry) -> None:
    published, updated = _instant(entry.published), _instant(entry.updated)
    _texts(element, id=_id(entry.name), title=entry.title, published=published, updated=updated, summary=entry.text)
    _link(element, "alternate", entry.address, "text/html")


def _texts(element: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(element, f"{{{ATOM}}}{name}").text = shown(text)


def _link(element: Element, rel: str, path: str, kind: str) -> None:
    SubElement(element, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": config().site.base_url + path})


def _id(name: str) -> str:
    return f"tag:{urlsplit(config().site.base_url).hostname},{SINCE}:{name}"


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
