"""`flask officers`: accounts of the people who work here, for an operator; there is no page for it yet."""

from __future__ import annotations

from io import StringIO

import click
import segno
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp.agencies.queries import agency_by_code
from webapp.base.crypto import KeyRing
from webapp.base.passwords import MAX_LENGTH, MIN_LENGTH
from webapp.base.second_factor import setup_uri
from webapp.base.web import config, database, now
from webapp.officers import queries, service
from webapp.officers.models import Officer
from webapp.officers.roles import Role
from webapp.officers.service import NewOfficer

officers_group = AppGroup("officers", help="Accounts, roles, lost second factors.")

_role = click.Choice([role.value for role in Role])
_password = click.option(
    "--password", prompt="Password", hide_input=True, confirmation_prompt=True, help="Asked for when it is left out."
)


@officers_group.command("add")
@click.argument("username")
@click.argument("name")
@click.argument("role", type=_role)
@click.argument("agency")
@_password
def add_command(username: str, name: str, role: str, agency: str, password: str) -> None:
    """Make an account with a role for AGENCY (its code), and show its second factor once."""
    new = _new(username, name, password)
    with database().write() as session:
        try:
            officer = service.create_officer(session, new, _ring(), now())
        except IntegrityError:
            raise click.ClickException(f"There is an officer called {new.username} already.") from None
        _grant(session, officer, role, agency)
    _show_second_factor(new)


@officers_group.command("grant")
@click.argument("username")
@click.argument("role", type=_role)
@click.argument("agency")
def grant_command(username: str, role: str, agency: str) -> None:
    """Give one more role for AGENCY (its code)."""
    with database().write() as session:
        _grant(session, _known(session, username), role, agency)


@officers_group.command("revoke")
@click.argument("username")
@click.argument("role", type=_role)
@click.argument("agency")
def revoke_command(username: str, role: str, agency: str) -> None:
    """Take the role for AGENCY (its code) back; it works at the officer's next click."""
    with database().write() as session:
        officer, place = _known(session, username), agency_by_code(session, agency)
        held = queries.grant_of(session, officer.id, Role(role), place.id) if place else None
        if held is None:
            raise click.ClickException(f"{username} is no {role} of {agency}.")
        service.revoke_grant(session, held.id, now())


@officers_group.command("renew")
@click.argument("username")
@_password
def renew_command(username: str, password: str) -> None:
    """Give a new password and a new second factor, and end every session: for a lost telephone."""
    with database().read() as session:
        known = _known(session, username)
    new = _new(known.username, known.name, password)
    with database().write() as session:
        service.renew(session, known.id, new, _ring(), now())
    _show_second_factor(new)


@officers_group.command("close")
@click.argument("username")
def close_command(username: str) -> None:
    """Close an account and end its sessions; what the officer did stays in the record."""
    with database().write() as session:
        service.deactivate(session, _known(session, username).id, now())


def _ring() -> KeyRing:
    return KeyRing(config().field_keys)


def _new(username: str, name: str, password: str) -> NewOfficer:
    try:
        return service.new_officer(username, name, password)
    except ValueError:
        raise click.ClickException(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.") from None


def _known(session: Session, username: str) -> Officer:
    officer = queries.officer_by_name(session, service.tidy_username(username))
    if officer is None:
        raise click.ClickException(f"There is no officer called {username}.")
    return officer


def _grant(session: Session, officer: Officer, role: str, code: str) -> None:
    agency = agency_by_code(session, code)
    if agency is None or agency.closed_at is not None:
        raise click.ClickException(f"There is no open agency with the code {code}.")
    service.grant(session, officer.id, Role(role), agency.id, now())


def _show_second_factor(new: NewOfficer) -> None:
    """The only time that it is ever shown; afterwards it lies sealed in the database."""
    uri = setup_uri(new.totp_secret, new.username, config().site.name)
    picture = StringIO()
    segno.make(uri).terminal(picture, compact=True)
    click.echo(f"{picture.getvalue()}\n{uri}\nScan this with an authenticator app now; it is not shown again.")
