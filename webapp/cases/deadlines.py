"""Which promise has how many days, and on which day it ends: rules as data, counting as pure functions.

Day 1 is the first working day after the date that starts a clock. The day on which a pause begins still counts, that on
which it ends does not. All but the durations is this service's choice until an operator confirms it; pages say so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

from webapp.base.clock import ONE_DAY
from webapp.base.working_days import Calendar
from webapp.cases.reports import BARRIER, Kind


class Clock(StrEnum):
    """What is promised."""

    VERIFICATION = "verification"
    FIRST_FOLLOW_UP = "first_follow_up"
    RESOLUTION = "resolution"
    REPORTER_REPLY = "reporter_reply"
    REPORTER_COMPLETES = "reporter_completes"
    CONTRIBUTION = "contribution"  # another agency brings its part to the lead; one for each
    PUBLICATION = "publication"  # decided, not published: the reporter has the last word
    RIGHT_AGENCY = "right_agency"  # the reporter says it is the wrong one; the coordinator decides
    RIGHT_CATEGORY = "right_category"  # the reporter says that it is no harm; the level above decides
    INTERPRETATION = "interpretation"  # an interpreter writes what a video of sign language says
    HARM = "harm"  # it came to light when the case had ended; the coordinator takes it up, or mends the category


class Classification(StrEnum):
    """How much inspection a complaint needs; an unclassified one is ORDINARY."""

    NORMATIVE = "normative"
    ORDINARY = "ordinary"  # tidak berkadar pengawasan
    SUPERVISORY = "supervisory"  # berkadar pengawasan


class Unit(StrEnum):
    """Which days a rule counts."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"


class Starts(StrEnum):
    """What happens on day 0."""

    RECEIVED = "received"
    DISPOSITION = "disposition"
    ASKED = "asked"  # another agency for its part
    COMPLETE = "complete"
    LAST_ANSWER = "last_answer"
    REQUEST = "request"
    QUESTION = "question"  # the reporter's
    HARM = "harm"
    RETURNED = "returned"  # the rest begin a promise anew
    CONTESTED = "contested"
    REOPENED = "reopened"
    PUBLISHABLE = "publishable"  # it came, its secrecy was lifted, or it was taken up again


class PauseReason(StrEnum):
    """Why a clock stands still."""

    INFO_ASKED = "info_asked"
    ANSWERED = "answered"


LEAST_LEFT = {PauseReason.INFO_ASKED: 0, PauseReason.ANSWERED: 5}
"""Days that remain at least when the clock goes on: who must work on a reply gets a working week."""


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The regulation a set of rules follows, and the one that has replaced it since; `law` is False for our choice."""

    name: str
    succeeded_by: str | None = None
    law: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """One promise, for all kinds, classes or categories where it names none; only if `confirmed` its days are law."""

    code: str
    clock: Clock
    days: int
    unit: Unit
    starts: Starts
    basis: LegalBasis
    kind: Kind | None = None
    classification: Classification | None = None
    confirmed: bool = True
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A named set of rules, for clocks that start on `valid_from` or later, until another profile takes its place.

    Instances may bring their own, as local regulations differ. A clock that runs keeps the rule that it began with.
    """

    code: str
    basis: LegalBasis
    rules: tuple[Rule, ...]
    valid_from: date = date.min


@dataclass(frozen=True, slots=True)
class Pause:
    """A clock stood still after `paused_on` up to and including `resumed_on`; None while it still does."""

    paused_on: date
    resumed_on: date | None
    reason: PauseReason

    def __post_init__(self) -> None:
        if self.resumed_on is not None and self.resumed_on < self.paused_on:
            raise ValueError("a pause ends after it begins")

    def holds(self, day: date) -> bool:
        """Whether `day` is not counted because of this pause."""
        return self.paused_on < day and (self.resumed_on is None or day <= self.resumed_on)


_BASIS = LegalBasis("PermenPANRB 62/2018", succeeded_by="PermenPANRB 5/2025")
_OURS = LegalBasis("pilihan layanan ini", law=False)
_W, _R, _O = Unit.WORKING_DAYS, Clock.RESOLUTION, Classification.ORDINARY


def _resolution(code: str, days: int, kind: Kind, classification: Classification | None = None) -> Rule:
    return Rule(f"62-2018.resolution.{code}", _R, days, _W, Starts.COMPLETE, _BASIS, kind, classification)


PERMENPANRB_62_2018 = Profile(
    "62-2018",
    _BASIS,
    (
        Rule("62-2018.verification", Clock.VERIFICATION, 3, _W, Starts.RECEIVED, _BASIS),
        Rule("62-2018.first_follow_up", Clock.FIRST_FOLLOW_UP, 5, _W, Starts.DISPOSITION, _BASIS),
        Rule("layanan.barrier", _R, 5, _W, Starts.COMPLETE, _OURS, Kind.COMPLAINT, _O, False, BARRIER),
        _resolution("information", 5, Kind.INFORMATION),
        _resolution("suggestion", 5, Kind.SUGGESTION),
        _resolution("normative", 5, Kind.COMPLAINT, Classification.NORMATIVE),
        _resolution("ordinary", 14, Kind.COMPLAINT, Classification.ORDINARY),
        _resolution("supervisory", 60, Kind.COMPLAINT, Classification.SUPERVISORY),
        Rule("62-2018.reporter_reply", Clock.REPORTER_REPLY, 10, _W, Starts.LAST_ANSWER, _BASIS),
        Rule(
            *("62-2018.reporter_completes", Clock.REPORTER_COMPLETES, 30, Unit.CALENDAR_DAYS, Starts.REQUEST, _BASIS),
            confirmed=False,  # recalled without a source
        ),
        Rule("layanan.interpretation", Clock.INTERPRETATION, 2, _W, Starts.RECEIVED, _OURS, confirmed=False),
        Rule("layanan.contribution", Clock.CONTRIBUTION, 5, _W, Starts.ASKED, _OURS, confirmed=False),
        Rule("layanan.publication", Clock.PUBLICATION, 3, _W, Starts.PUBLISHABLE, _OURS, confirmed=False),
        Rule("layanan.right_category", Clock.RIGHT_CATEGORY, 3, _W, Starts.CONTESTED, _OURS, confirmed=False),
        Rule("layanan.harm", Clock.HARM, 1, _W, Starts.HARM, _OURS, confirmed=False),
        Rule("layanan.right_agency", Clock.RIGHT_AGENCY, 3, _W, Starts.QUESTION, _OURS, confirmed=False),
    ),
)
DEFAULT = PERMENPANRB_62_2018
PROFILES = (PERMENPANRB_62_2018,)
_BY_CODE = {rule.code: rule for profile in PROFILES for rule in profile.rules}


@cache
def rule(code: str) -> Rule:
    """The rule that a stored deadline names, "…@returned" when it began anew; raises KeyError for an unknown code."""
    first, _, anew = code.partition("@")
    return begun_anew(_BY_CODE[first], Starts(anew)) if anew else _BY_CODE[first]


def begun_anew(rule: Rule, starts: Starts) -> Rule:
    """The same promise from another day 0."""
    return replace(rule, code=f"{rule.code}@{starts.value}", starts=starts)


def in_force(day: date, profiles: Iterable[Profile] = PROFILES) -> Profile:
    """The newest profile that is valid on a day, of which the first has no beginning."""
    return max((one for one in profiles if one.valid_from <= day), key=lambda one: one.valid_from)


def rule_for(
    clock: Clock,
    kind: Kind,
    classification: Classification = Classification.ORDINARY,
    profile: Profile = DEFAULT,
    category: str | None = None,
) -> Rule:
    """The first rule of `clock` for a report of this kind, class and category; LookupError where there is none."""
    for row in profile.rules:
        wanted = zip((row.kind, row.classification, row.category), (kind, classification, category), strict=True)
        if row.clock is clock and all(want in (None, has) for want, has in wanted):
            return row
    raise LookupError(f"{profile.code} has no rule for {clock}, {kind}, {classification}")


def days_of(clock: str, kind: str = "complaint", classification: str = "ordinary", category: str = "") -> int:
    """How many days a promise has, for sentences that tell it beforehand; all by their codes."""
    return rule_for(Clock(clock), Kind(kind), Classification(classification), category=category).days


def due(rule: Rule, started: date, calendar: Calendar, pauses: Iterable[Pause] = ()) -> date:
    """The last day on which the promise is kept; `started` is day 0, `pauses` come in order.

    The end of an open pause is unknown: the date is then as if the clock had not stopped.
    """
    day = shifted(rule.unit, started, rule.days, calendar)
    for pause in pauses:
        day = resume(day, pause, calendar, rule.unit)
    return day


def resume(due: date, pause: Pause, calendar: Calendar, unit: Unit = Unit.WORKING_DAYS) -> date:
    """The new due date after `pause`: what was left after the day it began, counted from the day after it ended.

    After ANSWERED at least 5 days are left. An open pause, or one begun when nothing was left, moves nothing.
    """
    if pause.resumed_on is None:
        return due
    left = max(days_between(unit, pause.paused_on, due, calendar), LEAST_LEFT[pause.reason])
    moved = shifted(unit, pause.resumed_on, left, calendar) if left > 0 else due
    return max(moved, due)  # a calendar changed meanwhile never shortens what was promised


def days_between(unit: Unit, start: date, end: date, calendar: Calendar) -> int:
    """How many days of `unit` lie after `start` up to and including `end`; negative when `end` comes first."""
    if unit is Unit.WORKING_DAYS:
        return calendar.working_days_between(start, end)
    return (end - start).days


def shifted(unit: Unit, start: date, days: int, calendar: Calendar) -> date:
    """The day that lies `days` of `unit` after `start`, or before it when negative."""
    if unit is Unit.CALENDAR_DAYS:
        return start + timedelta(days=days)
    if days >= 0:
        return calendar.add_working_days(start, days)
    day = start
    while days < 0:
        day -= ONE_DAY
        days += calendar.is_working(day)
    return day
