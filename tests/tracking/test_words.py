"""Nothing that may happen to a case is without its sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from flask import Flask

from webapp.base.ids import Reason
from webapp.cases.deadlines import DEFAULT, Clock, Rule
from webapp.cases.events import _CLOSED_BY
from webapp.cases.explanation import explain
from webapp.cases.moves import TEXTS
from webapp.cases.reasons import REASONS, ArchiveReason
from webapp.cases.reports import JUDGED, Kind
from webapp.cases.words import CLOSED_NAMES, STATUS_NAMES
from webapp.cases.workflow import MOVES, OPEN, OWNER_CLOCK, REPORTER, Action, Status
from webapp.tracking import happenings, words
from webapp.tracking.drawing import drawn
from webapp.tracking.kind_words import MANNERS
from webapp.tracking.own import ORIGINAL
from webapp.tracking.promises import NATIONAL
from webapp.tracking.service import MESSAGES

BOUND = {
    *(Clock.VERIFICATION, Clock.FIRST_FOLLOW_UP, Clock.RESOLUTION),
    *(Clock.PUBLICATION, Clock.RIGHT_AGENCY, Clock.RIGHT_CATEGORY, Clock.CONTRIBUTION, Clock.HARM),
    Clock.INTERPRETATION,
}


def test_every_status_closing_and_reason_has_words() -> None:
    assert set(STATUS_NAMES) == set(Status) and set(words.STATUS_SAYS) == set(OPEN) - {Status.ANSWERED}
    assert set(CLOSED_NAMES) == {*words.CLOSED_SAYS, "reporter", "officer_for_reporter"} == set(_CLOSED_BY.values())
    assert set(MANNERS) == set(Kind) == set(JUDGED)
    assert set(REASONS) == set(words.ARCHIVED_SAYS) == set(ArchiveReason)


def test_every_clock_has_words() -> None:
    for table in (words.NEXT_STEP, words.IF_LATE, words.BY_WEEK, words.PAUSED, words.LATE):
        assert set(table) == set(Clock)
    assert set(words.KEPT) == BOUND


def test_every_kind_action_and_text_has_words() -> None:
    assert set(words.HEADING) == set(words.HEADING_NOWHERE) == set(Kind)
    assert set(happenings.TITLES) == set(Action)
    assert set(happenings.TEXT_LABELS) | set(ORIGINAL) == TEXTS
    assert set(words.TICKET_FAULT) | {Reason.LENGTH} == set(Reason)


def test_the_page_offers_what_the_table_gives_the_reporter_but_a_new_pin() -> None:
    theirs = {move.action for move in MOVES if REPORTER in move.by and move.at is not None}
    assert set(words.DONE) == theirs - {Action.NEW_PIN}


@pytest.mark.parametrize("rule", DEFAULT.rules, ids=lambda rule: rule.code)
def test_every_rule_is_drawn_with_its_words(app: Flask, rule: Rule) -> None:
    started = date(2026, 12, 9)
    with app.test_request_context():
        page = str(drawn(explain(rule, started, started, NATIONAL, ())))
    assert "Aturan:" in page and "paling lambat" in page


WAYS_TO_WRITE = {
    Status.RECEIVED: {Action.ADD_MESSAGE},
    Status.NEEDS_INFO: {Action.SUPPLY_INFO},
    Status.ASSIGNED: {Action.ADD_MESSAGE},
    Status.IN_PROGRESS: {Action.ADD_MESSAGE},
    Status.ANSWERED: {Action.REPLY},
    Status.CLOSED: {Action.REOPEN, Action.ADD_MESSAGE},
    Status.ARCHIVED: {Action.CONTEST, Action.ADD_MESSAGE},
}
"""One field for each; where a case has ended two buttons, for a mere message leaves it so."""


@pytest.mark.parametrize("status", Status)
def test_each_status_has_its_ways_to_write(status: Status) -> None:
    writing = {move.action for move in MOVES if move.at is status and move.action in MESSAGES and REPORTER in move.by}
    assert writing == WAYS_TO_WRITE[status]


def test_the_clock_of_each_open_status_is_named() -> None:
    assert all(clock in words.NEXT_STEP for clock in OWNER_CLOCK.values())


def test_no_sentence_is_longer_than_twenty_words(app: Flask) -> None:
    with app.test_request_context():
        every = [str(one) for table in _tables(words) + _tables(happenings) for one in table.values()]
        every += [str(said) for manner in MANNERS.values() for one in vars(manner).values() for said in _said(one)]
    sentences = [part for text in every for part in text.replace("? ", ". ").split(". ")]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []
    assert len(every) > 100


def _said(one: object) -> Iterable[object]:
    return one.values() if isinstance(one, dict) else [one]


def _tables(module: object) -> list[dict[object, object]]:
    named = [getattr(module, name) for name in vars(module) if name.isupper()]
    return [table for table in named if isinstance(table, dict) and not isinstance(next(iter(table.values())), Clock)]
