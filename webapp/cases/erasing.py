"""Erasing what people wrote in a case and who they are; its events stay, with the digests of what was written."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.base.db import Base
from webapp.cases.accommodations import Accommodation
from webapp.cases.models import Case, CaseText, Contact, PinCode, PublishedText

_PERSONAL: tuple[type[Base], ...] = (CaseText, PublishedText, Contact, Accommodation, PinCode)
"""Everything that holds words or a person, by `case_id`. A draft is under a token that no case knows, for a day."""


def erase(session: Session, case: Case) -> None:
    """Within the transaction of the ERASE event, which also makes routing forget what it learned from the case."""
    session.flush()
    for table in _PERSONAL:
        session.execute(delete(table).where(table.__table__.c.case_id == case.id))
