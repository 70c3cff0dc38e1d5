"""When a report may be taken on to the Ombudsman (UU 37/2008): complained to the office first, and not too long ago.

Pure. The Ombudsman decides; these rules tell a reporter beforehand what will be asked, and why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.cases.events import Happened
from webapp.cases.reports import JUDGED, Kind
from webapp.cases.workflow import Action

YEARS = 2
"""The event may be that old."""


class Ground(StrEnum):
    """Why the office has had its chance."""

    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"
    ARCHIVED = "archived"
    DISSATISFIED = "dissatisfied"  # beside one of the others


class Lack(StrEnum):
    """What still stands in the way."""

    NOT_YET = "not_yet"  # the office is still within its time
    CONTENT_UNKNOWN = "content_unknown"  # only the reporter can say whether it is settled
    CONTENT = "content"
    DAY_UNKNOWN = "day_unknown"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class Standing:
    """What the rules look at; `content` and `happened_on` are None where nobody has said."""

    grounds: tuple[Ground, ...]
    content: bool | None
    happened_on: date | None
    today: date

    @property
    def was_late(self) -> bool:
        """Who waited in vain need not be asked whether the answer is good."""
        return Ground.OVERDUE in self.grounds


@dataclass(frozen=True)
class Verdict:
    """Grounds for it and what it lacks; `until` is the last day on which the event is young enough."""

    grounds: tuple[Ground, ...]
    lacks: tuple[Lack, ...]
    until: date | None

    @property
    def may_go_on(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


RULES: tuple[tuple[Lack, Callable[[Standing], bool]], ...] = (
    (Lack.NOT_YET, lambda at: not at.grounds),
    (Lack.CONTENT_UNKNOWN, lambda at: bool(at.grounds) and not at.was_late and at.content is None),
    (Lack.CONTENT, lambda at: bool(at.grounds) and not at.was_late and at.content is True),
    (Lack.DAY_UNKNOWN, lambda at: at.happened_on is None),
    (Lack.TOO_OLD, lambda at: at.happened_on is not None and at.today > last_day(at.happened_on)),
)

_GROUNDS = {
    Action.ANSWER: Ground.ANSWERED,
    **dict.fromkeys((Action.CONFIRM, Action.CONFIRM_FOR, Action.CLOSE, Action.TIME_OUT), Ground.CLOSED),
    **dict.fromkeys((Action.ARCHIVE, Action.MERGE), Ground.ARCHIVED),
}
_CONTENT = {
    Action.CONFIRM: True,
    **dict.fromkeys((Action.REPLY, Action.WRONG_AGENCY, Action.REOPEN, Action.CONTEST), False),
}


def judge(standing: Standing) -> Verdict:
    """All that speaks for it, and all that is missing."""
    lacks = tuple(lack for lack, holds in RULES if holds(standing))
    unhappy = (Ground.DISSATISFIED,) if standing.grounds and standing.content is False else ()
    return Verdict(
        (*standing.grounds, *unhappy), lacks, last_day(standing.happened_on) if standing.happened_on else None
    )


def grounds(events: Iterable[Happened], was_late: bool) -> tuple[Ground, ...]:
    """What has been in this case at any time, whatever came after; `was_late`: one of our promises was broken."""
    found = {_GROUNDS[event.action] for event in events if event.action in _GROUNDS}
    return tuple(ground for ground in Ground if ground in found or (was_late and ground is Ground.OVERDUE))


def content(events: Iterable[Happened]) -> bool | None:
    """Whether the reporter was content, by the last thing they did that says so; None when nothing does.

    Of a suggestion they only say whether the answer is clear: that is not yet content.
    """
    last: bool | None = None
    told = list(events)
    for event in told:
        rated = any(event.data.get(judged) for judged in JUDGED.values())
        last = rated if event.action is Action.RATE else _CONTENT.get(event.action, last)
    return None if last and told[0].data.get("kind") == Kind.SUGGESTION else last


def last_day(happened: date) -> date:
    """Two years later; after 29 February the first of March."""
    try:
        return happened.replace(year=happened.year + YEARS)
    except ValueError:
        return date(happened.year + YEARS, 3, 1)
