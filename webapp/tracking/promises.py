"""What a running clock promises, told on the page of a ticket: by the day, or by the week where days are not told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from webapp.base.clock import week_of
from webapp.base.i18n import date_long, date_short, voice
from webapp.base.sentences import _, say
from webapp.base.timeline import Moment
from webapp.base.working_days import Calendar
from webapp.cases.deadlines import Clock, due
from webapp.cases.explanation import Explanation
from webapp.tracking import words

NATIONAL = Calendar.of()
"""Days off of the whole country, for promises that are told by the week."""


def contributes(clock: Explanation, agency: str, coarse: bool) -> str:
    """Who brings a part, and by when."""
    if coarse or clock.paused:
        return by_week(clock, agency)
    late = words.PART_LATE if clock.passed else words.PART
    return say(late, agency=agency, date=date_long(clock.due))


def promised(clock: Explanation, coarse: bool, agency: str) -> Moment:
    """What is still to come, as a point of the timeline; `agency` is the one of a contribution."""
    kind = clock.rule.clock
    return Moment(
        state="next",
        when=_("pekan %(week)s", week=week(_public_due(clock))) if coarse else date_long(clock.due),
        lead=_lead(clock, coarse),
        title=say(words.NEXT_STEP[kind], agency=agency),
        text=say(_outlook(clock, coarse)[kind], agency=agency),
    )


def _outlook(clock: Explanation, coarse: bool) -> Mapping[Clock, str]:
    """Which sentences speak of a promise: it stands still, it is broken, or what follows if it will be."""
    if clock.paused:
        return words.PAUSED
    return words.LATE if is_late(clock, coarse) else words.IF_LATE


def _lead(clock: Explanation, coarse: bool) -> str:
    if clock.paused:
        return _("Dijeda, perkiraan")
    return _("Sudah terlambat, batasnya") if is_late(clock, coarse) else _("Paling lambat")


def by_week(clock: Explanation, agency: str = "") -> str:
    """A clock without its days: they would tell on which day an anonymous report came."""
    kind = clock.rule.clock
    if clock.paused:
        return say(words.PAUSED[kind], agency=agency)
    if is_late(clock, coarse=True):
        return say(words.LATE[kind], agency=agency)
    return say(words.BY_WEEK[kind], week=week(_public_due(clock)), agency=agency)


def is_late(clock: Explanation, coarse: bool) -> bool:
    """Whether the promise is broken; by whole weeks where the day of the deadline is not told."""
    return clock.passed and (not coarse or week_of(_public_due(clock)) < week_of(clock.today))


def _public_due(clock: Explanation) -> date:
    """The date by which a clock that began on any day of its week ends, so that the weeks tell no day."""
    latest = due(clock.rule, week_of(clock.started).sunday, NATIONAL)
    return max(clock.due, latest)


def week(day: date) -> str:
    """`7 Desember sampai Minggu, 13 Desember 2026`."""
    return _week(day, voice())


@lru_cache(maxsize=1000)
def _week(day: date, _voice: str) -> str:
    monday, sunday = week_of(day)
    return _("%(monday)s sampai %(sunday)s", monday=date_short(monday), sunday=date_long(sunday))
