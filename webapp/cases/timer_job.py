"""The job that reminds, escalates, closes and archives by itself, each case in a transaction of its own.

What is due is a range of one index, a time zone at a time. A row is looked at again under the lock of its case, so two
workers do each thing once, and a worker that dies has done a thing wholly or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Row, Select, literal, select, tuple_
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import lineage, path_ids
from webapp.base.clock import Zone
from webapp.base.db import Database
from webapp.base.jobs import Job
from webapp.base.logs import get_logger
from webapp.cases import parts, timers
from webapp.cases.clocks import calendar_for, open_rows
from webapp.cases.deadlines import Clock, rule
from webapp.cases.models import Case, Deadline
from webapp.cases.moves import SYSTEM, MoveError, allowed_actions
from webapp.cases.queries import state_of
from webapp.cases.reasons import OPEN_QUESTION, ArchiveReason
from webapp.cases.redating import count_anew
from webapp.cases.service import locked, transition
from webapp.cases.timers import Timer
from webapp.cases.workflow import Action
from webapp.officers.queries import owner_of

RING_TIMERS = "ring_timers"
EVERY = timedelta(minutes=1)
BATCH = 200

Due = Row[date | None, int, int]
"""When it is due, the number of the clock, the number of its case."""


def timers_job(db: Database, clock: Callable[[], datetime]) -> Job:
    """Does what is due today and what was missed before."""

    def run() -> None:
        done = ring_all(db, clock)
        if done:
            get_logger().info("timers_rang", job=RING_TIMERS, count=done)

    return Job(RING_TIMERS, run, EVERY)


def ring_all(db: Database, clock: Callable[[], datetime]) -> int:
    """Do everything that is due, what has waited longest first; returns how many moves were made."""
    return sum(_ring(db, row, clock()) for zone in Zone for row in _due_rows(db, zone, clock))


def _due_rows(db: Database, zone: Zone, clock: Callable[[], datetime]) -> Iterator[Due]:
    """All that is due, batch after batch; a row that is refused stays due and keeps no other waiting."""
    after: Due | None = None
    while True:
        with db.read() as session:
            rows = session.execute(due_now(zone, timers.day_of_timers(clock(), zone), after)).all()
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1]


def due_now(zone: Zone, day: date, after: Due | None = None) -> Select[date | None, int, int]:
    """One batch of the open clocks whose next timer is due, by the partial index alone."""
    found = select(Deadline.next_on, Deadline.id, Deadline.case_id)
    found = found.where(Deadline.ended_at.is_(None), Deadline.paused_on.is_(None))
    found = found.where(Deadline.zone == zone.value, Deadline.next_on <= day)
    if after:
        key = tuple_(Deadline.next_on, Deadline.id)
        found = found.where(key > tuple_(literal(after.next_on), literal(after.id)))
    return found.order_by(Deadline.next_on, Deadline.id).limit(BATCH)


def _ring(db: Database, row: Due, now: datetime) -> bool:
    """One timer in one transaction; what the table refuses is left as it is, and the others go on."""
    try:
        with db.write() as session:
            return ring(session, row.case_id, row.id, now)
    except MoveError as error:
        get_logger().warning("timer_refused", job=RING_TIMERS, exc_info=error)
    except Exception as error:  # noqa: BLE001 - one broken case must not keep the others waiting
        get_logger().error("timer_broke", job=RING_TIMERS, exc_info=error)
    return False


def ring(session: Session, case_id: int, deadline_id: int, now: datetime) -> bool:
    """Do the next timer of a clock if it is still due; whether a move was made. Raises MoveError."""
    case = locked(session, case_id)
    count_anew(session, case, now)  # never by a date that the present calendar no longer gives
    row = session.get_one(Deadline, deadline_id, populate_existing=True)
    today = timers.day_of_timers(now, Zone(row.zone))
    if row.ended_at or row.paused_on or row.next_on is None or row.next_on > today:
        return False
    return _Ringing(session, case, row, now, today).ring()


class _Ringing:
    """One clock of one locked case on one day."""

    def __init__(self, session: Session, case: Case, row: Deadline, now: datetime, today: date) -> None:
        self.session, self.case, self.row, self.now, self.today = session, case, row, now, today
        self.rule, self.calendar = rule(row.rule), calendar_for(session, case.area_code)

    def ring(self) -> bool:
        row, clock = self.row, self.rule.clock
        row.step = timers.not_lapsed(clock, row.step, row.due, self.today)
        planned = timers.planned(self.rule, row.step, row.due, self.today, self.calendar)
        if not timers.climbs(clock, row.step) and planned > self.today:
            row.next_on = planned  # looked at too early
            return False
        timer = timers.timer_at(clock, row.step)
        if timer.action in timers.ENDS and self.case.agency_question == OPEN_QUESTION:
            row.next_on = self._next_level()  # first the coordinator decides whether the reporter is right
            return False
        return _DOES[self._action(timer)](self)

    def _action(self, timer: Timer) -> Action:
        if timer.otherwise is None or timer.action in allowed_actions(state_of(self.case), SYSTEM):
            return timer.action
        return timer.otherwise

    def remind(self) -> bool:
        until = timers.heard_until(self.rule, self.row.step, self.row.due, self.today, self.calendar)
        return self._move(Action.REMIND, agency=self._owner(), due=until.isoformat())

    def escalate(self) -> bool:
        """One level up, unless another late clock of the case does so already or nobody is above."""
        above = self._superior()
        if above is None:
            self.row.step = len(timers.TIMERS[self.rule.clock])
            # the top owns it only while nobody is active below: looked at again, because somebody may come back
            self.row.next_on = None if self._owner() == self._answering() else self._next_level()
            return False
        if self._other_climbs():
            self.row.step = len(timers.TIMERS[self.rule.clock])  # late as well: it goes on from wherever that one got
            self.row.next_on = self._next_level()
            return False
        late = {"late": self.row.part or self.case.agency_id, "due": self.row.due.isoformat()}
        return self._move(Action.ESCALATE, agency=above, **late)

    def time_out(self) -> bool:
        return self._move(Action.TIME_OUT)

    def archive(self) -> bool:
        return self._move(Action.ARCHIVE, reason=ArchiveReason.NOT_COMPLETED.value)

    def _move(self, action: Action, **facts: object) -> bool:
        """The move by the table, and when the timer after it comes."""
        row = self.row
        if action in (Action.REMIND, Action.ESCALATE):
            facts |= {"clock": row.kind, **({"part": row.part} if row.part else {})}
        transition(self.session, self.case.id, action, SYSTEM, now=self.now, facts=facts)
        if row.ended_at is None:
            at_top = row.kind == Clock.PUBLICATION and self._levels_up() >= len(self._levels()) - 1
            again = timers.following(self.rule, row.step, row.due, self.today, self.calendar)
            row.next_on = max(again, self.today + timers.AT_TOP) if at_top and self.today > row.due else again
            row.step += 1
        return True

    def _answering(self) -> int:
        """Who answers for what this clock promises: its agency, or the superior told of the delay of this very clock.

        A clock that is not late yet climbs from whoever has the case, though another one made the case climb before.
        """
        if self.row.part:
            return parts.above(self.case.contributors, self.row.part)
        if not timers.escalates(self.rule.clock):
            return self._deciding()
        return self.case.answering_id if timers.climbs(self.rule.clock, self.row.step) else self.case.agency_id

    def _deciding(self) -> int:
        """Who decides on what is contested; a level more is told with each reminder of what is late."""
        levels = self._levels()
        return levels[max(0, len(levels) - 1 - self._levels_up())]

    def _levels(self) -> Sequence[int]:
        case = self.case
        deciders = {Clock.RIGHT_CATEGORY: case.category_decider, Clock.PUBLICATION: case.text_decider}
        path = deciders.get(self.rule.clock)
        return path_ids(path) if path else lineage(self.session, case.coordinator_id)

    def _levels_up(self) -> int:
        return timers.levels_up(self.rule.clock, self.row.step)

    def _owner(self) -> int:
        """Whose officers act for that agency now."""
        return owner_of(self.session, self._answering(), self.now).agency_id

    def _next_level(self) -> date:
        return timers.next_level(self.rule.clock, self.today, self.calendar)

    def _superior(self) -> int | None:
        """Who owns what lies above the present owner; levels where nobody is active are no owners. None at the top."""
        above = self.session.scalar(select(Agency.parent_id).where(Agency.id == self._owner()))
        return owner_of(self.session, above, self.now).agency_id if above else None

    def _other_climbs(self) -> bool:
        """Whether another clock of the same agency is late since before this one."""
        mine = (self.row.due, self.row.id)
        opened = open_rows(self.session, self.case.id)
        ours = (row for row in opened if row.part == self.row.part)
        running = (row for row in ours if row.paused_on is None and timers.escalates(Clock(row.kind)))
        return any((row.due, row.id) < mine and row.due < self.today for row in running)


_DOES: dict[Action, Callable[[_Ringing], bool]] = {
    Action.REMIND: _Ringing.remind,
    Action.ESCALATE: _Ringing.escalate,
    Action.TIME_OUT: _Ringing.time_out,
    Action.ARCHIVE: _Ringing.archive,
}
