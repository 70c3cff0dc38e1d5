"""Words of the reporter that wait to be read at the desk, in a case that has ended too (pure)."""

from __future__ import annotations

from datetime import datetime

from webapp.cases.actions import Action

SAID = {Action.ADD_MESSAGE, Action.REPLY, Action.SUPPLY_INFO, Action.REOPEN, Action.CORRECT}
HEARD = {
    *(Action.READ, Action.START, Action.NOTE, Action.ASK_INFO, Action.ANSWER),
    *(Action.ARCHIVE, Action.MERGE, Action.CLOSE, Action.CONFIRM_FOR, Action.ERASE),
}
"""By what an officer shows to have read: says so, writes to the reporter, or ends the case. A look alone is none."""


def since(before: datetime | None, action: Action, at: datetime) -> datetime | None:
    """Since when words wait after `action`; `before`: since when they had waited."""
    if action in SAID:
        return before or at
    return None if action in HEARD else before
