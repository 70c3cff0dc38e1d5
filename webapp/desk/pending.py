"""What an officer had typed when the session ended: carried through the sign-in page, so that nothing is lost.

The text goes nowhere but back to the browser it came from: a hidden field of the sign-in page, then a form that sends
it, without a CSRF token, to the page it was meant for. That page refuses it as stale and shows it filled in, ready to
be checked and sent. So nothing is stored, and nothing is done that the officer didn't see.
"""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, request

from webapp.base.pages import page
from webapp.desk.forms import SignInForm

_NOT_CARRIED = ("csrf_token",)


def ask_to_sign_in(target: str) -> Response:
    """The sign-in page in answer to a signed-out POST to `target` (already known to be a desk address).

    403 and not 401: text browsers answer a 401 by asking for a password of their own.
    """
    form, fields = SignInForm(formdata=None), _carried()
    if fields:  # a mere button is not pressed for them afterwards
        form.lanjut.data, form.tertunda.data = target, json.dumps(fields, ensure_ascii=False)
    return page("desk/signin.html", status=HTTPStatus.FORBIDDEN, form=form, has_pending=bool(fields))


def read(text: str | None) -> list[tuple[str, str]]:
    """The carried fields as (name, value), in their order; empty for anything else than what was carried."""
    try:
        pairs = json.loads(text or "[]")
    except (json.JSONDecodeError, RecursionError):
        return []
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        return []
    return [(name, value) for name, value in pairs if name not in _NOT_CARRIED]


def _carried() -> list[tuple[str, str]]:
    return [pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_CARRIED]


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)
