"""A lost PIN: a code goes to the reporter's mailbox, and whoever types it here reads a new PIN, once.

Each step answers the same for every number, existing or not, with or without a contact. The first look tells of an
anonymous report that is not confidential what its public page tells too: no code can come.
"""

from __future__ import annotations

from datetime import datetime

from flask import Response, request

from webapp.base.ids import Pin, Ticket, pin_groups, shown
from webapp.base.limits import Allowance
from webapp.base.pages import page
from webapp.base.sentences import say
from webapp.base.web import brake, config, database, now, wait
from webapp.cases import pin_codes
from webapp.cases.keys import Keys
from webapp.cases.moves import MoveError
from webapp.tracking import queries
from webapp.tracking.forms import CodeForm
from webapp.tracking.tracked import address_of
from webapp.tracking.words import CODE_WAIT, CODE_WRONG, LETTER_WAIT

LETTERS = (Allowance("code-network", 5, 600), Allowance("code-all", 120, 60))
"""Codes asked for: five in ten minutes from one network. One ticket gets one letter in 15 minutes, whoever asks."""


def answer(ticket: Ticket) -> Response:
    """The step that the request is about: the first look, the wish for a code, or the code itself."""
    if request.method != "POST":
        return _show(ticket, CodeForm(), never=queries.is_anonymous(database(), ticket))
    return _redeem(ticket) if "kode" in request.form else _ask(ticket)


def _ask(ticket: Ticket) -> Response:
    if seconds := brake("code_brake").take(request.remote_addr, now()):
        return wait(_show(ticket, CodeForm().tell(say(LETTER_WAIT, seconds=seconds)), asked=True), seconds)
    database().write_again(lambda session: pin_codes.ask(session, ticket, now()))
    return _show(ticket, CodeForm(), asked=True)


def _redeem(ticket: Ticket) -> Response:
    form = CodeForm(request.form)
    if not form.validate() or form.parsed is None:
        return _show(ticket, form, asked=True)
    present = now()
    # a code is worth a PIN, so it is guessed as one
    seconds = brake("pin_brake").take(request.remote_addr, present, ticket)
    if seconds:
        return wait(_show(ticket, form.refuse(say(CODE_WAIT, seconds=seconds)), asked=True), seconds)
    pin = _new_pin(ticket, form.parsed, present)
    if pin is None:
        return _show(ticket, form.refuse(say(CODE_WRONG)), asked=True)
    brake("pin_brake").forgive(request.remote_addr, present, ticket)
    return page(
        "tracking/new_pin.html",
        ticket=ticket,
        shown=shown(ticket),
        pin=pin,
        groups=" ".join(pin_groups(pin)),
        address=address_of(ticket),
    )


def _new_pin(ticket: Ticket, code: str, present: datetime) -> Pin | None:
    try:
        with database().write() as session:
            return pin_codes.redeem(session, Keys.of(config()), ticket, code, present)
    except MoveError:
        return None


def _show(ticket: Ticket, form: CodeForm, *, asked: bool = False, never: bool = False) -> Response:
    return page(
        "tracking/lost_pin.html", form=form, ticket=ticket, address=address_of(ticket), asked=asked, never=never
    )
