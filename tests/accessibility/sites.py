"""The demo as a site to audit: served, its officers at hand, a ticket noted for every status."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select

from accessibility.pages import Officer, Site
from tests import live
from webapp import work
from webapp.agencies.models import Agency
from webapp.base.db import Database
from webapp.base.migrate import upgrade
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.workflow import Status
from webapp.cli import MIGRATIONS
from webapp.config import Config
from webapp.demo.load import load_demo
from webapp.demo.people import PASSWORD
from webapp.officers.service import current_code


@contextmanager
def demo_site(folder: Path) -> Iterator[Site]:
    """`folder` holds the data of a demo, which the pages change."""
    with live.live_server(folder, {"LAPOR_MODE": "demo"}) as server:
        config = Config.from_env({"LAPOR_MODE": "demo", "DATA_DIR": str(folder)})
        database = Database(config.database_url)
        yield Site(server.url, _officers(database, config), {"letters": "yes", **_tickets(database)})
        database.dispose()


def _officers(database: Database, config: Config) -> dict[str, Officer]:
    with database.read() as session:
        assigned = select(Agency.code).join(Case, Case.agency_id == Agency.id).where(Case.status == Status.ASSIGNED)
        names = {"coordinator": "samarinda", "liaison": session.scalars(assigned.order_by(Agency.code)).first() or ""}
        names |= {"contributor": "samarinda-pdam", "works": "samarinda-pupr", "relief": "samarinda-dishub"}
    return {role: Officer(name, PASSWORD, _code(database, config, name)) for role, name in names.items()}


def _code(database: Database, config: Config, name: str) -> Callable[[], str]:
    ring = Keys.of(config).ring
    return lambda: current_code(database, ring, name, datetime.now(UTC)) or ""


def _tickets(database: Database) -> dict[str, str]:
    with database.read() as session:
        rows = session.execute(select(Case.status, func.min(Case.ticket)).group_by(Case.status))
        return {f"ticket.{status}": f"{code[:4]}-{code[4:8]}-{code[8:]}" for status, code in rows}


def demo_data(folder: Path) -> Path:
    """Fill an empty folder with a demo: its agencies, officers and reports, and the letters that have gone out."""
    config = Config.from_env({"LAPOR_MODE": "demo", "DATA_DIR": str(folder)})
    database = Database(config.database_url)
    upgrade(database, MIGRATIONS)
    load_demo(database, config, datetime.now(UTC))
    for job in work.jobs(config, database, lambda: datetime.now(UTC)).jobs:
        job.run()
    database.dispose()
    return folder
