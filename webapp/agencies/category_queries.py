"""Looking at categories. Names are Indonesian msgids: translate them where they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agencies.folding import fold
from webapp.agencies.models import Category, Competence


@dataclass(frozen=True)
class Leaf:
    """A category to choose."""

    code: str
    name: str
    corruption: bool
    sensitive: bool


@dataclass(frozen=True)
class Topic:
    """A main topic and what it holds; a topic may be chosen itself."""

    code: str
    name: str
    leaves: tuple[Leaf, ...]


def category(session: Session, code: str | None) -> Category | None:
    """The category with this code, retired ones too, or None."""
    return session.get(Category, code) if code else None


def category_tree(session: Session) -> list[Topic]:
    """Every topic that is not retired with its leaves, in the curated order."""
    rows = list(session.scalars(select(Category).where(Category.retired_at.is_(None)).order_by(Category.position)))
    leaves: dict[str, list[Leaf]] = {}
    for row in rows:
        if row.parent_code:
            leaves.setdefault(row.parent_code, []).append(_leaf(row))
    return [Topic(row.code, row.name, tuple(leaves.get(row.code, ()))) for row in rows if row.parent_code is None]


def _leaf(row: Category) -> Leaf:
    return Leaf(row.code, row.name, row.corruption, row.sensitive)


def find_categories(session: Session, words: str, limit: int = 10) -> list[Leaf]:
    """Categories whose Indonesian name or keywords hold every word typed, leaves before topics; best first."""
    typed = fold(words).split()
    rows = session.scalars(select(Category).where(Category.retired_at.is_(None)).order_by(Category.position))
    found = [row for row in rows if typed and all(word in _searched(row) for word in typed)]
    return [_leaf(row) for row in sorted(found, key=lambda row: row.parent_code is None)[:limit]]


def _searched(row: Category) -> str:
    return f"{fold(row.name)} {fold(row.keywords)}"


def competences(session: Session, only: Sequence[str] | None = None) -> list[Competence]:
    """Every pair of office and category (some hundreds), or `only` those of these categories."""
    pairs = select(Competence).order_by(Competence.office, Competence.category_code)
    return list(session.scalars(pairs if only is None else pairs.where(Competence.category_code.in_(only))))
