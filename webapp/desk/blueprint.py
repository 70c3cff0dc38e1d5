"""The blueprint of all desk pages; one module an action attaches its routes here."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g, request
from flask_wtf.csrf import generate_csrf

from webapp.base import headers
from webapp.base.web import config

bp = Blueprint("desk", __name__, url_prefix="/petugas")


@bp.before_request
def only_from_here() -> None:
    """A second lock beside the forms' CSRF tokens: another site's page can't even send typed text to us."""
    if request.method == "POST" and not headers.same_site(config().site.base_url):
        abort(400)


@bp.context_processor
def for_every_page() -> dict[str, object]:
    """What desk_base.html needs: who is here, as the view has found out, and the token of the sign-out form.

    It asks nothing itself: when the database is away, the page that says so must still be shown.
    """
    return {"csrf_token": generate_csrf, "officer": g.get("officer")}


@bp.after_request
def keep_nothing(response: Response) -> Response:
    """No desk page stays in a browser's or a proxy's cache: the next person at this computer sees nothing."""
    response.headers["Cache-Control"] = headers.SECRET
    return response
