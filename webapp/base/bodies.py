"""A form that broke off on its way is refused: half a page must never be taken for a whole one, nor kept as a draft.

Nor is a form that was cut: werkzeug gives as much of a body without a length as it may hold, and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


FAR_TOO_LONG = 2**40
"""Bytes that no limit allows."""


def init_app(app: Flask) -> None:
    """Let werkzeug compare what came with its length: 400 when the connection ended before, 413 when it is too long."""
    app.wsgi_app = _counted(app.wsgi_app, app.config["MAX_CONTENT_LENGTH"])  # type: ignore[assignment]


def _counted(inner: WSGIApplication, most: int) -> WSGIApplication:
    """gunicorn says that it ends the body, so that chunked bodies work, but gives what came of a shorter one."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.pop("HTTP_TRANSFER_ENCODING", ""):
            _measure(environ, most)
        if environ.get("CONTENT_LENGTH"):
            environ.pop("wsgi.input_terminated", None)
        return inner(environ, start_response)

    return serve


def _measure(environ: WSGIEnvironment, most: int) -> None:
    """Give a chunked body its length; one byte more than may come is enough to refuse it, wherever it goes."""
    try:
        body, missing = environ["wsgi.input"].read(most + 1), 0
    except OSError:
        body, missing = b"", 1
    length = FAR_TOO_LONG if len(body) > most else len(body) + missing
    environ["wsgi.input"], environ["CONTENT_LENGTH"] = BytesIO(body), str(length)
