"""A settled site on a real server, the tester's own view of its database, and what must be true of every record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import live, world
from tests.faults.visitor import Shown
from webapp.base import drafts
from webapp.base.db import Base, Database
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent
from webapp.cases.queries import case_by_ticket, state_of
from webapp.cases.verifying import replay
from webapp.config import Config
from webapp.intake.sheet import SENDING_ONCE

Rows = Mapping[str, int]
"""Name of a table → how many rows it has, or how many more than before."""


@dataclass
class Site:
    """The server, and the same database as the tester opens it."""

    server: live.LiveServer
    db: Database
    config: Config
    keys: Keys


@contextmanager
def settled(data_dir: Path, database_url: str, **environ: str) -> Iterator[Site]:
    """The small world served by two processes with 32 threads each; `environ` changes settings."""
    settings = {"LAPOR_MODE": "test", "DATA_DIR": str(data_dir), "DATABASE_URL": database_url}
    db = Database(database_url)
    with db.write() as session:
        world.settle(session)
    config = Config.from_env(settings)
    with live.live_server(data_dir, {**settings, "WEB_WORKERS": "2", **environ}) as server:
        yield Site(server, db, config, Keys.of(config))
    db.dispose()


def rows(db: Database) -> Rows:
    """How many rows each table has now."""
    with db.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}


def grown(before: Rows, after: Rows) -> Rows:
    """The tables that have more or fewer rows than before."""
    return {name: after[name] - before[name] for name in after if after[name] != before[name]}


def sent_with(session: Session, keys: Keys, token: str) -> Case | None:
    """The case that a draft's token has made, or None."""
    wanted = keys.idempotency_hash(drafts.key_of(token, SENDING_ONCE))
    return session.scalar(select(Case).where(Case.idempotency_hash == wanted))


def is_in_the_record(session: Session, keys: Keys, seen: Shown) -> bool:
    """Whether there is a case of this ticket that opens with this PIN."""
    case = case_by_ticket(session, seen.ticket)
    return case is not None and keys.pin_matches(case.ticket, seen.pin, case.pin_hash)


def check_every_record(db: Database) -> int:
    """Events of each case are numbered without a gap, chained, and make exactly its row; returns how many cases."""
    with db.read() as session:
        cases = session.scalars(select(Case)).all()
        numbers = Counter(
            dict(session.execute(select(CaseEvent.case_id, func.count()).group_by(CaseEvent.case_id)).all())
        )
        for case in cases:
            assert replay(session, case) == state_of(case)
            newest = session.scalar(select(func.max(CaseEvent.seq)).where(CaseEvent.case_id == case.id))
            assert case.version == newest == numbers.pop(case.id)
        assert not numbers, "events without a case"
        return len(cases)
