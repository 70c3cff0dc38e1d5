"""Routing a report in the tree as the database has it now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.agencies.area_queries import current_code
from webapp.agencies.areas import lineage
from webapp.agencies.category_queries import competences
from webapp.agencies.folding import fold
from webapp.agencies.models import Agency, Category
from webapp.agencies.queries import path_ids
from webapp.routing.directory import Directory, Node
from webapp.routing.rules import Facts, Reason, Routed, Rule, route
from webapp.routing.suggest import CHOSEN, Guess, Suggestion, guess_categories, merged, suggest
from webapp.routing.table import Competent, all_rules


class Report(Protocol):
    """The parts of a report that decide where it goes."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def area_code(self) -> str | None: ...
    @property
    def category(self) -> str | None: ...
    @property
    def about_office(self) -> bool: ...


@dataclass(frozen=True)
class Routing:
    """What a new case is told: who owns it first, where it should go, whom to keep out, and by which rule."""

    coordinator_id: int
    suggested_agency_id: int
    excluded_agency_id: int | None
    supervisory: bool
    rule: str
    reasons: tuple[Reason, ...]


def route_report(session: Session, report: Report) -> Routing:
    """Route a report that has just come in; raises NoAgencyLeft when the tree has no open root."""
    facts = Facts(report.kind, report.category, fold(f"{report.title} {report.body}"), report.about_office)
    routed = route_in(session, facts, report.area_code)
    return Routing(
        coordinator_id=routed.coordinator.id,
        suggested_agency_id=routed.agency.id,
        excluded_agency_id=routed.excluded_id,
        supervisory=report.kind == "complaint" and _usually_supervisory(session, report.category),
        rule=routed.rule,
        reasons=routed.reasons,
    )


def route_in(session: Session, facts: Facts, area_code: str | None) -> Routed:
    """The rules of the database applied to `facts` in an area (None: nowhere in particular)."""
    return route(facts, _rules(session, facts.category), directory_for(session, area_code, facts.about_id))


def suggest_agencies(
    session: Session,
    category: str | None,
    area_code: str | None,
    text: str,
    kind: str = "complaint",
    exclude: int | None = None,
    limit: int = 5,
) -> list[Suggestion]:
    """Agencies to assign to, each once with its reasons: what the rules say, then what the words say, best first.

    The area's coordinator stands last, so that the list is never empty; raises NoAgencyLeft when there is none.
    """
    names, words = _names_and_words(session)
    directory = directory_for(session, area_code)
    guesses = [Guess(category, CHOSEN)] if category and category in names else []
    guesses += guess_categories(fold(text), words)
    ruled = route(Facts(kind, category, fold(text)), _rules(session, category), directory)
    guessed = suggest(guesses, _competent(session), names, directory, exclude)
    return merged(ruled, guessed, directory.coordinator(exclude), exclude)[:limit]


def suggest_categories(session: Session, text: str, limit: int = 5) -> list[Guess]:
    """Categories that the words of `text` point to, best first, with those words."""
    return guess_categories(fold(text), _names_and_words(session)[1])[:limit]


def directory_for(session: Session, area_code: str | None, also: int | None = None) -> Directory:
    """The agencies of the area and of every area that holds it, and the nation's; `also` and those above it."""
    codes = lineage(current_code(session, area_code)) if area_code else ()
    path = session.scalar(select(Agency.path).where(Agency.id == also)) if also is not None else None
    wanted = or_(Agency.area_code.in_(codes), Agency.area_code.is_(None), Agency.id.in_(path_ids(path or "")))
    rows = session.scalars(select(Agency).where(wanted).order_by(Agency.id))
    return Directory(tuple(_node(row) for row in rows), codes)


def _node(row: Agency) -> Node:
    open_now = row.closed_at is None
    return Node(row.id, row.code, row.name, row.kind, path_ids(row.path), row.office, row.area_code, open_now)


def _usually_supervisory(session: Session, code: str | None) -> bool:
    found = session.get(Category, code) if code else None
    return found is not None and found.supervisory_hint


def _rules(session: Session, category: str | None) -> tuple[Rule, ...]:
    """The rules that may hold for this category: those of its leaf, of its topic, and those without a category."""
    codes = lineage(category) if category else ()
    names = select(Category.code, Category.name).where(Category.code.in_(codes))
    return all_rules(_competent(session, codes), dict(session.execute(names).all()))


def _competent(session: Session, only: Sequence[str] | None = None) -> list[Competent]:
    rows = competences(session, only)
    return [Competent(row.office, row.category_code, row.level, row.weight) for row in rows]


def _names_and_words(session: Session) -> tuple[Mapping[str, str], Mapping[str, str]]:
    rows = session.execute(
        select(Category.code, Category.name, Category.keywords).where(Category.retired_at.is_(None))
    ).all()
    return {code: name for code, name, _ in rows}, {code: words for code, _, words in rows}
