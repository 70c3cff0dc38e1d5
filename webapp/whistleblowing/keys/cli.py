"""`flask inspectorates`, `holders`, `offline`: what the operator does, who never holds a key to a report."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from getpass import getpass
from typing import Any, TextIO

import click
from flask.cli import AppGroup
from nacl.public import PrivateKey
from sqlalchemy.orm import Session

from webapp.whistleblowing import locks, vault
from webapp.whistleblowing.keys import accounts, grants, on_paper
from webapp.whistleblowing.keys.accounts import Invited, NotPossible
from webapp.whistleblowing.keys.on_paper import PaperError
from webapp.whistleblowing.keys.openers import dark_without
from webapp.whistleblowing.tree import Role
from webapp.whistleblowing.vouching import vouch
from webapp.whistleblowing.web import house, today

KEY_BYTES = 32

inspectorates_group = AppGroup("inspectorates", help="Who examines, one above the other.")
holders_group = AppGroup("holders", help="Inspectors and custodians: they make their keys themselves.")
offline_group = AppGroup("offline", help="The key on paper of an inspectorate, for the safe.")
HEAD = click.option("--head/--no-head", "is_head", default=None, help="Who accuses this office is heard one level up.")
LOST = click.option("--lost", is_flag=True, help="Even if nobody there ever reads some reports again.")
GROUPS = (inspectorates_group, holders_group, offline_group)


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except NotPossible as why:
        raise click.ClickException(str(why)) from None


@contextmanager
def _write() -> Iterator[Session]:
    with _told(), house().db.write() as session:
        yield session


@inspectorates_group.command("add")
@click.argument("code")
@click.argument("name")
@click.option("--above", default="", help="The code of the inspectorate one level up.")
def add_command(code: str, name: str, above: str) -> None:
    """Add one, or give it another NAME."""
    with _write() as session:
        accounts.add_inspectorate(session, code, name, above)


@inspectorates_group.command("load")
@click.argument("file", type=click.File(encoding="utf-8-sig"))
def load_command(file: TextIO) -> None:
    """Add all of a CSV file with the columns code, name, above; the upper ones first."""
    with _write() as session:
        for row in csv.DictReader(file):
            if not row.get("code") or not row.get("name"):
                raise NotPossible("Each line needs a code and a name.")
            accounts.add_inspectorate(
                session, row["code"].strip(), row["name"].strip(), (row.get("above") or "").strip()
            )


@holders_group.command("invite")
@click.argument("inspectorate")
@click.argument("username")
@click.argument("name")
@click.argument("office")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@HEAD
@click.option("--anew", is_flag=True, help="For one who lost passphrase and recovery code: the old key dies.")
@LOST
def invite_command(role: str, anew: bool, lost: bool, **facts: Any) -> None:
    """Print the words of an invitation: handed over by hand, typed at /meja/mulai within seven days."""
    with _write() as session:
        token = accounts.invite(session, Invited(role=Role(role), **facts), today(), anew=anew, lost=lost)
    click.echo(token)


@holders_group.command("end")
@click.argument("username")
@LOST
def end_command(username: str, lost: bool) -> None:
    """End an account: all keys that were handed to it go. Refused for the last who can open a report."""
    with _write() as session:
        accounts.end(session, username, today(), lost=lost)
    click.echo(f"Ended: {username}. What was handed to them opens for them no longer.")


@holders_group.command("change")
@click.argument("username")
@click.option("--name", help="Of the same person: it changes under what they wrote, too.")
@click.option("--office")
@HEAD
def change_command(username: str, name: str | None, office: str | None, is_head: bool | None) -> None:
    """Another office or name, or whether it leads; the keys stay as they are."""
    with _write() as session:
        accounts.change(session, username, today(), name=name, office=office, is_head=is_head)


@holders_group.command("list")
def list_command() -> None:
    """Everybody, without any secret."""
    with house().db.read() as session:
        for one, place in accounts.everybody(session):
            role = f"{one.role}, head" if one.is_head else one.role
            click.echo(f"{place.code}\t{one.username}\t{role}\t{one.state}\t{one.name}, {one.office}")


@offline_group.command("new")
@click.argument("inspectorate")
@click.option("--replace", is_flag=True, help="Keep the older paper, too: it alone opens the older reports.")
@click.option("--lost", is_flag=True, help="The older paper is lost or stolen: it shall open nothing any longer.")
def new_command(inspectorate: str, replace: bool, lost: bool) -> None:
    """Make a key pair, show its private half once (sixteen groups, to be written by hand), and tell reporters of it."""
    with _told(), house().db.read() as session:
        place = accounts.inspectorate(session, inspectorate)
        if place.offline_public and not (replace or lost):
            raise NotPossible(f"{inspectorate} has a key on paper: --replace, or --lost")
        dark = dark_without(session, vault.offline(place.id), place.id) if lost else 0
    if dark:
        click.confirm(f"That paper alone opens {dark} report(s); nobody there ever reads them. Go on?", abort=True)
    private = locks.new_private()
    click.echo(" ".join(on_paper.groups(bytes(private))))
    while not on_paper.is_last_group(click.prompt("Write it down. Its last group"), bytes(private)):
        click.echo("That is not its last group.")
    with _write() as session:
        place = accounts.inspectorate(session, inspectorate)
        if lost:
            accounts.lose_paper(session, place.id, today())
        place.offline_public = bytes(private.public_key)
        vouch(session, place)
        accounts.note(session, today(), "offline_made", None, place.id)
    click.echo("Stored. From the next report on it can open what comes to this inspectorate.")


@offline_group.command("regrant")
@click.argument("inspectorate")
@click.argument("username")
def regrant_command(inspectorate: str, username: str) -> None:
    """Hand all that a key on paper opens to an inspector with a new key; it is typed unseen, or read from a pipe."""
    typed = getpass("Key on paper: ") if sys.stdin.isatty() else sys.stdin.readline()
    try:
        paper = PrivateKey(on_paper.read(typed.strip(), KEY_BYTES))
    except PaperError:
        raise click.ClickException("That is no key on paper: 80 digits, the last of which checks the others.") from None
    with _told():
        done = grants.regrant(house(), inspectorate, paper, username, today())
    click.echo(
        f"Handed: {len(done.handed)}. Excluded by the reporter: {len(done.refused)}. Not opened: {len(done.unopened)}."
    )
