"""A year of a fake clock over the demo's tree: each morning the workers, at noon the people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import select

from tests.cases.simulation import checks
from tests.cases.simulation.checks import Figures
from tests.cases.simulation.people import Day, report
from tests.cases.simulation.town import Town, found, sign_in
from tests.cases.timers.workers import DIED, DONE, fork_worker, wait_for
from tests.conftest import Clock
from webapp.base.clock import ONE_DAY, Zone
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent
from webapp.cases.queries import state_of
from webapp.cases.receiving import receive
from webapp.cases.timer_job import due_now, ring_all
from webapp.cases.timers import day_of_timers

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
LAST_REPORT = 330
"""Days after FIRST: the youngest cases have a month to live."""

Work = Callable[[Database, Clock, Random], object]


def undisturbed(db: Database, clock: Clock, _chance: Random) -> None:
    """One worker."""
    ring_all(db, clock)


def rough(db: Database, clock: Clock, chance: Random) -> None:
    """Two at once; on one morning of four one of them is killed, on some both, and a third does what is left."""
    with db.read() as session:
        if not session.execute(due_now(Zone.WITA, day_of_timers(clock(), Zone.WITA))).first():
            return
    kills = [chance.randint(2, 120) if chance.random() < 0.25 else 0 for _ in range(2)]
    codes = wait_for(*[fork_worker(db, clock, die_before=kill) for kill in kills])
    assert all(code in (DONE, DIED) for code in codes), codes
    if DIED in codes:
        ring_all(db, clock)


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: a year has tens of thousands of commits."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="lapor-year-", dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)


@dataclass
class Year:
    """The town, its cases, and what was seen of them."""

    db: Database
    keys: Keys
    cases: int
    seed: str
    work: Work = undisturbed

    def run(self) -> Figures:
        """From New Year to New Year's Eve; raises AssertionError on the day when something is wrong."""
        figures, chance = Figures(), Random(f"{self.seed} kills")
        with self.db.write() as session:
            town = found(session, self.keys.ring, Random(self.seed), _at(FIRST - ONE_DAY, 12))
        arriving = Counter(Random(f"{self.seed} days").choices(range(LAST_REPORT), k=self.cases))
        number = 0
        for passed in range((LAST - FIRST).days + 1):
            self._day(FIRST + passed * ONE_DAY, town, range(number, number + arriving[passed]), figures, chance)
            number += arriving[passed]
        with self.db.read() as session:
            checks.at_the_end(session, figures)
        return figures

    def _day(self, today: date, town: Town, arriving: range, figures: Figures, chance: Random) -> None:
        clock = Clock(_at(today, 7))
        self.work(self.db, clock, chance)
        with self.db.read() as session:
            checks.after_the_worker(session, clock(), today, figures)
        noon = _at(today, 12)
        with self.db.write() as session:
            sign_in(session, town, noon)
            for number in arriving:
                receive(session, report(number, town, self.seed), self.keys, noon)
            Day(session, town, noon, checks.CALENDAR.is_working(today), self.seed).pass_by()
        with self.db.read() as session:
            checks.after_the_people(session, noon, figures)

    def outcome(self) -> list[tuple[Any, ...]]:
        """Every case and all that happened to it, without what is random: tickets and salts."""
        events: dict[int, list[tuple[Any, ...]]] = {}
        with self.db.read() as session:
            for row in session.execute(select(CaseEvent.__table__).order_by(CaseEvent.case_id, CaseEvent.seq)):
                data = {name: value for name, value in row.data.items() if name != "texts"}
                told = (row.seq, row.at, row.action, row.to_status, row.party, row.officer_id, row.agency_id, data)
                events.setdefault(row.case_id, []).append(told)
            cases = session.scalars(select(Case).order_by(Case.id)).all()
            return [(case.id, state_of(case), events[case.id]) for case in cases]


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), Zone.WITA.info).astimezone(UTC)
