"""A message by PIN asks that a case be erased: a letter tells its mailbox, and nothing happens for some days.

Whoever has the PIN can write such a message, a thief or a violent spouse too. The outbox keeps when the letter was
promised, and whether it has left.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from webapp.cases.models import Case, CaseEvent
from webapp.notices.models import Outbox
from webapp.notices.post import Notice
from webapp.notices.service import NOBODY, put

LATELY = timedelta(days=30)
"""How old a message may be that asks for it, and the letter on it that still counts."""
WAIT = timedelta(days=7)
LETTER = "reporter/erase_soon"


def announce(session: Session, case: Case, now: datetime) -> None:
    """Promise the letter, as one on the newest event of the case as it was seen; `seq` is the mark of that."""
    seen = (CaseEvent.case_id == case.id, CaseEvent.seq == case.version)
    event = session.scalars(select(CaseEvent.id).where(*seen)).one()
    again = session.scalar(select(func.count(Outbox.id)).where(*_letters(case.id)))
    about = {"case": case.id, "seq": case.version}
    put(session, Notice(event, f"erasing_{again}", f"reporter:{case.id}", LETTER, about), now)


def announced(session: Session, case_id: int, now: datetime) -> Outbox | None:
    """The newest such letter; None where none was promised lately."""
    lately = select(Outbox).where(*_letters(case_id), Outbox.created_at > now - LATELY)
    return session.scalar(lately.order_by(Outbox.id.desc()).limit(1))


def arrived(letter: Outbox) -> bool:
    """Whether it has left, as far as there is a mailbox."""
    return letter.sent_at is not None or letter.last_error == NOBODY


def erased_from(session: Session, case_id: int) -> datetime:
    """When the case may be erased, by the newest letter, which is being written."""
    newest = select(Outbox.created_at).where(*_letters(case_id)).order_by(Outbox.id.desc()).limit(1)
    return session.scalars(newest).one() + WAIT


def _letters(case_id: int) -> tuple[ColumnElement[bool], ...]:
    return Outbox.recipient_ref == f"reporter:{case_id}", Outbox.template == LETTER
