"""The display choices of each request, for views (`g.display`), sentences and templates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Flask, g, request
from markupsafe import Markup

from webapp.base import i18n
from webapp.base.display import COOKIE, Data, Display
from webapp.base.ids import spaced


def init_app(app: Flask) -> None:
    """The address says it, else the cookie, else the default; `Save-Data: on` saves data whatever they say."""
    app.before_request(_choose)
    app.teardown_request(lambda _error: i18n.speak())
    app.context_processor(_for_templates)
    app.jinja_env.filters["spaced"] = spaced
    app.jinja_env.globals["part"] = _parts(app)


def _choose() -> None:
    asked = request.args if request.query_string else {}  # mostly there is none, and an empty one is parsed too
    g.display = Display.chosen(request.cookies.get(COOKIE), asked)
    if request.headers.get("Save-Data") == "on":
        g.display = replace(g.display, data=Data.SAVING)
    i18n.speak(g.display.language.value)


def _for_templates() -> dict[str, object]:
    return {"display": g.get("display", Display()), "locale": i18n.language()}


def _parts(app: Flask) -> Callable[[str], Markup]:
    """`part("components/menu.html")`: a template that shows the same to everybody, rendered once for each language.

    Of the display choices it may look at the language alone.
    """
    drawn: dict[tuple[str, str], Markup] = {}

    def part(name: str) -> Markup:
        key = name, i18n.voice()
        if key not in drawn:
            easy = g.get("display", Display()).easy
            html = app.jinja_env.get_template(name).render(locale=i18n.language(), easy=easy)
            drawn[key] = Markup(html)  # noqa: S704 (a template of ours has escaped it already)
        return drawn[key]

    return part
