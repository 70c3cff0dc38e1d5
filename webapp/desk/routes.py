"""All desk pages: importing a module attaches its routes to the blueprint."""

from __future__ import annotations

from flask import Flask

from webapp.desk import act, case, evidence, queue, signin  # noqa: F401
from webapp.desk.blueprint import bp


def init_app(app: Flask) -> None:
    """Register the desk; Flask's own session cookie holds nothing but the CSRF secret and goes to the desk only."""
    app.config.update(
        SESSION_COOKIE_NAME="petugas_formulir",
        SESSION_COOKIE_PATH="/petugas",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=app.extensions["config"].secure,
        WTF_CSRF_TIME_LIMIT=None,  # a slow writer is not an attacker
    )
    app.register_blueprint(bp)
