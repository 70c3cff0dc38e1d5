"""How often a reporter may do things: as often as a person does, so that a PIN is no way to flood an office.

What protects the reporter never waits. Nor can it be repeated without end: each such move takes away what it needs.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.cases.models import CaseEvent
from webapp.cases.workflow import Action, Party

PROTECTS = frozenset({Action.MAKE_CONFIDENTIAL, Action.WITHDRAW_TEXT, Action.REFUSE_TEXT})
MOST, WITHIN = 20, timedelta(hours=1)
MOST_LIFTS, LIFTS_WITHIN = 3, timedelta(days=1)
"""Lifting confidentiality alone is rarer, because making a report confidential is never refused."""


class TooOften(Exception):
    """Not now; `.wait` says how long. Nothing was changed."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


def check(session: Session, case_id: int, action: Action, now: datetime) -> None:
    """Raises TooOften when the reporter has done so much lately; found along the index of a case's events."""
    lifts = action is Action.LIFT_CONFIDENTIAL
    most, within = (MOST_LIFTS, LIFTS_WITHIN) if lifts else (MOST, WITHIN)
    mine = select(CaseEvent.at).where(CaseEvent.case_id == case_id, CaseEvent.seq > 1, CaseEvent.at > now - within)
    mine = mine.where(CaseEvent.action == action if lifts else CaseEvent.party == Party.REPORTER)
    at = session.scalar(mine.order_by(CaseEvent.seq.desc()).offset(most - 1).limit(1))
    if at is not None and action not in PROTECTS:
        raise TooOften(at + within - now)
