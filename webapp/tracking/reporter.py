"""The reporter's side of a ticket: in by the PIN, then one action after the other by the key on the page."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from http import HTTPStatus

from flask import Response, request
from flask_babel import ngettext

from webapp.attachments import web
from webapp.attachments.service import FileGone
from webapp.base.crypto import new_token
from webapp.base.forms import version_of
from webapp.base.i18n import to_you
from webapp.base.ids import Ticket
from webapp.base.limits import Allowance
from webapp.base.pages import page
from webapp.base.paper_form import PaperForm
from webapp.base.sentences import say
from webapp.base.web import brake, config, database, now, wait
from webapp.cases.keys import Keys
from webapp.cases.moves import REPORTER, MoveError, allowed_actions
from webapp.cases.notify import reporter_is_told
from webapp.cases.words import help_says, wish_name
from webapp.cases.workflow import Action
from webapp.tracking import evidence, keys, papers, queries, service, wrong_agency
from webapp.tracking.forms import PinForm, ReporterForm
from webapp.tracking.happenings import title_of
from webapp.tracking.kind_words import manner_of
from webapp.tracking.own import own_of
from webapp.tracking.pace import TooOften
from webapp.tracking.service import Deed
from webapp.tracking.story import tell
from webapp.tracking.tracked import address_of
from webapp.tracking.words import ACT_WAIT, DONE, LIFT_WAIT, NOT_NOW, PIN_WAIT, PIN_WRONG, RECEIVED_BEFORE, done_says

GUESSES = (Allowance("pin-network", 60, 600), Allowance("pin-all", 300, 60), Allowance("pin-ticket", 10, 600))
"""Wrong PINs in ten minutes from one network: ten for one ticket, so that a neighbour who guesses at one shuts nobody
out of the others, and 60 in all; 300 a minute over all. At that rate one ticket lasts 60 years.
"""


KEPT = ("pesan", "draf", "keberatan", "kategori", "judul", "isi", "bintang", "selesai", "alasan", "cari", "instansi")
"""What was typed and goes along while the PIN is asked for again."""


def come_in(ticket: Ticket) -> Response:
    """Check the PIN; the answer is the reporter's page, filled with what an expired page had sent."""
    form = PinForm(request.form)
    if not form.validate() or form.parsed is None:
        return _ask_pin(ticket, form)
    present = now()
    if seconds := brake("pin_brake").take(request.remote_addr, present, ticket):
        return wait(_ask_pin(ticket, form.refuse(say(PIN_WAIT, seconds=seconds))), seconds)
    if not queries.pin_opens(database(), Keys.of(config()), ticket, form.parsed):
        return _ask_pin(ticket, form.refuse(say(PIN_WRONG)))
    brake("pin_brake").forgive(request.remote_addr, present, ticket)  # of the window in which it was taken
    if request.form.get("alasan"):
        return wrong_agency.show(ticket)
    return _own_page(ticket, ReporterForm(request.form))


def act(ticket: Ticket) -> Response:
    """Do what the page's form says; without a good key ask for the PIN again, and lose nothing that was typed."""
    hashed = queries.pin_hash(database(), ticket)
    if hashed is None or not keys.opens(config().secret_key, request.form["kunci"], ticket, hashed, now()):
        return _ask_pin(ticket, PinForm(), HTTPStatus.UNPROCESSABLE_ENTITY, expired=True)
    for button, answer in _OTHER_BUTTONS.items():
        if button in request.form:
            return answer(ticket, hashed)
    form = ReporterForm(request.form)
    return _own_page(ticket, form) if evidence.take_in(form) else _act(ticket, form)


def _act(ticket: Ticket, form: ReporterForm) -> Response:
    """One of the actions of the reporter's page."""
    action = _action()
    if action is None:
        return _own_page(ticket, form, problem=say(NOT_NOW))
    if action in queries.allowed_now(database(), ticket) and not form.check_for(action):
        return _own_page(ticket, form)  # what isn't allowed now is not checked: perhaps it was done a moment ago
    files = web.for_case(web.kept(form.draf.data or ""))
    deed = form.deed(action, version_of(request.form.get("versi")), files)
    return _do(ticket, deed, lambda problem: _own_page(ticket, form, problem=problem))


def _say_wrong(ticket: Ticket, _pin_hash: str) -> Response:
    """The page on which the agency is called the wrong one, or what follows when it was sent."""
    deed = wrong_agency.deed_of(ticket, version_of(request.form.get("versi")))
    if deed is None:
        return wrong_agency.show(ticket)
    return _do(ticket, deed, lambda problem: wrong_agency.show(ticket, problem))


def _do(ticket: Ticket, deed: Deed, again: Callable[[str], Response]) -> Response:
    """Do it; `again` is the form with what was typed, and the reason why it was not done."""
    try:
        state = service.act(database(), ticket, deed, now())
    except service.AlreadyDone:
        web.shelf().forget(deed.draft, now())
        return _own_page(ticket, ReporterForm(), done=say(RECEIVED_BEFORE))
    except service.Changed as changed:
        return again(_what_changed(ticket, changed))
    except TooOften as reason:
        return _too_often(deed, again, math.ceil(reason.wait.total_seconds()))
    except (MoveError, FileGone):
        return again(say(NOT_NOW))
    return _own_page(ticket, ReporterForm(), done=done_says(deed.action, state))


def _too_often(deed: Deed, again: Callable[[str], Response], seconds: int) -> Response:
    sentence = LIFT_WAIT if deed.action is Action.LIFT_CONFIDENTIAL else ACT_WAIT
    return wait(again(say(sentence, minutes=-(-seconds // 60))), seconds)


def _what_changed(ticket: Ticket, changed: service.Changed) -> str:
    seen = queries.for_reporter(database(), ticket, now())
    with to_you():
        newest = title_of(changed.since[-1], seen.names, seen.state.kind) if seen and changed.since else ""
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
    with to_you():
        own = own_of(seen)
        return page(
            "tracking/own.html",
            status=HTTPStatus.CONFLICT if problem else None,
            form=form.speak_of(seen.state.kind).begin(own.written),
            manner=manner_of(seen.state.kind),
            story=tell(seen, to_public=False),
            seen=seen,
            own=own,
            can=allowed_actions(seen.state, REPORTER),
            key=keys.hand_out(config().secret_key, ticket, hashed, present),
            draft=form.draf.data or new_token(),
            paper=PaperForm(seen.form, letters=True),
            newest=max((one.seq for one in seen.entries if reporter_is_told(one)), default=0),
            kept=web.kept(form.draf.data or ""),
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


_OTHER_BUTTONS: Mapping[str, Callable[[Ticket, str], Response]] = {
    "kembali": lambda ticket, _hashed: _own_page(ticket, ReporterForm()),
    "kertas": papers.answer,
    "berkas": evidence.answer,
    wrong_agency.BUTTON: _say_wrong,
}
"""What leads to another page than the reporter's, or back to it."""
