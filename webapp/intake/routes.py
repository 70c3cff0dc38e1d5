"""The citizen's form at /lapor: every button posts to the same address, and the page that follows is the answer.

No cookie and no token in an address: the draft's token is a hidden field, and the receipt answers the POST that sends.
"""

from __future__ import annotations

from contextlib import suppress
from http import HTTPStatus

from flask import Blueprint, Response, abort, request
from flask.blueprints import BlueprintSetupState

from webapp.base import headers
from webapp.base.kept_pages import compressed
from webapp.base.limits import Brake
from webapp.base.uploads import takes_files
from webapp.base.web import config, database, now
from webapp.cases.moves import MoveRefused
from webapp.intake import barrier, evidence, flow, pages, queries, service
from webapp.intake.brakes import BRAKES, TooManyDrafts
from webapp.intake.judging import Judge
from webapp.intake.sheet import ONE_PAGE, Sheet
from webapp.intake.steps import ABOUT
from webapp.intake.whole import WholeForm

bp = Blueprint("intake", __name__)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """The brakes of one app."""
    settings = state.app.extensions["config"]
    for name, allowances in BRAKES.items():
        state.app.extensions[name] = Brake.at(settings.limits_url, settings.secret_key, *allowances)


@bp.get("/lapor")
def start() -> Response:
    """The first step, or all of them on one page (`?cara=satu-halaman`)."""
    judge = Judge(database(), now())
    if request.args.get("cara") == ONE_PAGE:
        sheet = Sheet.blank({"cara": [ONE_PAGE]})
        return compressed(pages.whole_page(sheet, judge.show(sheet, WholeForm)))
    sheet = Sheet.blank()
    return compressed(pages.step_page(sheet, ABOUT, judge.show(sheet, ABOUT.form)))


@bp.post("/lapor")
@takes_files
def answer() -> Response:
    """Keep what was typed, then do what the button says."""
    asked = flow.Asked.read()
    try:
        return _answer(asked)
    except TooManyDrafts as reason:
        return flow.braked(asked, reason)


def _answer(asked: flow.Asked) -> Response:
    if not headers.same_site(config().site.base_url):
        return flow.refused(asked)
    if "kirim" in request.form:
        return flow.send(asked)
    if ticket := queries.sent_ticket(database(), asked.sheet.key, flow.keys()):
        return flow.already_sent(asked, ticket)
    is_stale = asked.is_stale
    asked = evidence.keep(asked.keep())
    return flow.again(asked, flow.stale()) if is_stale else flow.button(asked)(asked)


@bp.get("/lapor/hambatan")
def hindered() -> Response:
    """What hinders somebody on this site, on one short page."""
    return barrier.blank(flow.Asked.read())


@bp.post("/lapor/hambatan")
def tell_barrier() -> Response:
    """On to the ordinary check."""
    return (
        barrier.answer(flow.Asked.read()) if headers.same_site(config().site.base_url) else abort(HTTPStatus.FORBIDDEN)
    )


@bp.post("/lapor/tanda-terima")
def receipt() -> Response:
    """The receipt in a form, or that form for all letters, for whoever holds the token of the page; 404 without it."""
    sheet = Sheet.load(database(), request.form.get("draf", ""), now())
    found = queries.receipt(database(), sheet.key, flow.keys(), now())
    form = request.form.get("bentuk", "")
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return (
        _chosen(sheet, found, form)
        if request.form.get("langkah") == "ingat"
        else pages.receipt_file(sheet, found, form)
    )


def _chosen(sheet: Sheet, found: queries.Receipt, form: str) -> Response:
    """The receipt again, now that later letters come in this form; as it was, where there is no such form."""
    with suppress(MoveRefused):
        service.choose_form(database(), sheet.key, form, flow.keys(), now())
        return pages.receipt_page(sheet, found, form=form, chosen=True)
    return pages.receipt_page(sheet, found)
