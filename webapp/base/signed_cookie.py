"""Flask's signed session cookie, which only the desk uses (for its CSRF token)."""

from __future__ import annotations

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface


class WhereSent(SecureCookieSessionInterface):
    """Prepares to check a signature only where a cookie came: citizens have none, and a signer is dear to make."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds; an empty session without one."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)
