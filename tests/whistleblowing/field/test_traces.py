"""What the process leaves: no line with a time, a route or a word; no core; no file for others; no second process."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.live import ROOT
from tests.whistleblowing.field.distant import distant
from tests.whistleblowing.field.trial import Trial, place, serving
from webapp.base.db import Database
from webapp.whistleblowing.process import silent

TIMES = re.compile(r"\d{1,2}:\d\d|\d{4}-\d\d-\d\d|\d{10,}")


def test_an_error_is_its_class_and_the_lines_of_our_code(tmp_path: Path) -> None:
    """The message of the error quotes the form, as messages do."""
    at, trial = place(tmp_path, LEFT_OPEN="error"), Trial()
    with serving(at) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port)
        connection.request(
            "GET", "/tidak-ada?nama=Budi", headers={"User-Agent": "Netscape 4", "X-Forwarded-For": "10.1.1.1"}
        )
        assert connection.getresponse().read()
        page = trial.send(distant(at.folder, lambda: http.client.HTTPConnection("127.0.0.1", server.port)))
        assert page.status == 500
        server.stop()
        said = server.log
    assert "Budi" not in said and "Netscape" not in said and "10.1.1.1" not in said and "kursi rapat" not in said
    assert "unhandled" in said
    for line in filter(None, said.splitlines()):
        assert not TIMES.search(line), line
        if line.startswith("{"):
            assert set(json.loads(line)) <= {"event", "level", "logger", "at", "error", "frames", "dropped"}


SCRIPT = """
import ctypes, os, resource
from webapp import sealed_gunicorn as gunicorn
print(resource.getrlimit(resource.RLIMIT_CORE), oct(os.umask(0)), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
print(gunicorn.workers, gunicorn.accesslog, gunicorn.threads >= 200, "asctime" in gunicorn.TimelessLogger.error_fmt)
"""
"""3 is PR_GET_DUMPABLE."""


def test_no_core_no_file_for_others_one_process_no_log_of_visits() -> None:
    """In a process of its own, for what it does can't be taken back."""
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["(0, 0) 0o77 0", "1 None True False"]


@pytest.mark.parametrize(
    ("url", "made"),
    [
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
        ("postgresql+psycopg://u:p%40s@/d?host=/run", "log_parameter_max_length_on_error%3D0"),
        ("postgresql+psycopg://u@/d?options=-c+statement_timeout%3D5", "statement_timeout%3D5+-c+log_parameter"),
    ],
)
def test_postgresql_is_asked_to_keep_values_out_of_its_log(url: str, made: str) -> None:
    assert made in silent(url)
    assert "p%40s" not in url or "p%40s" in silent(url)


def test_postgresql_has_heard_it(postgresql_url: str) -> None:
    database = Database(silent(postgresql_url))
    with database.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW log_parameter_max_length_on_error").scalar() == "0"
    database.dispose()
