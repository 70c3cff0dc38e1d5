"""`flask cases`: what an operator does to one case."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from webapp.attachments import service as attachments
from webapp.base.ids import ticket_in
from webapp.base.store import store_at
from webapp.base.web import config, database, now
from webapp.cases import published
from webapp.cases.models import Case
from webapp.cases.moves import By, MoveRefused
from webapp.cases.queries import case_by_ticket
from webapp.cases.reasons import EraseReason
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Party
from webapp.officers.queries import officer_by_name
from webapp.officers.service import tidy_username

cases_group = AppGroup("cases", help="What an operator does to one case.")


@cases_group.command("erase")
@click.argument("ticket")
@click.option("--reason", required=True, type=click.Choice([one.value for one in EraseReason]))
@click.option("--by", "username", required=True, help="User name of the officer who answers for it.")
@click.confirmation_option(prompt="Texts, contact and wishes can't be brought back. Erase them?")
def erase_command(ticket: str, reason: str, username: str) -> None:
    """Erase what was written in the case of TICKET, its files and who wrote it; its history stays, without words."""
    with database().write() as session:
        case, by = _known(session, ticket), _by(session, username)
        try:
            transition(session, case.id, Action.ERASE, by, now=now(), facts={"reason": reason})
            attachments.erase(session, store_at(config().storage_url), case.id)
        except MoveRefused:
            raise click.ClickException("This case is erased already.") from None
    published.forget(database())
    click.echo("Erased. Backups still hold it until they are replaced.")


def _known(session: Session, typed: str) -> Case:
    ticket = ticket_in(typed)
    case = case_by_ticket(session, ticket) if ticket else None
    if case is None:
        raise click.ClickException("There is no such ticket.")
    return case


def _by(session: Session, username: str) -> By:
    """The system acts, by order of an officer whom the event names by number."""
    officer = officer_by_name(session, tidy_username(username))
    if officer is None:
        raise click.ClickException(f"There is no officer called {username}.")
    return By(Party.SYSTEM.value, officer.id)
