"""What made a case secret, and what that took away, as its events tell it (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.cases.events import Happened
from webapp.cases.workflow import Action, Party

HID = "hid"
"""What a move that makes a case secret holds: where its public text stood."""


def own_harm(events: Sequence[Happened]) -> bool:
    """Whether its own words, or the topic that its reporter chose, made it sensitive; no officer ends that."""
    return bool(events[0].data["sensitive"])


def without_harm(events: Sequence[Happened]) -> Mapping[str, Any]:
    """What a category that is not sensitive says of a case that an officer's category had made sensitive."""
    return {"sensitive": False, "urgent": events[0].data.get("urgent", False)}


def hidden_text(events: Sequence[Happened]) -> str | None:
    """Where the public text stood when an officer hid it last; None where the reporter wished for the secrecy."""
    made = [event for event in events if HID in event.data or event.action is Action.MAKE_CONFIDENTIAL]
    return made[-1].data.get(HID) if made and made[-1].party != Party.REPORTER else None
