"""`/meja/masuk`, `/meja/keluar`, `/meja/kunci`, `/meja/pulih`: the door of the desk and one's own account."""

from __future__ import annotations

from typing import cast

from flask import Response, redirect, request
from flask_babel import ngettext
from wtforms import Form

from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.base.web import wait
from webapp.whistleblowing import seats
from webapp.whistleblowing.brakes import Busy
from webapp.whistleblowing.keys import grants, guesses, known, on_paper, service
from webapp.whistleblowing.keys.accounts import NotPossible
from webapp.whistleblowing.keys.forms import LostForm, SignInForm, StepUpForm
from webapp.whistleblowing.keys.guesses import Held
from webapp.whistleblowing.keys.on_paper import PaperError
from webapp.whistleblowing.keys.plan import RECOVERY_BYTES, Deed
from webapp.whistleblowing.keys.service import Unlocked, Wrong
from webapp.whistleblowing.keys.state import bp, key_room
from webapp.whistleblowing.keys.steps import first_step, gone
from webapp.whistleblowing.rules import anyone, needs
from webapp.whistleblowing.seats import HOLDER
from webapp.whistleblowing.tree import Me, Role, number
from webapp.whistleblowing.web import house, now, today

__all__ = ["bp"]
DESK = "/meja"
SIGN_IN, ACCOUNT, LOST = (f"whistleblowing/keys/{name}.html" for name in ("sign_in", "account", "lost"))


@bp.get("/masuk")
@anyone
def sign_in() -> Response:
    """The empty form."""
    return cast(Response, redirect(DESK, 303)) if seats.taken(HOLDER) else page(SIGN_IN, form=SignInForm())


@bp.post("/masuk")
@anyone
def enter() -> Response:
    """Open the key for half an hour. Whoever was tried often is told so."""
    form = SignInForm(request.form)
    if not form.validate():
        return page(SIGN_IN, form=form)
    opened = _unlocked(form["nama"].data, form)
    if isinstance(opened, int):
        return _again(page(SIGN_IN, form=form), opened)
    answer = cast(Response, redirect(DESK, 303))
    if opened.wrong >= guesses.MOST:
        answer = page("whistleblowing/keys/warned.html", wrong=opened.wrong)
    known.mark(answer, opened.holder, opened.salt)
    return seats.take(answer, HOLDER, str(opened.holder), opened.private)


@bp.post("/keluar")
@anyone
def sign_out() -> Response:
    """By a form only: a link that somebody sends signs nobody out."""
    return seats.leave(page("whistleblowing/keys/out.html"), HOLDER)


@bp.get("/kunci")
@needs(*Role)
def account(me: Me) -> Response:
    """One's own account and what can be changed of it."""
    return _account(me, StepUpForm())


@bp.post("/kunci", endpoint="change")
@needs(*Role)
def change(me: Me) -> Response:
    """Passphrase and code once more, then the steps of the change."""
    form, mine = StepUpForm(request.form), service.account(house(), me.id)
    if not form.validate():
        return _account(me, form)
    opened = _unlocked(mine.username, form)
    if isinstance(opened, int):
        return _again(_account(me, form), opened)
    return first_step(opened.plan(Deed(form["ganti"].data)))


@bp.route("/pulih", methods=["GET", "POST"])
@anyone
def lost() -> Response:
    """The passphrase or the telephone is lost, the paper is there; and what to do when that is lost, too."""
    form = LostForm(request.form if request.method == "POST" else None)
    if request.method == "GET" or not form.validate():
        return page(LOST, form=form)
    try:
        raw = on_paper.read(form["pemulihan"].data, RECOVERY_BYTES)
        return first_step(service.recover(house(), key_room().papers, form["nama"].data, raw))
    except PaperError as refused:
        form["pemulihan"].errors = [_misread(refused)]
    except Wrong:
        form.form_errors.append(_("Nama pengguna atau kode pemulihan tidak cocok. Periksa keduanya, lalu coba lagi."))
    except Held as held:
        form.form_errors.append(_held(held))
        return _again(page(LOST, form=form), held.seconds)
    return page(LOST, form=form)


@bp.get("/kunci/beri")
@needs(*Role)
def colleagues(me: Me) -> Response:
    """To whom keys can be handed on."""
    return _colleagues(me, None)


@bp.post("/kunci/beri", endpoint="hand")
@needs(*Role)
def hand(me: Me) -> Response:
    """Hand on all that is open here to a colleague, but for reports that exclude them."""
    to = number(request.form.get("beri", "")) or 0
    try:
        granted = grants.grant(house(), me, None, to, today())
    except NotPossible:
        return gone()
    return _colleagues(me, granted)


def _colleagues(me: Me, granted: grants.Granted | None) -> Response:
    with house().db.read() as session:
        there = grants.my_colleagues(session, me)
    return page("whistleblowing/keys/grant.html", colleagues=there, granted=granted)


def _account(me: Me, form: Form) -> Response:
    return page(ACCOUNT, form=form, account=service.account(house(), me.id))


def _unlocked(name: str, form: Form) -> Unlocked | int:
    """Or the seconds to wait; then the form says why. Which of the three was wrong nobody is told."""
    code, form["kode"].data = form["kode"].data, ""  # it will have changed by the next try
    try:
        return service.unlock(house(), key_room().guesses, name, form["sandi"].data, code, now(), known.shown())
    except Wrong:
        form.form_errors.append(_("Nama, kalimat sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."))
    except Held as held:
        form.form_errors.append(_held(held))
        return held.seconds
    except Busy as busy:
        form.form_errors.append(_("Server sedang sibuk. Tunggu sebentar, lalu coba lagi."))
        return busy.seconds
    return 0


def _again(answer: Response, seconds: int) -> Response:
    return wait(answer, seconds) if seconds else answer


def _held(held: Held) -> str:
    return ngettext(
        "Sudah terlalu banyak percobaan yang salah untuk nama ini. Coba lagi dalam %(num)s menit.",
        "Sudah terlalu banyak percobaan yang salah untuk nama ini. Coba lagi dalam %(num)s menit.",
        -(-held.seconds // 60),
    )


def _misread(refused: PaperError) -> str:
    if refused.digits is None:
        return _("Kode pemulihan hanya terdiri dari angka. Periksa ketikannya.")
    if refused.digits != len(on_paper.written(bytes(RECOVERY_BYTES))):
        return _("Kode pemulihan terdiri dari 40 angka. Yang Anda ketik %(count)s angka.", count=refused.digits)
    return _("Ada angka yang salah ketik di dalam kode pemulihan ini. Bandingkan lagi dengan kertasnya.")
