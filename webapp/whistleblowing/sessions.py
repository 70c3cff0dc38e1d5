"""Who is signed in now, in the memory of this one process: no row, no file, no time of a visit on any disk.

The sealed app runs as a single process (the memory for Argon2 must be counted in one place), so a table would only add
traces. Whoever restarts it signs everybody out, which loses nothing: what was typed is in a draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from nacl.public import PrivateKey

from webapp.base.crypto import new_token, open_under_token, seal_under_token, token_hash

IDLE = timedelta(minutes=30)
"""After the last use; a page that is being written says so, and its draft outlives the session."""
LONGEST = timedelta(hours=12)
MOST, MOST_EACH = 5_000, 5
"""Sessions at once of one kind of visitor, and of one visitor; of those the one used longest ago leaves first."""
_ABOUT, _CODE = "private key", "code"


@dataclass(frozen=True)
class Visitor:
    """Who holds the session: a report's id for its reporter, an account's name for an inspector."""

    kind: str
    name: str


@dataclass(frozen=True)
class _Kept:
    visitor: Visitor
    sealed: bytes
    code: bytes
    began: datetime
    used: datetime


class Sessions:
    """Tokens of 43 characters; a private key is sealed under its token, which only the visitor's browser has."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._kept: dict[str, dict[bytes, _Kept]] = {}
        self._lock = Lock()

    def begin(self, visitor: Visitor, private: PrivateKey, code: str = "") -> str:
        """A new session; returns its token. A reporter's `code` is kept like the key, to refuse a message with it."""
        token, now = new_token(), self._clock()
        kept = _Kept(visitor, seal_under_token(token, bytes(private), _ABOUT), _hidden(token, code), now, now)
        with self._lock:
            self._make_room(visitor, now)[token_hash(token)] = kept
        return token

    def open(self, token: str) -> tuple[Visitor, PrivateKey] | None:
        """Who this is and the key it holds; None when there is no such session, or none any longer."""
        now, key = self._clock(), token_hash(token)
        with self._lock:
            mine = self._among(key)
            kept = mine.pop(key, None)
            if kept is None or not _lives(kept, now):
                return None
            mine[key] = replace(kept, used=now)
        return kept.visitor, PrivateKey(open_under_token(token, kept.sealed, _ABOUT))

    def code(self, token: str) -> str:
        """The code that this session began with, empty where it began with none; the session is not used by it."""
        key = token_hash(token)
        with self._lock:
            kept = self._among(key).get(key)
        return open_under_token(token, kept.code, _CODE).decode() if kept else ""

    def end(self, token: str) -> None:
        """Signed out; nothing happens when there is no such session."""
        key = token_hash(token)
        with self._lock:
            self._among(key).pop(key, None)

    def end_all(self, visitor: Visitor) -> None:
        """Every session of somebody whose key or code has changed, or whose report was deleted."""
        with self._lock:
            mine = self._kept.get(visitor.kind, {})
            self._kept[visitor.kind] = {key: kept for key, kept in mine.items() if kept.visitor != visitor}

    def _among(self, key: bytes) -> dict[bytes, _Kept]:
        return next((ones for ones in self._kept.values() if key in ones), {})

    def _make_room(self, visitor: Visitor, now: datetime) -> dict[bytes, _Kept]:
        """All of this kind that live, with room for one more: whoever has one code, or many, ends only their like."""
        # the dict is in the order of last use: `open` puts what it finds at the end
        mine = {key: kept for key, kept in self._kept.get(visitor.kind, {}).items() if _lives(kept, now)}
        own = [key for key, kept in mine.items() if kept.visitor == visitor]
        for key in own[: 1 - MOST_EACH] or list(mine)[: max(0, len(mine) + 1 - MOST)]:
            del mine[key]
        self._kept[visitor.kind] = mine
        return mine


def _hidden(token: str, code: str) -> bytes:
    return seal_under_token(token, code.encode(), _CODE)


def _lives(kept: _Kept, now: datetime) -> bool:
    return now - kept.used < IDLE and now - kept.began < LONGEST
