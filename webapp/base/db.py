"""The database: one engine, two kinds of session, on SQLite and on PostgreSQL.

`Database.write()` opens a transaction that owns everything a service call changes; `Database.read()`
opens a short one for looking. Neither is held open while a body is read, a password hashed or mail sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from sqlalchemy import DateTime, Engine, Index, MetaData, Table, TypeDecorator, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import PoolProxiedConnection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Look:
    """A connection of the driver (PEP 249), for what is `prepared`: the pages asked for most do without a Session."""

    connection: PoolProxiedConnection
    dialect: Dialect


_ONE_MOMENT = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",  # the driver has begun it
}
Reader = Session | Look
"""What a prepared statement needs."""

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Every table of the main database; names of constraints are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMES)


def partial(name: str, where: str, *columns: str, unique: bool = False) -> Index:
    """An index of only those rows for which `where` holds."""
    there = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=there, postgresql_where=there)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in, UTC stored, aware UTC out (SQLite drops offsets silently)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Database:
    """An engine and the two ways to use it; each session carries `info`."""

    def __init__(self, url: str, info: dict[Any, Any] | None = None) -> None:
        self.url, self.info = url, info
        self.engine = _sqlite(url) if url.startswith("sqlite") else _postgresql(url)
        snapshot = {} if url.startswith("sqlite") else {"isolation_level": "REPEATABLE READ"}
        self.reader = self.engine.execution_options(read_only=True, **snapshot)  # the same pool

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction; committed when the block ends, rolled back when it raises."""
        with Session(self.engine, expire_on_commit=False, info=self.info) as session, session.begin():
            yield session

    def write_again(self, work: Callable[[Session], T], tries: int = 3) -> T:
        """`work` in one transaction; run anew when a unique key says that somebody else was quicker."""
        for _ in range(tries - 1):
            try:
                with self.write() as session:
                    return work(session)
            except IntegrityError:
                continue
        with self.write() as session:
            return work(session)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A short look at one moment, however many statements it has; nothing that it does is kept."""
        with Session(self.reader, expire_on_commit=False, autoflush=False, info=self.info) as session:
            yield session

    @contextmanager
    def look(self) -> Iterator[Look]:
        """A short look for plain rows, at one moment as `read`."""
        with self.glimpse() as look:
            look.connection.cursor().execute(_ONE_MOMENT[look.dialect.name])
            yield look

    @contextmanager
    def glimpse(self) -> Iterator[Look]:
        """For a single SELECT, which is whole by itself: no transaction is begun on SQLite."""
        with closing(self.engine.raw_connection()) as connection:
            yield Look(connection, self.engine.dialect)

    def dispose(self) -> None:
        """Close every connection, as before a fork or at the end of a test."""
        self.engine.dispose()


def rows_of(model: type[Base]) -> Table:
    """The plain table of a model, for rows that nothing holds as objects: they cost a third of the time."""
    return cast(Table, model.__table__)


def insert_into(session: Session, model: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `on_conflict_do_nothing`, which SQLAlchemy has for each database apart."""
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(rows_of(model)) if on_postgresql else sqlite.insert(rows_of(model))


def _postgresql(url: str) -> Engine:
    return create_engine(url, pool_size=5, max_overflow=15, pool_pre_ping=True)


def _sqlite(url: str) -> Engine:
    # the one given back last is taken next: its pages and statements are still in the processor's cache
    engine = create_engine(url, connect_args={"timeout": 30}, pool_size=5, max_overflow=40, pool_use_lifo=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late and loses updates
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "secure_delete=ON",
        "cache_size=-600",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Writers queue at BEGIN IMMEDIATE; a plain BEGIN would fail in the middle with "database is locked"."""
    reading = connection.get_execution_options().get("read_only", False)
    connection.exec_driver_sql("BEGIN DEFERRED" if reading else "BEGIN IMMEDIATE")
