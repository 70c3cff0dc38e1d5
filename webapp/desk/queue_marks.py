"""What stands out in the queue, and finding by words: read from the cases of an officer's scope only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from webapp.cases.models import Case, CaseEvent, CaseText
from webapp.cases.workflow import Action, Party

MOST_WORDS = 5
_SEARCHED = ("title", "body", "place")


class Mark(StrEnum):
    """Why a case wants to be looked at."""

    URGENT = "urgent"  # violence, sexual harm or children
    CONTESTED = "contested"
    RETURNED = "returned"
    MESSAGE = "message"  # the reporter had the last word


def with_words(words: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    """Cases whose report holds each of the words. A confidential one is never found by what stands in it."""
    if words:
        yield Case.confidential.is_(False)
    for word in words[:MOST_WORDS]:
        texts = select(CaseText.id).where(CaseText.case_id == Case.id, CaseText.event_seq == 1)
        parts = (CaseText.kind == kind for kind in _SEARCHED)
        yield texts.where(or_(*parts), CaseText.text.icontains(word, autoescape=True)).exists()


def marks_of(session: Session, cases: Iterable[Case]) -> Mapping[int, tuple[Mark, ...]]:
    """The marks of each case."""
    known = {case.id: case for case in cases}
    newest = and_(CaseEvent.case_id == Case.id, CaseEvent.seq == Case.version)
    rows = select(Case.id, CaseEvent.action, CaseEvent.party).join(CaseEvent, newest).where(Case.id.in_(known))
    return {number: tuple(_marks(known[number], action, party)) for number, action, party in session.execute(rows)}


def _marks(case: Case, action: str, party: str) -> Iterator[Mark]:
    if case.sensitive:
        yield Mark.URGENT
    if case.text_state == "contested" or action == Action.CONTEST:
        yield Mark.CONTESTED
    if case.hops:
        yield Mark.RETURNED
    if party == Party.REPORTER and action in (Action.ADD_MESSAGE, Action.REPLY, Action.SUPPLY_INFO, Action.REOPEN):
        yield Mark.MESSAGE
