"""What inspectors do with a report: each deed is one transaction that looks first whether somebody was quicker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from webapp.base.db import Database
from webapp.base.sentences import _
from webapp.base.working_days import Calendar
from webapp.whistleblowing import vault
from webapp.whistleblowing.desk.cases import HANDOVER, NOTE, QUESTION, STATUS, Case
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.models import Handling
from webapp.whistleblowing.status_words import STATUS_NAMES
from webapp.whistleblowing.statuses import DAYS, ENDS, NEXT, Status
from webapp.whistleblowing.tree import Me
from webapp.whistleblowing.vault import Words


class Stale(Exception):
    """The report was changed after the page was opened; nothing was stored."""


class Refused(Exception):
    """A rule forbids it; `sentence` says which. Nothing was stored."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Deed:
    """Who does something with which report as they saw it, and on which day."""

    me: Me
    case: Case
    version: int
    today: date


Work = Callable[[Session, Deed], None]


def do(db: Database, deed: Deed, work: Work) -> None:
    """`work` in one transaction; raises Stale or Refused."""
    db.write_again(lambda session: _do(session, deed, work))


def _do(session: Session, deed: Deed, work: Work) -> None:
    # also locks the row: whoever does something at the same time waits, and is then too late
    seen = update(Handling).where(Handling.id == deed.case.handling_id, Handling.version == deed.version)
    done = session.execute(seen.values(version=deed.version + 1, changed_on=deed.today))
    if done.rowcount != 1:  # type: ignore[attr-defined]
        raise Stale
    work(session, deed)


def ask(text: str) -> Work:
    """A question to the reporter."""
    return lambda session, deed: say(session, deed, vault.talk(deed.case.handling_id), QUESTION, text)


def propose_handover(text: str) -> Work:
    """Only the reporter holds the key to the level above; they are asked to use it."""
    return lambda session, deed: say(session, deed, vault.talk(deed.case.handling_id), HANDOVER, text)


def note(text: str, kind: str = NOTE) -> Work:
    """What only colleagues read."""
    return lambda session, deed: say(session, deed, vault.desk(deed.case.handling_id), kind, text)


def move(to: Status, reason: str, days: int | None) -> Work:
    """To another status, with a reason that the reporter reads; raises Refused."""

    def work(session: Session, deed: Deed) -> None:
        if to not in NEXT[deed.case.status]:
            raise Stale
        row = session.get_one(Handling, deed.case.handling_id)
        row.status = to.value
        row.due_on = None if to in ENDS else Calendar.of().add_working_days(deed.today, days or DAYS[to])
        say(
            session,
            deed,
            vault.talk(row.id),
            STATUS,
            _("Keadaan sekarang: %(name)s.", name=STATUS_NAMES[to]) + f"\n\n{reason}",
        )

    return work


def say(session: Session, deed: Deed, compartment: str, kind: str, text: str) -> None:
    """One more entry by this holder; raises Refused where they were handed no key."""
    words = Words(kind, deed.me.reader.name, text, deed.today)
    vault.write(session, deed.case.report_id, compartment, deed.case.keys[compartment], words)


def audit(session: Session, deed: Deed, action: str, subject: int | None = None) -> None:
    """One more row on what a holder did."""
    accounts.note(session, deed.today, action, deed.me.id, subject, deed.case.report_id)
