"""Routing a report in the tree as the database has it now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.agencies.area_queries import current_code
from webapp.agencies.areas import lineage
from webapp.agencies.category_queries import category as category_row
from webapp.agencies.category_queries import competences
from webapp.agencies.folding import fold
from webapp.agencies.models import Agency, Area, Category
from webapp.agencies.queries import path_ids
from webapp.agencies.words import curated_hints, hints
from webapp.base.msgids import N_
from webapp.routing.directory import Directory, Node
from webapp.routing.learned import AT_LEAST, PHRASE, Learned, Lexicon, Ranked, digest, of_task, rank
from webapp.routing.models import RoutingRule, RoutingVersion, TaughtPhrase, TaughtTotal
from webapp.routing.rules import Facts, Reason, Routed, Rule, When, route
from webapp.routing.suggest import CHOSEN, Suggestion, learned_offices, merged, suggest, telling, together, words_of
from webapp.routing.table import SHIPPED, Competent, RuleSet, all_rules
from webapp.routing.tokens import Feature, features

OFFICE, CATEGORY, CLASS = "office:", "category:", "class:"
"""What begins the labels that officers' decisions teach."""

GUESSES = 12
"""Categories whose offices are looked up for one suggestion."""


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
    def about_office(self) -> bool | None: ...


@dataclass(frozen=True)
class Routing:
    """What a new case is told: who owns it first, where it should go, whom to keep out, and by which rule."""

    coordinator_id: int
    suggested_agency_id: int
    excluded_agency_id: int | None
    supervisory: bool
    rule: str
    version: int
    reasons: tuple[Reason, ...]


def route_report(session: Session, report: Report) -> Routing:
    """Route a report that has just come in; raises NoAgencyLeft when the tree has no open root."""
    facts = Facts(report.kind, report.category, fold(f"{report.title} {report.body}"), bool(report.about_office))
    rule_set = rules_in_force(session)
    routed = route_in(session, facts, report.area_code, rule_set)
    return Routing(
        coordinator_id=routed.coordinator.id,
        suggested_agency_id=routed.agency.id,
        excluded_agency_id=routed.excluded_id,
        supervisory=report.kind == "complaint" and _usually_supervisory(session, report.category),
        rule=routed.rule,
        version=rule_set.version,
        reasons=routed.reasons,
    )


def route_in(session: Session, facts: Facts, area_code: str | None, rule_set: RuleSet | None = None) -> Routed:
    """The rules (those in force where none are given) applied to `facts` in an area (None: nowhere in particular)."""
    using = rule_set or rules_in_force(session)
    directory = directory_for(session, area_code, facts.about_id, using.named)
    return route(facts, _rules(session, facts.category, using), directory)


def rules_in_force(session: Session) -> RuleSet:
    """The newest version of the rules; version 0, which ships, as long as nobody made another."""
    number = session.scalar(select(RoutingVersion.number).where(RoutingVersion.superseded_by.is_(None)))
    if number is None:
        return SHIPPED
    mine = select(RoutingRule).where(RoutingRule.version == number).order_by(RoutingRule.position)
    rows = session.scalars(mine).all()
    first, last = (tuple(_rule(row) for row in rows if row.last is last) for last in (False, True))
    return RuleSet(number, first, last)


def _rule(row: RoutingRule) -> Rule:
    when = When(row.category, row.area, frozenset(row.kinds), tuple(row.words))
    return Rule(row.name, when, row.office, row.level, Reason(row.because), row.agency)


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
    rule_set, words = rules_in_force(session), features(fold(text))
    directory = directory_for(session, area_code, None, rule_set.named)
    rows, stored = _category_rows(session), taught(session, words)
    names = {code: name for code, name, *_ in rows}
    guesses = [Ranked(category, CHOSEN)] if category and category in names else []
    guesses += telling(rank(words, _lexicon(rows), stored(CATEGORY), names))[:GUESSES]
    ruled = route(Facts(kind, category, fold(text)), _rules(session, category, rule_set), directory)
    competent = _competent(session, [guess.label for guess in guesses])
    guessed = suggest(guesses, competent, names, directory, exclude)
    decided = learned_offices(telling(rank(words, Lexicon({}), stored(OFFICE))), directory, exclude)
    return merged(ruled, together(guessed, decided), directory.coordinator(exclude), exclude)[:limit]


def suggest_categories(session: Session, text: str, limit: int = 5) -> list[Ranked]:
    """Categories that the words of `text` and decisions on such words point to, best first, with those words."""
    rows, words = _category_rows(session), features(fold(text))
    return telling(rank(words, _lexicon(rows), taught(session, words)(CATEGORY), {code for code, *_ in rows}))[:limit]


def suggest_class(session: Session, category: str | None, text: str) -> tuple[bool, tuple[Reason, ...]] | None:
    """Whether a complaint is likely "berkadar pengawasan", and why; None when nothing points either way.

    Decisions alone never say yes: a word of a category that usually is must stand in the text.
    """
    words, rows = features(fold(text)), _category_rows(session)
    decided = telling(rank(words, Lexicon({}), taught(session, words)(CLASS)))
    accusing = telling(rank(words, _lexicon(rows), Learned(), {row[0] for row in rows if row[3]}))
    if decided and decided[0].similar >= AT_LEAST and (accusing or decided[0].label != "yes"):
        return decided[0].label == "yes", (*words_of(decided[0]), _classed(decided[0].similar))
    row = category_row(session, category)
    return (row.supervisory_hint, (_usually(row),)) if row else None


def _classed(similar: int) -> Reason:
    return Reason(N_("Petugas menggolongkan %(count)s kasus dengan kata serupa begitu."), {"count": str(similar)})


def _usually(row: Category) -> Reason:
    said = N_("Kasus kategori %(category)s biasanya digolongkan begitu.")
    return Reason(said, {"category": row.name}, translate=("category",))


def taught(session: Session, words: Sequence[Feature]) -> Callable[[str], Learned]:
    """What decisions taught about these phrases, by task; two reads, whatever the number of cases."""
    total = session.get(TaughtTotal, 1)
    if total is None:
        return lambda task: Learned()
    digests = {digest(total.salt, one.key): one.key for one in words if one.key.count(" ") < PHRASE}
    rows = session.execute(select(TaughtPhrase.digest, TaughtPhrase.counts).where(TaughtPhrase.digest.in_(digests)))
    stored = {digests[one]: counts for one, counts in rows}
    return lambda task: of_task(stored, total.counts, task)


def office_label(session: Session, agency_id: int) -> str | None:
    """What is learned of an agency: its kind of office and the level it is at, so that other towns learn from it."""
    row = session.get(Agency, agency_id)
    if row is None or row.office is None:
        return None
    level = "nation" if row.area_code is None else "province" if len(row.area_code) == len("64") else "regency"
    return f"{OFFICE}{row.office}@{level}"


def faults_in_tree(session: Session, rules: RuleSet) -> list[str]:
    """What in the tree of agencies, areas and categories stands against these rules, as sentences."""
    return [f"Rule {rule.name} {fault}." for rule in (*rules.first, *rules.last) for fault in _lacks(session, rule)]


def _lacks(session: Session, rule: Rule) -> Iterator[str]:
    when = rule.when
    if rule.agency:
        agency = session.scalar(select(Agency).where(Agency.code == rule.agency))
        if agency is None or agency.closed_at is not None:
            state = "closed" if agency else "unknown"
            yield f"sends cases to the agency {rule.agency}, which is {state}"
    elif not session.scalar(select(Agency.id).where(Agency.office == rule.office, Agency.closed_at.is_(None)).limit(1)):
        yield f"sends cases to offices of the kind {rule.office}, and no such office is open"
    if when.category and category_row(session, when.category) is None:
        yield f"is about the category {when.category}, which is unknown"
    if when.area and session.get(Area, when.area) is None:
        yield f"is about the area {when.area}, which is unknown"
    elif directory_for(session, when.area or None).coordinator() is None:
        yield f"would leave cases of the area {when.area or '(none)'} without a coordinator: no government is open"


def directory_for(
    session: Session, area_code: str | None, also: int | None = None, named: Collection[str] = ()
) -> Directory:
    """The agencies of the area and of every area that holds it, and the nation's; `also`, `named`, those above them."""
    codes = lineage(current_code(session, area_code)) if area_code else ()
    known = or_(Agency.id == also, Agency.code.in_(named))
    paths = session.scalars(select(Agency.path).where(known)).all() if named or also is not None else ()
    ids = {number for path in paths for number in path_ids(path)}
    wanted = or_(Agency.area_code.in_(codes), Agency.area_code.is_(None), Agency.id.in_(ids))
    rows = session.scalars(select(Agency).where(wanted).order_by(Agency.id))
    return Directory(tuple(_node(row) for row in rows), codes)


def _node(row: Agency) -> Node:
    open_now = row.closed_at is None
    return Node(row.id, row.code, row.name, row.kind, path_ids(row.path), row.office, row.area_code, open_now)


def _usually_supervisory(session: Session, code: str | None) -> bool:
    found = session.get(Category, code) if code else None
    return found is not None and found.supervisory_hint


def _rules(session: Session, category: str | None, rule_set: RuleSet) -> tuple[Rule, ...]:
    """The rules that may hold for this category: those of its leaf, of its topic, and those without a category."""
    codes = lineage(category) if category else ()
    names = select(Category.code, Category.name).where(Category.code.in_(codes))
    return all_rules(_competent(session, codes), dict(session.execute(names).all()), rule_set)


def _competent(session: Session, only: Sequence[str] | None = None) -> list[Competent]:
    rows = competences(session, only)
    return [Competent(row.office, row.category_code, row.level, row.weight) for row in rows]


def _category_rows(session: Session) -> tuple[tuple[str, str, str, bool], ...]:
    """(code, name, keywords, whether usually "berkadar pengawasan") of every category that is not retired."""
    columns = (Category.code, Category.name, Category.keywords, Category.supervisory_hint)
    rows = session.execute(select(*columns).where(Category.retired_at.is_(None)))
    return tuple((code, name, words, supervisory) for code, name, words, supervisory in rows)


@lru_cache(maxsize=4)
def _lexicon(rows: tuple[tuple[str, str, str, bool], ...]) -> Lexicon:
    """The curated words and what an operator added to them; made anew only when the categories change."""
    curated = curated_hints()
    accusing = (code for code, *_, supervisory in rows if supervisory)
    return Lexicon.of({code: (*curated.get(code, ()), *hints(words)) for code, _, words, _ in rows}, accusing)
