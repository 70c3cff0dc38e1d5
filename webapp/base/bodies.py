"""A form that broke off on its way is refused: half a page must never be taken for a whole one, nor kept as a draft."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def init_app(app: Flask) -> None:
    """Let werkzeug compare what came with Content-Length; it answers 400 when the connection ended before."""
    app.wsgi_app = _counted(app.wsgi_app)  # type: ignore[assignment]


def _counted(inner: WSGIApplication) -> WSGIApplication:
    """gunicorn says that it ends the body, so that chunked bodies work, but gives what came of a shorter one."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("CONTENT_LENGTH"):
            environ.pop("wsgi.input_terminated", None)
        return inner(environ, start_response)

    return serve
