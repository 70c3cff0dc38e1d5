"""Who acts, what they say with a move, and whether the table allows it (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from webapp.cases import parts
from webapp.cases.deadlines import Clock
from webapp.cases.events import State
from webapp.cases.guards import HOLDS, Guard
from webapp.cases.reasons import CONTESTED
from webapp.cases.signs import HELD, WAITS
from webapp.cases.workflow import MOVES, OPEN, Action, Move, Party, Status
from webapp.officers.roles import Permission

if TYPE_CHECKING:
    from webapp.cases.models import Case

OFFICER = "officer"
ERASED = "erased"
"""The `text_state` of a case whose texts are gone: nothing happens to it any more."""

TEXTS = frozenset(
    {
        *("title", "body", "place", "coordinates", "happened", "outcome", "question", "note", "explanation"),
        *("message", "decision", "actor", "by_when", "your_options", "public_title", "public_body"),
        *("task", "contribution", "interpreter", "captions"),
    }
)
"""What is free text: kept in `case_text`, only a salted digest in the event. Everything else must be a code."""
VERSIONED = frozenset({"public_title", "public_body", "title", "body"})
FILES = "files"
"""The fact that holds the files which a move brings along; the event keeps a salted digest of each by its id."""
PASSED_FILES = "passed_files"
"""The ids of the files that an officer passed for everybody, with a proposed text; they wait for the same yes."""
FORM = "form"
"""The fact in which form letters come: it tells of a disability, so it stands in `accommodation` and in no event."""
PASSED = "passed"
"""The fact that holds, by kind, what the public may read of the officer's texts once the case is published."""


CHOOSE_AGENCY = frozenset({Action.ASSIGN, Action.REASSIGN, Action.KEEP_AGENCY})
"""What decides which agency has the case."""


class MoveError(Exception):
    """The move can't be made; nothing was changed."""


class MoveRefused(MoveError):
    """The table has no such move here for this person."""


class Incomplete(MoveError):
    """`missing` names what the move needs and did not get."""

    def __init__(self, missing: tuple[str, ...]) -> None:
        super().__init__(f"missing: {', '.join(missing)}")
        self.missing = missing


class StaleCase(MoveError):
    """Somebody else changed the case since it was looked at."""


class CaseNotFound(MoveError):
    """There is no such case, or none that this person may know of."""


@dataclass(frozen=True)
class By:
    """Who acts: the reporter, the system, or an officer with the permissions they hold for this case."""

    party: str
    officer_id: int | None = None
    agency_id: int | None = None
    permissions: frozenset[Permission] = field(default_factory=frozenset)
    publishes_for: frozenset[int] = field(default_factory=frozenset)
    """The agencies for which an officer may decide on publication."""
    verifies_for: frozenset[int] = field(default_factory=frozenset)
    """The agencies for which an officer may decide what a case is about."""
    contributes_for: frozenset[int] = field(default_factory=frozenset)
    """The contributing agencies that an officer may act for."""

    decides: bool = True
    """Whether an officer may decide which agency gets the case: of one returned twice, only the level above does."""

    def may(self, move: Move) -> bool:
        """Whether the row allows this person."""
        if move.action in CHOOSE_AGENCY and not self.decides:
            return False
        return self.party in move.by or not self.permissions.isdisjoint(move.by)

    def may_contribute(self, case: State, move: Move) -> bool:
        """A contribution is given by whoever may act for an agency that was asked for one."""
        mine = self.contributes_for & parts.waited_for(case.contributors)
        return bool(mine) or move.guard is not Guard.CONTRIBUTING

    def may_decide(self, case: State, move: Move) -> bool:
        """Once a reporter has contested that nothing is published, or that it is harm, only the level above decides."""
        contests = {
            Clock.PUBLICATION: (case.text_decider, self.publishes_for),
            Clock.RIGHT_CATEGORY: (case.category_decider, self.verifies_for),
        }
        decided = [contests[clock] for clock in move.closes if clock in contests]
        return all(
            path is None or any(f"/{number}/" in path for number in (self.agency_id, *own)) for path, own in decided
        )


REPORTER = By(Party.REPORTER.value)
SYSTEM = By(Party.SYSTEM.value)


def by_officer(officer_id: int, agency_id: int, permissions: frozenset[Permission]) -> By:
    """An officer acting for an agency."""
    return By(OFFICER, officer_id, agency_id, permissions)


_KEYS = {(move.at, move.action) for move in MOVES}
_ROWS = {key: tuple(move for move in MOVES if (move.at, move.action) == key) for key in _KEYS}


def moves_from(status: Status | None, action: Action) -> tuple[Move, ...]:
    """The rows for one action in one status; several only where their guards exclude each other."""
    return _ROWS.get((status, action), ())


def find_move(state: State | None, action: Action, by: By) -> Move:
    """The one row that allows `action` now; raises MoveRefused when there is none."""
    status = Status(state.status) if state else None
    if state and state.text_state == ERASED:
        raise MoveRefused("its texts are erased")
    for move in moves_from(status, action):
        if by.may(move) and (state is None or _fits(move, state, by)):
            return move
    raise MoveRefused(f"{action} in {status} by {by.party}")


def _fits(move: Move, case: State, by: By) -> bool:
    held = case.signs == WAITS and move.action in HELD and Party.SYSTEM not in move.by
    holds = case.kind in move.kinds and HOLDS[move.guard](case) and not held
    return holds and by.may_decide(case, move) and by.may_contribute(case, move)


def allowed_actions(state: State, by: By) -> tuple[Action, ...]:
    """Exactly the actions that the table allows this person now, in the order of the table."""
    return tuple(action for action in Action if _is_allowed(state, action, by))


def _is_allowed(state: State, action: Action, by: By) -> bool:
    try:
        find_move(state, action, by)
    except MoveRefused:
        return False
    return True


def opened(move: Move, case: State | Case) -> tuple[Clock, ...]:
    """The clocks that a row opens; that of publication only while, after the move, there is something to decide: in a
    case that has ended, nothing but what is contested. That of harm only where harm waits, that of words only where a
    video waits for them.
    """
    text = case.text_state == CONTESTED or (case.text_state is None and move.to in OPEN)
    there = {Clock.PUBLICATION: text and not case.confidential, Clock.HARM: case.harm_since is not None}
    there[Clock.INTERPRETATION] = case.signs == WAITS
    return tuple(clock for clock in move.opens if there.get(clock, True))


def lasting(case: State | Case) -> tuple[Clock, ...]:
    """The clocks that, while they run, no move makes anew or takes away: somebody decides, whatever becomes of it."""
    return (*((Clock.PUBLICATION,) if case.text_state == CONTESTED else ()), Clock.HARM)


def over(case: State | Case) -> tuple[Clock, ...]:
    """The clocks on which nothing is left to decide after a move, whichever it was: of a secret case, of no harm."""
    return (*((Clock.PUBLICATION,) if case.confidential else ()), *(() if case.harm_since else (Clock.HARM,)))


def leaving(move: Move, *left: str) -> Move:
    """The same row, which leaves these clocks as they are unless it keeps their promise."""
    named = (move.drops, move.pauses, move.opens)
    drops, pauses, opens = (tuple(one for one in clocks if one not in left) for clocks in named)
    return replace(move, drops=drops, pauses=pauses, opens=opens)


def check_needs(move: Move, facts: Mapping[str, Any]) -> None:
    """Raise Incomplete unless every need of the row is filled."""
    missing = tuple(name for name in move.needs if facts.get(name) in (None, ""))
    if missing:
        raise Incomplete(missing)


def check_part(move: Move, by: By, facts: Mapping[str, Any]) -> None:
    """Raise MoveRefused for a contribution of an agency that this person may not act for."""
    if move.guard is Guard.CONTRIBUTING and facts["agency"] not in by.contributes_for:
        raise MoveRefused("another agency's contribution")
