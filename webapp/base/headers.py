"""Security headers, exact on every answer; a blueprint may declare stricter ones, never looser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # never no-referrer: over HTTPS Flask-WTF refuses a POST without Referer
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

SANDBOX = "sandbox; default-src 'none'"
"""Content-Security-Policy of somebody's file: wherever a browser opens it, nothing in it runs."""

SECRET = "no-store"
"""Cache-Control of everything that may hold a person's words, a PIN or an officer's page."""

PUBLIC_PAGE = "public, no-cache"
"""Cache-Control of pages that are the same for everybody; the browser asks again each time (ETag)."""

_EVERYWHERE = tuple((name.lower(), (name, value)) for name, value in {**HEADERS, "Cache-Control": SECRET}.items())


def init_app(app: Flask) -> None:
    """Add the headers to every answer, errors included; what sets no Cache-Control is not stored anywhere."""
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[assignment]


def _with_headers(inner: WSGIApplication) -> WSGIApplication:
    """The exact headers, where the view said nothing stricter; outside of Flask, because it costs a tenth there."""

    def serve(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, said: list[tuple[str, str]], *error: Any) -> Any:
            names = {name.lower() for name, _value in said}
            return start_response(status, said + [pair for name, pair in _EVERYWHERE if name not in names], *error)

        return inner(environ, start)

    return serve


def same_site(allowed_origin: str) -> bool:
    """Whether this POST comes from our own page.

    A browser says so by Sec-Fetch-Site or Origin. A missing pair, as text browsers send, is accepted: such a client
    runs no foreign script that could forge a form (OWASP CSRF cheat sheet, "Fetch Metadata").
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin in (None, allowed_origin, request.host_url.rstrip("/"))
