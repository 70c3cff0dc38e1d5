"""`/demo/surat`: the mail that the demo sent, to be opened like a letter. Outside demo mode it does not exist."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from flask import Blueprint, Response, abort

from webapp.base.mail import FolderTransport, transport_from
from webapp.base.pages import page
from webapp.base.web import config
from webapp.demo import mailbox

bp = Blueprint("demo", __name__, url_prefix="/demo")


@bp.before_request
def only_in_demo() -> None:
    """404 where citizens are real: these letters would show who reported what."""
    if not config().is_demo:
        abort(HTTPStatus.NOT_FOUND)


@bp.get("/surat")
def letters() -> Response:
    """The newest letters."""
    return page("demo/letters.html", letters=mailbox.letters(_folder()), shown=mailbox.SHOWN)


@bp.get("/surat/<name>")
def letter(name: str) -> Response:
    """One letter as its receiver sees it."""
    found = mailbox.letter(_folder(), name)
    if found is None:
        abort(HTTPStatus.NOT_FOUND)
    return page("demo/letter.html", letter=found)


def _folder() -> Path:
    """Where this demo's mail lands; 404 when it goes to a real server."""
    transport = transport_from(config().mail_url)
    if not isinstance(transport, FolderTransport):
        abort(HTTPStatus.NOT_FOUND)
    return transport.folder
