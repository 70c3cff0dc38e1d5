"""Coming in with the code, going out, and coming back after half an hour with what was typed."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request

from webapp.base import drafts
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import wait
from webapp.whistleblowing import seats
from webapp.whistleblowing.box import files, queries, views, words
from webapp.whistleblowing.box.forms import CodeForm
from webapp.whistleblowing.brakes import Busy
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import open_code
from webapp.whistleblowing.vault import REPORTER, Reader
from webapp.whistleblowing.web import house, load_draft, save_draft

TEMPLATE = "whistleblowing/box/code.html"
CHANGING = "kode-ganti"


def ask(note: str = "", draft: str = "") -> Response:
    """For the code."""
    return _ask(CodeForm(), note, draft)


def come_in() -> Response:
    """A typed code: what is no code is said before any work, an unknown one after the same work as a right one."""
    form = CodeForm(request.form)
    draft = _token()
    if not form.validate() or form.code is None:
        return _ask(form, draft=draft)
    rooms = house()
    try:
        rooms.brakes.tries.take()
        opened = open_code(rooms.db, rooms.settings, rooms.brakes, form.code)
    except Busy as busy:
        return wait(_ask(form.refuse(say(words.BUSY, seconds=busy.seconds)), draft=draft), busy.seconds)
    report = queries.find(rooms.db, opened.tag)
    if report is None:
        return _ask(form.refuse(say(words.CODE_UNKNOWN)), draft=draft)
    seat = Seat(seats.REPORTER, report, Reader(REPORTER, opened.private), form.code)
    return seats.take(views.show(seat, draft), seats.REPORTER, report, opened.private, form.code)


def come_again() -> Response:
    """Nobody sits here any longer: what was typed waits in its draft."""
    token = _token()
    if token and (request.form.get("pesan", "").strip() or any(one.filename for one in request.files.values())):
        try:
            if views.fits():
                save_draft(token, {name: request.form.getlist(name) for name in views.TYPED})
            files.hand_in(token)
        except Busy as busy:
            return wait(_ask(CodeForm(), say(words.BUSY_KEPT), token), busy.seconds)
        return ask(
            _("Kotak ini sudah tertutup. Belum ada yang terkirim. Tulisan Anda masih ada: masukkan kode lagi."), token
        )
    if request.form.get("langkah") == CHANGING:
        return ask(_("Kotak ini sudah tertutup. Mungkin kode Anda sudah diganti: coba kode yang baru dulu."))
    return ask(_("Kotak ini sudah tertutup. Belum ada yang berubah. Masukkan kode lagi."))


def still_in() -> Response:
    """An address that is opened shows nothing, even to who has come in."""
    return page("whistleblowing/box/still_in.html")


def go_out() -> Response:
    """The session ends, and everything of ours leaves the browser."""
    return seats.leave(page("whistleblowing/box/out.html"), seats.REPORTER)


def gone() -> Response:
    """The report went, or its code, while somebody was in."""
    return seats.leave(_ask(CodeForm(), say(words.GONE)), seats.REPORTER)


def _ask(form: CodeForm, note: str = "", draft: str = "") -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    typed = views.typed() if draft and not (views.fits() and load_draft(draft)) else {}
    return page(TEMPLATE, status=status, form=form, note=note, draft=draft, typed=typed)


def _token() -> str:
    typed = request.form.get("draf", "")
    return typed if drafts.is_token(typed) else ""
