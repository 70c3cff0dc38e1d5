"""The product's clocks held against the oracle, which was written from the words of the domain alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import oracle
from webapp.base.clock import Zone, local_date
from webapp.base.working_days import Calendar, Closure
from webapp.cases import deadlines
from webapp.cases.deadlines import Classification, Clock, Pause, PauseReason, Rule, Unit, rule_for
from webapp.cases.explanation import explain
from webapp.cases.reports import Kind

FIRST, LAST = date(2024, 1, 1), date(2027, 12, 31)
NATIONAL = Calendar.of()
WORKING: tuple[tuple[Rule, int], ...] = (
    (rule_for(Clock.VERIFICATION, Kind.COMPLAINT), oracle.PROFILE["verification"]),
    (rule_for(Clock.FIRST_FOLLOW_UP, Kind.COMPLAINT), oracle.PROFILE["first follow-up"]),
    (rule_for(Clock.RESOLUTION, Kind.INFORMATION), oracle.PROFILE["information request"]),
    (rule_for(Clock.RESOLUTION, Kind.SUGGESTION), oracle.PROFILE["suggestion"]),
    (rule_for(Clock.RESOLUTION, Kind.COMPLAINT), oracle.PROFILE["complaint, not supervisory"]),
    (
        rule_for(Clock.RESOLUTION, Kind.COMPLAINT, Classification.SUPERVISORY),
        oracle.PROFILE["complaint, supervisory"],
    ),
    (rule_for(Clock.REPORTER_REPLY, Kind.COMPLAINT), oracle.PROFILE["reporter's reply"]),
)
COMPLETION = rule_for(Clock.REPORTER_COMPLETES, Kind.COMPLAINT)
CODES = [rule.code for rule, _days in WORKING]
ZONES = {"WIB": Zone.WIB, "WITA": Zone.WITA, "WIT": Zone.WIT}


def every_day(first: date = FIRST, last: date = LAST) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@pytest.mark.parametrize(("rule", "days"), WORKING, ids=CODES)
def test_every_filing_day_of_four_years_ends_on_the_same_day(rule: Rule, days: int) -> None:
    assert rule.unit is Unit.WORKING_DAYS and rule.days == days
    for filed in every_day():
        assert deadlines.due(rule, filed, NATIONAL) == oracle.due(days, filed), filed


def test_thirty_calendar_days_are_thirty_days_of_any_kind() -> None:
    assert (COMPLETION.unit, COMPLETION.days) == (Unit.CALENDAR_DAYS, oracle.COMPLETION)
    for asked in every_day():
        assert deadlines.due(COMPLETION, asked, NATIONAL) == oracle.due_calendar(30, asked)


@pytest.mark.parametrize("name", ZONES)
def test_the_filing_day_is_the_day_of_the_area(name: str) -> None:
    """Around every midnight of four years: a minute before and a minute after it, as UTC tells them."""
    for day in every_day():
        midnight = datetime.combine(day, time(), UTC) - timedelta(hours=oracle.HOURS[name])
        for instant in (midnight - timedelta(minutes=1), midnight, midnight + timedelta(minutes=1)):
            assert local_date(instant, ZONES[name]) == oracle.local_day(instant, name)


days_of_filing = st.dates(FIRST, LAST)
some_closures = st.frozensets(st.dates(FIRST, LAST + timedelta(days=120)), max_size=12)


def calendar_of(closures: frozenset[date]) -> Calendar:
    return Calendar.of(tuple(sorted(Closure(day, "Hari jadi kota") for day in closures)))


@st.composite
def turns(draw: st.DrawFn, started: date) -> tuple[tuple[date, date], ...]:
    """Up to three times the clock stood still: (from, until), one after the other."""
    found, since = [], started
    for _turn in range(draw(st.integers(0, 3))):
        start = since + timedelta(days=draw(st.integers(0, 25)))
        end = start + timedelta(days=draw(st.integers(1, 40)))
        found.append((start, end))
        since = end + timedelta(days=1)
    return tuple(found)


def pauses_of(found: Sequence[tuple[date, date]], reason: PauseReason) -> tuple[Pause, ...]:
    return tuple(Pause(start, end, reason) for start, end in found)


@settings(max_examples=400)
@given(data=st.data(), filed=days_of_filing, closures=some_closures, which=st.sampled_from(WORKING))
def test_asking_for_information_stops_the_clock(
    data: st.DataObject, filed: date, closures: frozenset[date], which: tuple[Rule, int]
) -> None:
    rule, days = which
    pauses = data.draw(turns(filed))
    expected = oracle.due(days, filed, [oracle.Pause(*pause) for pause in pauses], closures)
    assert deadlines.due(rule, filed, calendar_of(closures), pauses_of(pauses, PauseReason.INFO_ASKED)) == expected


@settings(max_examples=400)
@given(data=st.data(), filed=days_of_filing, closures=some_closures, which=st.sampled_from(WORKING))
def test_a_reply_leaves_at_least_five_days(
    data: st.DataObject, filed: date, closures: frozenset[date], which: tuple[Rule, int]
) -> None:
    rule, days = which
    rounds = data.draw(turns(filed))
    expected = oracle.due_after_rounds(days, filed, [oracle.Round(*turn) for turn in rounds], closures=closures)
    assert deadlines.due(rule, filed, calendar_of(closures), pauses_of(rounds, PauseReason.ANSWERED)) == expected


@settings(max_examples=300)
@given(filed=days_of_filing, later=st.integers(0, 200), closures=some_closures, which=st.sampled_from(WORKING))
def test_reopening_gives_all_days_anew(
    filed: date, later: int, closures: frozenset[date], which: tuple[Rule, int]
) -> None:
    rule, days = which
    reopened = filed + timedelta(days=later)
    assert deadlines.due(rule, reopened, calendar_of(closures)) == oracle.reopened_due(
        days, reopened, closures=closures
    )


@settings(max_examples=300)
@given(data=st.data(), filed=days_of_filing, closures=some_closures, which=st.sampled_from(WORKING))
def test_the_clock_explains_the_days_that_the_oracle_counts(
    data: st.DataObject, filed: date, closures: frozenset[date], which: tuple[Rule, int]
) -> None:
    """What the page counts day by day (`explain`) is what is counted."""
    rule, days = which
    pauses = data.draw(turns(filed))
    today = filed + timedelta(days=data.draw(st.integers(0, 150)))
    told = explain(rule, filed, today, calendar_of(closures), pauses_of(pauses, PauseReason.INFO_ASKED))
    known = [oracle.Pause(*pause) for pause in pauses]
    due = oracle.due(days, filed, known, closures)
    assert told.due == due
    assert told.number == min(days, oracle.days_used(filed, today, known, closures))
    assert (told.overdue > 0) is (oracle.days_used(due, today, known, closures) > 0)
