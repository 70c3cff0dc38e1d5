"""The box itself: where the report is, the talks, writing more, and what was sent."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from flask import Response, request
from werkzeug.datastructures import MultiDict

from webapp.base import drafts
from webapp.base.crypto import DecryptError, new_token
from webapp.base.forms import options
from webapp.base.pages import page
from webapp.base.sentences import _, say
from webapp.base.web import wait
from webapp.whistleblowing import paging
from webapp.whistleblowing.box import files, leaves, queries, service, words
from webapp.whistleblowing.box.forms import ReplyForm
from webapp.whistleblowing.box.queries import Box
from webapp.whistleblowing.box.service import Enough, Gone, Reply, SentBefore, Unread
from webapp.whistleblowing.brakes import Busy, FilesOfToday
from webapp.whistleblowing.paging import Leaf, Part
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import RETALIATION, FileGone
from webapp.whistleblowing.status_words import STATUS_MEANINGS, STATUS_NAMES
from webapp.whistleblowing.web import house, load_draft, today

TYPED = ("pesan", "pembalasan", "kepada", files.ORIGINAL)
"""What a draft of the box holds."""
MOST_KEPT = 64 * 1024
"""Bytes of them; who begins a draft here is asked no code."""
_MISSES: Mapping[type[Exception], str] = {
    Enough: words.ENOUGH,
    DecryptError: words.BROKEN,
    FileGone: words.FILE_GONE,
    FilesOfToday: words.FILES_OF_TODAY,
}
LAST = 4
"""Pieces of all talks together on the page itself, at least one of each; all of them stand on the next."""
WHOLE = "baca"
"""The button that leads to the page where a shortened piece stands whole."""


def show(seat: Seat, draft: str = "", told: str = "") -> Response:
    """The page after a right code; `draft`, or the page itself, holds what was typed before it was asked again."""
    found = box_of(seat)
    kept = load_draft(draft) if draft else None
    form = _form(found, {**(kept.fields if kept else {}), **typed()} if draft else None)
    return _page(found, form, draft, told)


def typed() -> dict[str, list[str]]:
    """What a request says of a message."""
    return {name: request.form.getlist(name) for name in TYPED if name in request.form}


def fits() -> bool:
    """Whether that is no more than a draft is reckoned with; what is longer than any message stays on its page."""
    return len(json.dumps(typed())) <= MOST_KEPT


def write(seat: Seat) -> Response:
    """Something more is sent, once for each page."""
    found, token = box_of(seat), token_of_page()
    form = _form(found, request.form.to_dict(flat=False), seat.code)
    form.validate()
    try:
        refused, kept = files.hand_in(token), files.shelf(token)
    except Busy as busy:
        form.form_errors = [say(words.BUSY, seconds=busy.seconds)]
        return wait(_page(found, form, token), busy.seconds)
    if refused:
        form.bukti.errors = refused
    if files.REMOVE in request.form:
        return _page(found, form, token)
    if not (form.pesan.data or kept or form.errors):
        form.pesan.errors = [say(words.WRITE)]
    return _page(found, form, token) if form.errors else _send(seat, found, form, token)


def _send(seat: Seat, found: Box, form: ReplyForm, token: str) -> Response:
    kind = RETALIATION if form.pembalasan.data else service.MESSAGE
    place = found.work(request.form.get("kepada", "")).id
    try:
        reply = Reply(place, kind, form.pesan.data or "", files.shelf(token))
        service.reply(house().db, house().brakes, seat, token, reply, today())
    except Unread:
        form.pesan.errors = [say(words.UNREAD)]
        return _page(box_of(seat), form, token)
    except SentBefore:
        form.form_errors = [say(words.SENT_BEFORE)]
        return _page(found, form, files.carry(token))
    except tuple(_MISSES) as error:
        form.form_errors = [say(_MISSES[type(error)])]
        return _page(found, form, token)
    return show(seat, told=_thanks(kind))


def talk(seat: Seat) -> Response:
    """All that was said."""
    return page("whistleblowing/box/talk.html", leaf=_leaf(leaves.talk(box_of(seat).works)), kinds=words.KINDS)


def readers(seat: Seat) -> Response:
    """All who hold keys."""
    return page("whistleblowing/box/readers.html", leaf=_leaf(leaves.readers(box_of(seat))), kinds=words.KINDS)


def sent(seat: Seat) -> Response:
    """What was sent first, as it is stored."""
    found = queries.sent_of(house().db, seat)
    leaf = _leaf(leaves.sent(found, _("Tidak boleh membaca"))) if found else None
    return page("whistleblowing/box/sent.html", leaf=leaf, kinds=words.KINDS)


def token_of_page() -> str:
    """The token of the page that was sent; a new one for anything else."""
    typed = request.form.get("draf", "")
    return typed if drafts.is_token(typed) else new_token()


def box_of(seat: Seat) -> Box:
    """All of a report but what was sent first; raises Gone."""
    found = queries.box_of(house().db, seat)
    if found is None:
        raise Gone
    return found


def _leaf(parts: Iterable[Part]) -> Leaf:
    return paging.leaf(parts, request.form.get("halaman", ""), request.form.get(WHOLE, ""))


def _form(found: Box, typed: Mapping[str, list[str]] | None, code: str = "") -> ReplyForm:
    form = ReplyForm(MultiDict(typed) if typed else None, data={"kepada": str(found.work("").id)})
    form.code = code
    if len(found.works) == 1 or not found.open:
        del form.kepada
    else:
        form.kepada.choices = options((str(one.id), one.place) for one in found.open)
    return form


def _page(found: Box, form: ReplyForm, token: str = "", told: str = "") -> Response:
    if form.kepada:
        form.kepada.say_if_open()
    return page(
        "whistleblowing/box/box.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
        box=found,
        form=form,
        draft=token or new_token(),
        kept=files.shelf(token) if token else (),
        told=told,
        statuses=STATUS_NAMES,
        meanings=STATUS_MEANINGS,
        kinds=words.KINDS,
        names=leaves.NAMES // (len(found.works) + bool(found.identity_for)),
        fitting=leaves.fitting,
        last=max(1, LAST // len(found.works)),
        short=leaves.short,
        today=today(),
    )


def _thanks(kind: str) -> str:
    if kind == RETALIATION:
        return _("Laporan pembalasan sudah terkirim dan terkunci. Pemeriksa melihat tandanya di daftar laporannya.")
    return _("Sudah terkirim dan terkunci. Hanya pemegang kunci yang dapat membacanya.")
