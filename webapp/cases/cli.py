"""`flask cases`: what an operator does to one case."""

from __future__ import annotations

from datetime import datetime

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
from webapp.cases.erase_wish import LATELY, WAIT, announce, announced, arrived
from webapp.cases.models import Case
from webapp.cases.moves import ERASED, By, StaleCase
from webapp.cases.queries import Entry, case_by_ticket, entries
from webapp.cases.reasons import EraseReason
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Party
from webapp.notices.post import Notice, SendError
from webapp.notices.service import NOBODY, send_now
from webapp.officers.queries import officer_by_name
from webapp.officers.service import tidy_username

cases_group = AppGroup("cases", help="What an operator does to one case.")


@cases_group.command("erase")
@click.argument("ticket")
@click.option("--reason", required=True, type=click.Choice([one.value for one in EraseReason]))
@click.option("--by", "username", required=True, help="User name of the officer who answers for it.")
@click.option("--asked-on", type=click.DateTime(["%Y-%m-%d"]), help="The day of a letter or visit that asked for it.")
@click.option("--without-letter", is_flag=True, help="Erase even if no letter can tell the reporter.")
@click.option("--anew", is_flag=True, help="Send another letter: the reporter wrote after the one before.")
@click.option("--yes", is_flag=True, help="Don't ask.")
def erase_command(
    ticket: str, reason: str, username: str, asked_on: datetime | None, without_letter: bool, anew: bool, yes: bool
) -> None:
    """Erase what was written in the case of TICKET, its files and who wrote it; its history stays, without words.

    Asked for by a message, it takes two runs: the first shows it and sends a letter to the reporter's mailbox, the
    second erases, seven days later at the earliest, if the reporter has done nothing since.
    """
    requested = reason == EraseReason.REQUESTED
    with database().read() as session:
        case, by = _known(session, ticket), _by(session, username)
        wrote = _show(session, case) if requested else []
        facts = {"reason": reason, **(_asked_on(case, asked_on) if requested and asked_on else {})}
        waits = requested and not asked_on and _waits(session, case, wrote, without_letter, anew)
    if not yes:
        click.confirm(_ASK_FIRST if waits else _ASK, abort=True)
    if waits:
        _announce(case)
    else:
        _erase(case, by, facts, tells=requested and not without_letter)


_ASK = "Texts, contact and wishes can't be brought back. Erase them?"
_ASK_FIRST = "Does it ask for that? Then a letter goes to the reporter first."


def _erase(case: Case, by: By, facts: dict[str, str], tells: bool) -> None:
    if tells:
        _tell(case)
    try:
        with database().write() as session:
            transition(session, case.id, Action.ERASE, by, now=now(), facts=facts, seen=case.version)
            attachments.erase(session, store_at(config().storage_url), case.id)
    except StaleCase:
        raise click.ClickException("The case has changed meanwhile, so nothing was erased. Look at it again.") from None
    published.forget(database())
    click.echo("Erased. Backups still hold it until they are replaced.")


def _show(session: Session, case: Case) -> list[Entry]:
    """What the reporter wrote lately, which is shown with what makes the case a dangerous one to erase."""
    lately = (one for one in entries(session, case.id) if one.at > now() - LATELY)
    wrote = [one for one in lately if "message" in one.texts]
    for one in wrote:
        click.echo(f"The reporter wrote on {one.at:%d %B %Y, %H:%M} UTC:\n{one.texts['message']}")
    if not wrote:
        click.echo(f"The reporter has written no message in the last {LATELY.days} days.")
    told = (("secret", case.confidential), ("urgent: the safety of people", case.urgent))
    for what in (what for what, holds in told if holds):
        click.echo(f"This case is {what}.")
    return wrote


def _asked_on(case: Case, day: datetime) -> dict[str, str]:
    """The day of a letter or visit, which the event keeps."""
    zone = zone_of(case)
    if not local_date(case.received_at, zone) <= day.date() <= local_date(now(), zone):
        raise click.BadParameter("No day between the report and today.", param_hint="--asked-on")
    return {"asked_on": day.date().isoformat()}


def _waits(session: Session, case: Case, wrote: list[Entry], without_letter: bool, anew: bool) -> bool:
    """Whether this is the first of two runs; raises ClickException where the second comes too soon, or not at all."""
    letter = None if anew else announced(session, case.id, now())
    if letter is None:
        if not wrote:
            raise click.ClickException("No message asks for it. A letter or visit: --asked-on.")
        return True
    if any(one.party == Party.REPORTER for one in entries(session, case.id, texts=False)[letter.params["seq"] :]):
        raise click.ClickException("The reporter has been there since the letter. If they still ask for it: --anew.")
    if not (arrived(letter) or without_letter):
        raise click.ClickException("The letter has not left. Mend the mail and wait, or --without-letter.")
    if now() < (earliest := (letter.sent_at or letter.created_at) + WAIT):
        raise click.ClickException(f"Not before {earliest:%d %B %Y, %H:%M} UTC.")
    return False


def _announce(case: Case) -> None:
    """The first run: a letter goes out, and nothing is erased."""
    with database().write() as session:
        announce(session, case, now())
    click.echo(f"Nothing was erased. A letter tells the reporter; run this again in {WAIT.days} days.")


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
