"""What the citizen's form changes: a draft becomes a case, and its letters come in a form."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.db import Database
from webapp.cases.accommodations import form_of
from webapp.cases.keys import Keys
from webapp.cases.moves import FORM, REPORTER
from webapp.cases.receiving import Received, receive
from webapp.cases.reports import NewReport
from webapp.cases.service import transition
from webapp.cases.workflow import Action
from webapp.intake.queries import case_of


def send(db: Database, token: str, report: NewReport, keys: Keys, now: datetime) -> Received:
    """Receive the report and forget its draft in one transaction: a crash leaves both or neither undone.

    A repeated send, even at the same instant, gives the same ticket and PIN: `report.key` decides.
    """
    return db.write_again(lambda session: _send(session, token, report, keys, now))


def choose_form(db: Database, key: str, form: str, keys: Keys, now: datetime) -> None:
    """Letters on the case that this key has made come in this form; raises MoveRefused."""
    with db.write() as session:
        case = case_of(session, key, keys)
        if case and form != form_of(session, case.id):
            transition(session, case.id, Action.CHOOSE_FORM, REPORTER, now=now, facts={FORM: form})


def _send(session: Session, token: str, report: NewReport, keys: Keys, now: datetime) -> Received:
    received = receive(session, report, keys, now)
    drafts.discard(session, token)
    return received
