"""Everything that happens to a case is one call: `transition`.

It works inside a transaction that the caller owns; a crash between any two statements leaves nothing of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from webapp.attachments.service import attach, pass_files
from webapp.base.clock import local_date
from webapp.cases import accommodations, clocks, completing, erasing, notify, publishing, scopes
from webapp.cases.chain import GENESIS, event_hash, text_digest
from webapp.cases.destinations import Asked
from webapp.cases.events import Happened, State, apply
from webapp.cases.models import Case, CaseEvent, CaseText, RollupTodo
from webapp.cases.moves import (
    FILES,
    FORM,
    PASSED,
    PASSED_FILES,
    TEXTS,
    VERSIONED,
    By,
    CaseNotFound,
    StaleCase,
    check_needs,
    check_part,
    find_move,
)
from webapp.cases.queries import state_of
from webapp.cases.reasons import TEXT_PUBLIC
from webapp.cases.workflow import Action, Move, Party
from webapp.routing.models import RoutingTodo


@dataclass(frozen=True)
class Doing:
    """One move as somebody makes it."""

    move: Move
    by: By
    facts: Mapping[str, Any]
    now: datetime


def transition(
    session: Session,
    case_id: int,
    action: Action,
    by: By,
    *,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
    seen: int | None = None,
) -> Case:
    """Do `action` to a case: check the table, append the event, update the row, move clocks, queue and notices.

    `facts` holds what the move needs: codes and ids go into the event, texts (`moves.TEXTS`) into `case_text`.
    `seen` is the version the person looked at. Raises CaseNotFound, StaleCase, MoveRefused, Incomplete.
    """
    case = locked(session, case_id, (facts or {}).get("leading"))
    if seen is not None and seen != case.version:
        raise StaleCase
    state = state_of(case)
    move = find_move(state, action, by)
    check_needs(move, facts or {})
    check_part(move, by, facts or {})
    asked = Asked(session, case, state, local_date(now, clocks.zone_of(case)))
    completed = completing.completed(asked, action, facts or {})
    happen(session, case, state, Doing(move, by, completed, now))
    return case


def happen(session: Session, case: Case, state: State | None, doing: Doing) -> CaseEvent:
    """Append the event to the case and let everything follow from it."""
    event = _event(state, doing)
    put(case, apply(state, event))
    session.add(case)
    session.flush()
    row = _append(session, case, event, doing)
    session.add_all((RollupTodo(event_id=row.id), RoutingTodo(event_id=row.id, case_id=case.id)))
    publishing.keep_up(session, case, doing.now)
    _follow(session, case, state, doing)
    clocks.apply_move(session, case, doing.move, doing.now, doing.facts)
    scopes.refresh(session, case)
    notify.put_notices(session, case, row, doing.move)
    return row


def put(case: Case, state: State) -> None:
    """Make the row what its events say."""
    for name, value in vars(state).items():
        setattr(case, name, value)


def locked(session: Session, case_id: int, leading: str | None = None) -> Case:
    """The case row, held against others until the transaction ends (SQLite already holds everything).

    With it the one that shall lead it, in the order of their numbers, or two officers could merge each into the other.
    """
    wanted = Case.id == case_id if leading is None else or_(Case.id == case_id, Case.ticket == leading)
    held = select(Case).where(wanted).order_by(Case.id).with_for_update()
    for case in session.scalars(held.execution_options(populate_existing=True)).all():
        if case.id == case_id:
            return case
    raise CaseNotFound


_APART = frozenset({PASSED, FILES, FORM})
"""Facts that no event holds."""


def _event(state: State | None, doing: Doing) -> Happened:
    return Happened(
        seq=state.version + 1 if state else 1,
        at=doing.now,
        action=doing.move.action,
        from_status=doing.move.at,
        to_status=doing.move.to,
        party=doing.by.party,
        officer_id=doing.by.officer_id,
        agency_id=doing.by.agency_id,
        data={name: value for name, value in doing.facts.items() if name not in TEXTS and name not in _APART},
    )


def _append(session: Session, case: Case, event: Happened, doing: Doing) -> CaseEvent:
    """Chain the event, with the digests of its texts and files, to the one before it."""
    unnamed = case.anonymous and event.party == Party.REPORTER
    more = bool(case.signs) and event.party == Party.REPORTER and event.seq > 1
    files = attach(session, case.id, event.seq, doing.facts.get(FILES, ()), unnamed=unnamed, signing=more)
    digests = {"texts": _keep_texts(session, case, doing.facts), FILES: files}
    event = replace(event, data={**event.data, **{name: found for name, found in digests.items() if found}})
    previous = _last_hash(session, case.id)
    chained = {"previous_hash": previous, "hash": event_hash(case.ticket, event, previous)}
    row = CaseEvent(case_id=case.id, **vars(event), **chained)
    session.add(row)
    session.flush()
    return row


_NEWEST_HASH = (
    select(CaseEvent.hash).where(CaseEvent.case_id == bindparam("case")).order_by(CaseEvent.seq.desc()).limit(1)
)


def _last_hash(session: Session, case_id: int) -> str:
    return session.scalar(_NEWEST_HASH, {"case": case_id}) or GENESIS


def _keep_texts(session: Session, case: Case, facts: Mapping[str, Any]) -> dict[str, str]:
    """Store the free texts beside the event; returns their salted digests by kind."""
    digests, passed = {}, {} if case.confidential else facts.get(PASSED, {})
    for kind in sorted(TEXTS & {name for name, value in facts.items() if value}):
        salt, text, public = secrets.token_bytes(16), str(facts[kind]), passed.get(kind)
        place = {"case_id": case.id, "event_seq": case.version, "version": _version(session, case, kind)}
        session.add(CaseText(**place, kind=kind, salt=salt, text=text, public=public))
        digests[kind] = text_digest(salt, text, public)
    return digests


def _version(session: Session, case: Case, kind: str) -> int:
    """Each proposed text, and what an interpreter writes, is a new version; every other text has only one."""
    if kind not in VERSIONED or case.version == 1:
        return 1
    earlier = select(func.max(CaseText.version)).where(CaseText.case_id == case.id, CaseText.kind == kind)
    return (session.scalar(earlier) or 0) + 1


def _follow(session: Session, case: Case, before: State | None, doing: Doing) -> None:
    """What the public reads is what the projection says it may (`events`); a yes renews it. The rest is here."""
    was_public, is_public = (one is not None and one.text_state in TEXT_PUBLIC for one in (before, case))
    action = doing.move.action
    if is_public and (action is Action.APPROVE_TEXT or not was_public):
        _publish(session, case, doing)
    elif was_public and not is_public:
        publishing.unpublish(session, case)
    if action is Action.NEW_PIN:
        case.pin_hash = doing.facts["pin_hash"]
    elif action is Action.CHOOSE_FORM:
        accommodations.choose(session, case.id, doing.facts[FORM])
    elif action is Action.ERASE:
        erasing.erase(session, case)


def _publish(session: Session, case: Case, doing: Doing) -> None:
    """What the reporter approved last becomes what the public reads; a newer proposal still waits, or was refused."""
    proposal = _approved_proposal(session, case.id)
    title, body = (_text_of(session, proposal, kind) for kind in ("public_title", "public_body"))
    publishing.publish(session, case, title, body, doing.now)
    pass_files(session, case.id, proposal.data.get(PASSED_FILES, ()))


def _approved_proposal(session: Session, case_id: int) -> CaseEvent:
    """The proposal that the newest yes was given to."""
    of_case = CaseEvent.case_id == case_id
    yes = select(func.max(CaseEvent.seq)).where(of_case, CaseEvent.action == Action.APPROVE_TEXT).scalar_subquery()
    before = select(CaseEvent).where(of_case, CaseEvent.action == Action.PROPOSE_TEXT, CaseEvent.seq < yes)
    return session.scalars(before.order_by(CaseEvent.seq.desc()).limit(1)).one()


def _text_of(session: Session, event: CaseEvent, kind: str) -> str:
    here = (CaseText.case_id == event.case_id, CaseText.event_seq == event.seq, CaseText.kind == kind)
    return session.scalars(select(CaseText.text).where(*here)).one()
