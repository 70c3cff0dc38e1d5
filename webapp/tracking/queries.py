"""What is known of one case: looked up for the public and for its reporter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, String, bindparam, cast, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from webapp.agencies.area_queries import area_path
from webapp.agencies.models import Agency, Area
from webapp.agencies.queries import agency_names, path_ids
from webapp.attachments.queries import of_case, public_of
from webapp.base.db import Database, Reader
from webapp.base.ids import Ticket
from webapp.base.prepared import Prepared
from webapp.cases.accommodations import form_of, items_of
from webapp.cases.alike import hidden_alike, numbered, untold
from webapp.cases.clocks import zone_of
from webapp.cases.deadlines import Clock
from webapp.cases.explanation import Explanation
from webapp.cases.keys import Keys
from webapp.cases.merging import is_secret, way_of
from webapp.cases.models import Case, Contact, Deadline, PublishedText
from webapp.cases.moves import REPORTER, allowed_actions
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry, case_by_ticket, entries, explained, public_entries, published, state_of
from webapp.cases.reasons import TEXT_PUBLIC, TEXT_WAITS
from webapp.cases.workflow import OPEN, Action
from webapp.officers.queries import owner_along
from webapp.tracking import veil
from webapp.tracking.models import MeToo
from webapp.tracking.tracked import Ended, Glance, Joined, Leader, OwnerShown, Tracked

NOBODY = "0" * 64
"""The PIN hash of a ticket that doesn't exist: no PIN matches it, and asking costs the same."""


def _everything() -> Select[Any]:
    """All that a case has one of: its row, its agencies, its area in words.

    `agency_path` is the place in the tree of who answers for it now; `village` says that one of its agencies serves
    less than a kecamatan.
    """
    coordinator, answering = aliased(Agency), aliased(Agency)
    agency = (answering.path.label("agency_path"), Agency.name.label("agency"), coordinator.name.label("coordinator"))
    village = or_(veil.is_village(Agency), veil.is_village(coordinator)).label("village")
    rest = (village, Area.full_path.label("place"))
    found = select(*Case.__table__.c, *agency, *rest)
    found = found.join(Agency, Agency.id == Case.agency_id).join(coordinator, coordinator.id == Case.coordinator_id)
    found = found.join(answering, answering.id == func.coalesce(Case.escalated_id, Case.agency_id))
    return found.outerjoin(Area, Area.code == Case.area_code).where(Case.ticket == bindparam("ticket"))


# made once: putting a statement together takes longer than running it
_PEOPLE = select(MeToo.people).where(MeToo.case_id == Case.id).scalar_subquery()
_DATED = cast(Deadline.due, String).concat(Deadline.calendar)
_DATES = func.aggregate_strings(_DATED, literal_column("' '"))  # type: ignore[arg-type] # no value to bind
_DUE = select(_DATES).where(Deadline.case_id == Case.id, Deadline.ended_at.is_(None)).scalar_subquery()
_GLANCE = Prepared(
    select(Case.version, Case.area_code, _DUE.label("due"), _PEOPLE.label("people"), Case.leading_ticket).where(
        Case.ticket == bindparam("ticket")
    )
)
_EVERYTHING = Prepared(_everything())
_JOINED = Prepared(
    select(PublishedText.title, Case.status, _PEOPLE.label("people"))
    .join(Case, Case.id == PublishedText.case_id)
    .where(Case.ticket == bindparam("ticket"), Case.confidential.is_(False))
)
_CLOCK: tuple[Any, ...] = (
    Deadline.kind,
    Deadline.rule,
    Deadline.part,
    Deadline.started_on,
    Deadline.due,
    Deadline.first_due,
    Deadline.calendar,
    Deadline.pauses,
    Deadline.ended_at,
    Deadline.outcome,
)
_MAILBOX = Prepared(
    select(Contact.case_id).where(Contact.case_id == bindparam("case"), Contact.email_index.is_not(None))
)
_CLOCKS = Prepared(select(*_CLOCK).where(Deadline.case_id == bindparam("case")).order_by(Deadline.id))


def glance(db: Database, ticket: Ticket) -> Glance | None:
    """One small query: does this case exist, and what is the number of its newest event?"""
    with db.glimpse() as look:
        row = _GLANCE.first(look, ticket=ticket)
        if row is None:
            return None
        leading = tuple(case.version for case in way_of(look, row.leading_ticket))
    return Glance(row.version, zone_of(row), row.due or "", row.people or 0, leading)


def joined(db: Database, ticket: Ticket) -> Joined | None:
    """How many have the same trouble as a published report; None where nothing is published."""
    with db.glimpse() as look:
        row = _JOINED.first(look, ticket=ticket)
    return Joined(row.title, row.status in OPEN, row.people or 0) if row else None


def is_anonymous(db: Database, ticket: Ticket) -> bool:
    """Whether this is an anonymous report, as its public page says; of a confidential one that is not told."""
    with db.read() as session:
        return bool(session.scalar(select(Case.anonymous & ~Case.confidential).where(Case.ticket == ticket)))


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
        case = _EVERYTHING.first(look, ticket=ticket)
        if case is None:
            return None
        text = published(look, case.id) if _may_be_published(case) else None
        told = (text.title, text.body, text.published_at) if text else None
        # what officers wrote was written for the reporter: only what they passed, and only with the text (decision 22)
        every = public_entries(look, case.id) if told else entries(look, case.id, texts=False)
        happened = numbered(untold(hidden_alike(every, zone_of(case))))
        seen = _tracked(look, case, now, _public_area(case), veil.for_all(case, happened, now), told)
        seen = replace(seen, evidence=public_of(look, case.id)) if told else seen
        return veil.veiled(look, seen, case.village)


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
        case = _EVERYTHING.first(look, ticket=ticket)
        if case is None:
            return None
        text = published(look, case.id)
        told = (text.title, text.body, text.published_at) if text else None
        seen = _tracked(look, case, now, case.area_code, entries(look, case.id), told)
        helps = items_of(look, case.id, seen.state, seen.entries)
        mailbox = _MAILBOX.first(look, case=case.id) is not None
        seen = replace(seen, evidence=of_case(look, case.id), helps=helps, mailbox=mailbox, form=form_of(look, case.id))
        if case.text_state not in TEXT_PUBLIC | TEXT_WAITS:
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
    running, ended = _clocks(look, case, now)
    leader, owner = _leader(look, case.leading_ticket), _owner(look, case, now)
    happened = veil.linked(told, None if leader is None or leader.secret else case.leading_ticket)
    wanted = {*path_ids(case.text_decider or "")[-1:], *([owner.agency_id] if owner else [])}
    return Tracked(
        ticket=Ticket(case.ticket),
        state=state_of(case),
        zone=zone_of(case),
        now=now,
        place=case.place if area == case.area_code else area and area_path(look, area),
        entries=happened,
        running=tuple(clock for clock in running if not clock.part),
        ended=ended,
        owner=owner,
        names=_names(look, case, wanted.union(*(entry.agencies for entry in happened))),
        published=text,
        contributing=tuple(clock for clock in running if clock.part),
        leader=leader,
    )


def _leader(look: Reader, ticket: str | None) -> Leader | None:
    way = way_of(look, ticket)
    if not way:
        return None
    last = way[-1]
    return Leader(last.ticket, state_of(last), agency_names(look, {last.agency_id})[last.agency_id], is_secret(way))


def _names(look: Reader, case: Row[Any], wanted: set[int]) -> dict[int, str]:
    """The agencies of the case and all that are wanted; mostly they are the same."""
    known = {case.agency_id: case.agency, case.coordinator_id: case.coordinator}
    others = wanted - known.keys()
    return known | agency_names(look, others) if others else known


def _owner(look: Reader, case: Row[Any], now: datetime) -> OwnerShown | None:
    """A closed case needs no owner; an open one always has one, if only an agency."""
    if case.status not in OPEN:
        return None
    found = owner_along(look, case.agency_path, now)
    return OwnerShown(found.officer.name if found.officer else None, found.agency_id)


def _clocks(look: Reader, case: Row[Any], now: datetime) -> tuple[tuple[Explanation, ...], tuple[Ended, ...]]:
    """All clocks: those that run, explained, and those that ended, oldest first."""
    rows = _CLOCKS.all(look, case=case.id)
    ended = [Ended(Clock(row.kind), row.ended_at, row.outcome or "", row.part) for row in rows if row.ended_at]
    return explained(look, case, rows, now), tuple(ended)
