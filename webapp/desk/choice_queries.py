"""What an officer may choose from on an action page: suggested and found agencies and categories."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.category_queries import category, find_categories
from webapp.agencies.models import Agency
from webapp.agencies.queries import agency_by_code, find_agencies
from webapp.base.db import Database
from webapp.base.msgids import N_
from webapp.cases.clocks import reclassified
from webapp.cases.destinations import may_have
from webapp.cases.merging import Likely, excluded_by, fault_of, likely_leaders
from webapp.cases.models import Case
from webapp.cases.reasons import OPEN_QUESTION
from webapp.cases.workflow import Action
from webapp.desk.queries import CaseFile, standing_before
from webapp.officers.queries import SignedIn
from webapp.routing.queries import suggest_agencies, suggest_categories, suggest_class
from webapp.routing.rules import NoAgencyLeft, Reason
from webapp.routing.suggest import words_of

FOUND = 12
"""Results of a search that are shown; a longer list asks for another word."""
LEADERS = 5
"""Cases that are offered to lead another."""


@dataclass(frozen=True)
class AgencyChoice:
    """An agency to choose: why it is suggested, or under which agency it was found; `hit` by the words of a search."""

    code: str
    name: str
    under: str | None = None
    reasons: tuple[Reason, ...] = ()
    hit: bool = False


@dataclass(frozen=True)
class CategoryChoice:
    """A category to choose, and why it is suggested; `name` is a msgid, `sensitive` ones make a case secret."""

    code: str
    name: str
    sensitive: bool
    reasons: tuple[Reason, ...] = ()


def agency_choices(
    db: Database, file: CaseFile, words: str, chosen: str | None, but: int | None = None
) -> list[AgencyChoice]:
    """Suggestions, then what `words` find, then the one that is chosen already; never the accused one or `but`."""
    with db.read() as session:
        hits = _found(session, words)
        found = [*_named(session, file), *_suggested(session, file), *hits]
        kept = agency_by_code(session, chosen) if chosen else None
        if kept is not None:
            found.append(AgencyChoice(kept.code, kept.name))
        once: dict[str, AgencyChoice] = {}
        for choice in found:
            once.setdefault(choice.code, choice)
        excluded = excluded_by(session, session.get_one(Case, file.case_id))
        rows = session.scalars(select(Agency).where(Agency.code.in_(once), Agency.id != (but or 0)))
        open_to = {row.code for row in rows if may_have(row, excluded)}
        hit = {choice.code for choice in hits}
        return [replace(choice, hit=choice.code in hit) for choice in once.values() if choice.code in open_to]


def _named(session: Session, file: CaseFile) -> list[AgencyChoice]:
    """The agency that the reporter named, while "salah instansi" is to be decided."""
    asked = [entry for entry in file.entries if entry.action is Action.WRONG_AGENCY]
    number = asked[-1].data.get("suggested_agency") if file.state.agency_question == OPEN_QUESTION else None
    row = session.get(Agency, number) if number else None
    said = (Reason(N_("Pelapor menyebut instansi ini.")),)
    return [AgencyChoice(row.code, row.name, reasons=said)] if row else []


def _suggested(session: Session, file: CaseFile) -> list[AgencyChoice]:
    state = file.state
    try:
        best = suggest_agencies(
            session, state.category, state.area_code, _text(file), state.kind, exclude=state.excluded_agency_id
        )
    except NoAgencyLeft:
        return []
    return [AgencyChoice(one.agency.code, one.agency.name, reasons=one.reasons) for one in best]


def _found(session: Session, words: str) -> list[AgencyChoice]:
    return [AgencyChoice(one.code, one.name, one.under) for one in find_agencies(session, words, FOUND)]


def agency_id(db: Database, code: str) -> int:
    """The number of an agency that was chosen; raises LookupError for an unknown code."""
    with db.read() as session:
        row = agency_by_code(session, code)
    if row is None:
        raise LookupError(code)
    return row.id


def category_choices(db: Database, file: CaseFile, words: str, chosen: str | None) -> list[CategoryChoice]:
    """What the case has, what its words suggest, what `words` find, and the one that is chosen already."""
    with db.read() as session:
        guessed = {guess.label: words_of(guess) for guess in suggest_categories(session, _text(file), 3)}
        codes = [file.state.category, *guessed]
        codes += [leaf.code for leaf in find_categories(session, words)] if words else []
        rows = [category(session, code) for code in dict.fromkeys([*codes, chosen])]
        open_rows = [row for row in rows if row and row.retired_at is None]
        return [CategoryChoice(row.code, row.name, row.sensitive, guessed.get(row.code, ())) for row in open_rows]


def leading_choices(db: Database, officer: SignedIn, file: CaseFile, now: datetime) -> list[Likely]:
    """Cases that may lead this one: only what the officer may see, and what the record would take."""
    with db.read() as session:
        case = session.get_one(Case, file.case_id)
        fit = (
            one for one in likely_leaders(session, case)
            if standing_before(session, officer, one.case, now) and fault_of(session, case, one.case) is None
        )  # fmt: skip
        return list(islice(fit, LEADERS))


@dataclass(frozen=True)
class AnswerDays:
    """The day of the answer as it is promised now, and as it would be in each class."""

    now: date
    ordinary: date
    supervisory: date


def answer_days(db: Database, file: CaseFile) -> AnswerDays | None:
    """What a class does to the deadline of a case; None where it has ended since it was looked at."""
    with db.read() as session:
        case = session.get_one(Case, file.case_id)
        ordinary, supervisory = (reclassified(session, case, supervisory=is_so) for is_so in (False, True))
        return AnswerDays(*ordinary, supervisory[1]) if ordinary and supervisory else None


def class_reasons(db: Database, file: CaseFile) -> tuple[bool, tuple[Reason, ...]] | None:
    """Whether the case is likely "berkadar pengawasan", and why; None when nothing says so."""
    with db.read() as session:
        return suggest_class(session, file.state.category, _text(file)) if file.readable else None


def _text(file: CaseFile) -> str:
    return f"{file.words.get('title', '')} {file.words.get('body', '')}"
