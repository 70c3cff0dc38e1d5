"""The way in and out: signing in, signing out, and the officer's own sessions."""

from __future__ import annotations

from http import HTTPStatus

from flask import abort, redirect, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import ngettext
from werkzeug.wrappers import Response

from webapp.base.crypto import KeyRing
from webapp.base.limits import Allowance, Brake, network
from webapp.base.pages import page
from webapp.base.sentences import _
from webapp.base.web import brake, config, database, now, wait
from webapp.desk import access, pending, words
from webapp.desk.access import current_officer, needs
from webapp.desk.blueprint import bp
from webapp.desk.forms import ConfirmForm, SignInForm
from webapp.officers import queries, service
from webapp.officers.service import SignInError

FAILURES = Allowance("sign-in-network", 30, 600)
"""Failed sign-ins in ten minutes from one network, whatever names they try; none over all, which would be a lock."""


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """The brake of one app."""
    settings = state.app.extensions["config"]
    state.app.extensions["sign_in_brake"] = Brake.at(settings.limits_url, settings.secret_key, FAILURES)


@bp.get("/masuk")
def sign_in() -> Response:
    """The empty sign-in page; `lanjut` is where the officer was going."""
    if access.signed_in():
        return redirect(access.safe_next(request.args.get("lanjut")), HTTPStatus.SEE_OTHER)
    form = SignInForm(formdata=None)
    form.lanjut.data = access.safe_next(request.args.get("lanjut"))
    return page("desk/signin.html", form=form, has_pending=False)


@bp.post("/masuk")
def enter() -> Response:
    """Check what was typed and open a session, or show the page again with one sentence for every reason."""
    form = SignInForm()
    if not form.validate_on_submit():
        return _again(form)
    present = now()
    if seconds := brake("sign_in_brake").take(request.remote_addr, present):
        return _refused(form, seconds, _from_here(seconds))
    typed = form.typed(network(request.remote_addr))
    answer = service.sign_in(database(), KeyRing(config().field_keys), typed, present)
    if isinstance(answer, SignInError):
        return _refused(form, answer.wait_seconds, _too_fast(answer.wait_seconds))
    brake("sign_in_brake").forgive(request.remote_addr, present)
    session.clear()  # a form made before signing in is no longer good
    access.let_in(answer)
    return access.remember(_onward(form), answer)


def _again(form: SignInForm) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return page("desk/signin.html", status=status, form=form, has_pending=bool(pending.read(form.tertunda.data)))


def _refused(form: SignInForm, seconds: int, sentence: str) -> Response:
    form.code.data = ""  # it will have changed by the next try
    if not seconds:
        form.form_errors.append(_("Nama, kata sandi, atau kode tidak cocok. Periksa ketiganya, lalu coba lagi."))
        return _again(form)
    form.form_errors.append(sentence)
    return wait(_again(form), seconds)


def _from_here(seconds: int) -> str:
    return ngettext(
        "Terlalu banyak percobaan masuk yang gagal dari jaringan Anda. Coba lagi dalam %(num)s detik.",
        "Terlalu banyak percobaan masuk yang gagal dari jaringan Anda. Coba lagi dalam %(num)s detik.",
        seconds,
    )


def _too_fast(seconds: int) -> str:
    return ngettext(
        "Terlalu banyak percobaan untuk nama ini. Coba lagi dalam %(num)s detik.",
        "Terlalu banyak percobaan untuk nama ini. Coba lagi dalam %(num)s detik.",
        seconds,
    )


def _onward(form: SignInForm) -> Response:
    """To where the officer was going; with unsent text first to a page that gives it back."""
    target, fields = access.safe_next(form.lanjut.data), pending.read(form.tertunda.data)
    if fields and target != access.DESK:
        return page("desk/signin_resume.html", target=target, fields=fields)
    return redirect(target, HTTPStatus.SEE_OTHER)


@bp.route("/keluar", methods=["GET", "POST"])
@needs()
def sign_out() -> Response:
    """End this session. A GET only asks, because links are followed by machines too."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return page("desk/signin_out.html", form=form)
    service.sign_out(database(), access.token(), now())
    session.clear()
    return access.forget(redirect(url_for(".sign_in"), HTTPStatus.SEE_OTHER))


@bp.get("/akun")
@needs()
def account() -> Response:
    """Who I am here, what I may do and where I am signed in. The second factor is never shown again."""
    return _account_page(ConfirmForm(formdata=None))


@bp.post("/akun/sesi/<int:session_id>/akhiri")
@needs()
def end_session(session_id: int) -> Response:
    """End one of my own sessions; somebody else's is not there."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _account_page(form)
    if not service.revoke_session(database(), current_officer().id, session_id, now()):
        abort(404)
    return redirect(url_for(".account"), HTTPStatus.SEE_OTHER)


@bp.post("/akun/sesi/akhiri-semua")
@needs()
def end_all_sessions() -> Response:
    """End all my sessions, this one too: for a lost telephone or a forgotten computer."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return _account_page(form)
    service.revoke_all(database(), current_officer().id, now())
    session.clear()
    return access.forget(redirect(url_for(".sign_in"), HTTPStatus.SEE_OTHER))


def _account_page(form: ConfirmForm) -> Response:
    officer = current_officer()
    sessions = queries.open_sessions(database(), officer, now())
    return page("desk/signin_account.html", form=form, officer=officer, sessions=sessions, role_names=words.ROLE_NAMES)
