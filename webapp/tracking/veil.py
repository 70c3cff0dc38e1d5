"""What everybody's copy of a case does not tell: days and offices by which a person or a secret would be found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import aliased

from webapp.agencies.models import Agency
from webapp.base.clock import local_date, week_of
from webapp.base.db import Reader
from webapp.cases.clocks import zone_of
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry
from webapp.cases.workflow import Action
from webapp.tracking.tracked import OwnerShown, Tracked


def for_all(case: Row[Any], happened: Iterable[Entry], now: datetime) -> list[Entry]:
    """Without a new PIN, which tells that the reporter is there, and of a veiled one without what tells due days."""
    hidden = {Action.NEW_PIN, Action.REMIND} if case.anonymous or case.confidential else {Action.NEW_PIN}
    told, zone = [entry for entry in happened if entry.action not in hidden], zone_of(case)
    if Action.REMIND not in hidden:
        return told
    monday = week_of(local_date(now, zone)).monday
    return [one for one in told if one.action is not Action.ESCALATE or local_date(one.at, zone) < monday]


def veiled(look: Reader, seen: Tracked) -> Tracked:
    """The same without what gives away what is not told: a village or the matter by the name of an office, a day by
    the morning on which the level above took over.
    """
    names = {**seen.names, **_above_villages(look, seen.names)}
    if seen.state.confidential:
        names = dict.fromkeys(names, names[seen.state.coordinator_id])
    return replace(seen, names=names, owner=seen.owner and OwnerShown("", seen.state.agency_id))


def _above_villages(look: Reader, numbers: Iterable[int]) -> dict[int, str]:
    """Those of the agencies that serve less than a kecamatan, by the names of the agencies above them."""
    above = aliased(Agency)
    found = select(Agency.id, above.name).join(above, above.id == Agency.parent_id)
    narrow = found.where(Agency.id.in_(sorted(numbers)), func.length(Agency.area_code) > DISTRICT)
    return dict(look.execute(narrow).all())


def unlinked(seen: Tracked) -> Tracked:
    """Which ticket leads a merged one is not told where either is confidential: the other's page names the matter."""
    told = tuple(replace(entry, data=_harmless(entry)) for entry in seen.entries)
    return replace(seen, entries=told, state=replace(seen.state, leading_ticket=None))


def _harmless(entry: Entry) -> dict[str, Any]:
    """The codes of an event without those that say something of the matter."""
    betraying = (
        "leading",
        "sensitive",
        "suggested_agency",
        *(("reason",) if entry.action is Action.DECLINE_TEXT else ()),
    )
    return {name: value for name, value in entry.data.items() if name not in betraying}
