"""Cases that have ended: no queue holds them, so they are looked for in the record, within the same scope."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.base.clock import local_date
from webapp.cases.clocks import zone_of
from webapp.cases.models import Case
from webapp.cases.workflow import OPEN
from webapp.desk.queue_marks import with_words
from webapp.desk.queue_reach import Reach, about_others
from webapp.desk.queue_rows import Asked

LOOKED_AT = 5000
"""The newest ones that are looked at: a search costs the same however long the record grows, and the page says so."""
MANY = 100
"""Agencies; a city has some forty."""


def ended(session: Session, reach: Reach, asked: Asked, limit: int) -> list[tuple[date, int]]:
    """The local day of the last change and the number of each, received last first, from the one after `asked.after`.

    Only what stands or stood with an agency of the scope; who merely had a part finds a case by its ticket.
    """
    newest = select(Case.id).where(Case.status.not_in(OPEN), about_others(reach.belongs), _within(session, reach))
    newest = newest.order_by(Case.id.desc()).limit(LOOKED_AT)
    found = select(Case).where(Case.id.in_(newest), *with_words(asked.words)).order_by(Case.id.desc()).limit(limit)
    found = found.where(Case.id < asked.after.case_id) if asked.after else found
    return [(local_date(case.changed_at, zone_of(case)), case.id) for case in session.scalars(found)]


def _within(session: Session, reach: Reach) -> ColumnElement[bool]:
    """Of few agencies by the indexes of their cases. Those of many are soon met on the way down from the newest case of
    all: a column in a sum has no index.
    """
    below = select(Agency.id).where(or_(*(Agency.path.contains(f"/{number}/") for number in reach.agency_ids)))
    few = session.scalars(below.limit(MANY + 1)).all()
    if len(few) > MANY:
        return or_((Case.agency_id + 0).in_(below), (Case.coordinator_id + 0).in_(below))
    return or_(Case.agency_id.in_(few), Case.coordinator_id.in_(few))
