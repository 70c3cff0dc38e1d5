"""Security headers, exact on every answer; a blueprint may declare stricter ones, never looser."""

from __future__ import annotations

from flask import Flask, Response, request

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

SECRET = "no-store"
"""Cache-Control of everything that may hold a person's words, a PIN or an officer's page."""

PUBLIC_PAGE = "public, no-cache"
"""Cache-Control of pages that are the same for everybody; the browser asks again each time (ETag)."""


def init_app(app: Flask) -> None:
    """Add the headers to every answer, errors included; what sets no Cache-Control is not stored anywhere."""
    app.after_request(add)


def add(response: Response) -> Response:
    """The exact headers; `no-store` unless the view said something else."""
    for name, value in HEADERS.items():
        if name not in response.headers:
            response.headers.add(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = SECRET
    return response


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
