"""Whom the reporter has named as involved: they must never be handed a key, neither at the start nor later.

The names stand inside sealed entries. Whoever would hand a key on opens them with their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Entry
from webapp.whistleblowing.sending import ANSWERS
from webapp.whistleblowing.vault import Reader

EXCLUDED = "excluded"
"""The kind of the entry that begins the talk with a level above: JSON, `{"excluded": [ids of holders]}`.

It stands there and not with the answers, for the level below must not see that anything was added.
"""


def excluded_of(session: Session, report_id: str, reader: Reader) -> frozenset[int]:
    """Ids of all holders who are excluded, as far as this reader can open them; raises DecryptError."""
    kinds = select(Entry.compartment).where(Entry.report_id == report_id, Entry.kind.in_((ANSWERS, EXCLUDED)))
    named = (_named(session, report_id, one, reader) for one in session.scalars(kinds.distinct()).all())
    return frozenset(holder for names in named for holder in names)


def _named(session: Session, report_id: str, compartment: str, reader: Reader) -> Iterator[int]:
    key = vault.key_of(session, report_id, compartment, reader)
    if key is not None:
        for entry in vault.entries(session, report_id, compartment, key):
            if entry.kind in (ANSWERS, EXCLUDED):
                yield from json.loads(entry.text)["excluded"]
