"""Deadlines: every rule, every pause, by example and by property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base.working_days import Calendar, Closure
from webapp.cases import deadlines
from webapp.cases.deadlines import PROFILES, Classification, Clock, Pause, PauseReason, Rule, Starts, Unit
from webapp.cases.reports import Kind

CALENDAR = Calendar.of()
ORDINARY = deadlines.rule_for(Clock.RESOLUTION, Kind.COMPLAINT)
INFO, ANSWERED = PauseReason.INFO_ASKED, PauseReason.ANSWERED
DAY = timedelta(days=1)

starts = st.dates(date(2024, 1, 1), date(2027, 6, 30))
rules = st.sampled_from([rule for profile in PROFILES for rule in profile.rules])
working_rules = rules.filter(lambda rule: rule.unit is Unit.WORKING_DAYS)
spans = st.integers(0, 60)


@pytest.mark.parametrize(
    ("clock", "kind", "classification", "days", "unit", "starts_at"),
    [
        (Clock.VERIFICATION, Kind.COMPLAINT, Classification.ORDINARY, 3, Unit.WORKING_DAYS, Starts.RECEIVED),
        (Clock.FIRST_FOLLOW_UP, Kind.SUGGESTION, Classification.ORDINARY, 5, Unit.WORKING_DAYS, Starts.DISPOSITION),
        (Clock.RESOLUTION, Kind.INFORMATION, Classification.ORDINARY, 5, Unit.WORKING_DAYS, Starts.COMPLETE),
        (Clock.RESOLUTION, Kind.SUGGESTION, Classification.SUPERVISORY, 5, Unit.WORKING_DAYS, Starts.COMPLETE),
        (Clock.RESOLUTION, Kind.COMPLAINT, Classification.NORMATIVE, 5, Unit.WORKING_DAYS, Starts.COMPLETE),
        (Clock.RESOLUTION, Kind.COMPLAINT, Classification.ORDINARY, 14, Unit.WORKING_DAYS, Starts.COMPLETE),
        (Clock.RESOLUTION, Kind.COMPLAINT, Classification.SUPERVISORY, 60, Unit.WORKING_DAYS, Starts.COMPLETE),
        (Clock.REPORTER_REPLY, Kind.COMPLAINT, Classification.ORDINARY, 10, Unit.WORKING_DAYS, Starts.LAST_ANSWER),
        (Clock.REPORTER_COMPLETES, Kind.COMPLAINT, Classification.ORDINARY, 30, Unit.CALENDAR_DAYS, Starts.REQUEST),
    ],
)
def test_the_rules(
    clock: Clock, kind: Kind, classification: Classification, days: int, unit: Unit, starts_at: Starts
) -> None:
    rule = deadlines.rule_for(clock, kind, classification)
    assert (rule.days, rule.unit, rule.starts) == (days, unit, starts_at)


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.code)
def test_every_case_has_exactly_one_rule_for_every_clock_beside_that_of_its_category(
    profile: deadlines.Profile,
) -> None:
    for clock, kind, classification in product(Clock, Kind, Classification):
        fitting = [
            rule
            for rule in profile.rules
            if (rule.clock, rule.category) == (clock, None)
            and rule.kind in (None, kind)
            and rule.classification in (None, classification)
        ]
        assert fitting == [deadlines.rule_for(clock, kind, classification, profile)]


def test_codes_find_their_rules_and_fit_their_column() -> None:
    every = [rule for profile in PROFILES for rule in profile.rules]
    assert all(deadlines.rule(rule.code) is rule and len(rule.code) <= 60 for rule in every)
    assert len({rule.code for rule in every}) == len(every)
    with pytest.raises(KeyError):
        deadlines.rule("unknown")


def test_what_has_no_source_is_not_called_law() -> None:
    assert [rule.clock for rule in deadlines.DEFAULT.rules if not rule.confirmed] == [
        Clock.RESOLUTION,  # of a barrier on this site
        Clock.REPORTER_COMPLETES,
        Clock.INTERPRETATION,
        Clock.CONTRIBUTION,
        Clock.PUBLICATION,
        Clock.RIGHT_CATEGORY,
        Clock.HARM,
        Clock.RIGHT_AGENCY,
    ]
    assert deadlines.DEFAULT.basis.name == "PermenPANRB 62/2018"


@given(st.lists(st.dates(), unique=True), st.dates())
def test_a_clock_follows_the_newest_profile_that_was_valid_when_it_began(begin: list[date], day: date) -> None:
    first = deadlines.DEFAULT
    later = [replace(first, code=f"local-{one}", valid_from=one) for one in begin]
    chosen = deadlines.in_force(day, (*later, first))
    assert chosen.valid_from <= day
    assert not any(chosen.valid_from < one.valid_from <= day for one in later)
    assert deadlines.in_force(day) is first


def test_a_profile_without_a_rule_says_so() -> None:
    empty = deadlines.Profile("empty", deadlines.DEFAULT.basis, ())
    with pytest.raises(LookupError, match="empty has no rule"):
        deadlines.rule_for(Clock.RESOLUTION, Kind.COMPLAINT, profile=empty)


def test_the_story_of_the_blocked_ditch() -> None:
    assert deadlines.due(ORDINARY, date(2026, 12, 9), CALENDAR) == date(2026, 12, 31)


def test_thirty_calendar_days_are_thirty_days() -> None:
    rule = deadlines.rule_for(Clock.REPORTER_COMPLETES, Kind.COMPLAINT)
    assert deadlines.due(rule, date(2026, 12, 9), CALENDAR) == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("pause", "due"),
    [
        # asked on day 4 (15 December), which counts; supplied on Friday 18, which doesn't: 10 days left from the 21st
        (Pause(date(2026, 12, 15), date(2026, 12, 18), INFO), date(2027, 1, 7)),
        # asked and supplied on one day: nothing lost, nothing won
        (Pause(date(2026, 12, 15), date(2026, 12, 15), INFO), date(2026, 12, 31)),
        # over a weekend: only its working days are lost
        (Pause(date(2026, 12, 18), date(2026, 12, 20), INFO), date(2026, 12, 31)),
        # still open: not known yet
        (Pause(date(2026, 12, 15), None, INFO), date(2026, 12, 31)),
        # answered on day 13 with 1 day left; the reply leaves 5
        (Pause(date(2026, 12, 30), date(2027, 1, 6), ANSWERED), date(2027, 1, 13)),
        # answered on day 2 with 12 left: 12 stay
        (Pause(date(2026, 12, 11), date(2026, 12, 18), ANSWERED), date(2027, 1, 11)),
        # answered late: a reply still gives a working week
        (Pause(date(2027, 1, 4), date(2027, 1, 6), ANSWERED), date(2027, 1, 13)),
        # asked on the last day or later: the promise is not moved
        (Pause(date(2026, 12, 31), date(2027, 1, 6), INFO), date(2026, 12, 31)),
        (Pause(date(2027, 1, 6), date(2027, 1, 8), INFO), date(2026, 12, 31)),
    ],
)
def test_a_pause_by_example(pause: Pause, due: date) -> None:
    assert deadlines.due(ORDINARY, date(2026, 12, 9), CALENDAR, [pause]) == due


def test_a_pause_never_ends_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends after"):
        Pause(date(2026, 12, 10), date(2026, 12, 9), INFO)


@given(working_rules, starts, spans, spans)
def test_asking_for_information_moves_the_date_by_the_working_days_it_took(
    rule: Rule, started: date, before: int, length: int
) -> None:
    plain = deadlines.due(rule, started, CALENDAR)
    pause = Pause(started + before * DAY, started + (before + length) * DAY, INFO)
    moved = deadlines.due(rule, started, CALENDAR, [pause])
    took = CALENDAR.working_days_between(pause.paused_on, started + (before + length) * DAY)
    if CALENDAR.working_days_between(pause.paused_on, plain) > 0:
        assert CALENDAR.working_days_between(plain, moved) == took
    else:
        assert moved == plain


@given(working_rules, starts, spans, spans)
def test_a_reply_leaves_five_days_and_never_less_than_before(
    rule: Rule, started: date, before: int, length: int
) -> None:
    answered, replied = started + before * DAY, started + (before + length) * DAY
    plain = deadlines.due(rule, started, CALENDAR)
    moved = deadlines.due(rule, started, CALENDAR, [Pause(answered, replied, ANSWERED)])
    left = CALENDAR.working_days_between(replied, moved)
    assert left == max(5, CALENDAR.working_days_between(answered, plain))
    assert moved >= plain


@given(rules, starts, st.lists(st.tuples(spans, spans, st.sampled_from(PauseReason)), max_size=5))
def test_pauses_never_shorten_a_promise(rule: Rule, started: date, shape: list[tuple[int, int, PauseReason]]) -> None:
    day, dates, pauses = started, [deadlines.due(rule, started, CALENDAR)], []
    for gap, length, reason in shape:
        pauses.append(Pause(day + gap * DAY, day + (gap + length) * DAY, reason))
        day = day + (gap + length) * DAY
        dates.append(deadlines.due(rule, started, CALENDAR, pauses))
    assert dates == sorted(dates)


def test_a_closure_decided_later_never_brings_a_resumed_date_nearer() -> None:
    due = date(2026, 12, 31)
    later = Calendar.of([Closure(due, "Banjir")])
    pause = Pause(date(2026, 12, 15), date(2026, 12, 15), INFO)
    assert deadlines.resume(due, pause, later) >= due
