"""What is known of one case, for the public and for its reporter, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import Select, String, bindparam, cast, func, select
from sqlalchemy.orm import Session, aliased

from webapp.agencies.area_queries import area_path
from webapp.agencies.models import Agency
from webapp.agencies.queries import agency_names
from webapp.base.clock import Zone, local_date, zone_of_province
from webapp.base.db import Database
from webapp.base.i18n import nbsp
from webapp.base.ids import Ticket, shown, slug
from webapp.cases.clocks import calendar_for, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.events import State
from webapp.cases.explanation import Explanation, explain
from webapp.cases.keys import Keys
from webapp.cases.models import Case, Deadline, LocalClosure
from webapp.cases.moves import REPORTER, allowed_actions
from webapp.cases.queries import Entry, case_by_ticket, entries, published, state_of
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Action, Status
from webapp.officers.queries import owner_of

DISTRICT = 8
"""Characters of a Kemendagri code down to the kecamatan; an anonymous report is placed no closer."""
NOBODY = "0" * 64
"""The PIN hash of a ticket that doesn't exist: no PIN matches it, and asking costs the same."""


@dataclass(frozen=True)
class Glance:
    """As much of a case as decides whether a kept page still holds; `closures` are local days off, in one text."""

    version: int
    zone: Zone
    closures: str


@dataclass(frozen=True)
class OwnerShown:
    """Who must act and for which agency: a person's whole name, None when nobody is active, "" when it is not told."""

    name: str | None
    agency_id: int


@dataclass(frozen=True)
class Ended:
    """A clock that ended, and whether its promise was kept."""

    clock: Clock
    ended_at: datetime
    outcome: str


@dataclass(frozen=True)
class Tracked:
    """Everything that a page on a case may tell; `running` has the clock that matters now first.

    `place` is the full path of the area, of the kecamatan in the public's copy of an anonymous report, and None for
    the public's copy of a confidential one. `entries` carry only the texts that this reader may read.
    """

    ticket: Ticket
    state: State
    zone: Zone
    now: datetime
    place: str | None
    entries: tuple[Entry, ...]
    running: tuple[Explanation, ...]
    ended: tuple[Ended, ...]
    owner: OwnerShown | None
    names: Mapping[int, str]
    published: tuple[str, str, datetime] | None

    @property
    def status(self) -> Status:
        """Where the case stands."""
        return Status(self.state.status)

    @property
    def address(self) -> str:
        """The one address of this ticket."""
        return address_of(self.ticket)

    @property
    def shown(self) -> str:
        """The ticket in its groups, which stay on one line."""
        return nbsp(shown(self.ticket))


def address_of(ticket: Ticket) -> str:
    """`/lacak/7302-9481-567`."""
    return f"/lacak/{slug(ticket)}"


def _glance() -> Select[int, str | None, str | None]:
    area = func.substr(Case.area_code, 1, func.length(LocalClosure.area_code)) == LocalClosure.area_code
    day_off = cast(LocalClosure.day, String).concat(LocalClosure.name)
    closures = select(func.aggregate_strings(day_off, "|")).where(area).correlate(Case).scalar_subquery()
    return select(Case.version, Case.area_code, closures).where(Case.ticket == bindparam("ticket"))


# made once: putting a statement together takes longer than running it
_GLANCE = _glance()
_CLOCKS = select(Deadline).where(Deadline.case_id == bindparam("case")).order_by(Deadline.id)


def glance(db: Database, ticket: Ticket) -> Glance | None:
    """One small query: does this case exist, and what is the number of its newest event?"""
    with db.glimpse.connect() as connection:  # a Session would cost more than the query
        row = connection.execute(_GLANCE, {"ticket": ticket}).first()
    return Glance(row[0], zone_of_province(row[1]) if row[1] else Zone.WIB, row[2] or "") if row else None


def pin_opens(db: Database, keys: Keys, ticket: Ticket, pin: str) -> bool:
    """Whether this PIN opens this ticket; an unknown ticket is refused in the same way and time."""
    with db.read() as session:
        stored = session.scalar(select(Case.pin_hash).where(Case.ticket == ticket))
    return keys.pin_matches(ticket, pin, stored or NOBODY) and stored is not None


def pin_hash(db: Database, ticket: Ticket) -> str | None:
    """What is stored of the present PIN; keys handed out for an older one no longer open."""
    with db.read() as session:
        return session.scalar(select(Case.pin_hash).where(Case.ticket == ticket))


def allowed_now(db: Database, ticket: Ticket) -> tuple[Action, ...]:
    """What the table allows the reporter in this moment; nothing for an unknown ticket."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        return allowed_actions(state_of(case), REPORTER) if case else ()


def for_public(db: Database, ticket: Ticket, now: datetime) -> Tracked | None:
    """What anybody may know of a case; None when there is no such ticket."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            return None
        text = published(session, case.id) if _may_be_published(case) else None
        told = (text.title, text.body, text.published_at) if text else None
        # what officers wrote was written for the reporter: nobody has masked it, nobody has passed it for publication
        seen = _tracked(session, case, now, _public_area(case), entries(session, case.id, ()), told)
        return _veiled(session, seen) if case.anonymous or case.confidential else seen


def _veiled(session: Session, seen: Tracked) -> Tracked:
    """The same without what gives away what is not told: a village by the name of its office, a secret by its twin."""
    villages = _above_villages(session, seen.names)
    owner = seen.owner
    if owner and owner.agency_id in villages:
        owner = replace(owner, name="")
    seen = replace(seen, names={**seen.names, **villages}, owner=owner)
    return _unlinked(seen) if seen.state.confidential else seen


def _above_villages(session: Session, numbers: Iterable[int]) -> dict[int, str]:
    """Those of the agencies that serve less than a kecamatan, by the names of the agencies above them."""
    above = aliased(Agency)
    found = select(Agency.id, above.name).join(above, above.id == Agency.parent_id)
    narrow = found.where(Agency.id.in_(sorted(numbers)), func.length(Agency.area_code) > DISTRICT)
    return dict(session.execute(narrow).all())


def _unlinked(seen: Tracked) -> Tracked:
    """Which ticket leads a merged one is not told: its page names the matter."""
    kept = [{name: value for name, value in entry.data.items() if name != "leading"} for entry in seen.entries]
    told = tuple(replace(entry, data=data) for entry, data in zip(seen.entries, kept, strict=True))
    return replace(seen, entries=told, state=replace(seen.state, leading_ticket=None))


def _may_be_published(case: Case) -> bool:
    """Whether it is worth a look: a text was proposed at some time, and no secrecy came after."""
    return case.text_state is not None and not case.confidential


def _public_area(case: Case) -> str | None:
    if case.confidential or not case.area_code:
        return None
    return case.area_code[:DISTRICT] if case.anonymous else case.area_code


def for_reporter(db: Database, ticket: Ticket, now: datetime) -> Tracked | None:
    """Everything, for who has the PIN; None when there is no such ticket."""
    with db.read() as session:
        case = case_by_ticket(session, ticket)
        if case is None:
            return None
        text = published(session, case.id)
        told = (text.title, text.body, text.published_at) if text else None
        return _tracked(session, case, now, case.area_code, entries(session, case.id), told)


def _tracked(
    session: Session,
    case: Case,
    now: datetime,
    area: str | None,
    told: Iterable[Entry],
    text: tuple[str, str, datetime] | None,
) -> Tracked:
    running, ended = _clocks(session, case, now)
    happened, owner = tuple(told), _owner(session, case, now)
    wanted = {case.agency_id, case.coordinator_id}.union(*(entry.agencies for entry in happened))
    return Tracked(
        ticket=Ticket(case.ticket),
        state=state_of(case),
        zone=zone_of(case),
        now=now,
        place=area_path(session, area) if area else None,
        entries=happened,
        running=running,
        ended=ended,
        owner=owner,
        names=agency_names(session, wanted | ({owner.agency_id} if owner else set())),
        published=text,
    )


_explained = lru_cache(maxsize=1000)(explain)
"""Many tickets of one day share one explanation."""


def _owner(session: Session, case: Case, now: datetime) -> OwnerShown | None:
    """A closed case needs no owner; an open one always has one, if only an agency."""
    if case.status not in OPEN:
        return None
    found = owner_of(session, case.agency_id, now)
    return OwnerShown(found.officer.name if found.officer else None, found.agency_id)


def _clocks(session: Session, case: Case, now: datetime) -> tuple[tuple[Explanation, ...], tuple[Ended, ...]]:
    """All clocks in one query: those that run, explained, and those that ended, oldest first."""
    rows = session.scalars(_CLOCKS, {"case": case.id}).all()
    calendar = calendar_for(session, case.area_code)
    today, first = local_date(now, zone_of(case)), OWNER_CLOCK.get(Status(case.status))
    still = [row for row in rows if row.ended_at is None]
    running = [_explained(rule(row.rule), row.started_on, today, calendar, pauses_of(row)) for row in still]
    ended = [Ended(Clock(row.kind), row.ended_at, row.outcome or "") for row in rows if row.ended_at is not None]
    return tuple(sorted(running, key=lambda one: (one.rule.clock is not first, one.due))), tuple(ended)
