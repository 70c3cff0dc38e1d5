"""The site under measurement: the whole demo on SQLite in a folder of its own, and the pages that are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.load import Ask
from benchmarks.servers import get
from webapp.agencies.models import Area
from webapp.base.db import Database
from webapp.base.ids import Ticket
from webapp.base.migrate import upgrade
from webapp.cases.models import Case
from webapp.cli import MIGRATIONS
from webapp.config import Config
from webapp.demo.load import load_demo
from webapp.tracking.tracked import address_of

APPLICATION = "webapp.wsgi:application"


@dataclass(frozen=True)
class Site:
    """A loaded demo: settings of its processes, the addresses of the public pages of all its tickets, and how much it
    holds.
    """

    environ: Mapping[str, str]
    tracked: tuple[str, ...]
    cases: int
    areas: int


@dataclass(frozen=True)
class Task:
    """A row of the table: what is asked in turn, of the server that keeps public pages or of the other; `aim` is
    the least ratio of answers a second to the yardstick, 0 where none was set.
    """

    name: str
    asks: tuple[Ask, ...]
    kept: bool = True
    aim: float = 0.0


def load_site(folder: Path) -> Site:
    """Load the demo as `make demo` does; raises what loading raises."""
    environ = {"LAPOR_MODE": "demo", "DATA_DIR": str(folder)}
    config = Config.from_env(environ)
    db = Database(config.database_url)
    upgrade(db, MIGRATIONS)
    load_demo(db, config, datetime.now(UTC))
    with db.read() as session:
        tickets = session.scalars(select(Case.ticket).order_by(Case.id)).all()
        cases, areas = (session.scalar(select(func.count()).select_from(table)) or 0 for table in (Case, Area))
    db.dispose()
    return Site(environ, tuple(address_of(Ticket(ticket)) for ticket in tickets), cases, areas)


def tasks(site: Site, port: int) -> tuple[Task, ...]:
    """The pages that are measured: of tracking every ticket of the demo in turn, whatever its kind and status.

    The browser of the third row holds these pages already, and asks whether they changed.
    """
    tracked, home = tuple(map(Ask, site.tracked)), (Ask("/"),)
    return (
        Task("tracking, kept", tracked, aim=0.40),
        Task("tracking, made anew", tracked, kept=False, aim=0.15),
        Task("tracking, unchanged (304)", tuple(_again(port, path) for path in site.tracked)),
        Task("form, first step", (Ask("/lapor"),)),
        Task("form, all on one page", (Ask("/lapor?cara=satu-halaman"),)),
        Task("home, kept", home),
        Task("home, made anew", home, kept=False),
    )


def _again(port: int, path: str) -> Ask:
    answer, _body = get(port, path, {"Accept-Encoding": "gzip, deflate, br"})
    return Ask(path, 304, (f"If-None-Match: {answer.headers['ETag']}",))
