"""That there is something to read: one letter a day at most for each inspectorate, never about one report.

Only of days that have ended, and a timer with a random delay runs this (deploy/lapor-sealed-notify.timer): so nobody
who sees the letter, or that one is sent, can match it with who was on the network when.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import ColumnElement, String, cast, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.base.logs import get_logger
from webapp.base.mail import Mail, MailError, compose, transport_from
from webapp.whistleblowing import vault
from webapp.whistleblowing.keys.openers import opening
from webapp.whistleblowing.models import Entry, Handling, Holder, IdentityRequest, Inspectorate, Wrap
from webapp.whistleblowing.web import House, now, today

Day = InstrumentedAttribute[date]
_READ = (
    Handling.inspectorate_id == Inspectorate.id,
    Wrap.report_id == Handling.report_id,
    opening(Handling.inspectorate_id),
)
"""What somebody there opens."""
TEMPLATE = "whistleblowing/mail/notice.txt"


def notify(rooms: House) -> int:
    """Tell every inspectorate that has news of the days before today; how many were told."""
    through = today() - timedelta(days=1)
    with rooms.db.read() as session:
        waiting = [(one.id, one.notice_email or "") for one in news(session, through)]
    return sum(_tell(rooms, place, email, through) for place, email in waiting) if rooms.settings.mail_url else 0


def send_to(rooms: House, code: str, email: str) -> bool:
    """Where an inspectorate is told from now on, nowhere for ""; False for another code or what is no address."""
    try:
        compose(Mail(rooms.settings.mail_from, email or "x@y.example", "", "", secrets.token_hex(16)), now())
    except MailError:
        return False
    with rooms.db.write() as session:
        found = session.scalars(select(Inspectorate).where(Inspectorate.code == code)).one_or_none()
        if found is not None:
            found.notice_email = email or None
    return found is not None


def news(session: Session, through: date) -> list[Inspectorate]:
    """Only of reports that somebody there opens: else a letter would tell that one lives on at another level."""
    come = exists().where(*_READ, _fresh(Handling.opened_on, through))
    anything = come | _written(through) | _asked(through)
    return list(session.scalars(select(Inspectorate).where(Inspectorate.notice_email.is_not(None), anything)))


def _fresh(day: Day | ColumnElement[date], through: date) -> ColumnElement[bool]:
    return (day > func.coalesce(Inspectorate.noticed_through, date.min)) & (day <= through)


def _written(through: date) -> ColumnElement[bool]:
    talk = literal(vault.TALK) + cast(Handling.id, String)
    return exists().where(
        *_READ,
        Entry.report_id == Handling.report_id,
        Entry.author == vault.REPORTER,
        Entry.compartment.in_((vault.REPORT, talk)),
        _fresh(Entry.written_on, through),
    )


def _asked(through: date) -> ColumnElement[bool]:
    decided = func.coalesce(IdentityRequest.decided_on, date.min)
    return exists().where(
        IdentityRequest.asker_id == Holder.id,
        Holder.inspectorate_id == Inspectorate.id,
        _fresh(IdentityRequest.asked_on, through) | _fresh(decided, through),
    )


def _tell(rooms: House, place: int, email: str, through: date) -> bool:
    """Told twice is better than not at all: the day is written down after the letter has gone."""
    subject, text = _words()
    mail = Mail(rooms.settings.mail_from, email, subject, text, secrets.token_hex(16))
    try:
        transport_from(rooms.settings.mail_url).deliver(compose(mail, now()), email)
    except MailError as error:
        get_logger().warning("notice_failed", code=error.code)
        return False
    with rooms.db.write() as session:
        session.get_one(Inspectorate, place).noticed_through = through
    return True


def _words() -> tuple[str, str]:
    subject, _line, text = current_app.jinja_env.get_template(TEMPLATE).render().strip().partition("\n")
    return subject, text.strip() + "\n"
