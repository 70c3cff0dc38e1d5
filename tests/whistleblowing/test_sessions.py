"""Sessions of the sealed app live in memory only, and end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.conftest import Clock
from webapp.whistleblowing import locks, sessions
from webapp.whistleblowing.sessions import IDLE, LONGEST, MOST_EACH, Sessions, Visitor

REPORTER = Visitor("reporter", "laporan-1")
KEY = locks.new_private()


@pytest.fixture
def kept(clock: Clock) -> Sessions:
    return Sessions(clock)


def test_a_token_opens_its_own_key(kept: Sessions) -> None:
    token, other = kept.begin(REPORTER, KEY), kept.begin(Visitor("inspector", "ani"), locks.new_private())
    found = kept.open(token)
    assert found is not None
    assert (found[0], bytes(found[1])) == (REPORTER, bytes(KEY))
    assert token != other
    assert kept.open("x" * 43) is None


def test_it_ends_when_nobody_comes_back(kept: Sessions, clock: Clock) -> None:
    token = kept.begin(REPORTER, KEY)
    clock.present += IDLE - timedelta(seconds=1)
    assert kept.open(token)
    clock.present += IDLE - timedelta(seconds=1)
    assert kept.open(token)
    clock.present += IDLE
    assert kept.open(token) is None


def test_it_ends_after_a_day_of_use(kept: Sessions, clock: Clock) -> None:
    token, began = kept.begin(REPORTER, KEY), clock.present
    while clock.present - began < LONGEST - IDLE:
        clock.present += IDLE - timedelta(minutes=1)
        assert kept.open(token)
    clock.present = began + LONGEST
    assert kept.open(token) is None


def test_signing_out_ends_it(kept: Sessions) -> None:
    first, second = kept.begin(REPORTER, KEY), kept.begin(REPORTER, KEY)
    kept.end(first)
    assert kept.open(first) is None
    assert kept.open(second)
    kept.end_all(REPORTER)
    assert kept.open(second) is None


def test_a_flood_of_sessions_keeps_who_is_there(kept: Sessions, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 3)
    writing = kept.begin(REPORTER, KEY)
    for number in range(5):
        clock.pass_by(seconds=1)
        kept.begin(Visitor("reporter", f"lain-{number}"), KEY)
        assert kept.open(writing)


def test_one_visitor_ends_only_their_own_oldest(kept: Sessions) -> None:
    """Whoever has one code, and sends it thousands of times, throws nobody else out."""
    other = kept.begin(Visitor("reporter", "lain"), KEY)
    own = [kept.begin(REPORTER, KEY) for _ in range(MOST_EACH + 2)]
    assert [kept.open(token) is None for token in own] == [True] * 2 + [False] * MOST_EACH
    assert kept.open(own[2]) and kept.begin(REPORTER, KEY)
    assert kept.open(own[3]) is None and kept.open(own[2]), "the one used longest ago leaves"
    assert kept.open(other)


def test_reporters_throw_no_holder_out(kept: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sessions, "MOST", 8)
    holder = kept.begin(Visitor("holder", "1"), KEY)
    tokens = [kept.begin(Visitor("reporter", str(number)), KEY) for number in range(20)]
    assert kept.open(holder) and sum(kept.open(one) is not None for one in tokens) == 8


def test_the_key_is_nowhere_in_the_process_but_sealed(kept: Sessions) -> None:
    kept.begin(REPORTER, KEY)
    assert all(bytes(KEY) not in one.sealed for ones in kept._kept.values() for one in ones.values())
