"""The display choices of each request, for views (`g.display`), catalogues (`g.language`) and templates."""

from __future__ import annotations

from flask import Flask, g, request

from webapp.base import i18n
from webapp.base.display import COOKIE, Display


def init_app(app: Flask) -> None:
    """The address says it, else the cookie, else the default."""
    app.before_request(_choose)
    app.context_processor(_for_templates)


def _choose() -> None:
    g.display = Display.chosen(request.cookies.get(COOKIE), request.args)
    g.language = g.display.language.value


def _for_templates() -> dict[str, object]:
    return {"display": g.get("display", Display()), "locale": i18n.language()}
