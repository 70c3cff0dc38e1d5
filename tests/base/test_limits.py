"""The brake on guessing: by network and over all, on memory and on Redis, with no address stored."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.base.limits import EVEN_SO, Allowance, Brake, network, network_hash

NOW = datetime(2026, 12, 9, 1, 0, 5, tzinfo=UTC)
KEY = b"k" * 32
EACH, EVERY = Allowance("each", 3, 60), Allowance("every", 5, 60)


@pytest.fixture(params=["memory", "redis"])
def brake(request: pytest.FixtureRequest) -> Brake:
    """A brake of three by network and five over all, on both kinds of storage."""
    url = "memory://" if request.param == "memory" else request.getfixturevalue("redis_url")
    found = Brake.at(url, KEY, EACH, EVERY)
    found.storage.reset()
    return found


def test_the_fourth_from_one_network_waits_to_the_end_of_the_window(brake: Brake) -> None:
    assert [brake.take("192.0.2.1", NOW) for _ in range(5)] == [0, 0, 0, 55, 55]
    assert brake.take("192.0.2.250", NOW) == 55
    assert brake.take("192.0.2.1", NOW + timedelta(seconds=55)) == 0


def test_another_network_goes_on_until_all_together_are_too_many(brake: Brake) -> None:
    assert [brake.take("192.0.2.1", NOW) for _ in range(9)][3:] == [55] * 6
    assert [brake.take("198.51.100.1", NOW) for _ in range(3)] == [0, 0, 55]
    assert brake.take("2001:db8::1", NOW) == 55


def test_what_was_right_does_not_count(brake: Brake) -> None:
    for _ in range(20):
        assert brake.take("192.0.2.1", NOW) == 0
        brake.forgive("192.0.2.1", NOW)


def test_what_a_network_guesses_at_is_counted_apart(brake: Brake) -> None:
    brake.per_thing = Allowance("thing", 1, 60)
    assert [brake.take("192.0.2.1", NOW, thing) for thing in "aabcd"] == [0, 55, 0, 0, 55]
    brake.forgive("192.0.2.1", NOW, "a")
    assert [brake.take("192.0.2.1", NOW, thing) for thing in "aad"] == [0, 55, 55]


def test_what_cost_more_counts_more(brake: Brake) -> None:
    assert brake.take("192.0.2.1", NOW) == 0
    brake.charge("192.0.2.1", NOW, 4)
    assert [brake.take("192.0.2.1", NOW), brake.take("198.51.100.1", NOW)] == [55, 55]


def test_many_at_once_are_not_many_free_guesses(brake: Brake) -> None:
    with ThreadPoolExecutor(16) as pool:
        waits = list(pool.map(lambda _: brake.take("192.0.2.1", NOW), range(64)))
    assert waits.count(0) <= 3


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, "unknown"),
        ("somewhere", "unknown"),
    ],
)
def test_what_one_subscriber_can_change_is_one_network(address: str | None, expected: str) -> None:
    assert network(address) == expected


def test_the_hash_of_a_network_changes_every_day_and_with_the_key() -> None:
    today, tomorrow = (network_hash(KEY, "192.0.2.1", NOW + timedelta(days=day)) for day in (0, 1))
    assert len({today, tomorrow, network_hash(b"l" * 32, "192.0.2.1", NOW)}) == 3
    assert today == network_hash(KEY, "192.0.2.9", NOW)


FLOOD = 4
MANY = Allowance("many", 6, 60, first=2)


@pytest.fixture
def crowd(brake: Brake) -> Brake:
    """Three by network; six over all, and the first two of each network beyond."""
    brake.over_all = MANY
    return brake


def taken_by(brake: Brake, address: str, times: int) -> int:
    """How often one address got through."""
    return sum(brake.take(address, NOW) == 0 for _ in range(times))


def test_the_first_ones_of_a_network_go_on_when_others_have_taken_all(crowd: Brake) -> None:
    assert [taken_by(crowd, f"10.0.{n}.1", 9) for n in range(FLOOD)] == [3, 3, 2, 2]
    assert crowd.full("192.0.2.1", NOW) == 0
    assert [crowd.take("192.0.2.1", NOW) for _ in range(3)] == [0, 0, 55]
    assert crowd.full("192.0.2.1", NOW) == 55
    assert crowd.take("192.0.2.1", NOW + timedelta(seconds=55)) == 0


def test_what_is_charged_once_it_is_done_is_of_the_first_ones_too(crowd: Brake) -> None:
    for n in range(FLOOD):
        crowd.charge(f"10.0.{n}.1", NOW, 2)
    waits = []
    for _ in range(3):
        waits.append(crowd.full("192.0.2.1", NOW))
        crowd.charge("192.0.2.1", NOW, 1)
    assert waits == [0, 0, 55]


def test_the_first_ones_of_all_networks_have_an_end(crowd: Brake) -> None:
    through = [taken_by(crowd, f"10.0.{n}.1", 3) for n in range(40)]
    assert sum(through) == EVEN_SO * MANY.most
    assert through[-1] == 0


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 2)), max_size=60))
def test_whatever_others_took_a_network_has_its_first_ones_and_never_more_than_its_own(
    takes: list[tuple[int, int]],
) -> None:
    crowd, own, total = Brake.at("memory://", KEY, EACH, MANY), Counter[int](), 0
    for who, cost in takes:
        may = crowd.take(f"10.0.{who}.1", NOW, cost=cost) == 0
        within = own[who] + cost <= EACH.most
        small = own[who] + cost <= MANY.first
        assert may == (within and (total + cost <= MANY.most or (small and total + cost <= EVEN_SO * MANY.most)))
        if may:
            own[who] += cost
            total += cost
