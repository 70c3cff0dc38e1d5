"""The reporter's side of a ticket: in by the PIN, then one action after the other by the key on the page."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request
from flask_babel import ngettext

from webapp.base.forms import version_of
from webapp.base.ids import Ticket
from webapp.base.limits import Allowance
from webapp.base.pages import page
from webapp.base.sentences import say
from webapp.base.web import brake, config, database, now, wait
from webapp.cases.keys import Keys
from webapp.cases.moves import REPORTER, MoveError, allowed_actions
from webapp.cases.words import help_says, wish_name
from webapp.cases.workflow import Action
from webapp.tracking import keys, papers, queries, service
from webapp.tracking.forms import PinForm, ReporterForm
from webapp.tracking.happenings import title_of
from webapp.tracking.own import own_of
from webapp.tracking.service import Deed
from webapp.tracking.story import tell
from webapp.tracking.tracked import address_of
from webapp.tracking.words import DONE, NOT_NOW, PIN_WAIT, PIN_WRONG, RECEIVED_BEFORE

GUESSES = (Allowance("pin-network", 10, 600), Allowance("pin-all", 300, 60))
"""Wrong PINs: ten in ten minutes from one network, 300 a minute over all; at that rate one ticket lasts 60 years."""


KEPT = ("pesan", "keberatan", "bintang", "selesai")
"""What was typed and goes along while the PIN is asked for again."""


def come_in(ticket: Ticket) -> Response:
    """Check the PIN; the answer is the reporter's page, filled with what an expired page had sent."""
    form = PinForm(request.form)
    if not form.validate() or form.parsed is None:
        return _ask_pin(ticket, form)
    present = now()
    if seconds := brake("pin_brake").take(request.remote_addr, present):
        return wait(_ask_pin(ticket, form.refuse(say(PIN_WAIT, seconds=seconds))), seconds)
    if not queries.pin_opens(database(), Keys.of(config()), ticket, form.parsed):
        return _ask_pin(ticket, form.refuse(say(PIN_WRONG)))
    brake("pin_brake").forgive(request.remote_addr, present)  # of the window in which it was taken
    return _own_page(ticket, ReporterForm(request.form))


def act(ticket: Ticket) -> Response:
    """Do what the page's form says; without a good key ask for the PIN again, and lose nothing that was typed."""
    hashed = queries.pin_hash(database(), ticket)
    if hashed is None or not keys.opens(config().secret_key, request.form["kunci"], ticket, hashed, now()):
        return _ask_pin(ticket, PinForm(), HTTPStatus.UNPROCESSABLE_ENTITY, expired=True)
    if "kembali" in request.form:
        return _own_page(ticket, ReporterForm())
    if "kertas" in request.form:
        return papers.answer(ticket, hashed)
    form = ReporterForm(request.form)
    action = _action()
    if action is None:
        return _own_page(ticket, form, problem=say(NOT_NOW))
    if action in queries.allowed_now(database(), ticket) and not form.check_for(action):
        return _own_page(ticket, form)  # what isn't allowed now is not checked: perhaps it was done a moment ago
    return _do(ticket, form, form.deed(action, version_of(request.form.get("versi"))))


def _do(ticket: Ticket, form: ReporterForm, deed: Deed) -> Response:
    try:
        service.act(database(), ticket, deed, now())
    except service.AlreadyDone:
        return _own_page(ticket, ReporterForm(), done=say(RECEIVED_BEFORE))
    except service.Changed as changed:
        return _own_page(ticket, form, problem=_what_changed(ticket, changed))
    except MoveError:
        return _own_page(ticket, form, problem=say(NOT_NOW))
    return _own_page(ticket, ReporterForm(), done=say(DONE[deed.action]))


def _what_changed(ticket: Ticket, changed: service.Changed) -> str:
    seen = queries.for_reporter(database(), ticket, now())
    newest = title_of(changed.since[-1], seen.names if seen else {}) if changed.since else ""
    return ngettext(
        "Laporan ini berubah sejak Anda membukanya: %(newest)s. Tulisan Anda masih ada; periksa, lalu kirim ulang.",
        "Ada %(num)s hal baru sejak Anda membukanya, terakhir: %(newest)s. Tulisan Anda masih ada; kirim ulang.",
        len(changed.since),
        newest=newest,
    )


def _own_page(ticket: Ticket, form: ReporterForm, *, problem: str = "", done: str = "") -> Response:
    """Everything about the case, and a form for each thing that the table allows the reporter now."""
    present = now()
    seen = queries.for_reporter(database(), ticket, present)
    hashed = queries.pin_hash(database(), ticket)
    if seen is None or hashed is None:
        return _ask_pin(ticket, PinForm().refuse(say(PIN_WRONG)))
    if problem:
        form.form_errors.append(problem)
    return page(
        "tracking/own.html",
        status=HTTPStatus.CONFLICT if problem else None,
        form=form,
        story=tell(seen, to_public=False),
        seen=seen,
        own=own_of(seen),
        can=allowed_actions(seen.state, REPORTER),
        key=keys.hand_out(config().secret_key, ticket, hashed, present),
        done=done,
        wish_name=wish_name,
        help_says=help_says,
    )


def _ask_pin(ticket: Ticket, form: PinForm, status: int | None = None, *, expired: bool = False) -> Response:
    """The page that asks for the PIN: the same for every number, whether it exists or not."""
    kept = {name: value for name, value in request.form.items() if name in KEPT and value}
    return page(
        "tracking/pin.html",
        status=status,
        form=form,
        ticket=ticket,
        address=address_of(ticket),
        expired=expired,
        kept=kept,
    )


def _action() -> Action | None:
    """What the pressed button asks for; None for anything that this page doesn't offer, such as a new PIN."""
    typed = request.form.get("aksi", "")
    return Action(typed) if typed in set(DONE) else None
