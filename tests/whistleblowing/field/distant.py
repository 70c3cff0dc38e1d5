"""The auditing client at a server of another process: each of its pages is audited, and used as by a person."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from tests.auditing import AuditingClient
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.settings import Settings

Connect = Callable[[], http.client.HTTPConnection]
ITS_OWN = ("HOST", "COOKIE", "ORIGIN", "REFERER", "SEC_FETCH_SITE")
"""Headers of the client that go on as they are."""


class Distant(AuditingClient):
    """A browser without JavaScript. `halfway` is called when half of a form was sent."""

    connect: Connect
    halfway: Callable[[], None] | None = None

    def run_wsgi_app(self, environ: WSGIEnvironment, buffered: bool = False) -> tuple[Iterable[bytes], str, Headers]:
        """Send the request on its way; cookies stay here, as in a browser."""
        self._add_cookies_to_wsgi(environ)
        answered = run_wsgi_app(self._pass_on, environ, buffered=True)
        self._update_cookies_from_response("localhost", environ["PATH_INFO"], answered[2].getlist("Set-Cookie"))
        return answered

    def _pass_on(self, environ: WSGIEnvironment, start: StartResponse) -> list[bytes]:
        with closing(self.connect()) as connection:
            self._ask(connection, environ)
            answer = connection.getresponse()
            start(f"{answer.status} {answer.reason}", answer.getheaders())
            return [answer.read()]

    def _ask(self, connection: http.client.HTTPConnection, environ: WSGIEnvironment) -> None:
        query, body = environ.get("QUERY_STRING"), environ["wsgi.input"].read()
        connection.putrequest(
            environ["REQUEST_METHOD"], environ["PATH_INFO"] + (f"?{query}" if query else ""), skip_host=True
        )
        for name, value in _headers(environ, len(body)):
            connection.putheader(name, value)
        connection.endheaders(body[: len(body) // 2])
        if body and self.halfway is not None:
            self.halfway()
        connection.send(body[len(body) // 2 :])


def _headers(environ: WSGIEnvironment, length: int) -> Iterator[tuple[str, str]]:
    yield from ((name.replace("_", "-"), environ[f"HTTP_{name}"]) for name in ITS_OWN if f"HTTP_{name}" in environ)
    if environ["REQUEST_METHOD"] == "POST":
        yield "Content-Type", environ["CONTENT_TYPE"]
        yield "Content-Length", str(length)


def distant(folder: Path, connect: Connect) -> Distant:
    """A browser; `folder` is for the app that the audit asks for its addresses, and stays empty."""
    settings = {"LAPOR_MODE": "demo", "WB_DATA_DIR": str(folder / "unused"), "WB_BASE_URL": "http://localhost"}
    app: Any = create_sealed_app(Settings.from_env(settings))
    client = Distant(app, app.response_class)
    client.connect = connect
    return client
