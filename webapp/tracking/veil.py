"""What the public's copy of a case leaves out, because it would give away what is not told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from webapp.agencies.models import Agency
from webapp.base.db import Reader
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry
from webapp.cases.workflow import Action
from webapp.tracking.tracked import Tracked


def veiled(look: Reader, seen: Tracked) -> Tracked:
    """The same without what gives away what is not told: a village by the name of its office, a secret by its twin."""
    if seen.state.anonymous or seen.state.confidential:
        villages = _above_villages(look, seen.names)
        owner = seen.owner
        if owner and owner.agency_id in villages:
            owner = replace(owner, name="")
        seen = replace(seen, names={**seen.names, **villages}, owner=owner)
    secret = seen.state.confidential or (seen.leader and seen.leader.secret)
    return _unlinked(seen) if secret else seen


def _above_villages(look: Reader, numbers: Iterable[int]) -> dict[int, str]:
    """Those of the agencies that serve less than a kecamatan, by the names of the agencies above them."""
    above = aliased(Agency)
    found = select(Agency.id, above.name).join(above, above.id == Agency.parent_id)
    narrow = found.where(Agency.id.in_(sorted(numbers)), func.length(Agency.area_code) > DISTRICT)
    return dict(look.execute(narrow).all())


def _unlinked(seen: Tracked) -> Tracked:
    """Which ticket leads a merged one is not told where either is secret: the page of the other names the matter."""
    told = tuple(replace(entry, data=_harmless(entry)) for entry in seen.entries)
    return replace(seen, entries=told, state=replace(seen.state, leading_ticket=None), leader=None)


def _harmless(entry: Entry) -> dict[str, Any]:
    """The codes of an event without those that say something of the matter."""
    betraying = ("leading", "reason") if entry.action is Action.DECLINE_TEXT else ("leading",)
    return {name: value for name, value in entry.data.items() if name not in betraying}
