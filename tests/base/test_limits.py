"""The brake on guessing: by network and over all, on memory and on Redis, with no address stored."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from webapp.base.limits import Allowance, Brake, network, network_hash

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
