"""The table is model-checked: every state that moves can lead to has an owner's clock, an exit and no contradiction."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache

import pytest

from webapp.cases.deadlines import Clock
from webapp.cases.events import Happened, State, apply
from webapp.cases.moves import (
    ERASED,
    FORM,
    REPORTER,
    SYSTEM,
    TEXTS,
    By,
    MoveRefused,
    by_officer,
    find_move,
    lasting,
    leaving,
    moves_from,
    opened,
    over,
)
from webapp.cases.reasons import CONTESTED, OPEN_QUESTION
from webapp.cases.reports import Kind
from webapp.cases.signs import HELD
from webapp.cases.workflow import MOVES, OPEN, OWNER_CLOCK, Action, Move, Status
from webapp.officers.roles import PERMISSIONS, Permission, Role

pytestmark = pytest.mark.xdist_group("model")  # explored once, by one worker
NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
EVERYBODY = (REPORTER, SYSTEM, replace(by_officer(1, 1, frozenset(Permission)), contributes_for=frozenset({2})))
DATA = {
    "agency": 2, "suggested_agency": 3, "reason": "unclear", "leading": "12345678901", "supervisory": True,
    "stars": 4, "solved": "yes", "clear": "yes", "informed": "yes", "pin_hash": "00", "change": "masked",
    "decider": "/1/", "answers": {}, "result": "accepted", "item": "0", "became": "met",
    "category": "x",
}  # fmt: skip
RECEIVED = {
    "channel": "web", "confidential": False, "sensitive": False, "supervisory": False,
    "area_code": None, "category": None, "coordinator_id": 1, "excluded_agency_id": None, "helps": 1,
}  # fmt: skip


@dataclass(frozen=True)
class World:
    """A case and its clocks, without what never decides anything (numbers and dates)."""

    case: State
    running: frozenset[Clock]
    paused: frozenset[Clock]
    found: dict[tuple[By, Action], Move | None] = field(default_factory=dict, init=False, compare=False)

    def move(self, action: Action, by: By) -> Move | None:
        """The row of the table, looked for once."""
        key = by, action
        if key not in self.found:
            self.found[key] = allowed(self.case, action, by)
        return self.found[key]

    @property
    def kind(self) -> tuple[object, ...]:
        """What two worlds must share to be the same for every rule."""
        case = self.case
        marks = (case.status, case.handled, case.followed_up, case.anonymous, case.confidential, case.text_state)
        harm = (case.category, case.category_state, case.category_decider, bool(case.category and case.unread_since))
        states = [tuple(part["state"] for part in parts.values()) for parts in (case.contributors, case.helps)]
        told = (case.kind, case.signs, case.agency_question)
        return (*marks, *told, *states, *harm, case.text_decider, self.running, self.paused)


def step(world: World | None, move: Move, by: By, **first: object) -> World:
    """The world after a move, computed from the table alone; `first`: more facts than every such move has."""
    needed = {name: DATA[name] for name in ("agency", *move.needs) if name in DATA}
    derived = {"supervisory": True, "decider": "/1/"}
    facts = {**needed, **derived, **(RECEIVED if world is None else {}), **first}
    seq = world.case.version + 1 if world else 1
    event = Happened(seq, NOW, move.action, move.at, move.to, by.party, by.officer_id, by.agency_id, facts)
    running = world.running if world else frozenset()
    paused = world.paused if world else frozenset()
    case = apply(world.case if world else None, event)
    move = leaving(move, *running.intersection(lasting(case)))
    running = (running - {*move.closes, *move.drops, *over(case)}) | set(opened(move, case))
    paused = ((paused - {*move.closes, *move.drops}) | (set(move.pauses) & running)) - set(move.resumes)
    return World(case, running, paused)


def allowed(case: State, action: Action, by: By) -> Move | None:
    """The row of the table that allows it, if there is one."""
    try:
        return find_move(case, action, by)
    except MoveRefused:
        return None


@cache
def explore() -> list[World]:
    """Every different world that any sequence of moves can reach."""
    receive = moves_from(None, Action.RECEIVE)[0]
    start = [step(None, receive, REPORTER, anonymous=secret, kind=kind) for secret in (False, True) for kind in Kind]
    # told in a video of sign language: what waits for an interpreter asks for neither kind nor secrecy of a name
    start.append(step(None, receive, REPORTER, anonymous=False, kind=Kind.INFORMATION, helps=0, signs="waits"))
    # no row on category or messages asks for kind, help or contributions: all worlds of one report without go for all
    start.append(step(None, receive, REPORTER, anonymous=False, kind=Kind.INFORMATION, helps=0, category="x"))
    seen = {world.kind: world for world in start}
    todo = deque(start)
    while todo:
        world = todo.popleft()
        for following in neighbours(world):
            if following.kind not in seen:
                seen[following.kind] = following
                todo.append(following)
    return list(seen.values())


BESIDE_WORDS = {
    *(Action.ASK_CONTRIBUTION, Action.WRONG_AGENCY, Action.PROPOSE_TEXT, Action.DECLINE_TEXT),
    *(Action.MAKE_CONFIDENTIAL, Action.LIFT_CONFIDENTIAL),
}
"""What is explored of reports that were written: no row on it asks whether one was told in signs."""


def neighbours(world: World) -> list[World]:
    """The worlds one move away."""
    left_out = {Action.ASK_CONTRIBUTION if world.case.category else Action.CATEGORISE}
    left_out |= BESIDE_WORDS if world.case.signs else set()
    return [
        step(world, move, by, **decided)
        for by in EVERYBODY
        for action in Action
        if action not in left_out and (move := world.move(action, by))
        for decided in (outcomes(world.case) if action is Action.CATEGORISE else ({},))
    ]


def outcomes(case: State) -> tuple[dict[str, object], ...]:
    """What a category may do to a case: end its harm, or call it harm; a contested one may stay what it is."""
    if not case.sensitive:
        return {"sensitive": True}, {}
    ended: dict[str, object] = {"sensitive": False, "urgent": False}
    contested = case.category_state == CONTESTED
    return ({**ended, "category_question": "upheld"}, {"category_question": "kept"}) if contested else (ended, {})


def possible(world: World, action: Action, by: By) -> bool:
    """Whether the table allows it."""
    return world.move(action, by) is not None


def done(world: World, action: Action, by: By) -> World:
    """The world after a move that the table allows."""
    return step(world, find_move(world.case, action, by), by)


def test_every_status_is_reached() -> None:
    assert {world.case.status for world in explore()} == {status.value for status in Status}


def test_every_move_of_the_table_can_happen_somewhere() -> None:
    used = {world.move(action, by) for world in explore() for by in EVERYBODY for action in Action}
    assert set(MOVES) - used == {move for move in MOVES if move.action is Action.RECEIVE}


def test_in_every_open_state_the_clock_of_whoever_must_act_runs() -> None:
    for world in explore():
        if Status(world.case.status) in OPEN:
            clock = OWNER_CLOCK[Status(world.case.status)]
            assert clock in world.running - world.paused, world.kind


def test_a_finished_case_has_no_clock_left_but_that_of_a_contest_which_outlasts_it() -> None:
    for world in explore():
        if Status(world.case.status) not in OPEN:
            states = {Clock.RIGHT_CATEGORY: world.case.category_state, Clock.PUBLICATION: world.case.text_state}
            owed = {clock for clock, state in states.items() if state == CONTESTED}
            owed |= {Clock.HARM} if world.case.harm_since else set()
            assert world.running == (owed if world.case.text_state != ERASED else frozenset()), world.kind


def test_a_contested_publication_has_a_clock_that_runs_in_every_status_until_it_is_decided() -> None:
    contested = [world for world in explore() if world.case.text_state == CONTESTED]
    assert {world.case.status for world in contested} == {status.value for status in Status}
    assert all(Clock.PUBLICATION in world.running - world.paused for world in contested)


def test_a_contested_category_has_a_clock_in_every_status_until_it_is_decided_and_moves_nothing_else() -> None:
    coordinator = by_officer(1, 1, PERMISSIONS[Role.COORDINATOR])
    living = [world for world in explore() if world.case.text_state != ERASED]
    contested = [world for world in living if world.case.category_state == CONTESTED]
    assert {world.case.status for world in contested} == {status.value for status in Status}
    for world in living:
        assert (Clock.RIGHT_CATEGORY in world.running - world.paused) is (world in contested), world.kind
        assert possible(world, Action.CATEGORISE, coordinator), world.kind
        assert not possible(world, Action.CATEGORISE, by_officer(1, 1, PERMISSIONS[Role.LIAISON])), world.kind
        if possible(world, Action.CONTEST_CATEGORY, REPORTER):
            after = done(world, Action.CONTEST_CATEGORY, REPORTER)
            assert after.case.status == world.case.status
            assert after.running - world.running == {Clock.RIGHT_CATEGORY}
            assert not possible(after, Action.CONTEST_CATEGORY, REPORTER)
    below = by_officer(1, 2, PERMISSIONS[Role.COORDINATOR])
    assert not any(possible(world, Action.CATEGORISE, below) for world in living if world.case.category_decider)


def test_words_of_a_reporter_wait_until_an_officer_answers_or_says_to_have_read_them() -> None:
    liaison = by_officer(1, 1, PERMISSIONS[Role.LIAISON])
    for world in (one for one in explore() if one.case.category and one.case.text_state != ERASED):
        waits = world.case.unread_since is not None
        assert possible(world, Action.READ, liaison) is waits, world.kind
        if possible(world, Action.ADD_MESSAGE, REPORTER):
            said = done(world, Action.ADD_MESSAGE, REPORTER)
            read = done(said, Action.READ, liaison)
            assert said.case.unread_since and read.case.unread_since is None


def test_every_state_has_an_exit_for_a_person() -> None:
    for world in (one for one in explore() if one.case.text_state != ERASED):
        people = EVERYBODY[0], EVERYBODY[2]
        exits = {move.to for by in people for action in Action if (move := world.move(action, by))}
        assert exits - {Status(world.case.status)}, world.kind


def test_what_nobody_has_read_yet_is_neither_passed_on_nor_ended_by_an_officer() -> None:
    waiting = [world for world in explore() if world.case.signs == "waits" and world.case.text_state != ERASED]
    assert {world.case.status for world in waiting} == {"received", "needs_info", "archived"}
    for world in waiting:
        open_now = Status(world.case.status) in OPEN
        assert (Clock.INTERPRETATION in world.running) is open_now, world.kind
        assert (Clock.INTERPRETATION in world.paused) is (world.case.status == "needs_info"), world.kind
        assert not any(possible(world, action, EVERYBODY[2]) for action in HELD), world.kind
        assert possible(world, Action.CATEGORISE, EVERYBODY[2]), "harm that is seen in it doesn't wait"
    for world in (one for one in explore() if one.case.signs == "told"):
        assert Clock.INTERPRETATION not in world.running
        assert possible(world, Action.CORRECT, REPORTER) is (Status(world.case.status) in OPEN), world.kind


def test_what_is_erased_has_ended_and_nothing_brings_it_back() -> None:
    erased = [world for world in explore() if world.case.text_state == ERASED]
    assert {world.case.status for world in erased} == {Status.CLOSED, Status.ARCHIVED}
    assert not any(neighbours(world) for world in erased)


def test_at_most_one_row_answers_for_each_person_and_action() -> None:
    for status in Status:
        for action in Action:
            rows = moves_from(status, action)
            guards = {(row.guard, kind) for row in rows for kind in row.kinds}
            assert len(guards) == sum(len(row.kinds) for row in rows), (status, action)


def test_nothing_closes_by_timer_without_a_follow_up() -> None:
    for world in explore():
        unworked = replace(world.case, followed_up=False)
        assert not possible(replace(world, case=unworked), Action.TIME_OUT, SYSTEM)


def test_no_comment_of_anybody_touches_a_clock() -> None:
    comments = (
        Action.ADD_MESSAGE,
        Action.READ,
        Action.NOTE,
        Action.RATE,
        Action.REMIND,
        Action.APPROVE_TEXT,
        Action.REFUSE_TEXT,
    )
    for move in MOVES:
        if move.action in comments:
            assert not (move.opens or move.closes or move.drops or move.pauses or move.resumes)


def test_a_question_about_the_agency_is_open_until_its_coordinator_decides_and_moves_nothing_else() -> None:
    coordinator = by_officer(1, 1, PERMISSIONS[Role.COORDINATOR])
    asked = [world for world in explore() if world.case.agency_question == OPEN_QUESTION]
    assert {world.case.status for world in asked} == {"needs_info", "assigned", "in_progress", "answered"}
    for world in explore():
        open_now = world.case.agency_question == OPEN_QUESTION
        assert (Clock.RIGHT_AGENCY in world.running - world.paused) is open_now, world.kind
        assert possible(world, Action.KEEP_AGENCY, coordinator) is open_now, world.kind
        assert not open_now or possible(world, Action.REASSIGN, coordinator), world.kind
        assert not (open_now and possible(world, Action.TIME_OUT, SYSTEM)), world.kind


def test_the_agency_is_called_wrong_once_until_another_one_has_the_case() -> None:
    for world in explore():
        if possible(world, Action.WRONG_AGENCY, REPORTER):
            assert world.case.agency_question is None
            after = done(world, Action.WRONG_AGENCY, REPORTER)
            assert (after.case.agency_id, after.case.hops) == (world.case.agency_id, world.case.hops)
            assert after.running - world.running == {Clock.RIGHT_AGENCY}
            assert world.running - after.running <= {Clock.REPORTER_REPLY}
            assert not possible(after, Action.WRONG_AGENCY, REPORTER)
    for action in (Action.ASSIGN, Action.REASSIGN, Action.RETURN):
        for world in (world for world in explore() if possible(world, action, EVERYBODY[2])):
            assert done(world, action, EVERYBODY[2]).case.agency_question is None


def test_only_a_complaint_is_ever_solved_or_classified_and_only_a_suggestion_has_a_result() -> None:
    having = {
        name: {kind for move in MOVES if name in move.needs for kind in move.kinds}
        for name in ("solved", "answers", "result")
    }
    assert having == {"solved": {Kind.COMPLAINT}, "answers": {Kind.COMPLAINT}, "result": {Kind.SUGGESTION}}
    assert all(
        "result" in move.needs for move in MOVES if move.action is Action.ANSWER and Kind.SUGGESTION in move.kinds
    )


def test_every_need_is_a_text_or_a_known_code() -> None:
    for move in MOVES:
        assert set(move.needs) <= TEXTS | set(DATA) | {FORM}, move  # in which form letters come, no event says


def test_every_permission_in_the_table_is_held_by_some_role() -> None:
    held = frozenset().union(*PERMISSIONS.values())
    asked = {who for move in MOVES for who in move.by if isinstance(who, Permission)}
    assert asked <= held


def test_who_only_looks_can_do_nothing() -> None:
    for role in (Role.LEADER, Role.EVALUATOR, Role.INSPECTOR, Role.TRAINEE):
        by = by_officer(1, 1, PERMISSIONS[role])
        assert not any(by.may(move) for move in MOVES), role
        assert not any(possible(world, action, by) for world in explore()[::20] for action in Action), role


def test_harm_after_the_end_has_a_clock_until_somebody_takes_it_up_or_mends_the_category() -> None:
    waiting = [world for world in explore() if world.case.harm_since]
    assert {world.case.status for world in waiting} == {Status.CLOSED, Status.ARCHIVED}
    for world in explore():
        waits = world.case.harm_since is not None
        assert (Clock.HARM in world.running - world.paused) is waits, world.kind
        assert possible(world, Action.TAKE_UP, EVERYBODY[2]) is waits, world.kind
    for world in waiting:
        assert possible(world, Action.REMIND, SYSTEM)
        for after in neighbours(world):
            back = after.case.status in OPEN or after.case.text_state == ERASED
            assert (Clock.HARM in after.running) is not (back or not after.case.sensitive), after.kind
