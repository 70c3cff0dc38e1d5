"""What pages need to take files and to hand them out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import cast

from flask import Flask, Response, current_app, request
from wtforms import MultipleFileField

from webapp.attachments import words
from webapp.attachments.kept import Kept, NewFile, on_shelf
from webapp.attachments.pace import Pace
from webapp.attachments.queries import Evidence, bytes_of
from webapp.attachments.shelf import Named, Shelf
from webapp.base import crypto, drafts, uploads
from webapp.base.crypto import KeyRing
from webapp.base.files.kinds import FACTS
from webapp.base.headers import SANDBOX
from webapp.base.store import store_at
from webapp.base.uploads import Upload
from webapp.base.web import config, database, now
from webapp.config import Config

CONTROL, SIGNS, DRAFT, REMOVE = "bukti", "isyarat", "draf", "hapus"
"""Names on the page: the two controls, the token of what is unsent, the button that removes one file."""


def init_app(app: Flask, settings: Config) -> None:
    """One shelf for all features."""
    folder, reserve = settings.data_dir / "uploads", settings.storage_reserve
    uploads.init_app(app, folder, reserve)
    pace = Pace.at(settings.limits_url, settings.secret_key)
    store = store_at(settings.storage_url)
    app.extensions["shelf"] = Shelf(app.extensions["database"], store, pace, folder, reserve)
    app.jinja_env.globals.update(file_words=words)


def shelf() -> Shelf:
    """Where files wait until they are sent."""
    return cast(Shelf, current_app.extensions["shelf"])


def control() -> MultipleFileField:
    """The native control, with the limits said before."""
    return MultipleFileField(words.LABEL, description=words.LIMITS)


def chosen(control: str = CONTROL) -> list[Named]:
    """The files that came with this request; a control that was left alone sends one without a name."""
    files = request.files.getlist(control)
    return [(file.filename, cast(Upload, file.stream)) for file in files if file.filename]


def keep(token: str, control: str = CONTROL) -> list[str]:
    """Put what came with this request on the shelf of `token`; returns a sentence for each file that was refused."""
    files = chosen(control)
    return words.sentences(shelf().put(token, files, request.remote_addr, now(), signs=control == SIGNS))


def hand_in() -> tuple[str, list[str]]:
    """For pages where nothing but files is kept: do what the request says with them.

    Returns the token under which they are kept, and the sentences for those that were refused.
    """
    typed = request.form.get(DRAFT, "")
    token = typed if drafts.is_token(typed) else crypto.new_token()
    if REMOVE in request.form:
        shelf().take_off(token, request.form[REMOVE], now())
    return token, keep(token)


def kept(token: str) -> tuple[Kept, ...]:
    """What lies on the shelf of `token`."""
    draft = drafts.load(database(), token, now()) if drafts.is_token(token) else None
    return on_shelf(draft.fields) if draft else ()


def for_case(files: Iterable[Kept]) -> tuple[NewFile, ...]:
    """The same as a case takes them, with their keys under the key ring."""
    return tuple(file.for_case(_ring()) for file in files)


def download(file: Evidence) -> Response:
    """The file as something to keep: no browser shows it as a page of ours, runs it, or guesses what it is.

    The first frame is opened before the answer begins: what was changed on the disk is an error, not half a file.
    """
    content = bytes_of(database(), shelf().store, _ring(), file.id)
    answer = Response(chain([next(content)], content), mimetype=FACTS[file.kind].media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.content_length = file.size
    return answer


def _ring() -> KeyRing:
    return KeyRing(config().field_keys)
