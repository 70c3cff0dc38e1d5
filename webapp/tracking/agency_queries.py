"""Which other agencies a reporter may mean."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from webapp.agencies.models import Agency
from webapp.agencies.queries import agency_by_code, agency_names, find_agencies, path_ids
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.cases.queries import case_by_ticket

MOST = 12
"""Results that are shown; a longer list asks for another word."""


@dataclass(frozen=True)
class OtherAgency:
    """An agency to choose; `under` is the name of the one above it."""

    id: int
    code: str
    name: str
    under: str | None


def other_agencies(db: Database, ticket: Ticket, words: str, chosen: str) -> tuple[OtherAgency, ...]:
    """What `words` find and the one that was chosen before: open, not the one that has the case or that it is about."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            return ()
        codes = [one.code for one in find_agencies(session, words, MOST)]
        known = agency_by_code(session, chosen) if chosen else None
        codes += [known.code] if known and known.closed_at is None else []
        rows = {row.code: row for row in session.scalars(select(Agency).where(Agency.code.in_(codes)))}
        fit = [
            row
            for row in (rows[code] for code in dict.fromkeys(codes))
            if row.id != case.agency_id and case.excluded_agency_id not in path_ids(row.path)
        ]
        names = agency_names(session, {row.parent_id for row in fit if row.parent_id})
        return tuple(OtherAgency(row.id, row.code, row.name, names.get(row.parent_id or 0)) for row in fit)
