"""Until when an inspectorate keeps a report: one rule for the night that deletes it and for the pages that say so."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.whistleblowing.keys.openers import openers
from webapp.whistleblowing.models import Handling
from webapp.whistleblowing.statuses import ENDS

AFTER_A_CHANGE = timedelta(days=90)
"""Its reporter reads the end, and may take it one level up, before it goes."""
UNFINISHED = timedelta(days=2 * 365)
"""So much longer, and no more, what is unfinished waits."""


def kept_until(row: Handling) -> date:
    """The last day of what has been brought to an end."""
    return max(row.retain_until, row.changed_on + AFTER_A_CHANGE)


def last_day(session: Session, row: Handling) -> date:
    """The last day as things stand: later for what is unfinished, so that nobody gets rid of a report by waiting.

    Not where nobody opens it any longer, who could end it. Whether its reporter has gone one level up makes no
    difference: the level below must see no trace of that.
    """
    if row.status not in ENDS and openers(session, row.report_id, row.inspectorate_id):
        return max(kept_until(row), row.retain_until + UNFINISHED)
    return kept_until(row)
