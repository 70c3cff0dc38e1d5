"""The one thing that the citizen's form changes: a draft becomes a case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from webapp.base import drafts
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.receiving import Received, receive
from webapp.cases.reports import NewReport


def send(db: Database, token: str, report: NewReport, keys: Keys, now: datetime) -> Received:
    """Receive the report and forget its draft in one transaction: a crash leaves both or neither undone.

    A repeated send, even at the same instant, gives the same ticket and PIN: `report.key` decides.
    """
    return db.write_again(lambda session: _send(session, token, report, keys, now))


def _send(session: Session, token: str, report: NewReport, keys: Keys, now: datetime) -> Received:
    received = receive(session, report, keys, now)
    drafts.discard(session, token)
    return received
