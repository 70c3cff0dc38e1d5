"""Public pages kept in memory. A page is found by everything it depends on, so that nothing has to be thrown away."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

MOST = 400
"""Pages of about 16 KB each: some 6 MB a process."""


@dataclass(frozen=True)
class Kept:
    """A page as it is sent, and its validator."""

    body: bytes
    etag: str


class PageCache:
    """The pages asked for last; safe for threads. Two that ask at once may both make the page: no harm."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Kept:
        """The page of this key, made now if it is not there."""
        with self._lock:
            if (found := self._pages.get(key)) is not None:
                self._pages.move_to_end(key)
                return found
        return self._keep(key, make())

    def _keep(self, key: Hashable, body: bytes) -> Kept:
        kept = Kept(body, hashlib.sha256(body).hexdigest()[:24])
        with self._lock:
            self._pages[key] = kept
            while len(self._pages) > self.most:
                self._pages.popitem(last=False)
        return kept
