"""Evidence that comes later: kept in the draft of its page until it is sent, and handed out to its reporter."""

from __future__ import annotations

from http import HTTPStatus
from typing import cast

from flask import Response, abort, request
from wtforms import MultipleFileField

from webapp.base import file_words
from webapp.base.crypto import new_token
from webapp.base.sentences import _l, say
from webapp.base.uploads import Upload
from webapp.whistleblowing import downloads, evidence
from webapp.whistleblowing.box import queries, words
from webapp.whistleblowing.brakes import Full
from webapp.whistleblowing.evidence import Kept, Named
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.web import house, load_draft, now, save_draft

CONTROL, ORIGINAL, REMOVE, FETCH = "bukti", "asli", "hapus", "berkas"
"""Names on the page: the control, whether files are kept as they are, the buttons that remove and fetch one."""
LABEL = _l("Berkas bukti")


def control() -> MultipleFileField:
    """The native control, with the limits said before."""
    return MultipleFileField(LABEL, description=file_words.LIMITS)


def hand_in(token: str) -> list[str]:
    """Do what the request says with files; returns a sentence for each that was refused. Raises Busy."""
    rooms = house()
    if request.form.get(REMOVE):
        evidence.take_off(rooms, token, request.form[REMOVE], now())
    if not (files := _chosen()):
        return []
    try:
        save_draft(token, {})
    except Full:
        return [say(words.FULL)]
    return file_words.sentences(evidence.put(rooms, token, files, now(), original=ORIGINAL in request.form))


def carry(token: str) -> str:
    """The token of a page that can be sent after something else was, from this one; what waits here waits there."""
    new = new_token()
    evidence.carry(house(), token, new, now())
    return new


def shelf(token: str) -> tuple[Kept, ...]:
    """What waits in the draft of this token."""
    draft = load_draft(token)
    return evidence.on_shelf(draft.fields) if draft else ()


def fetch(seat: Seat) -> Response:
    """A file of this report; raises DecryptError where it was changed or is gone."""
    kept = queries.file_of(house().db, seat, request.form.get(FETCH, "")) or abort(HTTPStatus.NOT_FOUND)
    return downloads.to_keep(house(), kept)


def _chosen() -> list[Named]:
    files = request.files.getlist(CONTROL)
    return [(file.filename, cast(Upload, file.stream)) for file in files if file.filename]
