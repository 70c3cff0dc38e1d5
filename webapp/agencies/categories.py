"""The curated tree of categories, from data/categories.csv into the tables `category` and `competence`.

One line a category: code, name, flags (k corruption, s sensitive, p usually supervisory), the offices that answer it
(`office[@level][:weight]`, by comma), and the words people use for it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Category, Competence

FILE = Path(__file__).parent / "data" / "categories.csv"
OTHER = "lainnya"
"""Where a report stands that nobody has given a category yet."""
DEFAULT_WEIGHT = 5


@dataclass(frozen=True)
class OfficeFor:
    """One office that answers a category; `level` is the lowest government to ask: regency, province or nation."""

    office: str
    level: str
    weight: int


@dataclass(frozen=True)
class CategoryLine:
    """One line of the file."""

    code: str
    name: str
    flags: str
    offices: tuple[OfficeFor, ...]
    keywords: str

    @property
    def parent_code(self) -> str | None:
        return self.code.rpartition(".")[0] or None


@cache
def curated() -> tuple[CategoryLine, ...]:
    """The file, in its order: each topic before its leaves."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return tuple(_line(row) for row in csv.DictReader(file, delimiter="|"))


def _line(row: dict[str, str]) -> CategoryLine:
    offices = tuple(_office(entry) for entry in row["offices"].split(","))
    return CategoryLine(row["code"], row["name"], row["flags"], offices, row["keywords"] or "")


def _office(entry: str) -> OfficeFor:
    """`"dinkes"`, `"kemenag@nation"`, `"setda:3"`."""
    where, _, weight = entry.partition(":")
    office, _, level = where.partition("@")
    return OfficeFor(office, level or "regency", int(weight or DEFAULT_WEIGHT))


def import_categories(session: Session) -> int:
    """Bring the two tables to what the file says, and return how many categories are new.

    Codes that only the database knows stay as they are, and so does what an operator has retired.
    """
    known = set(session.scalars(select(Category.code)))
    for position, line in enumerate(curated()):
        session.merge(Category(**_values(line), position=position))
    session.flush()
    codes = [line.code for line in curated()]
    session.execute(delete(Competence).where(Competence.category_code.in_(codes)))
    session.execute(insert(Competence), [_competence(line, office) for line in curated() for office in line.offices])
    return len(set(codes) - known)


def _values(line: CategoryLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "parent_code": line.parent_code,
        "name": line.name,
        "keywords": line.keywords,
        "corruption": "k" in line.flags,
        "sensitive": "s" in line.flags,
        "supervisory_hint": "p" in line.flags,
    }


def _competence(line: CategoryLine, office: OfficeFor) -> dict[str, Any]:
    return {"office": office.office, "category_code": line.code, "level": office.level, "weight": office.weight}


def extract_names(
    fileobj: IO[bytes], keywords: object, comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """For Babel: the names of the file are msgids like any text in the code."""
    rows = csv.DictReader(fileobj.read().decode("utf-8").splitlines(), delimiter="|")
    for number, row in enumerate(rows, start=2):
        yield number, "gettext", row["name"], []
