"""The blueprint of all pages on reports, and what they answer where a lock does not open."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response

from webapp.base.crypto import DecryptError
from webapp.base.pages import page

bp = Blueprint("desk", __name__, url_prefix="/meja")


@bp.errorhandler(DecryptError)
def broken(_error: DecryptError) -> Response:
    """Somebody changed or swapped what is stored: nothing of it is shown."""
    return page("whistleblowing/desk/broken.html", status=HTTPStatus.CONFLICT)
