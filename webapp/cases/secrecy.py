"""What made a case secret, and what that took away, as its events tell it (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.cases.events import Happened


def own_harm(events: Sequence[Happened]) -> bool:
    """Whether its own words, or the topic that its reporter chose, made it sensitive; no officer ends that."""
    return bool(events[0].data["sensitive"])


def without_harm(events: Sequence[Happened]) -> Mapping[str, Any]:
    """What a category that is not sensitive says of a case that an officer's category had made sensitive."""
    return {"sensitive": False, "urgent": events[0].data.get("urgent", False)}
