"""The `flask` commands of an operator: schema, areas, agencies, officers, routing, proof, the demo."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup

from webapp import work
from webapp.agencies.areas import import_areas
from webapp.agencies.categories import import_categories
from webapp.agencies.cli import agencies_group
from webapp.base.crypto import KeyRing
from webapp.base.migrate import upgrade
from webapp.base.web import config, database
from webapp.cases.cli import cases_group
from webapp.cases.projecting import begin, project_anew
from webapp.cases.routing_cli import routing_group
from webapp.cases.verifying import unfaithful
from webapp.demo import load, run
from webapp.officers.cli import officers_group
from webapp.officers.service import current_code

MIGRATIONS = Path(__file__).parent / "migrations"

db_group = AppGroup("db", help="The schema of the database.")
demo_group = AppGroup("demo", help="The demo; refused outside demo mode.")


def init_app(app: Flask) -> None:
    """Attach every command."""
    app.extensions["post"] = partial(work.post, app.extensions["config"], app.extensions["clock"])
    groups = (db_group, demo_group, agencies_group, officers_group, cases_group, routing_group)
    for command in (*groups, areas_command, verify_command):
        app.cli.add_command(command)


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest schema, and the cases to what the newest code makes of their events."""
    _upgrade()


@click.command("areas")
def areas_command() -> None:
    """Import the areas of Indonesia and the categories; a second run changes only what changed."""
    with database().write() as session:
        click.echo(f"{import_areas(session)} areas, {import_categories(session)} categories written.")


@click.command("verify")
def verify_command() -> None:
    """Check that each case's row, texts, files and published words are those of its chain of events; exit 1 if not."""
    wrong = 0
    with database().read() as session:
        for wrong, (ticket, trouble) in enumerate(unfaithful(session), 1):  # noqa: B007 # how many there were
            click.echo(f"Case {ticket}: {trouble}.")
    click.echo(f"{wrong} cases differ from their events.")
    sys.exit(1 if wrong else 0)


@demo_group.command("load")
def load_command() -> None:
    """Load the demo's areas, agencies, people and reports, unless they are there."""
    _only_in_demo()
    _load()


@demo_group.command("run")
def run_command() -> None:
    """Load what is missing and serve the site and its worker until interrupted."""
    _only_in_demo()
    _load()
    sys.exit(run.serve(os.environ))


@demo_group.command("code")
@click.argument("name")
def code_command(name: str) -> None:
    """Print the current second factor of a demo officer."""
    _only_in_demo()
    code = current_code(database(), KeyRing(config().field_keys), name, datetime.now(UTC))
    if code is None:
        raise click.ClickException(f"There is no demo officer called {name}.")
    click.echo(code)


def _upgrade() -> None:
    upgrade(database(), MIGRATIONS)
    begin(database())
    written, done = project_anew(database())
    if written or not done:
        click.echo(f"{written} cases projected anew.{'' if done else ' The worker looks at the rest.'}")


def _load() -> None:
    click.echo("Menyiapkan basis data.")
    _upgrade()
    load.load_demo(database(), config(), datetime.now(UTC), click.echo)


def _only_in_demo() -> None:
    if not config().is_demo:
        raise click.ClickException("This command works in the demo only (LAPOR_MODE=demo).")
