"""What is known of one case: looked up for the public and for its reporter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Row, ScalarSelect, Select, String, bindparam, cast, func, literal_column, select
from sqlalchemy.orm import aliased

from webapp.agencies.area_queries import area_path
from webapp.agencies.models import Agency, Area
from webapp.agencies.queries import agency_names
from webapp.base.clock import Zone, local_date, zone_of_province
from webapp.base.db import Database, Reader
from webapp.base.ids import Ticket
from webapp.base.working_days import Calendar, Closure
from webapp.cases.accommodations import items_of, untold
from webapp.cases.clocks import calendar_with, pauses_of, zone_of
from webapp.cases.deadlines import Clock, rule
from webapp.cases.explanation import Explanation, explain
from webapp.cases.keys import Keys
from webapp.cases.merging import leader_of
from webapp.cases.models import Case, Deadline, LocalClosure, PublishedText
from webapp.cases.moves import REPORTER, allowed_actions
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry, case_by_ticket, entries, public_entries, published, state_of
from webapp.cases.workflow import OPEN, OWNER_CLOCK, Action, Status
from webapp.officers.queries import owner_along
from webapp.tracking.models import MeToo
from webapp.tracking.tracked import Ended, Glance, Joined, Leader, OwnerShown, Tracked
from webapp.tracking.veil import veiled

NOBODY = "0" * 64
"""The PIN hash of a ticket that doesn't exist: no PIN matches it, and asking costs the same."""


def _closures() -> ScalarSelect[str | None]:
    """The local days off around the area of a case, in one text: see `_calendar`."""
    around = func.substr(Case.area_code, 1, func.length(LocalClosure.area_code)) == LocalClosure.area_code
    day_off = cast(LocalClosure.day, String).concat(LocalClosure.name)
    every = func.aggregate_strings(day_off, literal_column(f"'{BETWEEN}'"))  # type: ignore[arg-type] # no value to bind
    return select(every).where(around).correlate(Case).scalar_subquery()


def _everything() -> Select[Any]:
    """All that a case has one of: its row, its agencies, its area in words, its closures.

    `agency_path` is the place in the tree of who answers for it now.
    """
    coordinator, answering = aliased(Agency), aliased(Agency)
    agency = (answering.path.label("agency_path"), Agency.name.label("agency"), coordinator.name.label("coordinator"))
    found = select(*Case.__table__.c, *agency, Area.full_path.label("place"), _closures().label("closures"))
    found = found.join(Agency, Agency.id == Case.agency_id).join(coordinator, coordinator.id == Case.coordinator_id)
    found = found.join(answering, answering.id == func.coalesce(Case.escalated_id, Case.agency_id))
    return found.outerjoin(Area, Area.code == Case.area_code).where(Case.ticket == bindparam("ticket"))


BETWEEN = "|"
# made once: putting a statement together takes longer than running it
_PEOPLE = select(MeToo.people).where(MeToo.case_id == Case.id).scalar_subquery()
_GLANCE = select(Case.version, Case.area_code, _closures(), _PEOPLE, Case.leading_ticket).where(
    Case.ticket == bindparam("ticket")
)
_EVERYTHING = _everything()
_JOINED = (
    select(PublishedText.title, Case.status, _PEOPLE)
    .join(Case, Case.id == PublishedText.case_id)
    .where(Case.ticket == bindparam("ticket"), Case.confidential.is_(False))
)
_CLOCKS = select(Deadline.__table__).where(Deadline.case_id == bindparam("case")).order_by(Deadline.id)


def glance(db: Database, ticket: Ticket) -> Glance | None:
    """One small query: does this case exist, and what is the number of its newest event?"""
    with db.glimpse() as connection:
        row = connection.execute(_GLANCE, {"ticket": ticket}).first()
        if row is None:
            return None
        leader = leader_of(connection, row[4])
    zone = zone_of_province(row[1]) if row[1] else Zone.WIB
    return Glance(row[0], zone, row[2] or "", row[3] or 0, leader.version if leader else 0)


def joined(db: Database, ticket: Ticket) -> Joined | None:
    """How many have the same trouble as a published report; None where nothing is published."""
    with db.glimpse() as connection:
        row = connection.execute(_JOINED, {"ticket": ticket}).first()
    return Joined(row[0], row[1] in OPEN, row[2] or 0) if row else None


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
    with db.look() as look:
        case = look.execute(_EVERYTHING, {"ticket": ticket}).one_or_none()
        if case is None:
            return None
        text = published(look, case.id) if _may_be_published(case) else None
        told = (text.title, text.body, text.published_at) if text else None
        # what officers wrote was written for the reporter: only what they passed, and only with the text (decision 22)
        happened = untold(public_entries(look, case.id) if told else entries(look, case.id, ()))
        seen = _tracked(look, case, now, _public_area(case), happened, told)
        return veiled(look, seen)


def _may_be_published(case: Row[Any]) -> bool:
    """Whether it is worth a look: a text was proposed at some time, and no secrecy came after."""
    return case.text_state is not None and not case.confidential


def _public_area(case: Row[Any]) -> str | None:
    if case.confidential or not case.area_code:
        return None
    return str(case.area_code[:DISTRICT] if case.anonymous else case.area_code)


def for_reporter(db: Database, ticket: Ticket, now: datetime) -> Tracked | None:
    """Everything, for who has the PIN; None when there is no such ticket."""
    with db.look() as look:
        case = look.execute(_EVERYTHING, {"ticket": ticket}).one_or_none()
        if case is None:
            return None
        text = published(look, case.id)
        told = (text.title, text.body, text.published_at) if text else None
        seen = _tracked(look, case, now, case.area_code, entries(look, case.id), told)
        seen = replace(seen, helps=items_of(look, case.id, seen.state, seen.entries))
        if case.text_state != "proposed":
            return seen
        public = tuple(public_entries(look, case.id))
        area = _public_area(case)
        return replace(seen, public_entries=public, public_place=area_path(look, area) if area else None)


def _tracked(
    look: Reader,
    case: Row[Any],
    now: datetime,
    area: str | None,
    told: Iterable[Entry],
    text: tuple[str, str, datetime] | None,
) -> Tracked:
    running, ended, contributing = _clocks(look, case, now)
    happened, owner = tuple(told), _owner(look, case, now)
    wanted = {owner.agency_id} if owner else set()
    return Tracked(
        ticket=Ticket(case.ticket),
        state=state_of(case),
        zone=zone_of(case),
        now=now,
        place=case.place if area == case.area_code else area and area_path(look, area),
        entries=happened,
        running=running,
        ended=ended,
        owner=owner,
        names=_names(look, case, wanted.union(*(entry.agencies for entry in happened))),
        published=text,
        contributing=contributing,
        leader=_leader(look, case.leading_ticket),
    )


def _leader(look: Reader, ticket: str | None) -> Leader | None:
    found = leader_of(look, ticket)
    if found is None:
        return None
    agency = agency_names(look, {found.agency_id})[found.agency_id]
    how = (Status(found.status), found.closed_by, found.archive_reason)
    return Leader(found.ticket, *how, agency, found.confidential)


def _names(look: Reader, case: Row[Any], wanted: set[int]) -> dict[int, str]:
    """The agencies of the case and all that are wanted; mostly they are the same."""
    known = {case.agency_id: case.agency, case.coordinator_id: case.coordinator}
    others = wanted - known.keys()
    return known | agency_names(look, others) if others else known


_explained = lru_cache(maxsize=1000)(explain)
"""Many tickets of one day share one explanation."""


def _owner(look: Reader, case: Row[Any], now: datetime) -> OwnerShown | None:
    """A closed case needs no owner; an open one always has one, if only an agency."""
    if case.status not in OPEN:
        return None
    found = owner_along(look, case.agency_path, now)
    return OwnerShown(found.officer.name if found.officer else None, found.agency_id)


@lru_cache(maxsize=256)
def _calendar(closures: str) -> Calendar:
    """The calendar of "2026-12-28Haul…|2026-12-30…"; no name of a closure holds the stroke (`LocalClosure`)."""
    rows = closures.split(BETWEEN) if closures else []
    return calendar_with(Closure(date.fromisoformat(row[:10]), row[10:]) for row in rows)


Contributing = tuple[tuple[int, Explanation], ...]


def _clocks(
    look: Reader, case: Row[Any], now: datetime
) -> tuple[tuple[Explanation, ...], tuple[Ended, ...], Contributing]:
    """All clocks in one query: those that run, explained, those that ended, oldest first, and those of contributors."""
    rows = look.execute(_CLOCKS, {"case": case.id}).all()
    calendar = _calendar(case.closures or "")
    today, first = local_date(now, zone_of(case)), OWNER_CLOCK.get(Status(case.status))
    still = [row for row in rows if row.ended_at is None]
    every = [(row.part, _explained(rule(row.rule), row.started_on, today, calendar, pauses_of(row))) for row in still]
    running = [one for whose, one in every if not whose]
    ended = [Ended(Clock(row.kind), row.ended_at, row.outcome or "") for row in rows if row.ended_at is not None]
    ordered = sorted(running, key=lambda one: (one.rule.clock is not first, one.due))
    return tuple(ordered), tuple(ended), tuple((whose, one) for whose, one in every if whose)
