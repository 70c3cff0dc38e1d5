"""To whom letters go: the mailbox of a reporter or of an agency, as it is at the moment of sending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency
from webapp.base.i18n import DEFAULT, LANGUAGES
from webapp.cases.keys import Keys
from webapp.cases.models import Contact
from webapp.cases.queries import reporter_of
from webapp.notices.models import Outbox
from webapp.notices.post import Recipient, Resolver, SendError

LETTERS_A_DAY, CODES_TOO = 20, 30
"""Letters that one mailbox gets in a day, and with those that carry a code for a new PIN."""


def resolvers(keys: Keys, clock: Callable[[], datetime]) -> dict[str, Resolver]:
    """Where "reporter:17" and "agency:9" go now; None when there is no address (any more)."""
    return {"reporter": partial(reporter_recipient, keys, clock, LETTERS_A_DAY), "agency": _agency_address}


def reporter_recipient(
    keys: Keys, clock: Callable[[], datetime], most: int, session: Session, case_id: str
) -> Recipient | None:
    """Address and language of who reported; None without an e-mail address.

    Raises SendError, for now, once this mailbox has got `most` letters in a day about whatever reports: anybody can
    write a stranger's address into a report.
    """
    reporter = reporter_of(session, keys, int(case_id))
    if reporter is None or not reporter.email:
        return None
    if _sent_since(session, keys.mailbox_index(reporter.email), clock() - timedelta(days=1)) >= most:
        raise SendError("mailbox_full_today", permanent=False)
    return Recipient(reporter.email, reporter.language if reporter.language in LANGUAGES else DEFAULT)


def _sent_since(session: Session, mailbox: str, since: datetime) -> int:
    """Letters that this mailbox has got, read along indexes: its contacts, then the letters to each."""
    case_id = cast(Contact.case_id, String)
    mine = Outbox.recipient_ref.in_((literal("reporter:") + case_id, literal("pincode:") + case_id))
    theirs = select(func.count(Outbox.id)).select_from(Contact).join(Outbox, mine)
    return session.scalar(theirs.where(Contact.email_index == mailbox, Outbox.sent_at > since)) or 0


def _agency_address(session: Session, agency_id: str) -> Recipient | None:
    address = session.scalar(select(Agency.email).where(Agency.id == int(agency_id)))
    return Recipient(address) if address else None
