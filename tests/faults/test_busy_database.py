"""Somebody else holds the database for five seconds, or the server of the database hangs up: nobody sees an error."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection

from tests.crowd import at_once
from tests.faults.conftest import KINDS
from tests.faults.site import Site, check_every_record
from tests.faults.visitor import Visitor, shown

HELD = 5.0
OTHERS = 12


def hold(connection: Connection) -> None:
    """Keep every other writer out until this transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text('LOCK TABLE "case", draft IN SHARE ROW EXCLUSIVE MODE'))


def test_sending_waits_for_another_writer_and_reading_does_not(site: Site) -> None:
    people = [Visitor(site.server.port, f"Jalan berlubang {number}") for number in range(OTHERS)]
    for one in people:
        one.fill()
    waiting = threading.Event()
    ticket = Visitor(site.server.port, "")

    with site.db.engine.connect() as other, other.begin() as held:
        hold(other)
        began = time.monotonic()
        release = threading.Timer(HELD, waiting.set)
        release.start()

        def read_and_let_go() -> float:
            assert {ticket.get(path).status for path in ("/", "/lapor", "/lacak")} == {200}
            took = time.monotonic() - began
            waiting.wait()
            held.rollback()
            return took

        def send(visitor: Visitor) -> float:
            shown(visitor.send())
            return time.monotonic() - began

        everybody: list[Callable[[], float]] = [read_and_let_go, *(partial(send, one) for one in people)]
        read, *sent = at_once(everybody)
    assert read < HELD <= min(sent)
    check_every_record(site.db)


@pytest.mark.parametrize("kind", KINDS[1:], indirect=True)
def test_connections_that_postgresql_hung_up_are_opened_again(site: Site) -> None:
    visitor = Visitor(site.server.port, "Parit tersumbat")
    visitor.fill()
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
    with site.db.engine.connect() as connection:
        connection.execute(text(others + "current_database()"))
    first = shown(visitor.send())
    assert shown(visitor.send()) == first
    check_every_record(site.db)
