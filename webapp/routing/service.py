"""Making a version of the rules, and learning from decided cases. All take a `session`; the caller owns it."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from webapp.agencies.folding import fold
from webapp.base.db import insert_into
from webapp.routing.learned import PHRASE, digest
from webapp.routing.models import RoutingRule, RoutingVersion, TaughtCase, TaughtPhrase, TaughtTotal
from webapp.routing.queries import faults_in_tree
from webapp.routing.rules import Rule
from webapp.routing.ruleset import RulesRefused
from webapp.routing.table import RuleSet
from webapp.routing.tokens import features


def apply_rules(session: Session, rules: RuleSet, made_by: str, now: datetime) -> int:
    """Make `rules` the version in force and return its number; raises RulesRefused when they would orphan cases.

    Of two at once on PostgreSQL one meets the other's number and fails as a whole.
    """
    if faults := faults_in_tree(session, rules):
        raise RulesRefused(faults)
    number = (session.scalar(select(func.max(RoutingVersion.number))) or 0) + 1
    session.add(RoutingVersion(number=number, made_by=made_by, made_at=now, valid_from=now))
    session.flush()
    older = update(RoutingVersion).where(RoutingVersion.superseded_by.is_(None), RoutingVersion.number != number)
    session.execute(older.values(superseded_by=number))
    ordered = [(rule, False) for rule in rules.first] + [(rule, True) for rule in rules.last]
    session.add_all(_row(number, position, rule, last) for position, (rule, last) in enumerate(ordered))
    return number


def _row(version: int, position: int, rule: Rule, last: bool) -> RoutingRule:
    when = rule.when
    return RoutingRule(
        version=version, position=position, last=last, name=rule.name, category=when.category, area=when.area,
        kinds=sorted(when.kinds), words=list(when.words), office=rule.office, level=rule.level, agency=rule.agency,
        because=rule.because.msgid,
    )  # fmt: skip


def hold_totals(session: Session) -> TaughtTotal:
    """The totals, held until the transaction ends: of several workers one teaches, the others wait."""
    fresh = insert_into(session, TaughtTotal).values(id=1, salt=secrets.token_bytes(16), counts={})
    session.execute(fresh.on_conflict_do_nothing())
    return session.scalars(select(TaughtTotal).with_for_update().execution_options(populate_existing=True)).one()


def teach(session: Session, total: TaughtTotal, case_id: int, text: str, labels: Collection[str]) -> None:
    """Put what a case teaches now in the place of what it taught before; without text or labels it is forgotten.

    Doing so twice changes nothing, so that a job may be run again.
    """
    learns = bool(text and labels)
    keys = {digest(total.salt, one.key) for one in features(fold(text), PHRASE)} if learns else set()
    before = session.get(TaughtCase, case_id)
    if before is not None:
        _count(session, total, before.digests, before.labels, -1)
        session.delete(before)
        session.flush()
    if keys:
        _count(session, total, keys, labels, 1)
        session.add(TaughtCase(case_id=case_id, labels=sorted(labels), digests=sorted(keys)))
        session.flush()


def _count(session: Session, total: TaughtTotal, digests: Iterable[str], labels: Iterable[str], step: int) -> None:
    """Add `step` cases; what comes to nothing is gone."""
    total.counts = _added(total.counts, labels, step)
    wanted = sorted(digests)
    known = {row.digest: row for row in session.scalars(select(TaughtPhrase).where(TaughtPhrase.digest.in_(wanted)))}
    for one in wanted:
        row = known.get(one) or TaughtPhrase(digest=one, counts={})
        row.counts = _added(row.counts, labels, step)
        if row.counts:
            session.add(row)
        elif row in session:
            session.delete(row)
    session.flush()


def _added(counts: dict[str, int], labels: Iterable[str], step: int) -> dict[str, int]:
    changed = {**counts, **{label: counts.get(label, 0) + step for label in labels}}
    return {label: count for label, count in changed.items() if count > 0}
