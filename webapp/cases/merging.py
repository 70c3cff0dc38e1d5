"""Which case leads a merged one, who follows a leading one however many merges lie between, and which may lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Area
from webapp.base.db import Reader
from webapp.base.prepared import Prepared
from webapp.cases.models import Case, CaseScope, CaseText
from webapp.cases.moves import MoveRefused
from webapp.cases.published import shared, telling_words
from webapp.cases.publishing import DISTRICT
from webapp.cases.reasons import ArchiveReason
from webapp.cases.scopes import agencies_of, contributors_of
from webapp.cases.workflow import OPEN

CANDIDATES = 1000
"""The newest cases of a coordinator's queue among which one about the same thing is looked for."""

# made once: putting a statement together takes longer than running it
_OF_TICKET = Prepared(select(Case.__table__).where(Case.ticket == bindparam("ticket")))


def way_of(look: Reader, leading_ticket: str | None) -> list[Row[Any]]:
    """The cases on the way that begins with this ticket; the last one leads in the end. Empty where none leads.

    No merge makes a circle, and a circle made by hand would not keep a page waiting.
    """
    found: dict[str, Row[Any]] = {}
    while leading_ticket and leading_ticket not in found:
        row = _OF_TICKET.first(look, ticket=leading_ticket)
        if row is None:
            break
        found[leading_ticket], leading_ticket = row, row.leading_ticket
    return list(found.values())


def is_secret(way: Iterable[Row[Any]]) -> bool:
    """Whether any case on the way became confidential: nobody is told then where it goes, or that it passes there."""
    return any(case.confidential for case in way)


def followers_of(session: Session, case: Case) -> list[Case]:
    """Every case that was merged into this one, or into one of those."""
    found: dict[str, Case] = {}
    nearest = [case.ticket]
    while nearest:
        rows = session.scalars(select(Case).where(Case.leading_ticket.in_(nearest)).order_by(Case.id)).all()
        fresh = {row.ticket: row for row in rows if row.ticket not in found and row.ticket != case.ticket}
        found |= fresh
        nearest = list(fresh)
    return list(found.values())


class LeadingFault(StrEnum):
    """Why a case can't lead another."""

    UNKNOWN = "unknown"  # or not this officer's to see
    ITSELF = "itself"
    PRIVATE = "private"  # anonymous or confidential
    MERGED = "merged"  # it follows another one itself
    ENDED = "ended"  # nobody works on it any more
    ACCUSED = "accused"  # a report that follows is about an agency which handles it


@dataclass(frozen=True)
class Likely:
    """A case that may be about the same thing: with the name of its place, and its title."""

    case: Case
    place: str
    title: str


class LeadingRefused(MoveRefused):
    """The named case can't lead; nothing was changed."""

    def __init__(self, fault: LeadingFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


def fault_of(session: Session, case: Case, leading: Case | None) -> LeadingFault | None:
    """Why `leading` can't lead `case`; None when it can."""
    if leading is None:
        return LeadingFault.UNKNOWN
    if leading.id == case.id:
        return LeadingFault.ITSELF
    if leading.anonymous or leading.confidential:
        return LeadingFault.PRIVATE
    if leading.archive_reason == ArchiveReason.MERGED:
        return LeadingFault.MERGED
    if leading.status not in OPEN:
        return LeadingFault.ENDED
    return LeadingFault.ACCUSED if excluded_by(session, case) & _handling(session, leading) else None


def likely_leaders(session: Session, case: Case) -> list[Likely]:
    """Open cases of the same kecamatan and coordinator that have its category, or at least two telling words of its
    title (or its only one), likeliest first. What is anonymous, confidential or erased is not looked at.
    """
    queue = select(CaseScope.case_id).where(CaseScope.agency_id == case.coordinator_id, CaseScope.due.is_not(None))
    queue = queue.order_by(CaseScope.case_id.desc()).limit(CANDIDATES)
    here = Case.area_code.startswith((case.area_code or "-")[:DISTRICT])
    near = select(Case, Area.name).join(Area, Area.code == Case.area_code).where(Case.id.in_(queue), here)
    found = session.execute(near.where(Case.anonymous.is_(False), Case.confidential.is_(False), Case.id != case.id))
    cases = {one.id: (one, place) for one, place in found}
    texts = _first_texts(session, [case.id, *cases])
    telling = telling_words(texts[case.id].get("title", ""))
    ranked = [(_nearness(case, one, telling, texts[one.id]), one.id) for one, _place in cases.values()]
    likely = sorted(((rank, number) for rank, number in ranked if rank and texts[number]), reverse=True)
    return [Likely(*cases[number], texts[number]["title"]) for _rank, number in likely]


def _first_texts(session: Session, ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Title and body, of a video as they were written last."""
    found: dict[int, dict[str, str]] = {number: {} for number in ids}
    wanted = select(CaseText.case_id, CaseText.kind, CaseText.text).where(CaseText.case_id.in_(ids))
    wanted = wanted.where(CaseText.kind.in_(("title", "body"))).order_by(CaseText.version)
    for number, kind, text in session.execute(wanted):
        found[number][kind] = text
    return found


def _nearness(case: Case, other: Case, telling: Sequence[str], texts: Mapping[str, str]) -> int:
    """0 for what has nothing to do with it."""
    everywhere, in_title = shared(telling, texts.get("title", ""), texts.get("body", ""))
    alike = case.category is not None and other.category == case.category
    near = bool(telling) and everywhere >= min(2, len(telling))
    return everywhere + in_title + 2 * alike if alike or near else 0


def _handling(session: Session, case: Case) -> frozenset[int]:
    """Who may know of a case: its owner, its coordinator, those asked for a part, and all above them."""
    return agencies_of(session, case).union(*contributors_of(session, case).values())


def excluded_by(session: Session, case: Case) -> frozenset[int]:
    """The agencies that never get a case: those that it, or one that follows it, is about."""
    about = {one.excluded_agency_id for one in (case, *followers_of(session, case))}
    return frozenset(number for number in about if number is not None)
