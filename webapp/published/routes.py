"""`/laporan`: what the public may read, newest first; with filters, as pages and as an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, abort, g, render_template, request

from webapp.base import feeds, kept_pages
from webapp.base.clock import Zone, local_date
from webapp.base.display import in_address
from webapp.base.feeds import Feed, FeedEntry
from webapp.base.i18n import language
from webapp.base.ids import Ticket, slug
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import config, database, now
from webapp.cases.published import Found
from webapp.cases.words import status_name
from webapp.cases.workflow import Status
from webapp.published import filters, queries, words
from webapp.published.filters import FEED, LIST, Asked, Doubt
from webapp.published.forms import FilterForm
from webapp.published.queries import NOTHING, Listing

bp = Blueprint("published", __name__)

TEMPLATE = "published/list.html"
_POSITION = re.compile(r"[0-9]{1,19}")
_LARGEST = 2**63 - 1
"""What a database can be asked for."""


@dataclass(frozen=True)
class Line:
    """One report of the list, in words."""

    title: str
    address: str
    status: Status
    word: str
    agency: str
    place: str
    age: str


@bp.get(LIST)
def reports() -> Response:
    """A page of the list; 422 with what is wrong with a filter; a choice where several have a name."""
    topics, same = queries.topics(database()), in_address(request.args)
    form = FilterForm(request.args, topics)
    asked, before = filters.read(form, database()), _before(form)
    if form.errors or asked.doubts:
        return page(TEMPLATE, **_facts(form, asked, same))
    found = queries.listing(database(), asked.wanted, before)
    today = local_date(now(), Zone(config().site.zone))
    key = (TEMPLATE, topics, asked, before, found, today, tuple(same.items()), language(), g.display)
    return kept_pages.answer(
        key, lambda: render_template(TEMPLATE, **_facts(form, asked, same, found, before, _lines(found, today)))
    )


@bp.get(FEED)
def feed() -> Response:
    """The newest of the same list as an Atom feed; 400 for filters that are no filters."""
    form = FilterForm(request.args, queries.topics(database()))
    asked = filters.read(form, database())
    if form.errors or asked.doubts:
        abort(HTTPStatus.BAD_REQUEST)
    found = queries.listing(database(), asked.wanted)
    return feeds.answer((asked, found), lambda: _feed(asked, found))


def _before(form: FilterForm) -> int | None:
    """The position that the address names; an error of the form for anything else."""
    typed = request.args.get("sesudah", "")
    if _POSITION.fullmatch(typed) and int(typed) <= _LARGEST:
        return int(typed)
    if typed:
        form.form_errors.append(say(words.NO_SUCH_PAGE))
    return None


def _facts(
    form: FilterForm,
    asked: Asked,
    same: Mapping[str, str],
    found: Listing = NOTHING,
    before: int | None = None,
    lines: Sequence[Line] = (),
) -> dict[str, Any]:
    """What the page shows; `same` are the choices of display that go along."""
    return {
        "form": form,
        "asked": asked,
        "title": _heading(asked),
        "labels": words.LABELS,
        "removals": [(one, words.REMOVE[one.param], asked.address(LIST, one.param, **same)) for one in asked.filters],
        "choices": [(doubt, _choices(asked, doubt, same)) for doubt in asked.doubts],
        "lines": lines,
        "next": asked.address(LIST, sesudah=found.next, **same) if found.next else "",
        "first": asked.address(LIST, **same) if before is not None else "",
        "everything": filters.Asked().address(LIST, **same),
        "feed": asked.address(FEED),
    }


def _choices(asked: Asked, doubt: Doubt, same: Mapping[str, str]) -> list[tuple[str, str, str | None]]:
    """(address, name, note) of each thing that the name may mean."""
    return [(asked.address(LIST, **{doubt.param: one.code}, **same), one.name, one.note) for one in doubt.found]


def _heading(asked: Asked) -> str:
    named = ", ".join(one.name for one in asked.filters)
    return _("Laporan terbit: %(filters)s", filters=named) if named else _("Laporan terbit")


def _lines(found: Listing, today: date) -> list[Line]:
    return [_line(one, today, local_date(one.published_at, Zone(config().site.zone))) for one in found.rows]


def _line(one: Found, today: date, published: date) -> Line:
    return Line(
        title=one.title,
        address=_address(one),
        status=Status(one.status),
        word=_word(one),
        agency=one.agency,
        place=one.place or "",
        age=words.age(published, today, by_week=one.anonymous),
    )


def _word(one: Found) -> str:
    return status_name(Status(one.status), one.closed_by, one.archive_reason, one.result)


def _address(one: Found) -> str:
    return f"/lacak/{slug(Ticket(one.ticket))}"


def _feed(asked: Asked, found: Listing) -> Feed:
    title = _("%(heading)s – %(site)s", heading=_heading(asked), site=config().site.name)
    own, entries = asked.address(FEED), tuple(_entry(one) for one in found.rows)
    return Feed(f"laporan?{own.partition('?')[2]}", title, asked.address(LIST), own, entries)


def _entry(one: Found) -> FeedEntry:
    about = _("%(status)s. %(agency)s.", status=_word(one), agency=one.agency)
    text = "\n\n".join((about, one.body))
    return FeedEntry(f"laporan:{one.ticket}", one.title, text, _address(one), one.published_at, one.changed_at)
