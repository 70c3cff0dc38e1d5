"""Where in the queue an officer was: its filters and its page travel along in the address, and nothing else does."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for

_CARRIED = "antrean"
_PARTS = ("status", "instansi", "kata", "sesudah")


def here() -> str:
    """What a link from this page of the queue ends in, so that the way back leads here again."""
    return _ending(request.args)


def ending() -> str:
    """What came along, for the next link."""
    return _ending(_carried())


def to_queue(**more: str) -> str:
    """The address of the same page of the queue. It is always ours: only known parts of its query are taken over."""
    query = urlencode({**_known(_carried()), **more})
    return url_for("desk.queue") + (f"?{query}" if query else "")


def _carried() -> dict[str, str]:
    return dict(parse_qsl(request.args.get(_CARRIED, "")))


def _known(query: Mapping[str, str]) -> dict[str, str]:
    return {name: query[name] for name in _PARTS if query.get(name)}


def _ending(query: Mapping[str, str]) -> str:
    known = urlencode(_known(query))
    return f"?{urlencode({_CARRIED: known})}" if known else ""
