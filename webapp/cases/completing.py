"""What a move's facts must be beyond being there, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency, Category
from webapp.agencies.queries import path_ids
from webapp.cases import classification, parts, results
from webapp.cases.events import State
from webapp.cases.merging import LeadingRefused, excluded_by, fault_of
from webapp.cases.models import Case
from webapp.cases.moves import MoveRefused
from webapp.cases.queries import case_by_ticket
from webapp.cases.reasons import (
    CHOSEN_BY_OFFICERS,
    KEPT,
    OPEN_QUESTION,
    ArchiveReason,
    DeclineReason,
    EraseReason,
    HelpReason,
    PartReason,
    TextChange,
)
from webapp.cases.workflow import Action, Status

Facts = dict[str, Any]
UPHELD = "upheld"
"""The coordinator found that the reporter was right: it was the wrong agency."""
ENOUGH = 20
"""An explanation has at least so many characters: "oke" explains nothing."""
STARS = range(1, 6)
HOPS_TO_THE_TOP = 2
"""Returned this often, a case is decided by the level above the coordinator."""


@dataclass(frozen=True)
class Asked:
    """Of which case a move is asked, on which local day; `session` is for looking at the agencies."""

    session: Session
    case: Case
    state: State
    today: date


def completed(asked: Asked, action: Action, facts: Mapping[str, Any]) -> Facts:
    """The facts of a move with what follows from them; raises MoveRefused for what means or explains nothing."""
    given = facts.get("explanation")  # whether there must be one says the table
    if given and len(given.strip()) < ENOUGH:
        raise MoveRefused("it explains nothing")
    complete = _COMPLETE.get(action)
    return complete(asked, dict(facts)) if complete else dict(facts)


def _to_agency(asked: Asked, facts: Facts) -> Facts:
    """An agency that may have the case."""
    _open_to(asked, facts["agency"])
    return {**facts, **_harm(asked, facts.get("category"))}


def _harm(asked: Asked, category: str | None) -> Facts:
    """A category of violence or children makes the case sensitive in the same move, and its event says so."""
    found = asked.session.get(Category, category) if category else None
    if category and (found is None or found.retired_at is not None):
        raise MoveRefused("no such category")
    return {"sensitive": True} if found and found.sensitive else {}


def _to_another(asked: Asked, facts: Facts) -> Facts:
    """Another agency gets it; where its reporter said that this is the wrong one, the reporter was right."""
    _check_other(asked, facts["agency"])
    return _decided(asked, {**_to_agency(asked, facts), "former": asked.state.agency_id}, UPHELD)


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


def _back_up(asked: Asked, facts: Facts) -> Facts:
    """A returned case goes to its coordinator; returned twice, to the level above, which then decides."""
    _check_suggested(asked, facts)
    levels = _upwards(asked, asked.state.coordinator_id)
    if asked.state.hops + 1 >= HOPS_TO_THE_TOP:
        levels = levels[1:] or levels
    excluded = excluded_by(asked.session, asked.case)
    target = next((agency.id for agency in levels if may_have(agency, excluded)), None)
    if target is None:
        raise MoveRefused("nobody may have it: a report of the matter is about each level")
    return _decided(asked, {**facts, "agency": target}, UPHELD)


def _upwards(asked: Asked, number: int) -> list[Agency]:
    """An agency, then each level above it."""
    numbers = path_ids(asked.session.scalars(select(Agency.path).where(Agency.id == number)).one())
    rows = asked.session.scalars(select(Agency).where(Agency.id.in_(numbers))).all()
    return sorted(rows, key=lambda row: len(row.path), reverse=True)


def _decided(asked: Asked, facts: Facts, outcome: str) -> Facts:
    """Whether the reporter was right about the agency stands in the event that decides it, where it is counted."""
    return {**facts, "agency_question": outcome} if asked.state.agency_question == OPEN_QUESTION else facts


def _named(asked: Asked, facts: Facts) -> Facts:
    """The coordinator decides; a reporter may name another agency, which could have the case."""
    if "suggested_agency" in facts:
        _check_suggested(asked, facts)
    return {**facts, "agency": asked.state.coordinator_id}


def _check_suggested(asked: Asked, facts: Facts) -> None:
    """Another agency, which could have the case."""
    _check_other(asked, facts["suggested_agency"])
    _open_to(asked, facts["suggested_agency"])


def _archived(asked: Asked, facts: Facts) -> Facts:
    """For a reason that an officer may choose; where the reporter completed nothing, for that one."""
    waited = asked.state.status == Status.NEEDS_INFO
    if facts["reason"] not in ((ArchiveReason.NOT_COMPLETED,) if waited else CHOSEN_BY_OFFICERS):
        raise MoveRefused("no such reason")
    return facts


def _merged(asked: Asked, facts: Facts) -> Facts:
    """Into a case that can lead it."""
    if fault := fault_of(asked.session, asked.case, case_by_ticket(asked.session, str(facts["leading"]))):
        raise LeadingRefused(fault)
    return facts


def _rated(_asked: Asked, facts: Facts) -> Facts:
    if facts["stars"] not in STARS:
        raise MoveRefused("no such number of stars")
    return facts


def _answered(asked: Asked, facts: Facts) -> Facts:
    """Only a suggestion has a result, and that for a near year or a listed reason."""
    sound = asked.state.kind == "suggestion" and results.is_sound(facts.get("result", ""), asked.today.year)
    if "result" in facts and not sound:
        raise MoveRefused("no such result")
    return facts


def _classified(_asked: Asked, facts: Facts) -> Facts:
    """The class follows from the answers and from nothing else."""
    if not classification.is_complete(facts["answers"]):
        raise MoveRefused("no such answers")
    return {**facts, "supervisory": classification.is_supervisory(facts["answers"])}


def _reasoned(asked: Asked, facts: Facts) -> Facts:
    """A decision on publication gives a reason of its list, and says what became of a contest."""
    _check_listed(facts, "change", TextChange)
    _check_listed(facts, "reason", DeclineReason)
    outcome = "upheld" if "reason" in facts else "overturned"
    return {**facts, **({"contest": outcome} if asked.state.text_state == "contested" else {})}


def _erased(_asked: Asked, facts: Facts) -> Facts:
    """Erased for a reason of the list."""
    _check_listed(facts, "reason", EraseReason)
    return facts


def _check_listed(facts: Facts, name: str, listed: type[StrEnum]) -> None:
    if name in facts and facts[name] not in set(listed):
        raise MoveRefused(f"no such {name}")


def _to_level_above(asked: Asked, facts: Facts) -> Facts:
    """A declined publication is decided once more above the agency that declined it, or there where none is above."""
    declined = select(Agency.path).where(Agency.id == asked.state.declined_by_id)
    numbers = path_ids(asked.session.scalars(declined).one())
    above = numbers[:-1] or numbers
    return {**facts, "agency": above[-1], "declined_by": numbers[-1], "decider": f"/{'/'.join(map(str, above))}/"}


def _to_contributor(asked: Asked, facts: Facts) -> Facts:
    """Any open agency beside the lead that is not asked already; never the one that the report is about."""
    if facts["agency"] in parts.waited_for(asked.state.contributors) | {asked.state.agency_id}:
        raise MoveRefused("the lead, or asked already")
    return _to_agency(asked, facts)


def _contribution(asked: Asked, facts: Facts) -> Facts:
    """A contribution is one that is waited for; declined only with a reason of the list."""
    if facts["agency"] not in parts.waited_for(asked.state.contributors):
        raise MoveRefused("no such contribution")
    _check_listed(facts, "reason", PartReason)
    return facts


def _accommodation(asked: Asked, facts: Facts) -> Facts:
    """An accommodation is promised for a day, met, or impossible for a reason of the list."""
    helps, answered = asked.state.helps, "became" in facts
    fits = {parts.PROMISED: "day" in facts, parts.MET: True, parts.UNABLE: facts.get("reason") in set(HelpReason)}
    if facts["item"] not in (parts.unmet(helps) if answered else parts.told(helps)):
        raise MoveRefused("no such accommodation in this state")
    if answered and not fits.get(facts["became"]):
        raise MoveRefused("no such outcome")
    return facts


_COMPLETE: dict[Action, Callable[[Asked, Facts], Facts]] = {
    Action.ASSIGN: _to_agency,
    Action.REASSIGN: _to_another,
    Action.RETURN: _back_up,
    Action.ARCHIVE: _archived,
    Action.MERGE: _merged,
    Action.RATE: _rated,
    Action.KEEP_AGENCY: lambda asked, facts: _decided(asked, facts, KEPT),
    Action.WRONG_AGENCY: _named,
    Action.ANSWER: _answered,
    Action.CLASSIFY: _classified,
    Action.PROPOSE_TEXT: _reasoned,
    Action.DECLINE_TEXT: _reasoned,
    Action.CONTEST_TEXT: _to_level_above,
    Action.ASK_CONTRIBUTION: _to_contributor,
    Action.CONTRIBUTE: _contribution,
    Action.DECLINE_CONTRIBUTION: _contribution,
    Action.RECORD_HELP: _accommodation,
    Action.HELP_UNMET: _accommodation,
    Action.ERASE: _erased,
}
