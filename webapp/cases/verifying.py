"""Whether all that is stored of a case is what its events say: chain, row, texts, files, what is read and searched,
and that somebody is reminded of what must be decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.attachments.models import Attachment
from webapp.attachments.service import digest
from webapp.cases.chain import GENESIS, event_hash, old_text_digest, text_digest
from webapp.cases.clocks import open_rows
from webapp.cases.deadlines import Clock
from webapp.cases.events import State, apply, project
from webapp.cases.models import Case, CaseEvent, CaseText, PublishedText
from webapp.cases.moves import FILES, PASSED_FILES
from webapp.cases.queries import happened, state_of
from webapp.cases.reasons import CONTESTED, TEXT_PUBLIC
from webapp.cases.scopes import kept_up
from webapp.cases.workflow import Action

AT_ONCE = 500
"""Cases whose rows are read together."""

ROW = "its events do not give this row"
TEXTS_GONE, FILES_GONE = "a text is gone that nobody erased", "a file is gone that nobody erased"
PUBLIC = "the public reads something else than was approved"
SEARCHED = "the desk finds it by something else than it may"
UNASKED = "somebody must decide on it, and no clock reminds of that"

_TOLD = attrgetter("ticket", "kind", "status", "closed_by", "archive_reason", "result", "anonymous")

Place = tuple[int, str]
"""An event's number, and a kind of text or the name of a stored file."""


@dataclass(frozen=True)
class Stored:
    """All that lies beside the row of a case; events in their order."""

    events: Sequence[CaseEvent]
    texts: Sequence[CaseText]
    files: Sequence[Attachment]
    published: Sequence[PublishedText]

    @property
    def erased(self) -> bool:
        """Whether its words and files are gone by an event."""
        return any(event.action == Action.ERASE for event in self.events)

    def kept(self, name: str) -> dict[Place, str]:
        """The digests that the events keep, of texts or of files."""
        return {(event.seq, what): told for event in self.events for what, told in event.data.get(name, {}).items()}


def unfaithful(session: Session) -> Iterator[tuple[str, str]]:
    """Ticket and trouble of each case of which something else is stored than its events say.

    Reads every case there is, once.
    """
    for cases in session.scalars(select(Case).execution_options(yield_per=AT_ONCE)).partitions():
        beside = _stored(session, [case.id for case in cases])
        for case in cases:
            if trouble := _trouble(session, case, beside[case.id]):
                yield case.ticket, trouble


def unasked(session: Session, case: Case) -> list[Clock]:
    """On what somebody must decide, and nobody is asked to: an end or a question once took the clock of a contested
    publication, and of harm after the end there was none.
    """
    waits = {Clock.PUBLICATION: case.text_state == CONTESTED, Clock.HARM: case.harm_since is not None}
    if not any(waits.values()):
        return []  # nearly all, without a query
    asked = {row.kind for row in open_rows(session, case.id) if row.next_on}
    return [clock for clock, owed in waits.items() if owed and clock not in asked]


def replay(session: Session, case: Case) -> State:
    """The case as its events make it; raises ValueError where the chain is broken, or a text or file was changed."""
    return _replayed(case, _stored(session, [case.id])[case.id])


def _stored(session: Session, numbers: Sequence[int]) -> dict[int, Stored]:
    """By the number of the case."""
    order = CaseEvent.case_id, CaseEvent.seq
    tables = ((CaseEvent, *order), (CaseText,), (Attachment,), (PublishedText,))
    beside = [by_case(session, numbers, *table) for table in tables]
    return {number: Stored(*(found[number] for found in beside)) for number in numbers}


def by_case(session: Session, numbers: Sequence[int], table: type[Any], *order: Any) -> dict[int, list[Any]]:
    """The rows of a table that belong to these cases, by the number of the case."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session.scalars(select(table).where(table.case_id.in_(numbers)).order_by(*order)):
        found[row.case_id].append(row)
    return found


def _trouble(session: Session, case: Case, stored: Stored) -> str:
    """What is wrong, as an operator reads it; empty for a case that is as its events say."""
    try:
        same = _replayed(case, stored) == state_of(case)
    except ValueError as broken:
        return str(broken)
    beside = (
        (PUBLIC, _misleads(case, stored)),
        (SEARCHED, not kept_up(session, case)),
        (UNASKED, unasked(session, case)),
    )
    return "; ".join(words for words, wrong in ((ROW, not same), *_missing(stored), *beside) if wrong)


def _replayed(case: Case, stored: Stored) -> State:
    state = chained(case.ticket, stored.events)
    texts = [((one.event_seq, one.kind), _digests(one)) for one in stored.texts]
    files = [((one.event_seq, one.blob_id), {digest(one.salt, one.sha256)}) for one in stored.files]
    _check_digests("text", stored.kept("texts"), texts)
    _check_digests("file", stored.kept(FILES), files)
    return state


def _digests(one: CaseText) -> set[str]:
    """Of which its event has one."""
    return {text_digest(one.salt, one.text, one.public), old_text_digest(one.salt, one.text)}


def chained(ticket: str, events: Iterable[CaseEvent]) -> State:
    """The case as its events make it, in their order; raises ValueError where their chain is broken."""
    previous, told = GENESIS, []
    for row in events:
        told.append(happened(row))
        if row.previous_hash != previous or row.hash != event_hash(ticket, told[-1], previous):
            raise ValueError(f"its chain is broken at event {row.seq}")
        previous = row.hash
    return project(told)


def _check_digests(kind: str, kept: dict[Place, str], found: Iterable[tuple[Place, set[str]]]) -> None:
    """Whatever is stored is what an event keeps the digest of."""
    for (seq, what), now in found:
        if kept.get((seq, what)) not in now:
            raise ValueError(f"the {kind} {what} of event {seq} was changed")


def _missing(stored: Stored) -> Iterator[tuple[str, bool]]:
    """What nobody erased is there."""
    texts = {(one.event_seq, one.kind) for one in stored.texts}
    files = {(one.event_seq, one.blob_id) for one in stored.files}
    yield TEXTS_GONE, not stored.erased and not stored.kept("texts").keys() <= texts
    yield FILES_GONE, not stored.erased and not stored.kept(FILES).keys() <= files


def _misleads(case: Case, stored: Stored) -> bool:
    """Whether another text, another status or another file is public than the newest yes was given to."""
    approved = _approved(stored.events)
    if approved is None or not stored.published:
        return approved is not None or bool(stored.published)
    texts = {one.kind: one.text for one in stored.texts if one.event_seq == approved.seq}
    passed = {one.id for one in stored.files if one.complete} & set(approved.data.get(PASSED_FILES, ()))
    [row] = stored.published
    same_words = (row.title, row.body) == (texts.get("public_title"), texts.get("public_body"))
    return not (same_words and _TOLD(row) == _TOLD(case) and passed == {one.id for one in stored.files if one.public})


def _approved(events: Iterable[CaseEvent]) -> CaseEvent | None:
    """The proposal that is published: the newest one at the newest yes, while the events leave it public."""
    proposed = approved = state = None
    for event in events:
        state = apply(state, happened(event))
        if event.action == Action.PROPOSE_TEXT:
            proposed = event
        elif event.action == Action.APPROVE_TEXT:
            approved = proposed
    return approved if state and state.text_state in TEXT_PUBLIC else None
