"""Whom the reporter has named as involved: they must never be handed a key, neither at the start nor later.

The names stand inside sealed entries. Whoever would hand a key on opens them with their own.

Whom the reporter names on the way up stands in the entry that begins the talk with the level above, not with the
answers: the level below must not see that anything was added. It names all who are excluded by then. Custodians, who
have no key to the talk, find the same in `vault.excluded` of their level.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from operator import or_

from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Holder
from webapp.whistleblowing.sending import ANSWERS, EXCLUDED
from webapp.whistleblowing.tree import Involved, Role
from webapp.whistleblowing.vault import Reader, Written


def involved_in(session: Session, report_id: str, reader: Reader) -> Involved:
    """All who are excluded, as far as the level of this reader may know.

    Raises DecryptError where any of it was changed, taken out, or can't be opened: who doesn't know whom to refuse
    hands on nothing. Where to look is asked of no column that somebody could change for a moment: of the reader's own
    level, which every key of theirs is bound to.
    """
    own = vault.levels_of(session, report_id, reader.name)
    is_reporter = reader.name == vault.REPORTER
    if is_reporter:
        own = own[1:][-1:]  # the talk with the first level begins with no such entry, and may be damaged
    places = [*map(vault.excluded, own)] if _is_custodian(session, reader) else [vault.REPORT, *map(vault.talk, own)]
    told = [entry for place in places for entry in _told(session, report_id, place, reader)]
    if not told or (is_reporter and len(told) < len(places)):
        raise DecryptError
    return reduce(or_, (Involved.of(json.loads(entry.text)) for entry in told))


def _is_custodian(session: Session, reader: Reader) -> bool:
    number = reader.name.removeprefix(vault.HOLDER)
    return number.isdecimal() and session.get_one(Holder, int(number)).role == Role.CUSTODIAN.value


def _told(session: Session, report_id: str, compartment: str, reader: Reader) -> Iterator[Written]:
    key = vault.key_of(session, report_id, compartment, reader)
    if key is None:
        raise DecryptError
    for entry in vault.entries(session, report_id, compartment, key):
        if entry.author == vault.REPORTER and entry.kind in (ANSWERS, EXCLUDED):
            yield entry
