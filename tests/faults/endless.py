"""The smallest application, for the manners of our server alone: one page is longer than any buffer.

The other says how many of those are under way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONG = 30_000_000
"""Bytes: the buffers of a loopback connection hold some six million."""

UNDER_WAY: set[object] = set()


class Long:
    """A long answer; the server closes it when it has gone out, or never will."""

    def __init__(self) -> None:
        UNDER_WAY.add(self)

    def __iter__(self) -> Iterator[bytes]:
        return iter([b"a" * LONG])

    def close(self) -> None:
        """See above."""
        UNDER_WAY.discard(self)


def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """As gunicorn calls it."""
    answer = Long() if environ["PATH_INFO"] == "/long" else [str(len(UNDER_WAY)).encode()]
    start("200 OK", [("Content-Length", str(sum(map(len, answer))))])
    return answer
