"""The servers that tests stand on are real, fresh for each test, and survive being killed."""

from __future__ import annotations

from http import HTTPStatus

import pytest
import redis
from sqlalchemy import inspect, text

from tests import live, servers
from webapp.base.db import Base, Database


def test_a_fresh_database_has_every_table_and_keeps_what_is_written(database_url: str) -> None:
    database = Database(database_url)
    assert set(inspect(database.engine).get_table_names()) >= set(Base.metadata.tables)
    with database.write() as session:
        session.execute(text("CREATE TABLE seen (id INTEGER)"))
    with database.read() as session:
        assert session.execute(text("SELECT count(*) FROM seen")).scalar_one() == 0
    database.dispose()


def test_the_next_test_gets_another_database(database_url: str) -> None:
    database = Database(database_url)
    assert "seen" not in inspect(database.engine).get_table_names()
    database.dispose()


def test_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        client.set("ticket", "7302")
        assert client.get("ticket") == b"7302"


def test_a_missing_program_is_named_with_its_package() -> None:
    with pytest.raises(servers.Missing, match="no-such-server is missing: apt-get install some-package"):
        servers.program("no-such-server", "some-package")


def test_the_live_server_answers_and_comes_back_after_a_kill(live_server: live.LiveServer) -> None:
    assert live_server.get("/bantuan")[0] == HTTPStatus.OK
    first = live_server.process
    live_server.kill()
    assert first is not None
    assert first.returncode == -9
    live_server.start()
    assert live_server.get("/bantuan")[0] == HTTPStatus.OK
