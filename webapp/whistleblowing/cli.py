"""The `flask` commands of the sealed app's operator, who has no key to any report."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from webapp.base.migrate import upgrade
from webapp.whistleblowing import instance, notices, scan, vouching
from webapp.whistleblowing.keys import cli as keys_cli
from webapp.whistleblowing.tidy import tidy
from webapp.whistleblowing.web import House, house

MIGRATIONS = Path(__file__).parent / "migrations"

_OLD_SHAPE = (
    "This database was made by another version of the sealed channel, and can't be brought to this one. Nothing was"
    " changed. Go back to the version that made it, or begin with an empty database (docs/operations.md, Upgrading)."
)

db_group = AppGroup("db", help="The schema of the sealed database.")


def init_app(app: Flask) -> None:
    """Attach every command."""
    from webapp.whistleblowing.demo import demo_group  # it prepares the database with what is below

    commands = (tidy_command, notify_command, notices_to_command, scan_command)
    for command in (db_group, demo_group, *keys_cli.GROUPS, *commands):
        app.cli.add_command(command)


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the sealed database to the newest schema, and draw the salt of a new one."""
    prepare(house())


@click.command("tidy")
@with_appcontext
def tidy_command() -> None:
    """Forget what has had its time; may be run at any moment, and again."""
    click.echo(", ".join(f"{name}: {count}" for name, count in tidy(house()).items()))


@click.command("notify")
@with_appcontext
def notify_command() -> None:
    """Tell inspectorates that there is something to read, of the days before today."""
    click.echo(f"{notices.notify(house())} inspectorates told.")


@click.command("notices-to")
@click.argument("inspectorate")
@click.argument("email")
@with_appcontext
def notices_to_command(inspectorate: str, email: str) -> None:
    """Where an inspectorate (by its code) is told that there is something to read; "-" for nowhere."""
    if not notices.send_to(house(), inspectorate, "" if email == "-" else email):
        raise click.ClickException(f"There is no inspectorate {inspectorate}, or this is no mail address.")


@click.command("scan")
@click.argument("places", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--markers", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def scan_command(places: tuple[Path, ...], markers: Path) -> None:
    """Look for markers (one a line: words of a trial report, its code) in files and folders; exit 1 if found."""
    found = scan.scan(places, scan.Markers.of(markers.read_text().splitlines()))
    for one in found.finds:
        click.echo(str(one))
    click.echo(f"{found.files} files, {found.read} bytes looked through: {len(found.finds)} found.")
    sys.exit(1 if found.finds else 0)


def prepare(rooms: House) -> None:
    """The newest schema; the salt and the check of the key, once. Raises WrongKey, or ClickException."""
    from alembic.util import CommandError  # no web worker needs it

    rooms.settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        upgrade(rooms.db, MIGRATIONS)
    except CommandError:
        raise click.ClickException(_OLD_SHAPE) from None
    with rooms.db.write() as session:
        instance.begin(session, rooms.settings.key)
        vouching.begin(session)
