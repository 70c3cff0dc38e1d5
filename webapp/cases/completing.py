"""What a move's facts must be beyond being there, and what follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from webapp.base.clock import local_date
from webapp.base.reading import FORMS
from webapp.cases import classification, parts, reasons, results
from webapp.cases.clocks import zone_of
from webapp.cases.destinations import (
    Asked,
    back_up,
    decided,
    named,
    recategorised,
    still_decided,
    to_agency,
    to_another,
    to_contributor,
    to_level_above,
)
from webapp.cases.merging import LeadingRefused, fault_of
from webapp.cases.moves import FORM, MoveRefused
from webapp.cases.queries import case_by_ticket
from webapp.cases.secrecy import HID, Facts, harmed_by, hidden_text, renewable
from webapp.cases.workflow import Action, Status

ENOUGH = 20
"""An explanation has at least so many characters: "oke" explains nothing."""
STARS = range(1, 6)
MOST_CHOICES = 10
"""Of a form in one day: each is an event that stays."""


def completed(asked: Asked, action: Action, facts: Mapping[str, Any]) -> Facts:
    """The facts of a move with what follows from them; raises MoveRefused for what means or explains nothing."""
    given = facts.get("explanation")  # whether there must be one says the table
    if given and len(given.strip()) < ENOUGH:
        raise MoveRefused("it explains nothing")
    complete = _COMPLETE.get(action)
    return complete(asked, dict(facts)) if complete else dict(facts)


def _archived(asked: Asked, facts: Facts) -> Facts:
    """For a reason that an officer may choose; where the reporter completed nothing, for that one."""
    waited = asked.state.status == Status.NEEDS_INFO
    if facts["reason"] not in ((reasons.ArchiveReason.NOT_COMPLETED,) if waited else reasons.CHOSEN_BY_OFFICERS):
        raise MoveRefused("no such reason")
    return facts


def _taken_up(asked: Asked, facts: Facts) -> Facts:
    """What was archived is the coordinator's again."""
    if asked.state.status != Status.ARCHIVED:
        return facts
    return still_decided(asked, facts, asked.state.coordinator_id, asked.state.coordinator_id)


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


def _asked_info(asked: Asked, facts: Facts) -> Facts:
    """Of an agency that works on it: the how manieth question of such agencies it is, as each stops their clock."""
    if asked.state.status != Status.IN_PROGRESS:
        return facts
    before = [one for one in asked.events if one.action is Action.ASK_INFO and one.from_status is Status.IN_PROGRESS]
    return {**facts, "questions": len(before) + 1}


def _classified(_asked: Asked, facts: Facts) -> Facts:
    """The class follows from the answers and from nothing else."""
    if not classification.is_complete(facts["answers"]):
        raise MoveRefused("no such answers")
    return {**facts, "supervisory": classification.is_supervisory(facts["answers"])}


def _reasoned(asked: Asked, facts: Facts) -> Facts:
    """A decision on publication gives a reason of its list, and says what became of a contest."""
    _check_listed(facts, "change", reasons.TextChange)
    _check_listed(facts, "reason", reasons.DeclineReason)
    outcome = "upheld" if "reason" in facts else "overturned"
    return {**facts, **({"contest": outcome} if asked.state.text_state == "contested" else {})}


def _renewed(asked: Asked, facts: Facts) -> Facts:
    """A new PIN by mail, while a mailbox may open the case."""
    if not renewable(asked.state, asked.events, asked.today):
        raise MoveRefused("secret for too long")
    return facts


def _kept(asked: Asked, facts: Facts) -> Facts:
    """The agency stays; on the category decides CATEGORISE."""
    if "category" in facts:
        raise MoveRefused("another move")
    return decided(asked, facts, reasons.KEPT)


def _erased(_asked: Asked, facts: Facts) -> Facts:
    """Erased for a reason of the list."""
    _check_listed(facts, "reason", reasons.EraseReason)
    return facts


def _check_listed(facts: Facts, name: str, listed: type[StrEnum]) -> None:
    if name in facts and facts[name] not in set(listed):
        raise MoveRefused(f"no such {name}")


def _contribution(asked: Asked, facts: Facts) -> Facts:
    """A contribution is one that is waited for; declined only with a reason of the list."""
    if facts["agency"] not in parts.waited_for(asked.state.contributors):
        raise MoveRefused("no such contribution")
    _check_listed(facts, "reason", reasons.PartReason)
    return facts


def _accommodation(asked: Asked, facts: Facts) -> Facts:
    """An accommodation is promised for a day, met, or impossible for a reason of the list."""
    helps, answered = asked.state.helps, "became" in facts
    unable = facts.get("reason") in set(reasons.HelpReason)
    fits = {parts.PROMISED: "day" in facts, parts.MET: True, parts.UNABLE: unable}
    if facts["item"] not in (parts.unmet(helps) if answered else parts.told(helps)):
        raise MoveRefused("no such accommodation in this state")
    if answered and not fits.get(facts["became"]):
        raise MoveRefused("no such outcome")
    return facts


def _formed(asked: Asked, facts: Facts) -> Facts:
    """Letters come in a form that there is; nobody makes a row of events by it."""
    chosen = [local_date(one.at, zone_of(asked.case)) for one in asked.events if one.action is Action.CHOOSE_FORM]
    if facts[FORM] not in FORMS or chosen.count(asked.today) >= MOST_CHOICES:
        raise MoveRefused("no such form, or too often")
    return facts


_COMPLETE: dict[Action, Callable[[Asked, Facts], Facts]] = {
    Action.ASSIGN: to_agency,
    Action.REASSIGN: to_another,
    Action.RETURN: back_up,
    Action.ARCHIVE: _archived,
    Action.MERGE: _merged,
    **dict.fromkeys((Action.TAKE_UP, Action.CONTEST), _taken_up),
    Action.RATE: _rated,
    Action.KEEP_AGENCY: _kept,
    Action.CATEGORISE: recategorised,
    Action.CONTEST_CATEGORY: lambda asked, facts: to_level_above(asked, facts, harmed_by(asked.events)),
    Action.WRONG_AGENCY: named,
    Action.ASK_INFO: _asked_info,
    Action.ANSWER: _answered,
    Action.CLASSIFY: _classified,
    Action.MAKE_CONFIDENTIAL: lambda asked, facts: {**facts, HID: asked.state.text_state},
    Action.LIFT_CONFIDENTIAL: lambda asked, facts: {**facts, "text_state": hidden_text(asked.events)},
    **dict.fromkeys((Action.PROPOSE_TEXT, Action.DECLINE_TEXT), _reasoned),
    Action.CONTEST_TEXT: lambda asked, facts: {
        **to_level_above(asked, facts, asked.state.declined_by_id),
        "declined_by": asked.state.declined_by_id,
    },
    Action.ASK_CONTRIBUTION: to_contributor,
    **dict.fromkeys((Action.CONTRIBUTE, Action.DECLINE_CONTRIBUTION), _contribution),
    **dict.fromkeys((Action.RECORD_HELP, Action.HELP_UNMET), _accommodation),
    Action.CHOOSE_FORM: _formed,
    Action.NEW_PIN: _renewed,
    Action.ERASE: _erased,
}
