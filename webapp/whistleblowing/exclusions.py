"""Whom the reporter has named as involved: they must never be handed a key, neither at the start nor later.

The names stand inside sealed entries. Whoever would hand a key on opens them with their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Entry
from webapp.whistleblowing.sending import ANSWERS
from webapp.whistleblowing.vault import Reader, Written

EXCLUDED = "excluded"
"""The kind of the entry that begins the talk with a level above: JSON, as `tree.named` has it.

It stands there and not with the answers, for the level below must not see that anything was added. Custodians, who have
no key to the talk, find the same in `vault.excluded`.
"""


@dataclass(frozen=True)
class Involved:
    """Ids of holders, and (name, office) as they were called when the reporter named them."""

    ids: frozenset[int] = frozenset()
    people: tuple[tuple[str, str], ...] = ()

    def bars(self, holder: int, name: str) -> bool:
        """Whether this holder gets no key; nor does a namesake, who may be the same under another account."""
        return holder in self.ids or _plain(name) in {_plain(one) for one, _office in self.people}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def excluded_of(session: Session, report_id: str, reader: Reader) -> frozenset[int]:
    """Ids of all holders who are excluded; raises as `involved_in`."""
    return involved_in(session, report_id, reader).ids


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
    parts = [json.loads(entry.text) for entry in told]
    people = dict.fromkeys((name, office) for part in parts for name, office in part["people"])
    return Involved(frozenset(holder for part in parts for holder in part["excluded"]), tuple(people))


def _told(session: Session, report_id: str, compartment: str, reader: Reader) -> Iterator[Written]:
    key = vault.key_of(session, report_id, compartment, reader)
    if key is not None:
        for entry in vault.entries(session, report_id, compartment, key):
            if entry.author == vault.REPORTER and entry.kind in (ANSWERS, EXCLUDED):
                yield entry
