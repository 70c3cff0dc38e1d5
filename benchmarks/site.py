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
from webapp.cases.workflow import Status
from webapp.cli import MIGRATIONS
from webapp.config import Config
from webapp.demo.load import load_demo
from webapp.tracking.tracked import address_of

APPLICATION = "webapp.wsgi:application"


@dataclass(frozen=True)
class Site:
    """A loaded demo: settings of its processes, the address of one public page of a ticket, and how much it holds."""

    environ: Mapping[str, str]
    tracked: str
    cases: int
    areas: int


@dataclass(frozen=True)
class Task:
    """A row of the table: what is asked, of the server that keeps public pages or of the one that doesn't; `aim` is
    the least ratio of answers a second to the yardstick, 0 where none was set.
    """

    name: str
    ask: Ask
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
        under_way = select(Case.ticket).where(Case.status == Status.IN_PROGRESS).order_by(Case.id).limit(1)
        ticket = session.scalars(under_way).one()
        cases, areas = (session.scalar(select(func.count()).select_from(table)) or 0 for table in (Case, Area))
    db.dispose()
    return Site(environ, address_of(Ticket(ticket)), cases, areas)


def tasks(site: Site, port: int) -> tuple[Task, ...]:
    """The pages that are measured; the browser of the third row holds the page already, and asks whether it changed."""
    answer, _body = get(port, site.tracked, {"Accept-Encoding": "gzip, deflate, br"})
    same = Ask(site.tracked, 304, (f"If-None-Match: {answer.headers['ETag']}",))
    return (
        Task("tracking, kept", Ask(site.tracked), aim=0.40),
        Task("tracking, made anew", Ask(site.tracked), kept=False, aim=0.15),
        Task("tracking, unchanged (304)", same),
        Task("form, first step", Ask("/lapor")),
        Task("form, all on one page", Ask("/lapor?cara=satu-halaman")),
        Task("home, kept", Ask("/")),
        Task("home, made anew", Ask("/"), kept=False),
    )
