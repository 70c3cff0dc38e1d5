"""The smallest application, for the manners of our server alone: one page is short, one longer than any buffer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LONG = 30_000_000
"""Bytes: the buffers of a loopback connection hold some six million."""


def application(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    """As gunicorn calls it."""
    length = LONG if environ["PATH_INFO"] == "/long" else 2
    start("200 OK", [("Content-Length", str(length))])
    return [b"a" * length]
