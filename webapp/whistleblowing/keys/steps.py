"""`/meja/mulai` and `/meja/langkah`: what is made or changed, a page for each step, all of it stored at the end."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import replace
from http import HTTPStatus
from typing import Any

import segno
from flask import Response, request
from markupsafe import Markup
from wtforms import Form

from webapp.base.pages import page
from webapp.base.second_factor import matching_step, setup_uri
from webapp.base.sentences import _
from webapp.base.web import wait
from webapp.whistleblowing import seats
from webapp.whistleblowing.brakes import Busy
from webapp.whistleblowing.keys import known, on_paper, passphrases, service
from webapp.whistleblowing.keys.forms import AgainForm, PaperForm, PassphraseForm, TokenForm, TotpForm
from webapp.whistleblowing.keys.plan import Deed, Plan, Step
from webapp.whistleblowing.keys.service import Changed, Wrong
from webapp.whistleblowing.keys.state import bp, key_room
from webapp.whistleblowing.rules import anyone
from webapp.whistleblowing.seats import HOLDER
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import house, now

FORMS: Mapping[Step, type[Form]] = {
    Step.PASSPHRASE: PassphraseForm,
    Step.AGAIN: AgainForm,
    Step.PAPER: PaperForm,
    Step.TOTP: TotpForm,
}
AGAIN = "ulang"
"""Other words, or back to them."""


@bp.route("/mulai", methods=["GET", "POST"])
@anyone
def begin() -> Response:
    """The first sign-in: the invitation is typed, for an address stays in the browser's history."""
    form = TokenForm(request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        try:
            return first_step(service.invited(house(), form.undangan.data or "", now()))
        except Wrong:
            form.undangan.errors = [
                _("Undangan ini tidak ada atau sudah lewat tujuh hari. Periksa ketikannya, atau minta yang baru.")
            ]
    return page("whistleblowing/keys/begin.html", form=form)


@bp.post("/langkah")
@anyone
def step() -> Response:
    """One step further; a step that was sent before, by the Back button or twice, shows the one that is next."""
    token = request.form.get("draf", "")
    plan, sent = key_room().waiting.find(token), request.form.get("langkah", "")
    if plan is None or plan.present is None or not _is_theirs(plan):
        return gone()
    if sent == AGAIN and plan.typed + plan.words:
        return _show(token, replace(plan, step=0, typed="", words=passphrases.offer()))
    form = FORMS[plan.present](request.form)
    if sent != plan.present.value:
        return _page(token, plan)
    if not form.validate():
        return _page(token, plan, form)
    try:
        further = _TAKE[plan.present](plan, form)
    except Busy as busy:
        return wait(
            _refused(token, plan, form, _("Server sedang sibuk. Tunggu sebentar, lalu coba lagi.")), busy.seconds
        )
    return _page(token, plan, form) if further is None else _onward(token, further)


def first_step(plan: Plan) -> Response:
    """Of something new."""
    token = key_room().waiting.begin(plan)
    begun = key_room().waiting.find(token)
    return gone() if begun is None else _page(token, begun)


def gone() -> Response:
    """What was begun is over; nothing was stored."""
    return page("whistleblowing/keys/gone.html", status=HTTPStatus.CONFLICT)


def _onward(token: str, plan: Plan) -> Response:
    plan = replace(plan, step=plan.step + 1)
    return _finish(token, plan) if plan.present is None else _show(token, plan)


def _show(token: str, plan: Plan) -> Response:
    key_room().waiting.keep(token, plan)
    return _page(token, plan)


def _finish(token: str, plan: Plan) -> Response:
    if key_room().waiting.drop(token) is None:
        return gone()
    try:
        private = service.finish(house(), plan, now())
    except Changed:
        return gone()
    house().sessions.end_all(Visitor(HOLDER, str(plan.holder)))
    answer = known.mark(page("whistleblowing/keys/done.html", deed=plan.deed), plan.holder, bytes.fromhex(plan.salt))
    return seats.take(answer, HOLDER, str(plan.holder), private)


def _is_theirs(plan: Plan) -> bool:
    if plan.deed in (Deed.BEGIN, Deed.LOST):
        return True
    seat = seats.taken(HOLDER)
    return seat is not None and seat.id == str(plan.holder)


def _page(token: str, plan: Plan, form: Form | None = None) -> Response:
    present = plan.present or Step.TOTP
    place: dict[str, Any] = {"number": plan.step + 1, "steps": len(plan.steps), "draf": token, "again": AGAIN}
    return page(
        f"whistleblowing/keys/{present.value}.html",
        form=form or FORMS[present](),
        **place,
        **_facts(plan, present),
    )


def _facts(plan: Plan, present: Step) -> dict[str, Any]:
    if present is Step.PAPER:
        return {"digits": on_paper.written(bytes.fromhex(plan.recovery))}
    if present is Step.TOTP:
        uri = setup_uri(plan.totp, plan.username, house().settings.site.name)
        return {"uri": uri, "picture": _picture(uri), "secret": plan.totp}
    return {"words": plan.words}


def _picture(uri: str) -> Markup:
    """Dark on light, in a dark theme too: cameras don't read it the other way round."""
    drawn = segno.make(uri, micro=False).svg_inline(scale=4, light="#fff", svgclass=None, lineclass=None)
    return Markup(drawn.replace("<svg", '<svg aria-hidden="true"', 1))  # noqa: S704 - drawn by us


def _refused(token: str, plan: Plan, form: Form, sentence: str) -> Response:
    form.form_errors.append(sentence)
    return _page(token, plan, form)


def _passphrase(plan: Plan, form: Form) -> Plan | None:
    typed = passphrases.tidy(form["sandi"].data)
    if passphrases.is_strong(typed):
        return replace(plan, typed=typed)
    return _wrong(form, "sandi", _("Kalimat sandi ini mudah ditebak. Pakai enam kata, atau paling sedikit 20 huruf."))


def _again(plan: Plan, form: Form) -> Plan | None:
    if hmac.compare_digest(passphrases.tidy(form["sandi"].data).encode(), plan.typed.encode()):
        return service.with_passphrase(house(), plan, plan.typed)
    return _wrong(form, "sandi", _("Ini bukan kalimat sandi yang tadi. Ketik lagi, atau kembali dan pilih yang lain."))


def _paper(plan: Plan, form: Form) -> Plan | None:
    if on_paper.is_last_group(form["kelompok"].data, bytes.fromhex(plan.recovery)):
        return plan
    return _wrong(form, "kelompok", _("Ini bukan lima angka terakhirnya. Periksa catatan Anda."))


def _totp(plan: Plan, form: Form) -> Plan | None:
    found = matching_step(plan.totp, form["kode"].data[:40], now())
    if found is not None:
        return replace(plan, totp_step=found)
    return _wrong(
        form, "kode", _("Kode ini tidak cocok. Periksa jam ponsel Anda, lalu ketik kode yang tampil sekarang.")
    )


def _wrong(form: Form, name: str, sentence: str) -> Plan | None:
    form[name].errors = [sentence]
    return None


_TAKE: Mapping[Step, Callable[[Plan, Form], Plan | None]] = {
    Step.PASSPHRASE: _passphrase,
    Step.AGAIN: _again,
    Step.PAPER: _paper,
    Step.TOTP: _totp,
}
