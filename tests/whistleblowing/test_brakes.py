"""Turns at what is heavy: a short queue, and a plain no for who comes after it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from webapp.whistleblowing.brakes import Brakes, Bucket, Busy, FilesOfToday, Slots


def left(slots: Slots) -> int:
    """How many more may come."""
    return slots._chairs._value


def test_whoever_comes_after_a_full_queue_is_told_at_once() -> None:
    slots, done = Slots(1, 30, queue=2), Event()

    def work() -> bool:
        with slots.turn():
            return done.wait(30)

    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(work) for _ in range(3)]
        while left(slots):  # until all three have come
            done.wait(0.001)
        with pytest.raises(Busy) as told, slots.turn():
            pass
        done.set()
        assert told.value.seconds == 30 and all(one.result() for one in waiting)
    assert left(slots) == 3


def test_a_bucket_gives_much_at_once_and_says_how_long_the_rest_takes() -> None:
    now = [0.0]
    bucket = Bucket(4_000, 86_400 / 4_000, lambda: now[0])
    for _ in range(20):
        bucket.take(200, FilesOfToday)
    with pytest.raises(FilesOfToday) as told:
        bucket.take(200, FilesOfToday)
    assert told.value.seconds == 72 * 60
    now[0] = 72 * 60.0
    bucket.take(200, FilesOfToday)


def test_a_flood_at_the_box_keeps_nobody_from_the_code_they_were_just_given() -> None:
    brakes = Brakes(tries=Bucket(1, 1e9))
    brakes.tries.take()
    with pytest.raises(Busy):
        brakes.tries.take()
    brakes.shown.take()
