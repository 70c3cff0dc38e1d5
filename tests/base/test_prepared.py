"""A prepared statement gives what SQLAlchemy's own way gives, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import JSON, ForeignKey, bindparam, insert, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from webapp.base.db import Database, UtcDateTime
from webapp.base.prepared import Prepared


class Base(DeclarativeBase):
    """Tables of this test only."""


class Boat(Base):
    """A column of each kind that our tables have."""

    __tablename__ = "boat"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    built: Mapped[date]
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    afloat: Mapped[bool]
    facts: Mapped[dict[str, object]] = mapped_column(JSON)
    after: Mapped[int | None] = mapped_column(ForeignKey("boat.id"))


DAWN = datetime(2026, 12, 9, 23, 30, 1, 5000, tzinfo=UTC)
BOATS = [
    {
        "id": number,
        "name": f"KM 'Pesut' 100 % {number}",
        "built": date(2020, 1, number),
        "seen_at": DAWN.replace(day=number),
        "afloat": number % 2 == 0,
        "facts": {"lantai": number, "muatan": ["pasir", None]},
        "after": None if number == 1 else number - 1,
    }
    for number in range(1, 6)
]
EVERYTHING = Prepared(select(Boat.__table__).order_by(Boat.id))
SINCE = Prepared(
    select(Boat.id.label("number"), Boat.name, Boat.after)
    .where(Boat.seen_at >= bindparam("since"), Boat.name.like("% 100 \\% %", escape="\\"), Boat.afloat.is_(True))
    .order_by(Boat.id)
)
NAMED = Prepared(
    select(Boat.id, Boat.seen_at)
    .where(
        Boat.id.in_(bindparam("ids", expanding=True)),
        Boat.built <= bindparam("day"),
        Boat.name.in_([str(boat["name"]) for boat in BOATS]),
    )
    .order_by(Boat.id.desc())
)


@pytest.fixture
def harbour(database_url: str) -> Iterator[Database]:
    """Five boats."""
    db = Database(database_url)
    Base.metadata.create_all(db.engine)
    with db.write() as session:
        session.execute(insert(Boat), BOATS)
    yield db
    db.dispose()


def both(db: Database, statement: Prepared, **values: object) -> list[dict[str, object]]:
    """The rows by their columns' names, read by a look and by a session, which must agree."""
    with db.look() as look:
        quick = [row._asdict() for row in statement.all(look, **values)]
    with db.read() as session:
        assert [row._asdict() for row in statement.all(session, **values)] == quick
    return quick


def test_every_kind_of_column_comes_back_as_it_went_in(harbour: Database) -> None:
    assert both(harbour, EVERYTHING) == BOATS
    with harbour.glimpse() as look:
        assert EVERYTHING.first(look).seen_at.utcoffset() == timedelta(0)


def test_values_stand_in_the_call_and_in_the_statement(harbour: Database) -> None:
    found = both(harbour, SINCE, since=DAWN.replace(day=3))
    assert found == [{"number": 4, "name": "KM 'Pesut' 100 % 4", "after": 3}]
    with harbour.look() as look, pytest.raises(ValueError, match="time zone"):
        SINCE.all(look, since=DAWN.replace(tzinfo=None))


def test_a_list_may_have_any_length(harbour: Database) -> None:
    for ids in ([2], [1, 2, 3], [], [5, 4], [3]):
        found = both(harbour, NAMED, ids=ids, day=date(2020, 1, 4))
        assert [row["id"] for row in found] == sorted((one for one in ids if one <= 4), reverse=True)


def test_a_value_is_never_a_part_of_the_statement(harbour: Database) -> None:
    by_name = Prepared(select(Boat.id).where(Boat.name == bindparam("name")))
    assert both(harbour, by_name, name="x' OR '1'='1") == []
    assert both(harbour, by_name, name=BOATS[1]["name"]) == [{"id": 2}]
    with harbour.look() as look:
        assert by_name.first(look, name="tidak ada") is None


def test_a_look_and_a_session_see_one_moment_each(harbour: Database) -> None:
    with harbour.look() as look, harbour.read() as session:
        before = EVERYTHING.all(look)
        assert len(EVERYTHING.all(session)) == len(before) == 5
        with harbour.write() as writer:
            writer.execute(insert(Boat), [{**BOATS[0], "id": 9}])
        assert EVERYTHING.all(look) == before
        assert len(EVERYTHING.all(session)) == 5
    with harbour.look() as look:
        assert len(EVERYTHING.all(look)) == 6


def test_who_writes_after_a_look_is_not_bound_by_it(harbour: Database) -> None:
    for number in range(10, 13):
        with harbour.look() as look:
            EVERYTHING.all(look)
        with harbour.write() as session:
            session.execute(insert(Boat), [{**BOATS[0], "id": number}])
    assert len(both(harbour, EVERYTHING)) == 8
