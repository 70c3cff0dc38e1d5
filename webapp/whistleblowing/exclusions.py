"""Whom the reporter has named as involved: they must never be handed a key, neither at the start nor later.

The names stand inside sealed entries. Whoever would hand a key on opens them with their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from operator import or_

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Entry
from webapp.whistleblowing.sending import ANSWERS
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.vault import Reader, Written

EXCLUDED = "excluded"
"""The kind of the entry that begins the talk with a level above: JSON, as `Involved.told` has it.

It stands there and not with the answers, for the level below must not see that anything was added. Custodians, who have
no key to the talk, find the same in `vault.excluded`.
"""


def involved_in(session: Session, report_id: str, reader: Reader) -> Involved:
    """All who are excluded, as far as this reader can open them.

    Raises DecryptError where something was changed, and where what the reporter said at first can't be opened: who
    doesn't know whom to refuse hands on nothing.
    """
    kinds = select(Entry.compartment).where(Entry.report_id == report_id, Entry.kind.in_((ANSWERS, EXCLUDED)))
    places = session.scalars(kinds.distinct()).all()
    told = [entry for place in places for entry in _told(session, report_id, place, reader)]
    if not any(entry.kind == ANSWERS for entry in told):
        raise DecryptError
    return reduce(or_, (Involved.of(json.loads(entry.text)) for entry in told))


def _told(session: Session, report_id: str, compartment: str, reader: Reader) -> Iterator[Written]:
    key = vault.key_of(session, report_id, compartment, reader)
    if key is not None:
        for entry in vault.entries(session, report_id, compartment, key):
            if entry.author == vault.REPORTER and entry.kind in (ANSWERS, EXCLUDED):
                yield entry
