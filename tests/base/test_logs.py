"""A log may hold nothing that tells on a citizen, whatever a programmer hands to it."""

from __future__ import annotations

import ast
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from webapp.base.logs import ALLOWED, configure_logs, get_logger, log_requests
from webapp.config import Mode

WEBAPP = Path(__file__).resolve().parents[2] / "webapp"
SECRETS = (
    "7302 9481 567",
    "73029481567",
    "1234567890",
    "3273012345678901",
    "Budi Santoso",
    "budi@contoh.id",
    "10.1.2.3",
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.sampled_from(SECRETS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.text(min_size=1, max_size=12).filter(lambda key: key not in ("event", "self", "_event", "exc_info"))


@pytest.fixture(autouse=True)
def _configured() -> Iterator[None]:
    """Logs as a running instance has them, and the root logger as it was afterwards."""
    before, level = logging.root.handlers, logging.root.level
    configure_logs(Mode.TEST)
    yield
    logging.root.handlers, logging.root.level = before, level


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What went to stderr, parsed; nothing may go to stdout."""
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(event=ANYTHING, values=st.dictionaries(KEYS | st.sampled_from(sorted(set(ALLOWED) - {"event"})), ANYTHING))
def test_whatever_is_logged_only_listed_keys_in_listed_shapes_get_out(
    capsys: pytest.CaptureFixture[str], event: Any, values: dict[str, Any]
) -> None:
    get_logger().info(event, **values)
    [line] = lines(capsys)
    assert set(line) <= set(ALLOWED)
    assert all(ALLOWED[key](value) for key, value in line.items())
    assert not any(secret in json.dumps(line) for secret in SECRETS)


def test_a_good_line_comes_out_whole(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger().info("outbox_sent", job="send_outbox", count=3)
    [line] = lines(capsys)
    assert line.pop("time").endswith("Z")
    assert line == {"event": "outbox_sent", "level": "info", "job": "send_outbox", "count": 3}


def test_what_is_dropped_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    get_logger().warning("Laporan 73029481567 hilang", ticket="73029481567", ip="10.1.2.3", count=1)
    [line] = lines(capsys)
    assert (line["event"], line["dropped"], line["count"]) == ("unlisted", 3, 1)
    assert "73029481567" not in json.dumps(line)


@pytest.mark.parametrize("text", SECRETS)
def test_an_exception_tells_class_and_lines_but_no_message_and_no_locals(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    try:
        _fail_in_our_code(text)
    except ValueError as error:
        get_logger().error("unhandled", exc_info=error)
    [line] = lines(capsys)
    assert line["error"] == "ValueError"
    assert any(frame.startswith("webapp/base/db.py:") for frame in line["frames"])
    assert text not in json.dumps(line)


def _fail_in_our_code(secret: str) -> None:
    """Raise from within webapp, with `secret` among the locals and in the chained message."""
    from datetime import datetime

    from webapp.base.db import UtcDateTime

    try:
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError as error:
        error.args = (secret,)
        raise


@pytest.mark.parametrize("name", ["werkzeug", "gunicorn.error", "huey", "sqlalchemy.engine", "some.library"])
def test_a_library_is_heard_but_not_quoted(capsys: pytest.CaptureFixture[str], name: str) -> None:
    try:
        raise RuntimeError("GET /lacak?pin=1234567890 10.1.2.3")
    except RuntimeError:
        logging.getLogger(name).exception("from %s: 1234567890", "10.1.2.3")
    [line] = lines(capsys)
    assert (line["event"], line["logger"], line["error"]) == ("library", name, "RuntimeError")
    assert line["at"].startswith("base/test_logs.py:")
    assert "1234567890" not in json.dumps(line) and "10.1.2.3" not in json.dumps(line)


def test_access_logs_of_servers_are_silent(capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("gunicorn.access").info('10.1.2.3 "GET /lacak?pin=1234567890" Mozilla')
    logging.getLogger("werkzeug").info('10.1.2.3 "GET /lacak?pin=1234567890"')
    assert lines(capsys) == []


def test_a_request_is_one_line_without_address_or_path(capsys: pytest.CaptureFixture[str]) -> None:
    app = Flask("webapp")
    log_requests(app)
    app.add_url_rule("/lacak/<ticket>", "tracking.show", lambda ticket: ticket)
    headers = {"User-Agent": "Mozilla", "X-Request-ID": "budi"}
    app.test_client().get(
        "/lacak/73029481567?pin=1234567890", headers=headers, environ_base={"REMOTE_ADDR": "10.1.2.3"}
    )
    [line] = lines(capsys)
    assert (line["event"], line["route"], line["status"]) == ("request", "tracking.show", 200)
    assert set(line) == {"event", "level", "time", "request_id", "route", "status", "duration_ms"}


def test_an_error_in_a_page_is_logged_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    app = Flask("webapp")
    log_requests(app)

    @app.route("/lapor", methods=["POST"])
    def send() -> str:
        raise KeyError("Budi Santoso")

    app.test_client().post("/lapor", data={"isi": "Budi Santoso"})
    found = lines(capsys)
    assert [line["event"] for line in found] == ["library", "request"]
    assert found[0]["error"] == "KeyError" and "Budi" not in json.dumps(found)


def test_every_log_call_in_the_code_names_its_event_literally() -> None:
    """A word taken from a variable could be a name that happens to look like a code."""
    calls = [call for path in WEBAPP.rglob("*.py") for call in _log_calls(path)]
    assert calls
    assert all(isinstance(call.args[0], ast.Constant) for call in calls)


def _log_calls(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_log(node.func):
            yield node


def _is_log(function: ast.Attribute) -> bool:
    owner = function.value
    named = isinstance(owner, ast.Name) and owner.id in ("log", "logger")
    fetched = isinstance(owner, ast.Call) and isinstance(owner.func, ast.Name) and owner.func.id == "get_logger"
    return (named or fetched) and function.attr in ("debug", "info", "warning", "error", "critical", "exception")
