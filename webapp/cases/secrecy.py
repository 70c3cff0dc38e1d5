"""What made a case secret, and what that took away, as its events tell it (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from webapp.cases.events import Happened, State
from webapp.cases.moves import Incomplete
from webapp.cases.workflow import Action, Party

Facts = dict[str, Any]
HID = "hid"
"""What a move that makes a case secret holds: where its public text stood."""
RENEWABLE = timedelta(days=14)
"""How long a PIN is still replaced by mail once whoever has it made the case secret: it may have been stolen."""


def own_harm(events: Sequence[Happened]) -> bool:
    """Whether its own words, or the topic that its reporter chose, made it sensitive; no officer ends that."""
    return bool(events[0].data["sensitive"])


def harmed(state: State, facts: Facts) -> Facts:
    """The facts of a move whose category makes the case sensitive; its reporter reads why, or Incomplete is raised."""
    if not facts.get("explanation"):
        raise Incomplete(("explanation",))
    return {**facts, **({} if state.confidential else {HID: state.text_state}), "sensitive": True}


def unharmed(events: Sequence[Happened], facts: Facts) -> Facts:
    """The facts of a move whose category ends what an officer's category did; never what the reporter told of."""
    return facts if own_harm(events) else {**facts, "sensitive": False, "urgent": events[0].data.get("urgent", False)}


def harmed_by(events: Sequence[Happened]) -> int | None:
    """The agency whose officer called it harm last, by its category; None where none did."""
    return next((event.agency_id for event in reversed(events[1:]) if event.data.get("sensitive")), None)


def hidden_text(events: Sequence[Happened]) -> str | None:
    """Where the public text stood when an officer hid it last: that decided nothing, so it stands there again when its
    reporter lifts the secrecy. None where the reporter wished for it.
    """
    made = _made_secret(events)
    return made.data.get(HID) if made and made.party != Party.REPORTER else None


def renewable(state: State, events: Sequence[Happened], today: date) -> bool:
    """Whether the PIN may be replaced by mail: always of an open case, and of one that came open and was made secret
    lately by who has the PIN, or by a category that no longer holds, if nobody calls it harm (docs/decisions/0025).
    """
    if not state.confidential:
        return True
    made = _made_secret(events)
    if made is None or state.sensitive or events[0].data["confidential"]:
        return False
    lately = made.party == Party.REPORTER and today - made.at.date() <= RENEWABLE
    return lately or bool(made.data.get("sensitive"))


def newly_secret(events: Sequence[Happened], seq: int) -> bool:
    """Whether harm in the category of move `seq` hid the case, or ended that a PIN lost since its reporter hid it could
    be replaced.
    """
    data = events[seq - 1].data
    return bool(data.get("sensitive")) and (HID in data or not events[0].data["confidential"])


def _made_secret(events: Sequence[Happened]) -> Happened | None:
    """The newest event that did; None for a case that came so, or never was."""
    made = [event for event in events if HID in event.data or event.action is Action.MAKE_CONFIDENTIAL]
    return made[-1] if made else None
