"""What the citizen's form must know: places, topics, what they mean, where a report would go, what was sent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.area_queries import area, find_areas
from webapp.agencies.category_queries import category, category_tree
from webapp.agencies.models import Agency
from webapp.attachments.queries import Evidence, of_case
from webapp.base.db import Database
from webapp.base.ids import Pin, Ticket, slug
from webapp.cases import published
from webapp.cases.accommodations import form_of
from webapp.cases.chain import commitment
from webapp.cases.clocks import zone_of
from webapp.cases.explanation import Explanation
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, Contact
from webapp.cases.queries import contact_of, open_deadlines, original_texts
from webapp.cases.reports import BARRIER, Kind, NewReport
from webapp.intake.step_form import MOST_PLACES
from webapp.routing.queries import route_report

PIN_SHOWN = timedelta(hours=1)
"""How long after sending the receipt still shows the PIN to whoever has the page."""
_AREA_CODE = re.compile(r"\d\d(\.\d\d){0,2}(\.\d{4})?")
_CATEGORY_CODE = re.compile(r"[a-z]{1,30}[a-z.-]{0,30}")


@dataclass(frozen=True)
class Concern:
    """What a category is about: money misused, or people harmed."""

    corruption: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Similar:
    """A published report that may be about the same thing."""

    title: str
    address: str
    place: str


@dataclass(frozen=True)
class Receipt:
    """All that the receipt tells. `pin` is None once the reporter has got another one, and when it `is_old`."""

    ticket: Ticket
    pin: Pin | None
    is_old: bool
    received_at: datetime
    zone: str
    kind: Kind
    owner: str
    title: str
    place: str
    anonymous: bool
    has_email: bool
    confidential: bool
    urgent: bool
    commitment: str
    clocks: tuple[Explanation, ...]
    files: tuple[Evidence, ...]
    form: str | None
    """In which letters come."""


def places(db: Database, words: str, code: str) -> tuple[tuple[str, str], ...]:
    """(code, full path) of the places that `words` find, best first, and of the one already chosen."""
    with db.read() as session:
        found = [(one.code, one.full_path) for one in find_areas(session, words, limit=MOST_PLACES)] if words else []
        chosen = area(session, code) if _AREA_CODE.fullmatch(code) else None
    if chosen is not None and code not in dict(found):
        found.append((chosen.code, chosen.full_path))
    return tuple(found)


def topics(db: Database) -> tuple[tuple[str, str], ...]:
    """(code, Indonesian name) of the main topics, and of the leaves that need another care than the rest."""
    with db.read() as session:
        tree = category_tree(session)
    special = [
        leaf for topic in tree for leaf in topic.leaves if leaf.corruption or leaf.sensitive or leaf.code == BARRIER
    ]
    return (*((topic.code, topic.name) for topic in tree), *((leaf.code, leaf.name) for leaf in special))


def concern(db: Database, code: str) -> Concern:
    """What the category means; nothing for an unknown one."""
    with db.read() as session:
        found = category(session, code) if _CATEGORY_CODE.fullmatch(code) else None
    return Concern(found.corruption, found.sensitive) if found else Concern()


def destination(db: Database, report: NewReport) -> str:
    """The name of the agency that would get the report first."""
    with db.read() as session:
        return session.get_one(Agency, route_report(session, report).coordinator_id).name


def area_name(db: Database, code: str | None) -> str:
    """The full path of the area; empty without one."""
    with db.read() as session:
        found = area(session, code)
    return found.full_path if found else ""


def similar(db: Database, report: NewReport) -> tuple[Similar, ...]:
    """At most three published reports of the same kecamatan with words of this title.

    What is anonymous, confidential or about harm is not looked for at all: nothing of it may touch anything else.
    Nor is what nobody has read yet.
    """
    if report.anonymous or report.confidential or report.sensitive or report.signed:
        return ()
    with db.read() as look:
        found = published.similar(look, report.title, report.area_code)
    return tuple(Similar(one.title, f"/lacak/{slug(Ticket(one.ticket))}", one.place or "") for one in found)


def sent_ticket(db: Database, key: str, keys: Keys) -> Ticket | None:
    """The ticket of the case that this key has made, or None."""
    with db.read() as session:
        case = case_of(session, key, keys)
    return Ticket(case.ticket) if case else None


def receipt(db: Database, key: str, keys: Keys, now: datetime) -> Receipt | None:
    """The receipt of the case that this key has made, or None: the same however often it is asked for.

    After an hour it has no PIN: the page may still lie in a browser that somebody else uses by then.
    """
    with db.read() as session:
        case = case_of(session, key, keys)
        return _receipt(session, case, keys.first_pin(key), keys, now) if case else None


def case_of(session: Session, key: str, keys: Keys) -> Case | None:
    """The case that this key has made."""
    return session.scalar(select(Case).where(Case.idempotency_hash == keys.idempotency_hash(key)))


def _receipt(session: Session, case: Case, pin: Pin, keys: Keys, now: datetime) -> Receipt:
    texts = original_texts(session, case.id)
    first_hash = select(CaseEvent.hash).where(CaseEvent.case_id == case.id, CaseEvent.seq == 1)
    known = area(session, case.area_code)
    where = (texts.get("place", ""), known.full_path if known else "")
    is_old = now - case.received_at > PIN_SHOWN
    return Receipt(
        ticket=Ticket(case.ticket),
        pin=pin if not is_old and keys.pin_matches(case.ticket, pin, case.pin_hash) else None,
        is_old=is_old,
        received_at=case.received_at,
        zone=zone_of(case).value,
        kind=Kind(case.kind),
        owner=session.get_one(Agency, case.agency_id).name,
        title=texts.get("title", ""),
        place=", ".join(part for part in where if part),
        anonymous=case.anonymous,
        has_email=_has_email(contact_of(session, case.id)),
        confidential=case.confidential,
        urgent=case.urgent,
        commitment=commitment(session.scalars(first_hash).one(), case.commitment_salt),
        clocks=open_deadlines(session, case, now),
        files=tuple(file for file in of_case(session, case.id) if file.seq == 1),
        form=form_of(session, case.id),
    )


def _has_email(contact: Contact | None) -> bool:
    """Whether a code for a new PIN would reach anybody."""
    return contact is not None and bool(contact.email_index)
