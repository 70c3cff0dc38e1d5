"""`/kotak`: one address for all that a reporter does with the code, so that the browser's history says nothing.

What is opened by an address alone shows nothing; everything comes as the answer to a form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, request
from flask.blueprints import BlueprintSetupState

from webapp.base import file_words
from webapp.base.crypto import DecryptError
from webapp.base.uploads import takes_files
from webapp.whistleblowing import seats
from webapp.whistleblowing.box import copying, entrance, files, turns, views
from webapp.whistleblowing.box.service import Gone
from webapp.whistleblowing.rules import anyone
from webapp.whistleblowing.seats import Seat

bp = Blueprint("box", __name__)


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """How files are told of."""
    state.app.jinja_env.globals["file_words"] = file_words


STEPS: Mapping[str, Callable[[Seat], Response]] = {
    "kirim": views.write,
    "percakapan": views.talk,
    "pembaca": views.readers,
    "laporan": views.sent,
    "salin": copying.copy,
    "naik": turns.ascent,
    "naik-kirim": turns.ascend,
    "kode-baru": turns.warn_of_code,
    "kode-tampil": turns.show_code,
    entrance.CHANGING: turns.change_code,
    "hapus": turns.ask_to_delete,
    "hapus-kirim": turns.delete,
}
"""By the name of the button; any other opens the box."""


@bp.route("/kotak", methods=["GET", "POST"])
@anyone
@takes_files
def box() -> Response:
    """The code, and what it opens."""
    seat = seats.taken(seats.REPORTER)
    if request.method != "POST":
        return entrance.still_in() if seat else entrance.ask()
    try:
        return _answer(seat, request.form.get("langkah", ""))
    except Gone:
        return entrance.gone()
    except DecryptError:
        return turns.broken()


def _answer(seat: Seat | None, step: str) -> Response:
    if "kode" in request.form:
        return entrance.come_in()
    if step == "keluar":
        return entrance.go_out()
    if seat is None:
        return entrance.come_again() if step in STEPS or step == "buka" else entrance.ask()
    if files.FETCH in request.form:
        return files.fetch(seat)
    if views.WHOLE in request.form:
        return views.talk(seat)
    return STEPS.get("kirim" if files.REMOVE in request.form else step, views.show)(seat)
