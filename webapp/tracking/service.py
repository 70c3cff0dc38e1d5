"""What the reporter does to the own case, once however often it is sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from webapp.attachments.kept import NewFile
from webapp.base import drafts
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.events import State
from webapp.cases.moves import FILES, FORM, REPORTER, CaseNotFound, StaleCase
from webapp.cases.queries import Entry, case_by_ticket, entries, state_of
from webapp.cases.reports import JUDGED, Kind
from webapp.cases.service import locked, transition
from webapp.cases.workflow import Action, Party
from webapp.tracking import pace
from webapp.tracking.models import MeToo

SECOND_CLICK = timedelta(minutes=1)

MESSAGES = (Action.SUPPLY_INFO, Action.ADD_MESSAGE, Action.REPLY, Action.REOPEN, Action.CONTEST)
"""What the reporter does by writing something: one in each status, and a mere message beside it in what has ended."""


@dataclass(frozen=True)
class Deed:
    """What the reporter wants done, on the version of the case that they saw.

    `judged`: whether it is settled, as this kind of report is asked; `agency` is the right one, in their opinion;
    `item` the accommodation that they speak of, `form` that in which letters come.
    """

    action: Action
    seen: int
    message: str = ""
    stars: int | None = None
    judged: bool | None = None
    agency: int | None = None
    item: str | None = None
    words: tuple[str, str] | None = None
    """Title and text of the own video, mended."""
    form: str = ""
    files: tuple[NewFile, ...] = ()
    draft: str = ""
    """The token under which the files were kept; it ends with the deed."""


class AlreadyDone(Exception):
    """The very same thing is already in the record: sent twice, or a page loaded again. Nothing was changed."""


class Changed(Exception):
    """Something else happened since the reporter looked; `.since` has it, oldest first. Nothing was changed."""

    def __init__(self, since: tuple[Entry, ...]) -> None:
        super().__init__(f"{len(since)} events since")
        self.since = since


def act(db: Database, ticket: Ticket, deed: Deed, now: datetime) -> State:
    """Do it, and return how the case stands then.

    Raises AlreadyDone, Changed, TooOften, or as `cases.service.transition` (MoveRefused, Incomplete, CaseNotFound,
    FileGone).
    """
    with db.write() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            raise CaseNotFound
        if deed.seen == case.version:  # else it may be the same once more
            pace.check(session, case.id, deed.action, now)
        try:
            facts = _facts(deed, case.kind)
            done = transition(session, case.id, deed.action, REPORTER, now=now, facts=facts, seen=deed.seen)
            drafts.discard(session, deed.draft)
            return state_of(done)
        except StaleCase:
            since = tuple(entry for entry in entries(session, case.id) if entry.seq > deed.seen)
            raise (AlreadyDone if any(_is_same(entry, deed) for entry in since) else Changed(since)) from None


def join(db: Database, ticket: Ticket, mark: bytes, now: datetime) -> None:
    """One more who has the same trouble; the same mark again within a minute is a second click."""
    with db.write() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            raise CaseNotFound
        locked(session, case.id)
        row = session.get(MeToo, case.id) or MeToo(case_id=case.id, people=0, mark=b"", last_at=now)
        if row.mark != mark or now - row.last_at >= SECOND_CLICK:
            row.people, row.mark, row.last_at = row.people + 1, mark, now
            session.add(row)


def _facts(deed: Deed, kind: str) -> dict[str, Any]:
    if deed.action is Action.RATE:
        return {"stars": deed.stars, JUDGED[Kind(kind)]: deed.judged}
    if deed.action is Action.HELP_UNMET:
        return {"item": deed.item}
    if deed.words:
        return dict(zip(("title", "body"), deed.words, strict=True))
    if deed.action is Action.CHOOSE_FORM:
        return {FORM: deed.form}
    named = {"suggested_agency": deed.agency} if deed.agency else {}
    return {"message": deed.message, FILES: deed.files, **named} if deed.message else {}


def _is_same(entry: Entry, deed: Deed) -> bool:
    """Whether this event is what the reporter asks for once more."""
    if entry.action is not deed.action or deed.form or entry.party != Party.REPORTER:
        return False
    judged = next((entry.data[name] for name in JUDGED.values() if name in entry.data), None)
    codes = (entry.data.get("stars"), entry.data.get("suggested_agency"), entry.data.get("item"))
    words = (entry.texts.get("title", ""), entry.texts.get("body", ""))
    same = codes == (deed.stars, deed.agency, deed.item) and words == (deed.words or ("", ""))
    return same and (entry.texts.get("message", ""), judged) == (deed.message, deed.judged)
