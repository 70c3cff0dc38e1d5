"""What officers' decisions on a case teach routing, learned by the worker and taken back when they change.

A case that is confidential or sensitive teaches nothing, and one that becomes so, or whose texts are erased, is
forgotten: it only needs a row in `routing_todo`, which every event of a case puts there.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.base.db import Database
from webapp.cases.models import Case
from webapp.cases.queries import entries, present_texts
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action
from webapp.routing.models import RoutingTodo
from webapp.routing.queries import CATEGORY, CLASS, office_label
from webapp.routing.service import hold_totals, teach

LEARN = "learn_routing"
AT_ONCE = 50
"""Rows of the queue in one transaction, so that nobody waits long behind it."""
_SENDS = {Action.ASSIGN: "agency", Action.REASSIGN: "agency", Action.RETURN: "suggested_agency"}
"""By each of these an officer says whose case it is, under this name; the newest one holds."""


def learn(db: Database) -> None:
    """Learn from all cases in the queue; may be run twice, or by several workers at once."""
    while _learn_some(db):
        pass


def _learn_some(db: Database) -> int:
    with db.write() as session:
        waiting = select(RoutingTodo).order_by(RoutingTodo.event_id).limit(AT_ONCE)
        if session.scalar(waiting.with_only_columns(RoutingTodo.event_id)) is None:
            return 0
        total = hold_totals(session)
        rows = session.execute(waiting.with_only_columns(RoutingTodo.event_id, RoutingTodo.case_id)).all()
        for case_id in sorted({row.case_id for row in rows}):
            teach(session, total, case_id, *_lesson(session, case_id))
        session.execute(delete(RoutingTodo).where(RoutingTodo.event_id.in_([row.event_id for row in rows])))
        return len(rows)


def _lesson(session: Session, case_id: int) -> tuple[str, frozenset[str]]:
    """The text of a case and what officers decided on it; both empty where there is nothing to learn."""
    case = session.get(Case, case_id)
    if case is None or case.confidential or case.sensitive:
        return "", frozenset()
    office = _office(session, case_id)
    if office is None:
        return "", frozenset()
    labels = {office, f"{CATEGORY}{case.category}" if case.category else ""}
    if case.kind == Kind.COMPLAINT:
        labels.add(f"{CLASS}{'yes' if case.supervisory else 'no'}")
    texts = present_texts(session, case_id)
    return f"{texts.get('title', '')} {texts.get('body', '')}".strip(), frozenset(labels) - {""}


def _office(session: Session, case_id: int) -> str | None:
    """The label of the office that an officer last named; None when none did, or a government itself."""
    named = [
        entry.data[_SENDS[entry.action]] for entry in entries(session, case_id, texts=False) if entry.action in _SENDS
    ]
    return office_label(session, named[-1]) if named else None
