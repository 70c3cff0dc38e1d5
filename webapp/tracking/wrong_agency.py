"""The page on which a reporter says that the case is with the wrong agency, and names a better one if they know it.

It is the answer to a POST with the key of the reporter's page, and carries a fresh one.
"""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, abort, request

from webapp.base.ids import Ticket
from webapp.base.pages import page
from webapp.base.web import config, database, now
from webapp.cases.deadlines import Clock, rule_for
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action
from webapp.tracking import keys, queries
from webapp.tracking.service import Deed
from webapp.tracking.wrong_agency_form import WrongAgencyForm

BUTTON, SEND = "salah", "kirim"


def deed_of(ticket: Ticket, seen: int) -> Deed | None:
    """What was sent, whole and good; None when the page is only to be shown, again or for the first time."""
    if request.form[BUTTON] != SEND:
        return None
    form = _form(ticket)
    if not form.validate():
        return None
    return Deed(Action.WRONG_AGENCY, seen, message=form.alasan.data or "", agency=form.chosen_id)


def show(ticket: Ticket, problem: str = "") -> Response:
    """The page with what was typed so far; its faults where it was sent."""
    seen, pin_hash = queries.for_reporter(database(), ticket, now()), queries.pin_hash(database(), ticket)
    if seen is None or pin_hash is None:
        abort(HTTPStatus.NOT_FOUND)
    form = _form(ticket)
    if problem:
        form.form_errors.append(problem)
    elif request.form.get(BUTTON) == SEND:
        form.validate()
    return page(
        "tracking/wrong_agency.html",
        status=HTTPStatus.CONFLICT if problem else None,
        form=form,
        seen=seen,
        agency=seen.names[seen.state.agency_id],
        days=rule_for(Clock.RIGHT_AGENCY, Kind(seen.state.kind)).days,
        key=keys.hand_out(config().secret_key, ticket, pin_hash, now()),
    )


def _form(ticket: Ticket) -> WrongAgencyForm:
    return WrongAgencyForm(request.form).offer(database(), ticket)
