"""A case, a fake clock and officers who are there: what the stories of the timers are told with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import select

from tests import world
from tests.conftest import Clock
from webapp.agencies.models import Agency
from webapp.base.clock import Zone, local_date
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.cases.queries import state_of
from webapp.cases.timer_job import ring_all
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status
from webapp.notices.models import Outbox
from webapp.officers.roles import Role
from webapp.officers.service import NewOfficer, create_officer, grant, new_officer

NOON = datetime(2026, 12, 9, 4, 0, tzinfo=UTC)
"""Wednesday, 9 December 2026, 12.00 WITA."""
FOREVER = timedelta(days=4000)

OFFICERS = {
    "nasional": Role.NATIONAL_ADMIN,
    "kaltim": Role.COORDINATOR,
    "samarinda": Role.COORDINATOR,
    "samarinda-pupr": Role.LIAISON,
}


@cache
def _template() -> NewOfficer:
    return new_officer("contoh", "Rahma Nurlaila", "kata sandi panjang")


def appoint(db: Database, keys: Keys, officers: dict[str, Role], seen: datetime) -> None:
    """One officer for each of these agencies, last seen then."""
    with db.write() as session:
        for code, role in officers.items():
            officer = create_officer(session, replace(_template(), username=code), keys.ring, NOON)
            officer.last_seen_at = seen
            grant(session, officer.id, role, world.agency_id(session, code), NOON)


@dataclass
class Story:
    """Time goes by from noon to noon, and the worker does what it does."""

    db: Database
    keys: Keys
    clock: Clock

    def case(self, status: Status, **changes: Any) -> int:
        """A report that has got to `status` today."""
        return world.case_in(self.db, self.keys, self.clock(), status, **changes).case_id

    def act(self, case_id: int, action: Action, **facts: Any) -> None:
        """Somebody does something now."""
        world.act(self.db, case_id, action, self.clock(), **facts)

    def ring(self) -> int:
        """The worker looks once."""
        return ring_all(self.db, self.clock)

    def wait(self, until: date) -> None:
        """Noon after noon until that day, the worker looking each day."""
        while self.today < until:
            self.clock.pass_by(days=1)
            self.ring()

    def sleep(self, until: date) -> None:
        """The worker is down until that day, at noon."""
        self.clock.pass_by(days=(until - self.today).days)

    @property
    def today(self) -> date:
        """The day in Samarinda."""
        return local_date(self.clock(), Zone.WITA)

    def stored(self, case_id: int) -> Case:
        """The row, which its events must give."""
        with self.db.read() as session:
            case = session.get_one(Case, case_id)
            assert replay(session, case) == state_of(case)
            return case

    def by_itself(self, case_id: int) -> list[tuple[str, str]]:
        """What the system did to the case: (action, ISO day), an escalation with its agency."""
        with self.db.read() as session:
            mine = select(CaseEvent).where(CaseEvent.case_id == case_id, CaseEvent.party == "system")
            events = session.scalars(mine.order_by(CaseEvent.seq)).all()
            codes = dict(session.execute(select(Agency.id, Agency.code)).all())
        return [(_told(event, codes), local_date(event.at, Zone.WITA).isoformat()) for event in events]

    def letters(self, case_id: int, *templates: str) -> list[tuple[str, str]]:
        """(template, to whom) of the letters on this case, those of `templates` only."""
        with self.db.read() as session:
            codes = {f"agency:{number}": code for number, code in session.execute(select(Agency.id, Agency.code))}
            rows = session.scalars(select(Outbox).order_by(Outbox.id)).all()
        mine = [row for row in rows if row.params["case"] == case_id and row.template in templates]
        return [(row.template, codes.get(row.recipient_ref, row.recipient_ref.partition(":")[0])) for row in mine]

    def clocks(self, case_id: int) -> Iterator[Deadline]:
        """The open clocks of the case around which something happens by itself."""
        with self.db.read() as session:
            mine = select(Deadline).where(Deadline.case_id == case_id, Deadline.ended_at.is_(None))
            rows = session.scalars(mine.order_by(Deadline.id)).all()
        quiet = "publication"  # while nobody contests it, also when it stands still
        yield from (row for row in rows if row.next_on or row.step or (row.paused_on and row.kind != quiet))


def _told(event: CaseEvent, codes: dict[int, str]) -> str:
    if event.action == Action.ESCALATE:
        return f"escalate {codes[event.data['agency']]}"
    return event.action
