"""A crash between any two statements of sending leaves the whole report with its ticket, or nothing of it.

Every statement in turn, on both databases: once the process dies before it, once the database refuses it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from tests import world
from tests.auditing import AuditingClient
from tests.faults.crasher import DIED
from tests.faults.site import Rows, check_every_record, grown, rows
from tests.faults.statements import before_statement
from tests.faults.visitor import ANSWERS, Answer, Shown, shown
from tests.servers import end
from webapp.app import create_app
from webapp.base.db import Database
from webapp.config import Config

Fields = dict[str, str]
Fault = Callable[[int, Fields], str]
"""(n, the form): send it, with the fault before the n-th statement; "200" when there were fewer."""
MANY = 250


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """An instance on each database."""
    return Config.from_env({"LAPOR_MODE": "test", "DATA_DIR": str(tmp_path), "DATABASE_URL": database_url})


@pytest.fixture
def app(config: Config) -> Iterator[Flask]:
    """The site in this process, with the clock of the computer, as the dying process has it."""
    made = create_app(config)
    database: Database = made.extensions["database"]
    with database.write() as session:
        world.settle(session)
    yield made
    database.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor whose pages other tests have looked at."""
    return app.test_client()


@pytest.fixture
def dying(config: Config, client: FlaskClient) -> Iterator[Fault]:
    """A second process, which ends in the middle of the request."""
    site = {"LAPOR_MODE": "test", "DATA_DIR": str(config.data_dir), "DATABASE_URL": config.database_url}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.crasher"], env={**os.environ, **site},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdin and process.stdout

    def send(n: int, fields: Fields) -> str:
        assert process.stdin and process.stdout
        process.stdin.write(json.dumps({"statement": n, "fields": fields}) + "\n")
        process.stdin.flush()
        return process.stdout.readline().strip()

    assert send(0, checked(client)) == "200"
    yield send
    process.stdin.close()
    end(process)
    process.stdout.close()


@pytest.fixture
def refusing(app: Flask, db: Database) -> Fault:
    """The database refuses the statement; the person sees the page of error 500 and may send again."""

    def refuse() -> None:
        raise OperationalError("a statement", {}, OSError("disk I/O error"))

    def send(n: int, fields: Fields) -> str:
        forget = before_statement(db.engine, n, refuse)
        status = AuditingClient(app, app.response_class).post("/lapor", data=fields).status_code
        forget()
        return {500: DIED, 200: "200"}.get(status, f"status {status}")

    return send


def checked(client: FlaskClient) -> Fields:
    """What the button on the page for checking sends."""
    blank = Answer(200, client.get("/lapor?cara=satu-halaman").get_data(as_text=True))
    fields = {**ANSWERS, "judul": "Parit tersumbat", "draf": blank.hidden["draf"], "lanjut": "ya"}
    page = Answer(200, client.post("/lapor", data=fields).get_data(as_text=True))
    return {**page.hidden, "kirim": "ya"}


def send(client: FlaskClient, fields: Fields) -> Shown:
    """The receipt."""
    answer = client.post("/lapor", data=fields)
    return shown(Answer(answer.status_code, answer.get_data(as_text=True)))


def whole_report(client: FlaskClient, db: Database) -> Rows:
    """What sending adds to the tables, and takes away, when nothing goes wrong."""
    fields, before = checked(client), rows(db)
    send(client, fields)
    return grown(before, rows(db))


@pytest.mark.parametrize("way", ["dying", "refusing"])
def test_all_of_it_or_nothing(way: str, request: pytest.FixtureRequest, client: FlaskClient, db: Database) -> None:
    fault: Fault = request.getfixturevalue(way)
    cases, whole, left = rows(db)["case"], whole_report(client, db), list[Rows]()
    for n in range(1, MANY):
        client.environ_base["REMOTE_ADDR"] = f"127.0.{n}.1"  # brakes count by network
        fields, before = checked(client), rows(db)
        outcome = fault(n, fields)
        left.append(grown(before, rows(db)))
        assert outcome in (DIED, "200") and left[-1] in ({}, whole), f"{outcome} at statement {n}: {left[-1]}"
        receipt = send(client, fields)
        assert grown(before, rows(db)) == whole and send(client, fields) == receipt
        if outcome == "200":
            break

    lost = left.index(whole)
    assert lost > 20, "so many statements store a report"
    assert left == [{}] * lost + [whole] * (len(left) - lost), "nothing up to COMMIT, everything after it"
    assert len(left) > lost + 1 and check_every_record(db) == cases + len(left) + 1
