"""What the public is not told of an anonymous or confidential case, taken out of what is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import aliased

from webapp.agencies.models import Agency
from webapp.base.clock import local_date, week_of
from webapp.base.db import Reader
from webapp.base.prepared import Prepared
from webapp.cases.alike import PRIVATE, reopened_alike
from webapp.cases.clocks import zone_of
from webapp.cases.deadlines import Clock
from webapp.cases.publishing import DISTRICT
from webapp.cases.queries import Entry
from webapp.cases.timers import DECIDED
from webapp.cases.workflow import Action
from webapp.tracking.tracked import OwnerShown, Tracked

_TOLD_CLOCKS = frozenset(Clock) - PRIVATE
_CONTRIBUTIONS = {Action.ASK_CONTRIBUTION, Action.CONTRIBUTE, Action.DECLINE_CONTRIBUTION}


def is_village(agency: type[Agency]) -> ColumnElement[bool]:
    """Whether an agency serves less than a kecamatan."""
    return func.length(agency.area_code) > DISTRICT


def _villages() -> Select[int, str]:
    """Those of some agencies that serve less than a kecamatan: their number, and the name of the one above them."""
    above = aliased(Agency)
    found = select(Agency.id, above.name.label("above")).join(above, above.id == Agency.parent_id)
    return found.where(Agency.id.in_(bindparam("agencies", expanding=True)), is_village(Agency))


_VILLAGES = Prepared(_villages())  # made once: putting a statement together takes longer than running it


def for_all(case: Row[Any], happened: Iterable[Entry], now: datetime) -> list[Entry]:
    """Without a new PIN, which tells that the reporter is there; of a veiled one without what tells due days, and of a
    secret one without who else was asked for help, which tells of the matter.
    """
    hidden = {Action.NEW_PIN, Action.REMIND} if case.anonymous or case.confidential else {Action.NEW_PIN}
    hidden |= _CONTRIBUTIONS if case.confidential else set()
    told, zone = _newest_reminders(entry for entry in happened if entry.action not in hidden), zone_of(case)
    if Action.REMIND not in hidden:
        return told
    monday = week_of(local_date(now, zone)).monday
    return [one for one in told if one.action is not Action.ESCALATE or local_date(one.at, zone) < monday]


def _newest_reminders(happened: Iterable[Entry]) -> list[Entry]:
    """Of what is reminded of again and again until it is decided, only the newest reminder of each clock."""
    told = list(happened)
    newest = {(one.data["clock"], one.data.get("due")): one.seq for one in told if _repeats(one)}
    return [one for one in told if not _repeats(one) or one.seq in newest.values()]


def _repeats(entry: Entry) -> bool:
    return entry.action is Action.REMIND and entry.data.get("clock") in DECIDED


def veiled(look: Reader, seen: Tracked, village: bool) -> Tracked:
    """The same without what gives away what is not told: a village or the matter by the name of an office, a day by
    the morning on which the level above took over. That an officer's category told of harm nobody reads, ever.

    `village`: whether the agency that has the case, or its coordinator, is one of a village; others are looked up.
    """
    state = seen.state
    running = tuple(one for one in seen.running if one.rule.clock in _TOLD_CLOCKS)
    running = reopened_alike(state, running)
    seen = replace(seen, running=running, ended=tuple(one for one in seen.ended if one.clock in _TOLD_CLOCKS))
    if seen.veiled:
        owner = seen.owner and OwnerShown("", state.agency_id)
        seen = replace(seen, names=_told_names(look, seen, village), owner=owner)
    betraying = _BETRAYING if state.confidential else _HARM
    seen = replace(seen, entries=tuple(_harmless(entry, betraying.get(entry.action)) for entry in seen.entries))
    if state.confidential:
        return replace(seen, leader=None, contributing=())
    return replace(seen, leader=None) if seen.leader and seen.leader.secret else seen


def _told_names(look: Reader, seen: Tracked, village: bool) -> Mapping[int, str]:
    """Agencies that serve less than a kecamatan by the names of those above them; of a secret its government."""
    names, state = dict(seen.names), seen.state
    if village or names.keys() - {state.agency_id, state.coordinator_id}:
        names |= dict(_VILLAGES.all(look, agencies=sorted(names)))
    return dict.fromkeys(names, names[state.coordinator_id]) if state.confidential else names


def linked(entries: Iterable[Entry], leading: str | None) -> tuple[Entry, ...]:
    """What happened, where a merge tells no other ticket than `leading`, the one that it may be told to follow.

    A merge that was undone tells none: no page is made anew when that other case becomes a secret.
    """
    return tuple(
        entry if entry.action is not Action.MERGE or entry.data["leading"] == leading else _harmless(entry, _LEADING)
        for entry in entries
    )


_LEADING = frozenset({"leading"})
_HARM = dict.fromkeys((Action.ASSIGN, Action.REASSIGN, Action.KEEP_AGENCY), frozenset({"sensitive"}))
_BETRAYING: Mapping[Action, frozenset[str]] = {
    Action.MERGE: _LEADING,
    Action.DECLINE_TEXT: frozenset({"reason"}),
    Action.CLASSIFY: frozenset({"answers"}),
    Action.WRONG_AGENCY: frozenset({"suggested_agency"}),
    Action.RETURN: frozenset({"suggested_agency"}),
    **_HARM,
    Action.RECEIVE: frozenset({"sensitive"}),
}
"""The codes of an event that say something of the matter."""


def _harmless(entry: Entry, betraying: frozenset[str] | None) -> Entry:
    """The event without those of its codes that say something of the matter."""
    if betraying is None or betraying.isdisjoint(entry.data):
        return entry  # nearly all: a copy takes longer than the look
    return replace(entry, data={name: value for name, value in entry.data.items() if name not in betraying})
