"""A dry run: which past cases a new set of rules would send elsewhere. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.folding import fold
from webapp.cases.models import Case, CaseEvent
from webapp.cases.queries import present_texts
from webapp.routing.queries import faults_in_tree, route_in, rules_in_force
from webapp.routing.rules import Facts, NoAgencyLeft, Routed
from webapp.routing.ruleset import RulesRefused
from webapp.routing.table import RuleSet


@dataclass(frozen=True)
class Elsewhere:
    """A case and where it goes by the rules in force and by the new ones: names of agencies and of rules."""

    ticket: str
    before: str
    after: str
    rule: str


@dataclass(frozen=True)
class DryRun:
    """How many cases were looked at, by which version they go now, and those that would go elsewhere."""

    cases: int
    version: int
    elsewhere: tuple[Elsewhere, ...]


def dry_run(session: Session, rules: RuleSet, newest: int) -> DryRun:
    """Route the `newest` cases again by `rules`; raises RulesRefused where they would orphan cases.

    A case is routed as it came in: with the category its reporter gave, not the one that an officer chose since.
    """
    if faults := faults_in_tree(session, rules):
        raise RulesRefused(faults)
    current = rules_in_force(session)
    cases = list(session.scalars(select(Case).order_by(Case.id.desc()).limit(newest)))
    moved = [one for case in cases for one in _elsewhere(session, case, current, rules)]
    return DryRun(len(cases), current.version, tuple(moved))


def _elsewhere(session: Session, case: Case, current: RuleSet, rules: RuleSet) -> Iterator[Elsewhere]:
    facts = _facts(session, case)
    before, after = (_routed(session, case, facts, one) for one in (current, rules))
    if before.agency.id != after.agency.id:
        yield Elsewhere(case.ticket, before.agency.name, after.agency.name, after.rule)


def _routed(session: Session, case: Case, facts: Facts, rules: RuleSet) -> Routed:
    try:
        return route_in(session, facts, case.area_code, rules)
    except NoAgencyLeft:
        raise RulesRefused([f"Case {case.ticket} would have nobody: no government is open for its area."]) from None


def _facts(session: Session, case: Case) -> Facts:
    texts = present_texts(session, case.id)
    first = session.scalars(select(CaseEvent.data).where(CaseEvent.case_id == case.id, CaseEvent.seq == 1)).one()
    text = fold(f"{texts.get('title', '')} {texts.get('body', '')}")
    return Facts(case.kind, first.get("category"), text, about_id=case.excluded_agency_id)
