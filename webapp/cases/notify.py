"""What the table tells to whom, as rows of the outbox: references and codes, put inside the move's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.agencies.queries import path_ids
from webapp.cases.audiences import Audience
from webapp.cases.deadlines import Clock
from webapp.cases.events import Happened
from webapp.cases.merging import followers_of
from webapp.cases.models import Case, CaseEvent
from webapp.cases.moves import moves_from
from webapp.cases.reasons import CONTESTED, OFTEN
from webapp.cases.workflow import Action, Move, Party, Status
from webapp.notices.models import Outbox
from webapp.notices.post import Notice
from webapp.notices.service import put
from webapp.officers.queries import owner_of


def put_notices(session: Session, case: Case, event: CaseEvent, move: Move) -> None:
    """Promise one letter for each audience of the move.

    The reporter of an anonymous case has no letters at all. What reporters do themselves the page has answered: a
    letter about it would be one that a stranger may send to any address.
    """
    knows, told = case.anonymous or (event.party == Party.REPORTER and event.action not in _TOLD_ANYHOW), set[str]()
    for audience in move.tells:
        if (audience is Audience.REPORTER and knows) or not _must_act(event, audience):
            continue
        for recipient in dict.fromkeys(_recipients(session, case, event, audience)):
            if recipient in told:
                continue  # an office that is its own coordinator gets one letter
            told.add(recipient)
            notice = _notice(case, event, move, audience, recipient)
            if not (_is_more_of_it(event) and _told_lately(session, notice, event)):
                put(session, notice, event.at)
    for notice in _to_new_deciders(session, case, event):
        put(session, notice, event.at)


def _to_new_deciders(session: Session, case: Case, event: CaseEvent) -> Iterator[Notice]:
    """Who decides on a contest from now on, because the case is passed on, gets the letter on that contest."""
    waits = {"category_decider": case.category_state, "text_decider": case.text_state}
    for name in (name for name, state in waits.items() if name in event.data and state == CONTESTED):
        contests = select(func.max(CaseEvent.seq)).where(CaseEvent.case_id == case.id)
        about = {"case": case.id, "seq": session.scalar(contests.where(CaseEvent.action == _CONTEST[name]))}
        for number in dict.fromkeys(_deciding(session, path_ids(event.data[name])[-1], event)):
            yield Notice(event.id, name, f"agency:{number}", f"decider/{_CONTEST[name]}", about)


def reporter_is_told(event: Happened | CaseEvent) -> bool:
    """Whether the table has a letter to the reporter for an event: of reminders only where the reporter must act."""
    moves = moves_from(Status(event.from_status) if event.from_status else None, Action(event.action))
    return any(Audience.REPORTER in move.tells for move in moves) and _must_act(event, Audience.REPORTER)


def _must_act(event: Happened | CaseEvent, audience: Audience) -> bool:
    """Of what a reporter contests, and of harm after the end, only who decides is reminded, and of nothing else; of
    questions the coordinator hears once they are many, of a category after the end where it is one of harm.
    """
    if event.action == Action.CATEGORISE and audience is Audience.COORDINATOR:
        return bool(event.data.get("sensitive"))
    if event.action == Action.ASK_INFO and audience is Audience.COORDINATOR:
        return bool(event.data["questions"] >= OFTEN)
    decides = _DECIDES.get(event.data.get("clock", ""))
    reminded = audience is decides if decides else audience not in _DECIDES.values()
    return event.action != Action.REMIND or reminded


def _is_more_of_it(event: CaseEvent) -> bool:
    """Whether a reporter adds to a case without moving it on, which they may do again and again."""
    return event.party == Party.REPORTER and event.from_status == event.to_status


def _told_lately(session: Session, notice: Notice, event: CaseEvent) -> bool:
    """Whether this reader has had this letter on this case within `QUIET`: who opens the case sees all of it."""
    same = (Outbox.template == notice.template, Outbox.recipient_ref == notice.recipient_ref)
    found = select(Outbox.id).join(CaseEvent, CaseEvent.id == Outbox.event_id).where(*same)
    return session.scalar(found.where(CaseEvent.case_id == event.case_id, CaseEvent.at > event.at - QUIET)) is not None


def _notice(case: Case, event: CaseEvent, move: Move, audience: Audience, recipient: str) -> Notice:
    return Notice(
        event_id=event.id,
        audience=audience.value,
        recipient_ref=recipient,
        template=f"{audience.value}/{move.action.value}",
        params={"case": case.id, "seq": event.seq},
    )


def _recipients(session: Session, case: Case, event: CaseEvent, audience: Audience) -> Iterator[str]:
    """The mailbox of the office; beside it, where nobody is active there or it is late, of whoever must act instead."""
    if audience is Audience.REPORTER:
        yield f"reporter:{case.id}"
    elif audience is Audience.FOLLOWERS:
        yield from _followers(session, case)
    elif audience is Audience.FORMER:
        yield f"agency:{event.data['former']}"
    elif event.action == Action.ESCALATE:
        yield f"agency:{event.data['agency']}"
    elif audience is Audience.DECIDER:
        yield from (f"agency:{number}" for number in _deciding(session, event.data["agency"], event))
    else:
        office, answering = _office(case, event, audience)
        yield from (f"agency:{number}" for number in (office, owner_of(session, answering, event.at).agency_id))


def _deciding(session: Session, decider: int, event: CaseEvent) -> tuple[int, int]:
    return decider, owner_of(session, decider, event.at).agency_id


def _followers(session: Session, case: Case) -> Iterator[str]:
    """Whose report was merged into this one hears of it, as long as this one is nobody's secret."""
    if not (case.confidential or case.anonymous):
        yield from (f"reporter:{follower.id}" for follower in followers_of(session, case))


def _office(case: Case, event: CaseEvent, audience: Audience) -> tuple[int, int]:
    """The office that is told, and who answers for what it must do."""
    if audience is Audience.COORDINATOR:  # and the level that is told because no decision comes
        return case.coordinator_id, event.data["agency"] if event.action == Action.REMIND else case.coordinator_id
    if "part" in event.data or event.action == Action.ASK_CONTRIBUTION:
        return event.data["agency"], event.data["agency"]
    if event.action == Action.REMIND:  # whose officers have it, who may sit above an empty office
        return event.data.get("agency", case.agency_id), case.answering_id
    return case.agency_id, case.answering_id


_TOLD_ANYHOW = frozenset({Action.RECEIVE, Action.NEW_PIN, Action.MAKE_CONFIDENTIAL, Action.CONTEST_CATEGORY})
"""The letter with the ticket, and those that warn whoever did not ask for a new PIN, or for secrecy, or did not use up
the one contest, of a thief.
"""

_CONTEST = {"category_decider": Action.CONTEST_CATEGORY.value, "text_decider": Action.CONTEST_TEXT.value}
_DECIDES: dict[str, Audience] = {
    **dict.fromkeys((Clock.RIGHT_AGENCY, Clock.HARM), Audience.COORDINATOR),
    **dict.fromkeys((Clock.RIGHT_CATEGORY, Clock.PUBLICATION), Audience.DECIDER),
}

QUIET = timedelta(hours=1)
