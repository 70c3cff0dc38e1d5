"""`flask agencies`: the tree of agencies from a file, for an operator; there is no page for it yet."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from webapp.agencies.models import AgencyKind
from webapp.agencies.service import NewAgency, UnknownParent, add_agencies
from webapp.base.web import database

agencies_group = AppGroup("agencies", help="The tree of agencies.")
COLUMNS = ("code", "name", "kind", "parent_code", "area_code", "office", "email")


@agencies_group.command("load")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def load_command(file: Path) -> None:
    """Add every agency of a CSV FILE, or none; its header: code,name,kind,parent_code,area_code,office,email."""
    many = list(_read(file))
    try:
        with database().write() as session:
            click.echo(f"{add_agencies(session, many)} agencies added.")
    except UnknownParent as error:
        raise click.ClickException(f"These parents are neither stored nor in the file: {error}") from None
    except IntegrityError:
        raise click.ClickException("A code is taken already, or an area is unknown; nothing was added.") from None


def _read(file: Path) -> Iterator[NewAgency]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise click.ClickException(f"The first line must be: {','.join(COLUMNS)}")
        for number, row in enumerate(rows, start=2):
            yield _agency(number, {name: (row[name] or "").strip() for name in COLUMNS})


def _agency(number: int, row: dict[str, str]) -> NewAgency:
    if not row["code"] or not row["name"] or row["kind"] not in set(AgencyKind):
        kinds = ", ".join(AgencyKind)
        raise click.ClickException(f"Line {number} needs a code, a name and one of these kinds: {kinds}.")
    optional = {name: row[name] or None for name in COLUMNS[3:]}
    return NewAgency(row["code"].lower(), row["name"], row["kind"], **optional)
