"""Cases that have ended: no queue holds them, so the index of the desk finds them, within the scope."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.clock import local_date
from webapp.cases.clocks import zone_of
from webapp.cases.desk_index import Stands, Wanted, newest
from webapp.cases.models import Case
from webapp.desk.queue_reach import Reach, about_others
from webapp.desk.queue_rows import Asked


def ended(session: Session, reach: Reach, asked: Asked, limit: int) -> list[tuple[date, int]]:
    """The local day of the last change and the number of each, received last first, from the one after `asked.after`.

    Only what stands or stood with an agency of the scope; who merely had a part finds a case by its ticket.
    """
    wanted, before = Wanted(Stands.ENDED, reach.agency_ids, asked.words), asked.after.case_id if asked.after else None
    ids = newest(session, wanted, about_others(reach.belongs), limit, before)
    found = session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id.desc()))
    return [(local_date(case.changed_at, zone_of(case)), case.id) for case in found]
