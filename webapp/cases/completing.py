"""What a move's facts must be beyond being there, and what follows from them (pure; what needs the database is in
`service`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from webapp.cases import classification, results
from webapp.cases.events import KEPT, OPEN_QUESTION, State
from webapp.cases.moves import MoveRefused
from webapp.cases.workflow import Action

Facts = dict[str, Any]
UPHELD = "upheld"
"""The coordinator found that the reporter was right: it was the wrong agency."""


def completed(state: State, action: Action, facts: Mapping[str, Any], this_year: int) -> Facts:
    """The facts of a move with what follows from them; raises MoveRefused for codes that mean nothing."""
    complete = _COMPLETE.get(action)
    return complete(state, dict(facts), this_year) if complete else dict(facts)


def _answered(state: State, facts: Facts, this_year: int) -> Facts:
    """Only a suggestion has a result, and that for a near year or a listed reason."""
    if "result" in facts and not (state.kind == "suggestion" and results.is_sound(facts["result"], this_year)):
        raise MoveRefused("no such result")
    return facts


def _classified(_state: State, facts: Facts, _this_year: int) -> Facts:
    """The class follows from the answers and from nothing else."""
    if not classification.is_complete(facts["answers"]):
        raise MoveRefused("no such answers")
    return {**facts, "supervisory": classification.is_supervisory(facts["answers"])}


def _decided(state: State, facts: Facts, outcome: str) -> Facts:
    """Whether the reporter was right about the agency stands in the event that decides it, where it is counted."""
    return {**facts, "agency_question": outcome} if state.agency_question == OPEN_QUESTION else facts


_COMPLETE: dict[Action, Callable[[State, Facts, int], Facts]] = {
    Action.ANSWER: _answered,
    Action.CLASSIFY: _classified,
    Action.REASSIGN: lambda state, facts, _year: _decided(state, facts, UPHELD),
    Action.RETURN: lambda state, facts, _year: _decided(state, facts, UPHELD),
    Action.KEEP_AGENCY: lambda state, facts, _year: _decided(state, facts, KEPT),
}
