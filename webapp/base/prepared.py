"""A SELECT that SQLAlchemy writes once and the driver runs: for the pages that are asked for most.

SQLAlchemy's own way to run a statement costs several times what SQLite needs to answer it. Here it only writes the SQL
and says how values are turned into those of the database and back; everything else is the driver's (PEP 249).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from webapp.base.db import Reader

Turn = Callable[[Any], Any]
_Statement = Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class _Written:
    """The SQL for one database: `order` of its values, None where they are named; `fixed` ones stand in the statement.

    `into` turns values into the driver's, `out` those of a row's columns back; `row` makes a row of a list.
    """

    sql: str
    order: Sequence[str] | None
    fixed: Mapping[str, Any]
    into: Mapping[str, Turn]
    out: Sequence[tuple[int, Turn]]
    row: Turn

    def values(self, given: Mapping[str, Any]) -> Any:
        """The values as the driver takes them."""
        turned = {name: turn(given[name]) for name, turn in self.into.items()}
        every = {**self.fixed, **given, **turned}
        return [every[name] for name in self.order] if self.order is not None else every

    def read(self, found: Sequence[Any]) -> Any:
        """One row of the driver, its columns by their names."""
        values = list(found)
        for number, turn in self.out:
            values[number] = turn(values[number])
        return self.row(values)


class Prepared:
    """A statement of plain columns, each with a name, and of named parameters, which may be lists (`in_`)."""

    def __init__(self, statement: _Statement) -> None:
        self.statement = statement
        self._written: dict[tuple[str, tuple[int, ...]], _Written] = {}

    def all(self, reader: Reader, **values: Any) -> Sequence[Any]:
        """Its rows, each with a column's name for an attribute. For a Look it raises the driver's own errors."""
        if isinstance(reader, Session):
            return reader.execute(self.statement, values).all()
        written = self._for(reader.dialect, values)
        cursor = reader.connection.cursor()
        cursor.execute(written.sql, written.values(dict(_flat(values))))
        return [written.read(row) for row in cursor.fetchall()]

    def first(self, reader: Reader, **values: Any) -> Any:
        """The first of its rows, None where there is none."""
        return next(iter(self.all(reader, **values)), None)

    def _for(self, dialect: Dialect, values: Mapping[str, Any]) -> _Written:
        key = dialect.name, tuple(len(value) for value in values.values() if isinstance(value, list))
        if key not in self._written:  # two threads may both write it: no harm
            self._written[key] = _write(self.statement, dialect, values)
        return self._written[key]


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A list of three as SQLAlchemy names its parts: `agencies_1`, `agencies_2`, `agencies_3`."""
    for name, value in values.items():
        if isinstance(value, list):
            yield from ((f"{name}_{number}", one) for number, one in enumerate(value, 1))
        else:
            yield name, value


def _write(statement: _Statement, dialect: Dialect, values: Mapping[str, Any]) -> _Written:
    compiled = statement.compile(dialect=dialect)
    ready, given = compiled.construct_expanded_state(values), dict(_flat(values))
    into = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    back = (column.type.dialect_impl(dialect).result_processor(dialect, None) for column in statement.selected_columns)
    named = namedtuple("Row", [str(column.key) for column in statement.selected_columns])  # type: ignore[misc] # noqa: PYI024
    return _Written(
        sql=ready.statement,
        order=ready.positiontup,
        fixed={name: value for name, value in ready.parameters.items() if name not in given},
        into={name: turn for name, turn in (into | dict(ready.processors)).items() if turn and name in given},
        out=[(number, turn) for number, turn in enumerate(back) if turn],
        row=named._make,
    )
