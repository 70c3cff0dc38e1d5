"""How far an officer's queue reaches: whose cases are looked at, and whose never."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.agencies.queries import path_ids
from webapp.cases.deadlines import Clock
from webapp.cases.models import Case
from webapp.desk.standing import HANDLING, belongs_to
from webapp.officers.queries import SignedIn, scope_of
from webapp.officers.roles import PERMISSIONS, Permission


@dataclass(frozen=True)
class Reach:
    """Whose queue rows are looked at, and whose reports must stay hidden."""

    agency_ids: tuple[int, ...]
    belongs: frozenset[int]


def reach_of(session: Session, officer: SignedIn) -> Reach:
    """The topmost agencies of the scope: a case below one of them has a row there too."""
    scope = scope_of(officer)
    if scope.everything:
        roots = session.scalars(select(Agency.id).where(Agency.parent_id.is_(None)))
        return Reach(tuple(roots), belongs_to(officer))
    paths = {held.agency_id: path_ids(held.agency_path)[:-1] for held in officer.grants}
    top = [number for number in sorted(scope.agency_ids) if scope.agency_ids.isdisjoint(paths[number])]
    return Reach(tuple(top), belongs_to(officer))


def about_others(belongs: frozenset[int]) -> ColumnElement[bool]:
    """Cases that are not about an agency to which the officer belongs."""
    return or_(Case.excluded_agency_id.is_(None), Case.excluded_agency_id.not_in(sorted(belongs)))


def works_on(wanted: object) -> frozenset[Permission]:
    """Who has one of these is told what waits so: an interpreter of videos, and of nothing else."""
    return HANDLING | ({Permission.INTERPRET} if wanted is Clock.INTERPRETATION else set())


def handling(officer: SignedIn, having: frozenset[Permission] = HANDLING) -> SignedIn:
    """The same officer with only those roles that have one of these permissions: those that work on cases."""
    return replace(officer, grants=tuple(held for held in officer.grants if PERMISSIONS[held.role] & having))
