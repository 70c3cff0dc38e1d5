"""What an officer is for one case: which grants cover it, what they allow, and for which agency one acts (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from webapp.agencies.queries import path_ids
from webapp.cases.events import State
from webapp.cases.moves import By, allowed_actions, by_officer, moves_from
from webapp.cases.signs import WAITS
from webapp.cases.workflow import MOVES, Action, Status
from webapp.officers.queries import Grant, Owner, SignedIn
from webapp.officers.roles import OWNING, PERMISSIONS, UNSCOPED, Permission, allowed

HANDLING = frozenset({Permission.VERIFY, Permission.FOLLOW_UP})
"""Who has one of these verifies, handles or decides; who only looks never reads what is confidential."""
_CONTRIBUTING = frozenset({Permission.VIEW, Permission.CONTRIBUTE})


@dataclass(frozen=True)
class Standing:
    """An officer before one case; `grants` are those that cover it, the nearest to it first.

    Who `only_looks` had the case once and sees what is decided on it. Who `only_contributes` was asked for a part of
    it: reads the report and gives that part, and neither sees the reporter's contact nor handles the rest.
    `contributes_for` are the agencies whose part this officer may give.
    Who `owns` it is named to everybody as the person who must act
    (`officers.queries.owner_of`), and may do the work, even where a liaison is missing.
    """

    officer_id: int
    grants: tuple[Grant, ...]
    only_looks: bool = False
    only_contributes: bool = False
    contributes_for: frozenset[int] = frozenset()
    owns: bool = False
    decides: bool = True
    """Whether this officer may decide which agency gets the case; returned twice, only the level above may."""

    @property
    def permissions(self) -> frozenset[Permission]:
        """What the covering grants allow together."""
        return frozenset({Permission.VIEW}) if self.only_looks else self._granted

    @property
    def _granted(self) -> frozenset[Permission]:
        """The same; of who only looks, what they allowed while the case was theirs."""
        every = frozenset[Permission]().union(*(PERMISSIONS[held.role] for held in self.grants))
        return every & _CONTRIBUTING if self.only_contributes else every | (OWNING if self.owns else frozenset())

    @property
    def handles(self) -> bool:
        """Whether this officer works on the case, and does not only look."""
        return not self.permissions.isdisjoint(HANDLING)

    def interprets(self, state: State) -> bool:
        """Whether this officer may see a video of sign language: who handles the case, and an interpreter until it is
        written.
        """
        waits = state.signs == WAITS and Permission.INTERPRET in self.permissions
        return self.handles or waits

    def may_read(self, case: State) -> bool:
        """Whether the words of the case may be shown: the confidential ones only to who works on it."""
        contributes = self.only_contributes and bool(self.contributes_for)
        return self.interprets(case) or not case.confidential or contributes

    def may_ever(self, action: Action) -> bool:
        """Whether the table allows this officer the action in any status, or did so while it was theirs."""
        return any(move.action is action and not self._granted.isdisjoint(move.by) for move in MOVES)

    def actions(self, state: State) -> tuple[Action, ...]:
        """Exactly what the table allows this officer now."""
        return allowed_actions(state, self._by(self.grants[0].agency_id))

    def by(self, state: State, action: Action) -> By:
        """The officer as the actor of a move: for the nearest agency whose grant allows it."""
        asked = [move.by for move in moves_from(Status(state.status), action)]
        giving = [held for held in self.grants if any(not PERMISSIONS[held.role].isdisjoint(who) for who in asked)]
        return self._by((giving or self.grants)[0].agency_id)

    def _by(self, agency_id: int) -> By:
        publishing, verifying = (
            frozenset(held.agency_id for held in self.grants if allowed(held.role, may))
            for may in (Permission.PUBLISH, Permission.VERIFY)
        )
        by = replace(by_officer(self.officer_id, agency_id, self.permissions), verifies_for=verifying)
        return replace(by, publishes_for=publishing, contributes_for=self.contributes_for, decides=self.decides)


def standing_of(
    officer: SignedIn,
    agency_ids: frozenset[int],
    excluded_id: int | None,
    contributors: Mapping[int, frozenset[int]] = MappingProxyType({}),
    owner: Owner | None = None,
) -> Standing | None:
    """The officer's standing before a case that these agencies may know of; None when it is not theirs to see.

    `contributors` are the agencies asked for a part, each with those above it (`scopes.contributors_of`).
    `owner` is who must act.
    Nobody who belongs to the agency that a case is about ever sees it, whatever else they were granted.
    """
    covering = _covering(officer, agency_ids)
    beside = _covering(officer, frozenset[int]().union(*contributors.values()))
    if not (covering or beside) or excluded_id in belongs_to(officer):
        return None
    giving = {held.agency_id for held in beside if allowed(held.role, Permission.CONTRIBUTE)}
    everywhere = any(held.role in UNSCOPED for held in beside)
    parts = frozenset(number for number, above in contributors.items() if everywhere or giving & above)
    owns = bool(covering and owner and owner.officer and owner.officer.id == officer.id)
    found = Standing(officer.id, tuple(covering or beside), contributes_for=parts, owns=owns)
    return replace(found, only_contributes=not covering)


def assigns_among(grants: tuple[Grant, ...], agency_ids: frozenset[int]) -> bool:
    """Whether a grant for one of these agencies, or for the whole country, lets its holder assign cases."""
    assigning = (held for held in grants if allowed(held.role, Permission.ASSIGN))
    return any(held.role in UNSCOPED or held.agency_id in agency_ids for held in assigning)


def _covering(officer: SignedIn, agency_ids: frozenset[int]) -> list[Grant]:
    """The grants that cover one of these agencies, the nearest first; none when nothing may be seen with them."""
    held = [one for one in officer.grants if one.role in UNSCOPED or one.agency_id in agency_ids]
    if not any(allowed(one.role, Permission.VIEW) for one in held):
        return []
    return sorted(held, key=lambda one: len(path_ids(one.agency_path)), reverse=True)


def belongs_to(officer: SignedIn) -> frozenset[int]:
    """The agencies that an officer is part of: those of the grants and all above them."""
    return frozenset(number for held in officer.grants for number in path_ids(held.agency_path))
