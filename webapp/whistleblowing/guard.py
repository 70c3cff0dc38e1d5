"""What holds on every answer of the sealed app: forms only from our own pages, and headers stricter than the site's."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, abort, request

from webapp.base.headers import same_site
from webapp.whistleblowing.web import house

CSP = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Style and forms, nothing else: whatever is written here, no script of anybody's runs."""
PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


def init_app(app: Flask) -> None:
    """Before and after every request."""
    app.before_request(_from_our_own_page)
    app.after_request(_strict)


def _from_our_own_page() -> None:
    """Cross-site forms are refused without a cookie that would have to exist first."""
    if request.method == "POST" and not same_site(house().settings.site.base_url):
        abort(HTTPStatus.FORBIDDEN)


def _strict(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", CSP)
    answer.headers["Permissions-Policy"] = PERMISSIONS
    return answer
