"""What the public is not told of an anonymous or confidential case, taken out of what is known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from webapp.agencies.models import Agency
from webapp.base.db import Reader
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry
from webapp.cases.workflow import Action
from webapp.tracking.tracked import Tracked


def is_village(agency: type[Agency]) -> ColumnElement[bool]:
    """Whether an agency serves less than a kecamatan."""
    return func.length(agency.area_code) > DISTRICT


def _villages() -> Select[int, str]:
    """Those of some agencies that serve less than a kecamatan: their number, and the name of the one above them."""
    above = aliased(Agency)
    found = select(Agency.id, above.name).join(above, above.id == Agency.parent_id)
    return found.where(Agency.id.in_(bindparam("agencies", expanding=True)), is_village(Agency))


_VILLAGES = _villages()  # made once: putting a statement together takes longer than running it


def veiled(look: Reader, seen: Tracked, village: bool) -> Tracked:
    """The same without what gives away what is not told: a village by the name of its office, a secret by its twin.

    `village`: whether the agency that has the case, or its coordinator, is one of a village; others are looked up.
    """
    state = seen.state
    hidden = state.anonymous or state.confidential
    if hidden and (village or seen.names.keys() - {state.agency_id, state.coordinator_id}):
        seen = _above_villages(look, seen)
    if state.confidential:
        return _unlinked(seen, _BETRAYING)
    return _unlinked(seen, _LINKING) if seen.leader and seen.leader.secret else seen


def _above_villages(look: Reader, seen: Tracked) -> Tracked:
    """The same with agencies that serve less than a kecamatan under the names of those above them."""
    villages = dict(look.execute(_VILLAGES, {"agencies": sorted(seen.names)}).all())
    owner = seen.owner
    if owner and owner.agency_id in villages:
        owner = replace(owner, name="")
    return replace(seen, names={**seen.names, **villages}, owner=owner)


def _unlinked(seen: Tracked, betraying: Mapping[Action, frozenset[str]]) -> Tracked:
    """Which ticket leads a merged one is not told where either is secret: the page of the other names the matter."""
    told = tuple(_harmless(entry, betraying.get(entry.action)) for entry in seen.entries)
    return replace(seen, entries=told, state=replace(seen.state, leading_ticket=None), leader=None)


_LINKING: Mapping[Action, frozenset[str]] = {Action.MERGE: frozenset({"leading"})}
_BETRAYING: Mapping[Action, frozenset[str]] = {
    **_LINKING,
    Action.DECLINE_TEXT: frozenset({"reason"}),
    Action.CLASSIFY: frozenset({"answers"}),
    Action.WRONG_AGENCY: frozenset({"suggested_agency"}),
}
"""The codes of an event that say something of the matter."""


def _harmless(entry: Entry, betraying: frozenset[str] | None) -> Entry:
    """The event without those of its codes that say something of the matter."""
    if betraying is None:
        return entry  # nearly all: a copy takes longer than the look
    return replace(entry, data={name: value for name, value in entry.data.items() if name not in betraying})
