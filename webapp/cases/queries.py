"""Reading the record: a case by its ticket, what happened to it, what was written, and what its clocks say."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.base.clock import local_date
from webapp.base.db import Reader
from webapp.base.prepared import Prepared
from webapp.base.working_days import Calendar
from webapp.cases.clocks import calendar_for, open_rows, pauses_of, zone_of
from webapp.cases.deadlines import rule
from webapp.cases.events import Happened, State
from webapp.cases.explanation import Explanation, explain
from webapp.cases.keys import Keys, contact_place
from webapp.cases.models import Case, CaseEvent, CaseText, Contact, Deadline, PublishedText
from webapp.cases.reports import Reporter
from webapp.cases.workflow import OWNER_CLOCK, Action, Status

# made once: putting a statement together takes longer than running it, and every page of a ticket asks for these
_OF_TICKET = select(Case).where(Case.ticket == bindparam("ticket"))
_ACTIONS, _STATUSES = {one.value: one for one in Action}, {one.value: one for one in Status}
"""An enumeration is asked by name in a tenth of the time that it takes to call it."""
_explained = lru_cache(maxsize=1000)(explain)
"""Many clocks of one day share one explanation."""
_TOLD = attrgetter(*(field.name for field in fields(Happened)))  # the hashes are for who checks the chain
_EVENTS = Prepared(select(*_TOLD(CaseEvent)).where(CaseEvent.case_id == bindparam("case")).order_by(CaseEvent.seq))
_PROJECTED = attrgetter(*(field.name for field in fields(State)))
_PASSED = Prepared(
    select(CaseText.event_seq, CaseText.kind, CaseText.public).where(
        CaseText.case_id == bindparam("case"), CaseText.public.is_not(None)
    )
)
_TEXTS = Prepared(select(CaseText.event_seq, CaseText.kind, CaseText.text).where(CaseText.case_id == bindparam("case")))
_PUBLISHED = Prepared(select(PublishedText.__table__).where(PublishedText.case_id == bindparam("case")))


@dataclass(frozen=True)
class Entry(Happened):
    """One event as a page tells it; `texts` by kind, empty for who may not read them."""

    texts: dict[str, str]

    @property
    def agencies(self) -> frozenset[int]:
        """The agencies that a sentence on this event may name: who acted for one, and those in its data."""
        named = (self.agency_id, *(self.data.get(name) for name in ("agency", "suggested_agency", "coordinator_id")))
        return frozenset(number for number in named if isinstance(number, int))

    def quotes(self, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """(label, text) of each text that came with it, in the order of `labels`, which are by kind."""
        return tuple((str(label), self.texts[kind]) for kind, label in labels.items() if kind in self.texts)


def case_by_ticket(session: Session, ticket: str) -> Case | None:
    """The case of a ticket, or None."""
    return session.scalar(_OF_TICKET, {"ticket": ticket})


def entries(look: Reader, case_id: int, texts: bool = True) -> list[Entry]:
    """All that happened, oldest first; with its texts, or without."""
    return _entries(look, case_id, texts_of(look, case_id) if texts else {})


def public_entries(look: Reader, case_id: int) -> list[Entry]:
    """All that happened, with what officers passed for everybody to read once the case is published."""
    return _entries(look, case_id, _by_event(_PASSED.all(look, case=case_id)))


def _entries(look: Reader, case_id: int, texts: Mapping[int, dict[str, str]]) -> list[Entry]:
    rows = _EVENTS.all(look, case=case_id)
    return [Entry(*(*_typed(*row), texts.get(row[0], {}))) for row in rows]


def texts_of(look: Reader, case_id: int) -> dict[int, dict[str, str]]:
    """Texts by the sequence number of their event, then by kind."""
    return _by_event(_TEXTS.all(look, case=case_id))


def _by_event(rows: Iterable[tuple[int, str, str]]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for seq, kind, text in rows:
        found.setdefault(seq, {})[kind] = text
    return found


def original_texts(session: Session, case_id: int) -> dict[str, str]:
    """What the reporter first wrote, by kind: title, body, place, happened, outcome."""
    return texts_of(session, case_id).get(1, {})


def present_texts(session: Reader, case_id: int) -> dict[str, str]:
    """The same with title and body as they stand now: those of a video are what was written last."""
    return overlaid(sorted(texts_of(session, case_id).items()))


def overlaid(texts: Iterable[tuple[int, Mapping[str, str]]]) -> dict[str, str]:
    """The texts of a report out of those of its events, (number, texts by kind), oldest first."""
    return {kind: text for seq, found in texts for kind, text in found.items() if seq == 1 or kind in ("title", "body")}


def published(session: Reader, case_id: int) -> Any:
    """What the public may read of the case, or None."""
    return _PUBLISHED.first(session, case=case_id)


def reporter_of(session: Session, keys: Keys, case_id: int) -> Reporter | None:
    """Who reported and how to answer, opened; for an anonymous case always None."""
    contact = contact_of(session, case_id)
    return Reporter(**json.loads(keys.ring.decrypt_text(contact.sealed, contact_place(case_id)))) if contact else None


def contact_of(session: Session, case_id: int) -> Contact | None:
    """The sealed contact, or None: for an anonymous case always None."""
    return session.get(Contact, case_id)


def open_deadlines(session: Session, case: Case, now: datetime) -> tuple[Explanation, ...]:
    """The open clocks of a case, each explained, the one that matters now first."""
    return explained(session, case, open_rows(session, case.id), now)


def explained(
    look: Reader, case: Case | Row[Any], rows: Sequence[Deadline | Row[Any]], now: datetime
) -> tuple[Explanation, ...]:
    """Those of the clocks of a case that still run, up to their stored dates, the one that matters now first."""
    running = [row for row in rows if row.ended_at is None]
    if not running:
        return ()
    today, calendar = local_date(now, zone_of(case)), calendar_for(look, case.area_code)
    first = OWNER_CLOCK.get(Status(case.status))
    found = [_clock(row, today, calendar) for row in running]
    return tuple(sorted(found, key=lambda one: (one.rule.clock is not first, one.due)))


def _clock(row: Deadline | Row[Any], today: date, calendar: Calendar) -> Explanation:
    found = _explained(rule(row.rule), row.started_on, today, calendar, pauses_of(row), row.due, row.first_due)
    return replace(found, part=row.part) if row.part else found


def state_of(case: Case | Row[Any]) -> State:
    """The projected columns of a row as plain data."""
    return State(*_PROJECTED(case))


def happened(row: CaseEvent) -> Happened:
    """A stored event as plain data."""
    return Happened(*_typed(*_TOLD(row)))


def _typed(seq: int, at: datetime, action: str, before: str | None, after: str, *others: Any) -> tuple[Any, ...]:
    """What makes a Happened, in the order of its fields."""
    return seq, at, _ACTIONS[action], _STATUSES[before] if before else None, _STATUSES[after], *others
