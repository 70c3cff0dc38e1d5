"""Why a file is refused, and how the errors of other people's parsers become such a reason."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class Refusal(StrEnum):
    """Why a file is not taken; the page has one sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    NOT_WHAT_IT_SAYS = "not_what_it_says"
    ENCRYPTED = "encrypted"
    BOMB = "bomb"
    TOO_MANY_PIXELS = "too_many_pixels"
    ACTIVE_CONTENT = "active_content"
    BROKEN = "broken"
    BUSY = "busy"  # no fault of the file: others are being cleaned


class NotTaken(StrEnum):
    """Why a good file is not taken all the same."""

    NOT_VIDEO = "not_video"  # where only a video is asked for
    TOO_MANY = "too_many"
    TOO_MUCH = "too_much"  # together
    NO_ROOM = "no_room"
    TOO_FAST = "too_fast"  # from one network: too many, too large together, or cleaned for too long


@dataclass(frozen=True, slots=True)
class Fault:
    """A file that was refused, and why; the page has a sentence for each. `wait` is in seconds, 0 where none helps."""

    name: str
    reason: Refusal | NotTaken
    wait: int = 0


class Refused(Exception):
    """This file is not taken; `reason` says why. Never holds anything from the file itself."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason

    def __reduce__(self) -> tuple[type[Refused], tuple[Refusal]]:
        """So that it comes back whole from another process."""
        return Refused, (self.reason,)


# The disk is full, a folder is missing: that is no fault of the file, and must be heard of. Not EIO: ffmpeg says so of
# a file that ends too early.
_OURS = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EMFILE, errno.ENFILE, errno.ENOENT))


@contextmanager
def broken_otherwise() -> Iterator[None]:
    """Whatever a parser raises on a bad file becomes Refused(BROKEN), or BOMB where memory runs out.

    Errors of our own machine, such as a full disk, go on as they are.
    """
    try:
        yield
    except Refused:
        raise
    except MemoryError:
        raise Refused(Refusal.BOMB) from None
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _OURS:
            raise
        raise Refused(Refusal.BROKEN) from error
