"""What the pages of accounts and keys share in one process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Blueprint, current_app
from flask.blueprints import BlueprintSetupState

from webapp.whistleblowing.keys.guesses import Guesses
from webapp.whistleblowing.keys.plan import Waiting

bp = Blueprint("keys", __name__, url_prefix="/meja")


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
