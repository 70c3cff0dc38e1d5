"""What can't be taken back: one level up, another code, everything deleted. Each is shown before it is done."""

from __future__ import annotations

from http import HTTPStatus

from flask import Response, request

from webapp.base import drafts
from webapp.base.crypto import new_token
from webapp.base.forms import options
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import wait
from webapp.whistleblowing import codes, erasing, seats
from webapp.whistleblowing.box import service, views, words
from webapp.whistleblowing.box.forms import AscentForm, GroupForm, WordForm
from webapp.whistleblowing.box.service import Ascent, Changed, Highest, SentBefore
from webapp.whistleblowing.brakes import Busy
from webapp.whistleblowing.codes import Code, code_of
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import open_code
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import house, today

ASCENT, CODE, DELETE = (f"whistleblowing/box/{name}.html" for name in ("ascent", "new_code", "delete"))


def ascent(seat: Seat) -> Response:
    """Who would read, one level up."""
    return _ascent(seat, AscentForm(request.form))


def ascend(seat: Seat) -> Response:
    """Hand the keys up, to exactly those who were shown."""
    form, token = AscentForm(request.form), views.token_of_page()
    shown, who = request.form.get("segel", ""), bool(form.identitas.data)
    try:
        service.ascend(house().db, seat, token, form.excluded, shown, who=who, on=today())
    except Changed:
        form.form_errors = [say(words.CHANGED)]
        return _ascent(seat, form)
    except Highest:
        return _ascent(seat, form)
    except SentBefore:
        return views.show(seat, told=say(words.SENT_BEFORE_UP))
    return views.show(
        seat, told=_("Sudah naik satu tingkat. Tingkat di bawahnya tidak melihat apa pun dari langkah ini.")
    )


def _ascent(seat: Seat, form: AscentForm) -> Response:
    try:
        way = service.ascent(house().db, seat, form.excluded)
    except Highest:
        return page(ASCENT, form=form, way=None)
    return page(ASCENT, form=_offer(form, way), way=way, draft=views.token_of_page())


def _offer(form: AscentForm, way: Ascent) -> AscentForm:
    form.terlibat.choices = options((str(one.id), f"{one.name}, {one.office}") for one in way.people)
    form.terlibat.data = [str(one) for one in form.excluded]
    return form


def broken() -> Response:
    """Somebody changed what lies in the database; nothing was done."""
    return page("whistleblowing/box/broken.html", status=HTTPStatus.CONFLICT)


def warn_of_code(seat: Seat) -> Response:
    """Before another code stands on the screen."""
    return page(CODE, form=None, code="", token=new_token())


def show_code(seat: Seat) -> Response:
    """The other code; the old one still holds."""
    token = _new_token()
    return page(CODE, form=GroupForm(), code=_code(seat, token), token=token)


def change_code(seat: Seat) -> Response:
    """The old code stops when the last group of the other is known. Every other session of the report ends."""
    form, token = GroupForm(request.form), _new_token()
    code = _code(seat, token)
    if not codes.has_copy(form.kelompok.data or "", codes.groups(code)):
        form.kelompok.errors = [say(words.LAST_GROUP)]
        return page(CODE, form=form, code=code, token=token)
    rooms = house()
    try:
        opened = open_code(rooms.db, rooms.settings, rooms.brakes, code)
    except Busy as busy:
        form.kelompok.errors = [say(words.BUSY, seconds=busy.seconds)]
        return wait(page(CODE, form=form, code=code, token=token), busy.seconds)
    service.change_code(rooms.db, seat, opened)
    rooms.sessions.end_all(Visitor(seats.REPORTER, seat.id))
    again = Seat(seats.REPORTER, seat.id, Reader(seat.reader.name, opened.private), code)
    told = _("Kode baru sudah berlaku. Kode lama tidak membuka apa-apa lagi: coret dari catatan Anda.")
    return seats.take(views.show(again, told=told), seats.REPORTER, seat.id, opened.private, code)


def _code(seat: Seat, token: str) -> Code:
    """Of this report only: the token of a draft shows nobody in another box what was sent from it."""
    return code_of(house().settings.code_key, f"{seat.id}|{token}")


def _new_token() -> str:
    typed = request.form.get("baru", "")
    return typed if drafts.is_token(typed) else new_token()


def ask_to_delete(seat: Seat) -> Response:
    """What goes and what stays."""
    return page(DELETE, form=WordForm())


def delete(seat: Seat) -> Response:
    """Everything of the report, and every session of its reporter."""
    form = WordForm(request.form)
    if not form.validate():
        return page(DELETE, form=form)
    erasing.erase(house(), seat.id)
    return seats.leave(page("whistleblowing/box/deleted.html"), seats.REPORTER)
