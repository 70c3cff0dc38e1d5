"""Who may open which page: every view declares its rule, and a test fails for one that declares none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, abort, redirect, request

from webapp.base.pages import page
from webapp.whistleblowing import seats, tree
from webapp.whistleblowing.tree import Me, Role
from webapp.whistleblowing.web import house

View = TypeVar("View", bound=Callable[..., Any])
SIGN_IN = "/meja/masuk"
UNSEEN = ("versi", "sandi", "kode", "kelompok", "pemulihan", "undangan")
"""Fields that are not shown once more where a form came to nothing: a number of ours, a passphrase, a code."""


def needs(*roles: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Only for holders in one of these roles, whose `Me` is the view's first argument; for others there is nothing."""

    def declare(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **parts: Any) -> Any:
            me = _me()
            if me is None:
                return _signed_out()
            return view(me, *args, **parts) if me.role in roles else abort(HTTPStatus.NOT_FOUND)

        guarded.needs = frozenset(roles)  # type: ignore[attr-defined]
        return guarded

    return declare


def anyone(view: View) -> View:
    """Declares that a page is open to who has not signed in: it asks for a code, or a draft, by itself."""
    view.needs = frozenset()  # type: ignore[attr-defined]
    return view


def _me() -> Me | None:
    seat = seats.taken(seats.HOLDER)
    if seat is None:
        return None
    with house().db.read() as session:
        row = tree.active(session, int(seat.id))
    return None if row is None else Me(row.id, row.name, Role(row.role), row.inspectorate_id, seat.reader)


def _signed_out() -> Response:
    """What was typed is shown once more to be copied: it must not be lost, and we must not keep it."""
    if request.method != "POST":
        return redirect(SIGN_IN, HTTPStatus.SEE_OTHER)  # type: ignore[return-value]
    return page("whistleblowing/desk/signed_out.html", status=HTTPStatus.UNAUTHORIZED, typed=typed())


def typed() -> list[str]:
    """The texts of a form that came to nothing; none where what was sent could not be read."""
    with suppress(Exception):  # an error page must not fail by what failed already
        return [text for name, text in request.form.items() if name not in UNSEEN and len(text.split()) > 1]
    return []
