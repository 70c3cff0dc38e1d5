"""The manifest, the service worker and the offline page.

The worker keeps one page and its style sheet. It never keeps a report, a receipt or any other HTML, and never touches
a POST: a cached page would be shown to the next person at the same phone.
"""

from __future__ import annotations

from hashlib import sha256

from flask import Blueprint, Response, jsonify, make_response, render_template

from webapp.base.assets import asset
from webapp.base.i18n import language
from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.base.web import config

bp = Blueprint("pwa", __name__)

OFFLINE = "/luring"
STYLE = "css/lapor.css"
COLOUR = "#0b4a3e"
ICONS = (("icons/icon.svg", "any", "image/svg+xml"), ("icons/192.png", "192x192", "image/png"))
LARGE = ("icons/512.png", "512x512", "image/png")


@bp.get(OFFLINE)
def offline() -> Response:
    """What a browser shows when the page asked for didn't arrive."""
    return page("public/offline.html")


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """W3C Web App Manifest. No share target: what is shared into an app would pass by the form's questions."""
    response = jsonify(
        id="/",
        name=config().site.name,
        short_name=config().site.name,
        description=_("Laporkan layanan publik dan ikuti sampai beres."),
        lang=language(),
        start_url="/",
        scope="/",
        display="standalone",
        background_color=COLOUR,
        theme_color=COLOUR,
        icons=[_icon(*icon) for icon in ICONS] + [_icon(*LARGE), _icon(*LARGE) | {"purpose": "maskable"}],
    )
    response.mimetype = "application/manifest+json"
    return _fresh(response)


@bp.get("/sw.js")
def service_worker() -> Response:
    """The worker; its text changes with the offline page (and so with its language), which makes browsers renew it."""
    shell = [OFFLINE, asset(STYLE)]
    body = render_template("pwa/sw.js", shell=shell, version=_version(), offline=OFFLINE)
    return _fresh(make_response(body, {"Content-Type": "text/javascript; charset=utf-8"}))


def _icon(name: str, sizes: str, kind: str) -> dict[str, str]:
    return {"src": asset(name), "sizes": sizes, "type": kind}


def _version() -> str:
    """A digest of the offline page as this person would get it; it names the style sheet, whose name holds a hash."""
    return sha256(render_template("public/offline.html").encode()).hexdigest()[:12]


def _fresh(response: Response) -> Response:
    """To be asked for again each time, or an old worker would live on; differs by the language in the cookie."""
    response.headers["Cache-Control"] = "no-cache"
    return response
