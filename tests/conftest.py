"""What every test may ask for: a clock, a fresh database, the app, the auditing client, real servers.

def test_story(client): ...                      the site on SQLite, in process
def test_contract(database_url): ...             runs twice, on SQLite and on PostgreSQL
def test_in_the_world(live_server): ...          gunicorn on a loopback port
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache

from tests import live, servers
from tests.auditing import AuditingClient
from webapp import work
from webapp.app import create_app
from webapp.base import assets
from webapp.base.db import Database
from webapp.base.migrate import upgrade
from webapp.cases.keys import Keys
from webapp.cli import MIGRATIONS
from webapp.config import Config
from webapp.demo.load import load_demo

settings.register_profile("untimed", deadline=None)  # how quick it is, is measured by `make bench`, not by tests
settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hundreds of apps are made in one run; their templates are compiled by the first: it took a sixth of the time."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": kept}


@dataclass
class Clock:
    """Gives the same instant until the story moves on."""

    present: datetime = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.present

    def pass_by(self, **time: float) -> None:
        """Let some time go by, as in `pass_by(days=3, hours=8)`."""
        self.present += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    """Wednesday, 9 December 2026, 09.00 WITA."""
    return Clock()


def make_schema(url: str) -> None:
    """Every table, empty, made by the migrations as on a real instance."""
    database = Database(url)
    upgrade(database, MIGRATIONS)
    with database.engine.connect() as connection:
        if database.engine.dialect.name == "sqlite":
            connection.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table, copied for each test."""
    path = tmp_path_factory.mktemp("template") / "lapor.db"
    make_schema(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql() -> Iterator[servers.PostgreSQL]:
    """A PostgreSQL server of this test run (one for each xdist worker)."""
    with servers.postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: servers.PostgreSQL) -> str:
    """The name of a database with every table, copied for each test."""
    name = postgresql.create(name="lapor_template")
    make_schema(postgresql.url(name))
    return name


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis server of this test run."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    """A fresh SQLite database in a file."""
    path = tmp_path / "lapor.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql: servers.PostgreSQL, postgresql_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database."""
    name = postgresql.create(postgresql_template)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database, once of each kind: for contracts that both must keep."""
    return cast(str, request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def shared_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database of each kind that the stories of one module share: for those that only read."""
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("shared") / "lapor.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    server: servers.PostgreSQL = request.getfixturevalue("postgresql")
    name = server.create(request.getfixturevalue("postgresql_template"))
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as every app publishes them at its start: to compress them took a fifth of all tests' time."""
    folder = tmp_path_factory.mktemp("static")
    assets.publish(folder)
    return folder


@pytest.fixture
def config(tmp_path: Path, sqlite_url: str, published: Path) -> Config:
    """Settings of an instance for tests, all its data in a folder of its own."""
    (tmp_path / "static").symlink_to(published)
    environ = {
        "LAPOR_MODE": "test",
        "DATA_DIR": str(tmp_path),
        "DATABASE_URL": sqlite_url,
        "BASE_URL": "http://localhost",
    }
    return Config.from_env(environ)


@pytest.fixture
def keys(config: Config) -> Keys:
    """The keys of the test instance."""
    return Keys.of(config)


@pytest.fixture
def app(config: Config, clock: Clock) -> Iterator[Flask]:
    """The site, in process; its test client audits every page."""
    app = create_app(config, clock)
    app.test_client_class = AuditingClient
    yield app
    database: Database = app.extensions["database"]
    database.dispose()


@pytest.fixture
def db(app: Flask) -> Database:
    """The database of the site."""
    return cast(Database, app.extensions["database"])


@pytest.fixture
def client(app: Flask) -> AuditingClient:
    """A visitor."""
    return cast(AuditingClient, app.test_client())


@pytest.fixture
def live_server(tmp_path: Path, sqlite_url: str) -> Iterator[live.LiveServer]:
    """The site under gunicorn on a loopback port, on SQLite, with an empty database."""
    with live.live_server(tmp_path, {"LAPOR_MODE": "test", "DATABASE_URL": sqlite_url}) as server:
        yield server


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Path:
    """The data folder of a demo: its agencies, officers and reports, and the letters that have gone out. Copy it."""
    folder = tmp_path_factory.mktemp("demo")
    shutil.copyfile(sqlite_template, folder / "lapor.db")
    config = Config.from_env({"LAPOR_MODE": "demo", "DATA_DIR": str(folder)})
    database = Database(config.database_url)
    load_demo(database, config, datetime.now(UTC))
    for job in work.jobs(config, database, lambda: datetime.now(UTC)).jobs:
        job.run()
    database.dispose()
    return folder


@pytest.fixture
def demo_server(tmp_path: Path, demo_folder: Path) -> Iterator[live.LiveServer]:
    """The demo under gunicorn on a loopback port, with data of its own."""
    folder = shutil.copytree(demo_folder, tmp_path / "demo")
    with live.live_server(folder, {"LAPOR_MODE": "demo"}) as server:
        yield server
