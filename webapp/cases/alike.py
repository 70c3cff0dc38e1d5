"""What is told alike to whoever doesn't handle a case, because it would tell of harm otherwise (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.base.clock import Zone, local_date, week_of
from webapp.cases.accommodations import HELPING
from webapp.cases.deadlines import Clock, Starts, begun_anew
from webapp.cases.events import State
from webapp.cases.explanation import Explanation
from webapp.cases.moves import CHOOSE_AGENCY
from webapp.cases.queries import Entry
from webapp.cases.secrecy import HID
from webapp.cases.signs import INTERPRETING
from webapp.cases.workflow import Action


def hidden_alike(happened: Sequence[Entry], zone: Zone) -> Sequence[Entry]:
    """One and the same row wherever a move made the case secret: which move it was would tell of harm. So would who
    took it up again.

    It stands where its week ends, or its secrecy, and is a row of its own, whichever move it was. Its number is below
    0: no other row has it, and pages and feeds tell its week only; a minute would tell the move. Others keep theirs.
    """
    if not any(entry.data.get("confidential") or _hides(entry) for entry in happened):
        return happened  # nearly all: a copy of each takes longer than the look
    return list(_alike(happened, zone))


def _alike(happened: Iterable[Entry], zone: Zone) -> Iterator[Entry]:
    hidden, secret = 0, False
    made: Entry | None = None
    for entry in happened:
        if made and (entry.action is Action.LIFT_CONFIDENTIAL or _monday(entry, zone) != _monday(made, zone)):
            yield made
            made = None
        if not _hides(entry) or entry.action in CHOOSE_AGENCY:
            yield replace(entry, **_NOBODY) if secret and entry.action in _BACK else entry
        if _hides(entry):
            hidden += 1
            made = replace(entry, seq=-hidden, action=Action.MAKE_CONFIDENTIAL, data={}, texts={})
        secret = secret or _hides(entry) or bool(entry.data.get("confidential"))
    if made:
        yield made


def numbered(told: Sequence[Entry]) -> Sequence[Entry]:
    """The rows of a case that was ever secret numbered as they stand there: gaps would tell what is left out."""
    if not any(entry.seq < 0 or entry.data.get("confidential") for entry in told):
        return told
    return tuple(entry if entry.seq < 0 else replace(entry, seq=place) for place, entry in enumerate(told, 1))


def _hides(entry: Entry) -> bool:
    return HID in entry.data or entry.action is Action.MAKE_CONFIDENTIAL


def _monday(entry: Entry, zone: Zone) -> date:
    return week_of(local_date(entry.at, zone)).monday


OF_HARM = frozenset({Clock.RIGHT_CATEGORY, Clock.HARM})
"""The clocks that tell of it, and of which nobody reads but who handles the case, and its reporter."""


PRIVATE = OF_HARM | {Clock.INTERPRETATION}
"""The clocks of which nobody else is told: those, and what says that a reporter signs."""


def untold(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """What happened, as everybody else may know it: nothing of accommodations, of sign language, nor of a category:
    that it was contested tells that somebody called it harm. Who answers for what is late now is told, not for what.
    """
    kept = (*HELPING, *INTERPRETING, Action.CATEGORISE, Action.CONTEST_CATEGORY)
    told = (one for one in entries if one.data.get("clock") not in PRIVATE or one.action is Action.ESCALATE)
    return tuple(entry for entry in told if entry.action not in kept)


_BACK = {Action.REOPEN, Action.CONTEST, Action.TAKE_UP}
_NOBODY: Any = {"action": Action.TAKE_UP, "party": "", "agency_id": None, "data": {}, "texts": {}}


def reopened_alike(state: State, running: Iterable[Explanation]) -> tuple[Explanation, ...]:
    """Of a case that was ever secret no clock says that its reporter contested the end: an officer would not have."""
    if not (state.confidential or state.lifted):
        return tuple(running)
    return tuple(
        replace(one, rule=begun_anew(one.rule, Starts.REOPENED)) if one.rule.starts is Starts.CONTESTED else one
        for one in running
    )
