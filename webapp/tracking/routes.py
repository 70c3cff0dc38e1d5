"""`/lacak`: anybody finds a ticket and follows it; with the PIN its reporter reads everything and acts.

There is no session: the reporter's page is the answer to the POST that carried the PIN, and carries a short-lived
sealed key for the next one. The address never holds anything secret.
"""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, g, redirect, render_template, request
from flask.blueprints import BlueprintSetupState

from webapp.base import feeds, kept_pages
from webapp.base.clock import local_date
from webapp.base.display import in_address
from webapp.base.headers import same_site
from webapp.base.i18n import know_you, language
from webapp.base.ids import Ticket, slug, ticket_in
from webapp.base.limits import Brake
from webapp.base.pages import page
from webapp.base.uploads import takes_files
from webapp.base.web import config, database, now
from webapp.tracking import evidence, lost_pin, me_too, queries, reporter
from webapp.tracking.drawing import drawn, pin_field
from webapp.tracking.forms import TicketForm
from webapp.tracking.own_words import TO_YOU
from webapp.tracking.story import tell
from webapp.tracking.ticket_feed import feed_of
from webapp.tracking.tracked import Glance, Tracked, address_of

bp = Blueprint("tracking", __name__)

PUBLIC = "tracking/public.html"

AT_LEAST_EVERY = 600
"""Seconds after which a kept page is made anew: the owner may have changed without an event of the case."""


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """The brakes of one app, and how it speaks to a reporter."""
    know_you(TO_YOU)
    settings = state.app.extensions["config"]
    state.app.jinja_env.globals.update(drawn=drawn, pin_field=pin_field)
    brakes = {"pin_brake": reporter.GUESSES, "me_too_brake": me_too.PRESSES, "code_brake": lost_pin.LETTERS}
    for name, allowances in brakes.items():
        state.app.extensions[name] = Brake.at(settings.limits_url, settings.secret_key, *allowances)


@bp.get("/lacak")
def find() -> Response:
    """Ask for a ticket, or go to the page of the one that was typed."""
    form = TicketForm(request.args if "tiket" in request.args else None)
    if "tiket" in request.args and form.validate() and form.ticket:
        return _to(form.ticket)
    return page("tracking/find.html", form=form)


@bp.get("/lacak/<tiket>")
def show(tiket: str) -> Response:
    """The public page of a ticket: the same for everybody, so it is kept and may be compared by its ETag."""
    ticket = ticket_in(tiket)
    if ticket is None:
        return _not_a_ticket(tiket)
    if tiket != slug(ticket):
        return _to(ticket)
    seen = queries.glance(database(), ticket)
    if seen is None:
        return page("tracking/find.html", status=HTTPStatus.NOT_FOUND, form=TicketForm(data={"tiket": tiket}).unknown())
    return kept_pages.answer(_key(ticket, seen), lambda: _render(ticket, seen.people))


@bp.route("/lacak/<tiket>/saya-juga", methods=["GET", "POST"])
def me_too_page(tiket: str) -> Response:
    """Others who have the same trouble; a POST counts one more."""
    if request.method == "POST" and not same_site(config().site.base_url):
        abort(HTTPStatus.FORBIDDEN)
    ticket = ticket_in(tiket) or abort(HTTPStatus.NOT_FOUND)
    return me_too.press(ticket) if request.method == "POST" else me_too.show(ticket)


@bp.get("/lacak/<tiket>/umpan.atom")
def feed(tiket: str) -> Response:
    """What happened to one ticket as an Atom feed, behind the same veil as its page."""
    ticket = ticket_in(tiket) or abort(HTTPStatus.NOT_FOUND)
    seen = queries.glance(database(), ticket) or abort(HTTPStatus.NOT_FOUND)
    return feeds.answer(_key(ticket, seen), lambda: feed_of(_seen(ticket)))


@bp.get("/lacak/<tiket>/berkas/<berkas>")
def published_file(tiket: str, berkas: str) -> Response:
    """A file that an officer passed and the reporter agreed to, while the text is published."""
    return evidence.for_everybody(ticket_in(tiket) or abort(HTTPStatus.NOT_FOUND), berkas)


@bp.post("/lacak/<tiket>")
@takes_files
def act(tiket: str) -> Response:
    """The reporter comes in with the PIN, or does something with the key that the page carries."""
    if not same_site(config().site.base_url):
        abort(HTTPStatus.FORBIDDEN)
    ticket = ticket_in(tiket)
    if ticket is None:
        return _not_a_ticket(tiket)
    if "kunci" in request.form and "pin" not in request.form:
        return reporter.act(ticket)
    return reporter.come_in(ticket)


@bp.route("/lacak/<tiket>/pin", methods=["GET", "POST"])
def renew_pin(tiket: str) -> Response:
    """Who lost the PIN asks for a code by mail, and gets a new PIN for the code."""
    if request.method == "POST" and not same_site(config().site.base_url):
        abort(HTTPStatus.FORBIDDEN)
    ticket = ticket_in(tiket)
    return lost_pin.answer(ticket) if ticket else _not_a_ticket(tiket)


def _to(ticket: Ticket) -> Response:
    """The one address of a ticket; choices of display in the address go along."""
    others = in_address(request.args)
    address = address_of(ticket) + (f"?{urlencode(others)}" if others else "")
    return redirect(address, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]


def _not_a_ticket(typed: str) -> Response:
    form = TicketForm(data={"tiket": typed})
    form.validate()
    return page("tracking/find.html", form=form)


def _key(ticket: Ticket, seen: Glance) -> tuple[object, ...]:
    """Everything that the public page depends on."""
    present = now()
    day, slot = local_date(present, seen.zone), int(present.timestamp()) // AT_LEAST_EVERY
    return PUBLIC, ticket, seen, day, slot, language(), g.display


def _render(ticket: Ticket, people: int) -> str:
    seen = _seen(ticket)
    return render_template(PUBLIC, story=tell(seen, to_public=True), seen=seen, people=people)


def _seen(ticket: Ticket) -> Tracked:
    return queries.for_public(database(), ticket, now()) or abort(HTTPStatus.NOT_FOUND)
