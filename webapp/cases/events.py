"""Events: what a case is after each of them, and so how it is rebuilt from all (pure)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from webapp.cases import parts, unread
from webapp.cases.reasons import CONTESTED, DECIDERS, HARM, KEPT, OPEN_QUESTION, TEXT_PUBLIC
from webapp.cases.reports import Kind
from webapp.cases.signs import TOLD
from webapp.cases.workflow import LED, OPEN, Action, Status


@dataclass(frozen=True)
class State:
    """The projected columns of a case; `project` is the only thing that computes them."""

    version: int
    status: str
    kind: str
    channel: str
    anonymous: bool
    confidential: bool
    sensitive: bool
    supervisory: bool
    area_code: str | None
    category: str | None
    coordinator_id: int
    agency_id: int
    excluded_agency_id: int | None
    received_at: datetime
    changed_at: datetime
    escalated_id: int | None = None
    hops: int = 0
    handled: bool = False
    followed_up: bool = False
    lifted: bool = False
    closed_by: str | None = None
    archive_reason: str | None = None
    leading_ticket: str | None = None
    text_state: str | None = None
    declined_by_id: int | None = None
    text_decider: str | None = None
    stars: int | None = None
    result: str | None = None
    agency_question: str | None = None
    category_state: str | None = None
    category_decider: str | None = None
    unread_since: datetime | None = None
    harm_since: datetime | None = None
    urgent: bool = False
    signs: str | None = None
    no_calls: bool = False
    contributors: parts.Parts = field(default_factory=dict)  # by agency
    helps: parts.Parts = field(default_factory=dict)  # by number, as the reporter asked for them


@dataclass(frozen=True)
class Happened:
    """An event as plain data. `data` holds codes, ids and digests; `at` is aware."""

    seq: int
    at: datetime
    action: Action
    from_status: Status | None
    to_status: Status
    party: str
    officer_id: int | None
    agency_id: int | None
    data: Mapping[str, Any]


def project(events: Iterable[Happened]) -> State:
    """The case as its events make it; raises ValueError when the first is not RECEIVE."""
    state: State | None = None
    for event in events:
        state = apply(state, event)
    if state is None:
        raise ValueError("a case has at least one event")
    return state


def apply(state: State | None, event: Happened) -> State:
    """The case after one more event."""
    if state is None:
        return _received(event)
    waits = None if event.to_status in OPEN or event.action is Action.ERASE else state.harm_since
    common = replace(
        state, version=event.seq, status=event.to_status.value, changed_at=event.at, harm_since=waits,
        unread_since=unread.since(state.unread_since, event.action, event.at), **_left_behind(state, event),
    )  # fmt: skip
    change = _CHANGES.get(event.action)
    return change(common, event) if change else common


def _left_behind(state: State, event: Happened) -> dict[str, Any]:
    """What the move itself decides, and what nobody waits for any longer after it."""
    now: dict[str, Any] = {name: event.data[name] for name in DECIDERS if name in event.data}
    passed_on = event.action is Action.REASSIGN
    if event.to_status != event.from_status and not passed_on:  # whoever only passes a late case on has not acted
        now["escalated_id"] = None  # the superior need not answer for it any longer
    if event.to_status not in OPEN and state.agency_question == OPEN_QUESTION:
        now["agency_question"] = None
    if event.to_status not in LED or passed_on:  # a new lead asks for what it needs
        now["contributors"] = parts.all_ended(state.contributors)
    return now


def _received(event: Happened) -> State:
    if event.action is not Action.RECEIVE:
        raise ValueError("a case begins with RECEIVE")
    facts = {name: event.data[name] for name in _RECEIVED_FACTS}
    return State(
        version=event.seq, status=event.to_status.value, received_at=event.at, changed_at=event.at, **facts,
        agency_id=event.data["coordinator_id"], urgent=event.data.get("urgent", False),
        helps=parts.asked_for(event.data.get("helps", 0), parts.day_of(event.at, facts["area_code"])),
        signs=event.data.get("signs"), no_calls=event.data.get("no_calls", False),
    )  # fmt: skip


_RECEIVED_FACTS = (
    *("kind", "channel", "anonymous", "confidential", "sensitive", "supervisory", "area_code", "category"),
    *("coordinator_id", "excluded_agency_id"),
)


def _assigned(state: State, event: Happened) -> State:
    assigned = replace(state, agency_id=event.data["agency"], handled=False, followed_up=False, result=None)
    return _categorised(replace(assigned, agency_question=None), event)


def _categorised(state: State, event: Happened) -> State:
    """Violence, sexual harm or a child: confidential, never published, and somebody looks first, in a case that has
    ended too. Another category ends that, and leaves it to the reporter to lift the secrecy.
    """
    state, harm = replace(state, category=event.data.get("category", state.category)), event.data.get("sensitive")
    if harm:
        state = replace(state, harm_since=None if event.to_status in OPEN else event.at)
        return replace(state, sensitive=True, confidential=True, urgent=True, text_state=None, category_state=HARM)
    if harm is None:
        return replace(state, category_state=KEPT) if event.data.get("category_question") == KEPT else state
    return replace(state, sensitive=False, urgent=event.data["urgent"], category_state=None, harm_since=None)


def _lifted(state: State, event: Happened) -> State:
    return replace(state, confidential=False, lifted=True, text_state=event.data.get("text_state"))


def _returned(state: State, event: Happened) -> State:
    agency = event.data["agency"]
    back = replace(state, agency_id=agency, coordinator_id=agency, hops=state.hops + 1)
    return replace(back, handled=False, followed_up=False, result=None, agency_question=None)


def _answered(state: State, event: Happened) -> State:
    """An answer is all that a question or a suggestion needs; a complaint is followed up by work, not by words."""
    followed_up = state.followed_up or state.kind != Kind.COMPLAINT
    return replace(state, handled=True, followed_up=followed_up, result=event.data.get("result"))


def _closed(state: State, event: Happened) -> State:
    return replace(state, closed_by=_CLOSED_BY[event.action])


def _contested(state: State, event: Happened) -> State:
    """The coordinator has it again."""
    back = replace(state, agency_id=state.coordinator_id, handled=False, followed_up=False, agency_question=None)
    return replace(back, archive_reason=None, leading_ticket=None)


def _reopened(state: State, event: Happened) -> State:
    """Who had it goes on; what was archived is the coordinator's again."""
    if event.from_status is Status.ARCHIVED:
        return _contested(state, event)
    return replace(state, closed_by=None, handled=True, followed_up=False, result=None)


def _text(state: State, if_public: str, otherwise: str) -> State:
    """Another proposal, and a word against it, leave public what the reporter has agreed to before."""
    return replace(state, text_state=if_public if state.text_state in TEXT_PUBLIC else otherwise)


def _erased(state: State, event: Happened) -> State:
    """An open case ends with it; one that had ended keeps how it ended."""
    ended = event.from_status == event.to_status
    return replace(state, text_state="erased", archive_reason=state.archive_reason if ended else "erased")


def _contribution(state: State, event: Happened, now: str) -> State:
    return replace(state, contributors=parts.with_part(state.contributors, event.data["agency"], state=now))


def _escalated(state: State, event: Happened) -> State:
    """A late contribution climbs by itself: nobody else answers for the case because of it."""
    part, above = event.data.get("part"), event.data["agency"]
    if part is None:
        return replace(state, escalated_id=above)
    changed = parts.with_part(state.contributors, part, **{**state.contributors[str(part)], "above": above})
    return replace(state, contributors=changed)


def _help(state: State, event: Happened) -> State:
    """Promised for a day, met or impossible; asked for again when the reporter says that it wasn't met."""
    day = event.data.get("day") or parts.day_of(event.at, state.area_code)
    what = {"state": event.data.get("became", parts.ASKED), "day": day}
    return replace(state, helps=parts.with_part(state.helps, event.data["item"], **what))


_CLOSED_BY = {
    Action.CONFIRM: "reporter",
    Action.CONFIRM_FOR: "officer_for_reporter",
    Action.TIME_OUT: "system",
    Action.CLOSE: "admin",
}

_CHANGES: dict[Action, Callable[[State, Happened], State]] = {
    **dict.fromkeys((Action.ASSIGN, Action.REASSIGN), _assigned),
    Action.RETURN: _returned,
    **dict.fromkeys((Action.START, Action.NOTE), lambda s, e: replace(s, handled=True, followed_up=True)),
    Action.ANSWER: _answered,
    Action.REPLY: lambda s, e: replace(s, handled=True, result=None),
    Action.WRONG_AGENCY: lambda s, e: replace(s, agency_question=OPEN_QUESTION, result=None),
    Action.KEEP_AGENCY: lambda s, e: _categorised(replace(s, agency_question=KEPT), e),
    **dict.fromkeys(_CLOSED_BY, _closed),
    **dict.fromkeys((Action.REOPEN, Action.TAKE_UP, Action.CONTEST), _reopened),
    Action.ARCHIVE: lambda s, e: replace(s, archive_reason=e.data["reason"]),
    Action.MERGE: lambda s, e: replace(s, archive_reason="merged", leading_ticket=e.data["leading"]),
    Action.CATEGORISE: _categorised,
    Action.CONTEST_CATEGORY: lambda s, e: replace(s, category_state=CONTESTED, category_decider=e.data["decider"]),
    Action.CLASSIFY: lambda s, e: replace(s, supervisory=e.data["supervisory"]),
    Action.MAKE_CONFIDENTIAL: lambda s, e: replace(s, confidential=True, text_state=None),
    Action.LIFT_CONFIDENTIAL: _lifted,
    Action.PROPOSE_TEXT: lambda s, e: _text(s, "reproposed", "proposed"),
    Action.APPROVE_TEXT: lambda s, e: replace(s, text_state="approved"),
    Action.REFUSE_TEXT: lambda s, e: _text(s, "approved", "refused"),
    Action.WITHDRAW_TEXT: lambda s, e: replace(s, text_state="withdrawn"),
    Action.DECLINE_TEXT: lambda s, e: replace(s, text_state="declined", declined_by_id=e.agency_id),
    Action.CONTEST_TEXT: lambda s, e: replace(s, text_state="contested", text_decider=e.data["decider"]),
    Action.RATE: lambda s, e: replace(s, stars=e.data["stars"]),
    Action.ESCALATE: _escalated,
    Action.ASK_CONTRIBUTION: lambda s, e: _contribution(s, e, parts.ASKED),
    Action.CONTRIBUTE: lambda s, e: _contribution(s, e, parts.DELIVERED),
    Action.DECLINE_CONTRIBUTION: lambda s, e: _contribution(s, e, parts.DECLINED),
    **dict.fromkeys((Action.RECORD_HELP, Action.HELP_UNMET), _help),
    Action.INTERPRET: lambda s, e: replace(s, signs=TOLD),
    Action.ERASE: _erased,
}
