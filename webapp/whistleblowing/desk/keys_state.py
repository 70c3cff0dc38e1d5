"""What the pages of accounts and keys share in one process, and the seat that most of them need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import cast

from flask import Blueprint, Response, current_app, redirect
from flask.blueprints import BlueprintSetupState

from webapp.whistleblowing import seats
from webapp.whistleblowing.desk.keys_guesses import Guesses
from webapp.whistleblowing.desk.keys_plan import Waiting
from webapp.whistleblowing.seats import HOLDER, Seat

bp = Blueprint("keys", __name__, url_prefix="/meja")
SIGN_IN = "/meja/masuk"


@dataclass(frozen=True)
class KeyRoom:
    """Wrong sign-ins, wrong recovery codes, and plans that wait for their next step."""

    guesses: Guesses
    papers: Guesses
    waiting: Waiting


@bp.record_once
def prepare(state: BlueprintSetupState) -> None:
    """Of one app."""
    clock = state.app.extensions["clock"]
    state.app.extensions["keys"] = KeyRoom(Guesses(clock), Guesses(clock), Waiting(clock))


def key_room() -> KeyRoom:
    """Of the app that answers."""
    return cast(KeyRoom, current_app.extensions["keys"])


def seated(view: Callable[[Seat], Response]) -> Callable[[], Response]:
    """A view for who has signed in; others are sent to the door."""

    @wraps(view)
    def guarded() -> Response:
        seat = seats.taken(HOLDER)
        return view(seat) if seat else cast(Response, redirect(SIGN_IN, 303))

    return guarded
