"""Home, help, display choices and accessibility; the same for everybody but for language and display."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, g, render_template, request
from werkzeug.datastructures import MultiDict

from webapp.base import kept_pages
from webapp.base.display import CHOICES, COOKIE, Display
from webapp.base.i18n import language
from webapp.base.pages import page
from webapp.base.web import config
from webapp.public.forms import DisplayForm
from webapp.public.statement import DATA, FORMS, NEEDS, statement

bp = Blueprint("public", __name__)

KEPT = timedelta(days=365)


@bp.get("/")
def home() -> Response:
    """The door: report, follow, or take the safe way about corruption."""
    return _for_everybody("public/home.html")


@bp.get("/bantuan")
def help_page() -> Response:
    """How it works, whose help there is, what becomes of the data."""
    return _for_everybody("public/help.html")


@bp.get("/bantuan/<any(nvda, jaws, talkback, voiceover, orca, 'pembesar-layar', 'kendali-suara', 'papan-ketik'):alat>")
def tool(alat: str) -> Response:
    """Short help for one assistive technology."""
    return _for_everybody(f"public/tools/{alat}.html")


@bp.get("/istilah")
def glossary() -> Response:
    """The words that officers and laws use, each with what it means."""
    return _for_everybody("public/glossary.html")


@bp.get("/aksesibilitas")
def accessibility() -> Response:
    """What is aimed for, what was found in this version by which checks, what no person has judged yet."""
    return _for_everybody("public/accessibility.html", found=statement(), needs=NEEDS)


@bp.get("/aksesibilitas.<any(jsonld, yaml):form>")
def accessibility_data(form: str) -> Response:
    """The same as EARL or OpenACR, for machines."""
    name, media_type = FORMS[form]
    return kept_pages.answer((name,), lambda: (DATA / name).read_text("utf-8"), media_type)


@bp.get("/tampilan")
def display() -> Response:
    """Show the display choices; those in the address are also kept in the cookie. Nothing else is changed by it."""
    form = _form(Display.parse(request.cookies.get(COOKIE)))
    asked = any(arg in request.args for arg, _kind in CHOICES.values())
    saved = asked and form.validate()
    response = page("public/display.html", form=form, saved=saved, back=_back())
    if saved:
        _keep(response, form.choice())
    return response


def _for_everybody(template: str, **facts: object) -> Response:
    """A page that nothing but language and display changes while this process lives."""
    return kept_pages.answer((template, language(), g.display), lambda: render_template(template, **facts))


def _form(current: Display) -> DisplayForm:
    """The current choices, overlaid with what the address asks for, right or wrong."""
    values = {arg: request.args.get(arg, getattr(current, name)) for name, (arg, _kind) in CHOICES.items()}
    return DisplayForm(MultiDict(values))


def _keep(response: Response, choice: Display) -> None:
    """The default needs no cookie."""
    if choice == Display():
        response.delete_cookie(COOKIE, secure=config().secure, httponly=True, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, choice.serialise(), max_age=KEPT, secure=config().secure, httponly=True, samesite="Lax"
        )


def _back() -> str:
    """The page of this site that the person came from; never a foreign address, nor this page itself."""
    try:
        origin, came = urlsplit(request.host_url), urlsplit(request.args.get("dari") or request.referrer or "")
    except ValueError:  # such as "http://[x"
        return ""
    ours = (came.scheme, came.netloc) in {("", ""), (origin.scheme, origin.netloc)}
    local = came.path.startswith("/") and not came.path.startswith(("//", "/\\")) and came.path != request.path
    return came.path if ours and local else ""
