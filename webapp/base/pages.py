"""One way to answer with a page: whole for a browser, the part that changed for htmx."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from http import HTTPStatus
from typing import Any, cast

from flask import Flask, Response, make_response, render_template, request
from flask.templating import Environment
from htmx_flask import Htmx
from htmx_flask.requests import HtmxAwareRequest

htmx = Htmx()


class QuickEnvironment(Environment):
    """Gives templates what they all share as a plain dict: jinja's chain of dicts is searched at each import of a macro
    and each `_`, and took a tenth of the time of a page. What is shared must be there before the first page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class QuickFlask(Flask):
    """Has no view that waits, so it asks none whether it does: Flask asks eight functions at each request."""

    jinja_environment = QuickEnvironment

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def page(template: str, *, fragment: str | None = None, status: int | None = None, **context: Any) -> Response:
    """Render `template`, or `fragment` when htmx asks for a part; 422 when `form` in the context has errors.

    Always sends `Vary: HX-Request`, or the browser's back button would show a bare fragment.
    """
    wants_part = fragment is not None and _is_htmx()
    body = render_template(fragment if wants_part and fragment else template, **context)
    response = make_response(body, status or _status(context.get("form")))
    response.headers.add("Vary", "HX-Request")
    return response


def _is_htmx() -> bool:
    headers = cast(HtmxAwareRequest, request).htmx
    return bool(headers) and not headers.history_restore_request


def _status(form: Any) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
