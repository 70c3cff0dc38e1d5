"""Which agency a move may give a case to, and what is decided by giving it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.category_queries import category
from webapp.agencies.models import Agency
from webapp.agencies.queries import lineage, path_ids
from webapp.cases import parts, reasons
from webapp.cases.events import Happened, State
from webapp.cases.merging import excluded_by
from webapp.cases.models import Case
from webapp.cases.moves import MoveRefused
from webapp.cases.queries import entries
from webapp.cases.secrecy import Facts, harmed, unharmed
from webapp.cases.workflow import Action

UPHELD = "upheld"
"""The coordinator found that the reporter was right: it was the wrong agency."""
HOPS_TO_THE_TOP = 2
"""Returned this often, a case is decided by the level above the coordinator."""


@dataclass(frozen=True)
class Asked:
    """Of which case a move is asked, on which local day; `session` is for looking at agencies and events."""

    session: Session
    case: Case
    state: State
    today: date

    @property
    def events(self) -> Sequence[Happened]:
        """All that happened to it, oldest first."""
        return entries(self.session, self.case.id, texts=False)


def to_agency(asked: Asked, facts: Facts) -> Facts:
    """An agency that may have the case; of a contested category nobody decides in passing."""
    _open_to(asked, facts["agency"])
    if asked.state.category_decider and facts.get("category", asked.state.category) != asked.state.category:
        raise MoveRefused("its category was contested")
    return categorised(asked, facts)


def categorised(asked: Asked, facts: Facts) -> Facts:
    """A category of violence or children makes the case sensitive in the same move; another one ends that."""
    code = facts.get("category")
    found = category(asked.session, code)
    if code and (found is None or found.retired_at is not None):
        raise MoveRefused("no such category")
    if found is None or found.sensitive == asked.state.sensitive:
        return facts
    return harmed(asked.state, facts) if found.sensitive else unharmed(asked.events, facts)


def recategorised(asked: Asked, facts: Facts) -> Facts:
    """Another category; the same one only as the answer to its contest, which the event then counts."""
    contested = asked.state.category_state == reasons.CONTESTED
    if facts["category"] == asked.state.category and not contested:
        raise MoveRefused("it is that already")
    found = categorised(asked, facts)
    outcome = UPHELD if found.get("sensitive") is False else reasons.KEPT
    return {**found, "category_question": outcome} if contested else found


def to_another(asked: Asked, facts: Facts) -> Facts:
    """Another agency gets it; where its reporter said that this is the wrong one, the reporter was right."""
    _check_other(asked, facts["agency"])
    same = {reasons.SAME_DUE: True} if passed_on(asked.events) else {}
    given = {**to_agency(asked, facts), "former": asked.state.agency_id, **same}
    return decided(asked, still_decided(asked, given, facts["agency"], asked.state.coordinator_id), UPHELD)


def passed_on(events: Iterable[Happened]) -> bool:
    """Whether one office has passed the case on to the next, which has not begun."""
    moved = [one.action for one in events if one.from_status != one.to_status or one.action is Action.REASSIGN]
    return moved[-1:] == [Action.REASSIGN]


def _check_other(asked: Asked, number: int) -> None:
    if number == asked.state.agency_id:
        raise MoveRefused("it has the case already")


def _open_to(asked: Asked, number: int) -> None:
    agency = asked.session.get(Agency, number)
    if agency is None or not may_have(agency, excluded_by(asked.session, asked.case)):
        raise MoveRefused("no such open agency, or a case about itself")


def may_have(agency: Agency, excluded: frozenset[int]) -> bool:
    """Whether it is an open agency, and none of those that reports of the matter are about, nor below one."""
    return agency.closed_at is None and excluded.isdisjoint(path_ids(agency.path))


def back_up(asked: Asked, facts: Facts) -> Facts:
    """A returned case goes to its coordinator; returned twice, to the level above, which then decides."""
    _check_suggested(asked, facts)
    levels = _upwards(asked, asked.state.coordinator_id)
    if asked.state.hops + 1 >= HOPS_TO_THE_TOP:
        levels = levels[1:] or levels
    excluded = excluded_by(asked.session, asked.case)
    target = next((agency.id for agency in levels if may_have(agency, excluded)), None)
    if target is None:
        raise MoveRefused("nobody may have it: a report of the matter is about each level")
    return decided(asked, still_decided(asked, {**facts, "agency": target}, target, target), UPHELD)


def _upwards(asked: Asked, number: int) -> list[Agency]:
    """An agency, then each level above it."""
    numbers = lineage(asked.session, number)
    rows = asked.session.scalars(select(Agency).where(Agency.id.in_(numbers))).all()
    return sorted(rows, key=lambda row: len(row.path), reverse=True)


def decided(asked: Asked, facts: Facts, outcome: str) -> Facts:
    """Whether the reporter was right about the agency stands in the event that decides it, where it is counted."""
    return {**facts, "agency_question": outcome} if asked.state.agency_question == reasons.OPEN_QUESTION else facts


def named(asked: Asked, facts: Facts) -> Facts:
    """The coordinator decides; a reporter may name another agency, which could have the case."""
    if "suggested_agency" in facts:
        _check_suggested(asked, facts)
    return {**facts, "agency": asked.state.coordinator_id}


def _check_suggested(asked: Asked, facts: Facts) -> None:
    """Another agency, which could have the case."""
    _check_other(asked, facts["suggested_agency"])
    _open_to(asked, facts["suggested_agency"])


def to_level_above(asked: Asked, facts: Facts, agency_id: int | None) -> Facts:
    """What an agency decided is decided once more above it, or there where none is above.

    Above one that has lost the case to another branch nobody may see it: then above whoever coordinates it now.
    """
    state = asked.state
    seen = _see(asked, state.agency_id, state.coordinator_id)
    above = _above(asked, agency_id if agency_id and agency_id in seen else state.coordinator_id)
    return {**facts, "agency": above[-1], "decider": _path(above)}


def still_decided(asked: Asked, facts: Facts, agency_id: int, coordinator_id: int) -> Facts:
    """Of a move by which these get the case: who decides once more on what was contested, where whoever did will see
    it no more.
    """
    seen = _see(asked, agency_id, coordinator_id)
    deciders = {name: path for name in reasons.DECIDERS if (path := getattr(asked.state, name))}
    lost = [name for name, path in deciders.items() if path_ids(path)[-1] not in seen]
    return {**facts, **dict.fromkeys(lost, _path(_above(asked, coordinator_id)))}


def _see(asked: Asked, *agencies: int) -> set[int]:
    return {number for own in agencies for number in lineage(asked.session, own)}


def _above(asked: Asked, agency_id: int) -> Sequence[int]:
    numbers = lineage(asked.session, agency_id)
    return numbers[:-1] or numbers


def _path(numbers: Sequence[int]) -> str:
    return f"/{'/'.join(map(str, numbers))}/"


def to_contributor(asked: Asked, facts: Facts) -> Facts:
    """Any open agency beside the lead that is not asked already; never the one that the report is about."""
    if facts["agency"] in parts.waited_for(asked.state.contributors) | {asked.state.agency_id}:
        raise MoveRefused("the lead, or asked already")
    _open_to(asked, facts["agency"])
    return facts
