"""The `flask` commands of the sealed app's operator, who has no key to any report."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask.cli import AppGroup

from webapp.base.migrate import upgrade
from webapp.whistleblowing import instance
from webapp.whistleblowing.desk import keys_cli
from webapp.whistleblowing.web import House, house

MIGRATIONS = Path(__file__).parent / "migrations"

db_group = AppGroup("db", help="The schema of the sealed database.")


def init_app(app: Flask) -> None:
    """Attach every command."""
    for group in (db_group, *keys_cli.GROUPS):
        app.cli.add_command(group)


@db_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the sealed database to the newest schema, and draw the salt of a new one."""
    prepare(house())


def prepare(rooms: House) -> None:
    """The newest schema; the salt and the check of the key, once. Raises WrongKey."""
    rooms.settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    upgrade(rooms.db, MIGRATIONS)
    with rooms.db.write() as session:
        instance.begin(session, rooms.settings.key)
