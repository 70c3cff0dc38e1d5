"""Who is at the desk: the session cookie, `current_officer()` and the decorator that guards every desk page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import urlsplit

from flask import abort, g, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.base.sessions import OFFICE_DAY
from webapp.base.web import config, database, now
from webapp.desk import pending
from webapp.officers import queries, service
from webapp.officers.queries import SignedIn
from webapp.officers.roles import Permission

COOKIE = "petugas"
DESK = "/petugas/"
View = Callable[..., Response]
_NOT_AFTER_SIGN_IN = ("/petugas/masuk", "/petugas/keluar")


def needs(permission: Permission | None = None) -> Callable[[View], View]:
    """Guard a view: signed out → sign-in page, without the permission → 404, as if nothing were there.

    Without a permission any signed-in officer may enter. The view's own loading must still keep to the scope.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Response:
            officer = signed_in()
            if officer is None:
                return _to_sign_in()
            if permission is not None and not officer.may(permission):
                abort(404)
            return view(*args, **kwargs)

        return guarded

    return wrap


def current_officer() -> SignedIn:
    """The officer of this request; only to be called behind `needs`."""
    officer = signed_in()
    if officer is None:
        abort(404)
    return officer


def signed_in() -> SignedIn | None:
    """The officer whose session cookie came along, looked up once a request; its use is noted once a minute."""
    if "officer" not in g:
        g.officer = _look_up()
    return cast("SignedIn | None", g.officer)


def let_in(new_token: str) -> None:
    """From here on this request is the officer's: a page drawn now has their menu, and a token of the new session."""
    g.officer = queries.officer_by_token(database(), new_token, now())
    g.pop("csrf_token", None)


def _look_up() -> SignedIn | None:
    officer = queries.officer_by_token(database(), token(), now())
    if officer is not None and officer.needs_touch:
        service.touch(database(), officer.session_id, officer.id, now())
    return officer


def token() -> str:
    """The session token that the browser sent, or empty text."""
    return request.cookies.get(COOKIE, "")


def remember(response: Response, new_token: str) -> Response:
    """Hand the session to the browser.

    Lax, not Strict: a link in a notice must find the officer signed in; every POST has a CSRF token besides.
    """
    age = int(OFFICE_DAY.absolute.total_seconds())
    response.set_cookie(
        COOKIE, new_token, max_age=age, path="/petugas", secure=config().secure, httponly=True, samesite="Lax"
    )
    return response


def forget(response: Response) -> Response:
    """Take the session from the browser."""
    response.delete_cookie(COOKIE, path="/petugas", secure=config().secure, httponly=True, samesite="Lax")
    return response


def safe_next(target: str | None) -> str:
    """Where to go after signing in: a desk address of this site, else the desk itself (no open redirect)."""
    text = target or ""
    odd = any(character in "\\[]" or not 33 <= ord(character) <= 126 for character in text)
    parts = urlsplit("" if odd else text)  # brackets that hold no IPv6 address would raise
    inside = not parts.scheme and not parts.netloc and parts.path.startswith(DESK) and ".." not in parts.path
    return text if inside and parts.path not in _NOT_AFTER_SIGN_IN else DESK


def _to_sign_in() -> Response:
    """Signed out: a GET is kept as an address; a POST is answered with the sign-in page that carries what was typed."""
    if request.method == "POST":
        return pending.ask_to_sign_in(safe_next(request.full_path.rstrip("?")))
    target = safe_next(request.full_path.rstrip("?"))
    return redirect(url_for("desk.sign_in", lanjut=None if target == DESK else target), HTTPStatus.SEE_OTHER)
