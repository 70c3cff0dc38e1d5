"""Many people at the same instant."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(doings: Iterable[Callable[[], T]]) -> list[T]:
    """Start all together and wait for all; returns what each gave, in order. Raises what the first of them raises."""
    waiting = list(doings)
    line = threading.Barrier(len(waiting))

    def start(doing: Callable[[], T]) -> T:
        line.wait()
        return doing()

    with ThreadPoolExecutor(len(waiting)) as pool:
        return list(pool.map(start, waiting))
