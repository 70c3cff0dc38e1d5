"""What officers and reporters do on a day: chance alone, but the same chance for the same case, day and version."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cases.simulation.town import Town
from tests.world import FACTS
from webapp.agencies.models import Agency
from webapp.cases.models import Case
from webapp.cases.moves import REPORTER, By, allowed_actions, by_officer
from webapp.cases.queries import state_of
from webapp.cases.reasons import OPEN_QUESTION
from webapp.cases.reports import Kind, NewReport, Reporter
from webapp.cases.service import transition
from webapp.cases.workflow import OPEN, Action, Status
from webapp.officers.queries import Owner, owner_of
from webapp.officers.roles import PERMISSIONS

SILENT = 0.45
"""Which part of the reporters never answers."""

WISHES: Mapping[Status, Mapping[Action, float]] = {
    Status.RECEIVED: {Action.ASSIGN: 80, Action.ASK_INFO: 15, Action.ARCHIVE: 5},
    Status.ASSIGNED: {Action.START: 60, Action.RETURN: 10, Action.ANSWER: 15, Action.REASSIGN: 15},
    Status.IN_PROGRESS: {Action.NOTE: 20, Action.ANSWER: 40, Action.ASK_INFO: 15, Action.REASSIGN: 5},
}
"""What officers would do, by weight; what the table does not allow them falls away."""

REPLIES: Mapping[Status, Mapping[Action, float]] = {
    Status.NEEDS_INFO: {Action.SUPPLY_INFO: 0.15},
    Status.ANSWERED: {Action.CONFIRM: 0.14, Action.REPLY: 0.06},
}
"""What a reporter who is not silent does, with the chance of it on one day."""

RESULTS: tuple[Callable[[int], str], ...] = (
    lambda year: "accepted",
    lambda year: f"planned:{year + 1}",
    lambda year: "refused:no_budget",
)
"""How a suggestion may end."""

WRONG = 0.01
"""The chance that a reporter calls the agency the wrong one on a day on which they may."""

AGAIN: Mapping[Status, tuple[Action, float]] = {
    Status.CLOSED: (Action.REOPEN, 0.06),
    Status.ARCHIVED: (Action.CONTEST, 0.25),
}
"""What some do some time after the end."""

HARM = 0.05
"""The chance that an officer who reads an ended case once more finds harm in it."""
FORGETS, NO_HARM = 0.6, 0.1
"""The chance that nobody looks at it on a working day, and that whoever does finds another category right."""


@dataclass(frozen=True)
class Day:
    """Everybody's moment of one day, in one transaction."""

    session: Session
    town: Town
    now: datetime
    working: bool
    seed: str
    owners: dict[int, Owner] = field(default_factory=dict)

    def chance(self, case: Case) -> Random:
        """Depends on nothing that workers could change the order of."""
        return Random(f"{self.seed} {case.id} {case.version} {self.now:%j}")

    def pass_by(self) -> None:
        """Officers, then reporters, case by case."""
        for case in self.session.scalars(select(Case).where(Case.status.in_(OPEN)).order_by(Case.id)).all():
            if not (self.working and (self._decides(case) or self._officer(case))):
                self._reporter(case)
        for case in self._ended():
            if not (self.working and self._finds_harm(case)):
                self._again(case)
        waiting = select(Case).where(Case.harm_since < self.now).order_by(Case.id)
        for case in self.session.scalars(waiting).all() if self.working else ():
            self._takes_up(case)

    def _officer(self, case: Case) -> bool:
        """The owner takes it up, or forgets it today."""
        owner = self._owner(case.answering_id)
        person = self.town.people[owner.officer.id] if owner.officer else None
        chance = self.chance(case)
        if person is None or not person.is_there(self.now) or chance.random() > person.zeal:
            return False
        by = by_officer(person.id, owner.agency_id, PERMISSIONS[person.role])
        allowed = allowed_actions(state_of(case), by)
        wishes = {act: weight for act, weight in WISHES.get(Status(case.status), {}).items() if act in allowed}
        if not wishes:
            return False
        [action] = chance.choices(list(wishes), list(wishes.values()))
        facts = self._facts(case, action, owner.agency_id, chance)
        if facts is None:
            return False
        self._do(case, action, by, facts)
        return True

    def _decides(self, case: Case) -> bool:
        """The coordinator keeps the agency that a reporter calls the wrong one, or forgets it today."""
        if case.agency_question != OPEN_QUESTION or self.chance(case).random() < 0.5:
            return False
        return self._coordinator(case, Action.KEEP_AGENCY, FACTS[Action.KEEP_AGENCY])

    def _finds_harm(self, case: Case) -> bool:
        """In a case that has ended."""
        found = Random(f"{self.seed} {case.id} {case.version} harm").random() < HARM and not case.sensitive
        return found and self._coordinator(case, Action.CATEGORISE, FACTS[Action.CATEGORISE])

    def _takes_up(self, case: Case) -> None:
        """The coordinator takes up harm that came to light, finds another category right, or forgets it today."""
        chance = self.chance(case).random()
        if chance < NO_HARM:
            mended = {**FACTS[Action.CATEGORISE], "category": "perhubungan.parkir-liar"}
            self._coordinator(case, Action.CATEGORISE, mended)
        elif chance > FORGETS:
            self._coordinator(case, Action.TAKE_UP, FACTS[Action.TAKE_UP])

    def _coordinator(self, case: Case, action: Action, facts: Mapping[str, Any]) -> bool:
        """Whoever acts for the coordinator does it, unless nobody is there."""
        owner = self._owner(case.coordinator_id)
        person = self.town.people[owner.officer.id] if owner.officer else None
        if person is None or not person.is_there(self.now):
            return False
        by = by_officer(person.id, owner.agency_id, PERMISSIONS[person.role])
        if action not in allowed_actions(state_of(case), by):
            return False
        self._do(case, action, by, facts)
        return True

    def _owner(self, agency: int) -> Owner:
        if agency not in self.owners:
            self.owners[agency] = owner_of(self.session, agency, self.now)
        return self.owners[agency]

    def _facts(self, case: Case, action: Action, agency: int, chance: Random) -> dict[str, Any] | None:
        """What the move needs; None when there is no office to send it to."""
        facts = {"explanation": "Begini keadaannya di lapangan.", **FACTS.get(action, {})}
        if action in (Action.ASSIGN, Action.REASSIGN, Action.RETURN):
            offices = self._offices(case, agency, chance, to_villages=action is Action.ASSIGN)
            if not offices:
                return None
            facts |= {"agency": chance.choice(offices), "suggested_agency": offices[0]}
        if action is Action.ANSWER and case.kind == Kind.SUGGESTION:
            facts["result"] = chance.choice(RESULTS)(self.now.year)
        return facts

    def _offices(self, case: Case, agency: int, chance: Random, to_villages: bool) -> list[int]:
        below = self.town.villages[case.area_code or ""] if to_villages and chance.random() < 0.5 else ()
        near = below or self.town.offices.get(agency, ()) or self.town.offices[case.coordinator_id]
        paths = self.session.execute(select(Agency.id, Agency.path).where(Agency.id.in_(near))).all()
        others = ((number, path) for number, path in paths if number != case.agency_id)
        return [number for number, path in others if f"/{case.excluded_agency_id}/" not in path]

    def _reporter(self, case: Case) -> None:
        chance = self.chance(case)
        if Random(f"{self.seed} {case.id} silent").random() < SILENT:
            return
        if chance.random() < WRONG and Action.WRONG_AGENCY in allowed_actions(state_of(case), REPORTER):
            self._do(case, Action.WRONG_AGENCY, REPORTER, FACTS[Action.WRONG_AGENCY])
            return
        for action, likely in REPLIES.get(Status(case.status), {Action.ADD_MESSAGE: 0.02}).items():
            if chance.random() < likely and action in allowed_actions(state_of(case), REPORTER):
                self._do(case, action, REPORTER, FACTS.get(action, {}))
                return

    def _ended(self) -> Iterator[Case]:
        """Cases that ended two weeks ago, give or take a day."""
        then = self.now - timedelta(days=14)
        ended = select(Case).where(Case.status.not_in(OPEN), Case.changed_at > then - timedelta(days=1))
        yield from self.session.scalars(ended.where(Case.changed_at <= then).order_by(Case.id)).all()

    def _again(self, case: Case) -> None:
        action, likely = AGAIN[Status(case.status)]
        if self.chance(case).random() < likely and action in allowed_actions(state_of(case), REPORTER):
            self._do(case, action, REPORTER, FACTS[action])

    def _do(self, case: Case, action: Action, by: By, facts: Mapping[str, Any]) -> None:
        transition(self.session, case.id, action, by, now=self.now, facts=facts)


def report(number: int, town: Town, seed: str) -> NewReport:
    """The number-th report of the year."""
    chance = Random(f"{seed} report {number}")
    anonymous = chance.random() < 0.25
    return NewReport(
        key=f"{seed} {number}",
        kind=chance.choices((Kind.COMPLAINT, Kind.SUGGESTION, Kind.INFORMATION), (80, 10, 10))[0],
        title=f"Laporan nomor {number}",
        body="Parit di depan gang tersumbat lumpur, dan air masuk rumah setiap hujan.",
        area_code=chance.choice(sorted(town.villages)),
        anonymous=anonymous,
        confidential=chance.random() < 0.1,
        about_office=chance.random() < 0.03,
        reporter=None if anonymous else Reporter(name="Siti", email=f"siti{number}@pelapor.example"),
    )
