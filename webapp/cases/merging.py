"""Which case leads a merged one, and who follows a leading one, however many merges lie between them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.base.db import Reader
from webapp.base.prepared import Prepared
from webapp.cases.models import Case

# made once: putting a statement together takes longer than running it
_OF_TICKET = Prepared(select(Case.__table__).where(Case.ticket == bindparam("ticket")))


def way_of(look: Reader, leading_ticket: str | None) -> list[Row[Any]]:
    """The cases on the way that begins with this ticket; the last one leads in the end. Empty where none leads.

    No merge makes a circle, and a circle made by hand would not keep a page waiting.
    """
    found: dict[str, Row[Any]] = {}
    while leading_ticket and leading_ticket not in found:
        row = _OF_TICKET.first(look, ticket=leading_ticket)
        if row is None:
            break
        found[leading_ticket], leading_ticket = row, row.leading_ticket
    return list(found.values())


def is_secret(way: Iterable[Row[Any]]) -> bool:
    """Whether any case on the way became confidential: nobody is told then where it goes, or that it passes there."""
    return any(case.confidential for case in way)


def followers_of(session: Session, case: Case) -> list[Case]:
    """Every case that was merged into this one, or into one of those."""
    found: dict[str, Case] = {}
    nearest = [case.ticket]
    while nearest:
        rows = session.scalars(select(Case).where(Case.leading_ticket.in_(nearest)).order_by(Case.id)).all()
        fresh = {row.ticket: row for row in rows if row.ticket not in found and row.ticket != case.ticket}
        found |= fresh
        nearest = list(fresh)
    return list(found.values())
