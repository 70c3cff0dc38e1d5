"""What the table tells to whom, as rows of the outbox: references and codes, put inside the move's transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from webapp.cases.merging import followers_of
from webapp.cases.models import Case, CaseEvent
from webapp.cases.workflow import Action, Audience, Move
from webapp.notices.post import Notice
from webapp.notices.service import put


def put_notices(session: Session, case: Case, event: CaseEvent, move: Move) -> None:
    """Promise one letter for each audience of the move; the reporter of an anonymous case has no letters at all."""
    for audience in move.tells:
        if audience is Audience.FOLLOWERS:
            _tell_followers(session, case, event, move)
        elif audience is not Audience.REPORTER or not case.anonymous:
            put(session, _notice(case, event, move, audience), event.at)


def _tell_followers(session: Session, case: Case, event: CaseEvent, move: Move) -> None:
    """Whose report was merged into this one hears of it, as long as this one is nobody's secret."""
    if case.confidential or case.anonymous:
        return
    for follower in followers_of(session, case):
        notice = _notice(case, event, move, Audience.FOLLOWERS)
        whose: dict[str, Any] = {
            "recipient_ref": f"reporter:{follower.id}",
            "params": {**notice.params, "follower": follower.id},
        }
        put(session, replace(notice, **whose), event.at)


def _notice(case: Case, event: CaseEvent, move: Move, audience: Audience) -> Notice:
    return Notice(
        event_id=event.id,
        audience=audience.value,
        recipient_ref=_recipient(case, event, audience),
        template=f"{audience.value}/{move.action.value}",
        params={"case": case.id, "seq": event.seq},
    )


def _recipient(case: Case, event: CaseEvent, audience: Audience) -> str:
    if audience is Audience.REPORTER:
        return f"reporter:{case.id}"
    if event.action in _NAMES_THE_AGENCY or audience is Audience.DECIDER:
        return f"agency:{event.data.get('agency', case.agency_id)}"
    return f"agency:{case.agency_id if audience is Audience.OWNER else case.coordinator_id}"


_NAMES_THE_AGENCY = frozenset({Action.REMIND, Action.ESCALATE, Action.ASK_CONTRIBUTION})
"""Not the agency that has the case: who owns what a timer found, or who is asked for a contribution."""
