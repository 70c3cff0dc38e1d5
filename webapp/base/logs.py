"""Logs that can't tell on anyone: JSON lines on stderr, made only of keys and value shapes listed here.

A log outlives erasure and is read by more people than a case is. So there is no ticket, network address, browser name,
query string or message text in it: what is not on the list is dropped, and `dropped` counts it. An exception is its
class and the lines of our own code that it passed through, never its message, which may quote a citizen.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO, cast

import structlog
from flask import Flask, Response, g, has_request_context, request

from webapp.config import Mode

Record = MutableMapping[str, Any]
Shape = Callable[[Any], bool]
Step = Callable[[Any, str, Record], Any]

OURS = Path(__file__).resolve().parent.parent
LIBRARIES_THAT_TALK = ("werkzeug", "gunicorn.error", "gunicorn.access", "huey", "huey.consumer")


def _text(pattern: str) -> Shape:
    whole = re.compile(pattern)
    return lambda value: type(value) is str and whole.fullmatch(value) is not None


def _number(most: int) -> Shape:
    """Short numbers only: a ticket has 11 digits, a PIN 10, a NIK 16."""
    return lambda value: type(value) in (int, float) and 0 <= value <= most


def _places(value: Any) -> bool:
    return type(value) is list and len(value) <= 40 and all(_PLACE(place) for place in value)


_CODE = _text(r"[a-z]{1,24}([_.][a-z]{1,24}){0,6}")
_PLACE = _text(r"[A-Za-z_]\w{0,40}([/.][A-Za-z_]\w{0,40}){0,8}\.py:\d{1,5}")

ALLOWED: Mapping[str, Shape] = {
    "event": _CODE,
    "level": _text(r"debug|info|warning|error|critical"),
    "time": _text(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"),
    "request_id": _text(r"[0-9a-f]{12}"),
    "route": _CODE,
    "status": _number(599),
    "duration_ms": _number(10_000_000),
    "job": _CODE,
    "count": _number(10_000_000),
    "error": _text(r"[A-Za-z_]\w{0,60}([.][A-Za-z_]\w{0,60}){0,6}"),
    "code": _CODE,
    "logger": _text(r"[A-Za-z_]\w{0,40}([.][A-Za-z_]\w{0,40}){0,6}"),
    "frames": _places,
    "at": _PLACE,
    "dropped": _number(10_000_000),
}
"""Key and shape of its value; `at` and `frames` are file:line, `code` is one of our own error codes."""


def configure_logs(mode: Mode, *, traces: bool = True) -> None:
    """Send our logs and those of every library to stderr, as allow-listed JSON lines. May be called again.

    Without `traces` no line says when it was written nor to which request it belongs (the sealed app).
    """
    _configure_ours(traces)
    others = [
        handler for handler in logging.root.handlers if type(handler) not in (logging.StreamHandler, LibraryHandler)
    ]
    logging.root.handlers = [LibraryHandler(traces), *others]
    logging.root.setLevel(logging.WARNING)
    for name in LIBRARIES_THAT_TALK:
        _quiet(logging.getLogger(name))


def get_logger() -> structlog.typing.FilteringBoundLogger:
    """`get_logger().info("outbox_sent", count=3)`: the event is a literal code, the keys are those of ALLOWED."""
    if not structlog.is_configured():
        _configure_ours()  # a script that forgot to configure must not get structlog's talkative default
    return _logger()


@cache
def _logger() -> structlog.typing.FilteringBoundLogger:
    """One for all: each new one would be put together anew at its first line."""
    return cast(structlog.typing.FilteringBoundLogger, structlog.get_logger())


def log_requests(app: Flask) -> None:
    """One line for each request: endpoint, status, duration; and a random id that its other lines share."""
    app.before_request(_begin_request)
    app.after_request(_end_request)


def only_allowed(_logger: Any, _method: str, record: Record) -> Record:
    """Keep what ALLOWED lists, in its shape; count the rest. An event that is no code becomes "unlisted"."""
    kept = {key: value for key, value in record.items() if type(key) is str and _fits(key, value)}
    dropped = len(record) - len(kept)
    kept.setdefault("event", "unlisted")
    return {**kept, "dropped": dropped} if dropped else kept


def our_frames(trace: TracebackType | None) -> list[str]:
    """The lines of our own code in a traceback, outermost first: ["webapp/desk/routes.py:41"]."""
    places = []
    while trace is not None:
        places.append(_place(trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    return [place for place in places if place.startswith(f"{OURS.name}/")][-40:]


class LibraryHandler(logging.Handler):
    """What a library logs: who spoke and from which line, never what it said."""

    def __init__(self, traces: bool = True) -> None:
        super().__init__()
        self.steps = _steps((_stamp, _explain, only_allowed), traces)

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line; the message and its arguments are left out."""
        line: Record = {"event": "library", "level": record.levelname.lower(), "logger": record.name}
        line["at"] = _place(record.pathname, record.lineno)
        if record.exc_info:
            line["exc_info"] = record.exc_info
        for step in self.steps:
            line = step(None, "", line)
        sys.stderr.write(json.dumps(line) + "\n")


class Stderr:
    """Whatever is standard error at the moment: who runs us may change it under our feet."""

    def write(self, text: str) -> None:
        """As a stream does."""
        sys.stderr.write(text)

    def flush(self) -> None:
        """As a stream does."""
        sys.stderr.flush()


def _configure_ours(traces: bool = True) -> None:
    _logger.cache_clear()
    steps = (_of_request, structlog.processors.add_log_level, _stamp, _explain, only_allowed, _as_json)
    structlog.configure(
        processors=_steps(steps, traces),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names: structlog.WriteLogger(cast(TextIO, Stderr())),
        cache_logger_on_first_use=True,
    )


def _steps(steps: Iterable[Step], traces: bool) -> list[Step]:
    return [step for step in steps if traces or step not in (_of_request, _stamp)]


def _fits(key: str, value: Any) -> bool:
    shape = ALLOWED.get(key)
    return shape is not None and shape(value)


def _of_request(_logger: Any, _method: str, record: Record) -> Record:
    """Lines of one request share its id."""
    if has_request_context() and "request_id" in g:
        record["request_id"] = g.request_id
    return record


def _stamp(_logger: Any, _method: str, record: Record) -> Record:
    record["time"] = datetime.now(UTC).replace(tzinfo=None).isoformat(timespec="milliseconds") + "Z"
    return record


def _explain(_logger: Any, _method: str, record: Record) -> Record:
    """Put class and frames in the place of an exception."""
    error = _exception(record.pop("exc_info", None))
    if error is not None:
        record["error"] = type(error).__qualname__.replace("<locals>.", "")
        record["frames"] = our_frames(error.__traceback__)
    return record


def _exception(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    found = info[1] if isinstance(info, tuple) and len(info) == 3 else (sys.exc_info()[1] if info else None)
    return found if isinstance(found, BaseException) else None


def _as_json(_logger: Any, _method: str, record: Record) -> str:
    return json.dumps(dict(record))


def _place(file: str, line: int) -> str:
    """`webapp/desk/routes.py:41` for our files, the last two parts of the path for others."""
    path = Path(file)
    if path.is_relative_to(OURS):
        return f"{path.relative_to(OURS.parent).as_posix()}:{line}"
    return f"{'/'.join(path.parts[-2:])}:{line}"


def _quiet(logger: logging.Logger) -> None:
    """Take a library's own handlers away: gunicorn and werkzeug would print addresses and query strings."""
    logger.handlers = []
    logger.propagate = True
    logger.setLevel(logging.CRITICAL if logger.name == "gunicorn.access" else logging.WARNING)


def _begin_request() -> None:
    # never the client's own X-Request-ID: it is text that somebody else wrote
    g.request_id = secrets.token_hex(6)
    g.log_started = time.monotonic()


def _end_request(response: Response) -> Response:
    took = round((time.monotonic() - g.get("log_started", time.monotonic())) * 1000)
    get_logger().info("request", route=request.endpoint or "none", status=response.status_code, duration_ms=took)
    return response
