"""`flask cases`: what an operator does to one case."""

from __future__ import annotations

from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from webapp.attachments import service as attachments
from webapp.base.clock import local_date
from webapp.base.ids import ticket_in
from webapp.base.store import store_at
from webapp.base.web import config, database, now
from webapp.cases import published
from webapp.cases.clocks import zone_of
from webapp.cases.models import Case
from webapp.cases.moves import ERASED, By
from webapp.cases.queries import case_by_ticket, entries
from webapp.cases.reasons import EraseReason
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Party
from webapp.notices.post import Notice, SendError
from webapp.notices.service import NOBODY, send_now
from webapp.officers.queries import officer_by_name
from webapp.officers.service import tidy_username

LATELY = timedelta(days=30)
"""How old a message by PIN may be that asks for it."""

cases_group = AppGroup("cases", help="What an operator does to one case.")


@cases_group.command("erase")
@click.argument("ticket")
@click.option("--reason", required=True, type=click.Choice([one.value for one in EraseReason]))
@click.option("--by", "username", required=True, help="User name of the officer who answers for it.")
@click.option("--asked-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of a letter or visit that asked for it.")
@click.option("--without-letter", is_flag=True, help="Erase even if no letter can tell the reporter.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def erase_command(
    ticket: str, reason: str, username: str, asked_on: datetime | None, without_letter: bool, yes: bool
) -> None:
    """Erase what was written in the case of TICKET, its files and who wrote it; its history stays, without words.

    What its reporter asked for is shown first, and a letter tells their mailbox while it is still known.
    """
    requested = reason == EraseReason.REQUESTED
    with database().read() as session:
        case, by = _known(session, ticket), _by(session, username)
        facts = {"reason": reason, **(_asked(session, case, asked_on) if requested else {})}
    if not yes:
        click.confirm("Texts, contact and wishes can't be brought back. Erase them?", abort=True)
    if requested and not without_letter:
        _tell(case)
    with database().write() as session:
        transition(session, case.id, Action.ERASE, by, now=now(), facts=facts)
        attachments.erase(session, store_at(config().storage_url), case.id)
    published.forget(database())
    click.echo("Erased. Backups still hold it until they are replaced.")


def _asked(session: Session, case: Case, asked_on: datetime | None) -> dict[str, str]:
    """What the event keeps of how it was asked for; shows what the reporter wrote last, which must be new otherwise."""
    wrote = [one for one in entries(session, case.id) if "message" in one.texts]
    last = f"The reporter wrote on {wrote[-1].at:%d %B %Y, %H:%M} UTC:\n{wrote[-1].texts['message']}" if wrote else ""
    click.echo(last or "The reporter has written nothing since the report.")
    zone = zone_of(case)
    if asked_on and local_date(case.received_at, zone) <= asked_on.date() <= local_date(now(), zone):
        return {"asked_on": asked_on.date().isoformat()}
    if asked_on:
        raise click.BadParameter("No day between the report and today.", param_hint="--asked-on")
    if not wrote or wrote[-1].at < now() - LATELY:
        raise click.ClickException(
            f"No message of the last {LATELY.days} days asks for it. A letter or visit: --asked-on."
        )
    return {}


def _tell(case: Case) -> None:
    """A letter to the reporter's mailbox, while it is known; raises ClickException where it can't be sent."""
    about = {"case": case.id, "seq": case.version}
    try:
        post = current_app.extensions["post"]()
        send_now(database(), post, Notice(case.id, "reporter", f"reporter:{case.id}", "reporter/erase", about))
    except SendError as error:
        if error.code != NOBODY:
            raise click.ClickException(
                f"The letter can't be sent ({error.code}), so nothing was erased. Try again, or --without-letter."
            ) from None
        click.echo("There is no mailbox to tell.")


def _known(session: Session, typed: str) -> Case:
    ticket = ticket_in(typed)
    case = case_by_ticket(session, ticket) if ticket else None
    if case is None:
        raise click.ClickException("There is no such ticket.")
    if case.text_state == ERASED:
        raise click.ClickException("This case is erased already.")
    return case


def _by(session: Session, username: str) -> By:
    """The system acts, by order of an officer whom the event names by number."""
    officer = officer_by_name(session, tidy_username(username))
    if officer is None:
        raise click.ClickException(f"There is no officer called {username}.")
    return By(Party.SYSTEM.value, officer.id)
