"""Files on the reporter's page: those that go along with a message, and those of the case to be kept."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, abort, request

from webapp.attachments import web
from webapp.base.ids import Ticket
from webapp.base.web import database, now
from webapp.tracking import queries
from webapp.tracking.forms import ReporterForm
from webapp.tracking.tracked import Tracked


def take_in(form: ReporterForm) -> bool:
    """Keep what came with the form, or forget what was to go; whether that must be shown before anything is done."""
    form.draf.data, refused = web.hand_in()
    form.bukti.errors = form.bukti.process_errors = refused
    return bool(refused) or web.REMOVE in request.form


def for_everybody(ticket: Ticket, file_id: str) -> Response:
    """A file that is published with the text of a case."""
    return _download(queries.for_public(database(), ticket, now()), file_id)


def answer(ticket: Ticket, _pin_hash: str) -> Response:
    """The file that the pressed button asks for; the caller has seen the key."""
    return _download(queries.for_reporter(database(), ticket, now()), request.form["berkas"])


def _download(seen: Tracked | None, file_id: str) -> Response:
    file = next((one for one in seen.evidence if one.id == file_id), None) if seen else None
    return web.download(file) if file else abort(HTTPStatus.NOT_FOUND)
