"""What is told alike to whoever doesn't handle a case, because it would tell of harm otherwise (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from webapp.base.clock import Zone, local_date, week_of
from webapp.cases.deadlines import Starts, begun_anew
from webapp.cases.events import State
from webapp.cases.explanation import Explanation
from webapp.cases.moves import CHOOSE_AGENCY
from webapp.cases.queries import Entry
from webapp.cases.secrecy import HID
from webapp.cases.workflow import Action


def hidden_alike(happened: Sequence[Entry], zone: Zone) -> Sequence[Entry]:
    """One and the same row wherever a move made the case secret: which move it was would tell of harm. So would who
    took it up again.

    It stands where its week ends, or its secrecy, and counts as a row of its own, whichever move it was. Its number is
    below 0: no other row has it, and pages and feeds tell its week only; a minute would tell the move.
    """
    if not any(entry.data.get("confidential") or _hides(entry) for entry in happened):
        return happened  # nearly all: a copy of each takes longer than the look
    return list(_alike(happened, zone))


def _alike(happened: Iterable[Entry], zone: Zone) -> Iterator[Entry]:
    number, hidden, secret = 0, 0, False
    made: Entry | None = None
    for entry in happened:
        if made and (entry.action is Action.LIFT_CONFIDENTIAL or _monday(entry, zone) != _monday(made, zone)):
            yield made
            number, made = number + 1, None
        if not _hides(entry) or entry.action in CHOOSE_AGENCY:
            number += 1
            yield replace(entry, seq=number, **(_NOBODY if secret and entry.action in _BACK else {}))
        if _hides(entry):
            hidden += 1
            made = replace(entry, seq=-hidden, action=Action.MAKE_CONFIDENTIAL, data={}, texts={})
        secret = secret or _hides(entry) or bool(entry.data.get("confidential"))
    if made:
        yield made


def _hides(entry: Entry) -> bool:
    return HID in entry.data or entry.action is Action.MAKE_CONFIDENTIAL


def _monday(entry: Entry, zone: Zone) -> date:
    return week_of(local_date(entry.at, zone)).monday


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
