"""Real databases for tests, started by the tests themselves on private sockets in a folder of their own.

PostgreSQL and Redis come from the system (`deploy/apt-test.txt`). A missing
binary fails the test in one line: a database that was not tried is not a database that works.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import psycopg
import redis

SETTINGS = "-c max_connections=200 -c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0"
"""Nobody pulls the plug of this machine: what only helps after that costs time for nothing."""
PATIENCE = 60
"""Seconds after which a server that has not answered is taken for broken."""


class Missing(RuntimeError):
    """A program of deploy/apt-test.txt is not installed."""

    def __init__(self, program: str, package: str) -> None:
        super().__init__(f"{program} is missing: apt-get install {package} (make test does it when it may)")


def program(name: str, package: str, *patterns: str) -> str:
    """Where a program is; `patterns` are looked into before the PATH. Raises Missing."""
    places = sorted((str(path) for pattern in patterns for path in Path("/").glob(pattern)), reverse=True)
    found = next(iter(places), None) or shutil.which(name)
    if found is None:
        raise Missing(name, package)
    return found


@contextmanager
def private_folder(owner: str | None = None) -> Iterator[Path]:
    """A folder with a name short enough for unix sockets, removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lt-"))
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class PostgreSQL:
    """A running server; databases are made by copying a template, which takes some 30 ms."""

    folder: Path
    user: str = "lapor"
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def url(self, database: str) -> str:
        """What SQLAlchemy and DATABASE_URL want."""
        return f"postgresql+psycopg://{self.user}@/{database}?host={self.folder}"

    def create(self, template: str = "template1", name: str = "") -> str:
        """The name of a new database, a copy of `template`."""
        name = name or f"test_{next(self._numbers)}"
        self._do(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        with psycopg.connect(host=str(self.folder), user=self.user, dbname="postgres", autocommit=True) as connection:
            connection.execute(statement)


@contextmanager
def postgresql() -> Iterator[PostgreSQL]:
    """A server of its own; it refuses to run as root, so root runs it as `postgres`."""
    control = program("pg_ctl", "postgresql", "usr/lib/postgresql/*/bin/pg_ctl")
    owner = _postgres_account() if os.getuid() == 0 else None
    with private_folder(owner) as folder:
        data = str(folder / "data")
        _run(
            _as(owner, control, "init", "-s", "-D", data, "-o", "-U lapor -A trust -E UTF8 --locale=C.UTF-8 --no-sync")
        )
        # the tests kill processes, never the machine: nothing need reach the disk
        options = f"-c listen_addresses= -c unix_socket_directories={folder} {SETTINGS}"
        _run(
            _as(
                owner,
                control,
                "start",
                "-s",
                "-w",
                "-t",
                str(PATIENCE),
                "-D",
                data,
                "-l",
                f"{folder}/log",
                "-o",
                options,
            )
        )
        try:
            yield PostgreSQL(folder)
        finally:
            _run(_as(owner, control, "stop", "-s", "-m", "immediate", "-D", data))


def _postgres_account() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise Missing("the account postgres", "postgresql") from None


def _as(owner: str | None, *command: str) -> list[str]:
    return ["runuser", "-u", owner, "--", *command] if owner else list(command)


def _run(command: list[str]) -> None:
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command[:6])} … failed: {done.stderr.strip()}")


@contextmanager
def redis_server() -> Iterator[str]:
    """The URL of a Redis of its own, on a unix socket."""
    server = program("redis-server", "redis-server")
    with private_folder() as folder:
        path = folder / "redis.sock"
        options = ["--port", "0", "--unixsocket", str(path), "--save", "", "--appendonly", "no", "--dir", str(folder)]
        process = subprocess.Popen([server, *options], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
        try:
            _read_until(process, "accept connections")
            redis.Redis(unix_socket_path=str(path)).ping()
            yield f"unix://{path}"
        finally:
            end(process)


def _read_until(process: subprocess.Popen[str], words: str) -> None:
    """Wait for a line in the log; raises RuntimeError when the process ends or takes too long."""
    limit = threading.Timer(PATIENCE, process.kill)
    limit.start()
    assert process.stdout is not None
    heard: list[str] = []
    for line in process.stdout:
        heard.append(line)
        # both ways in which versions 6 and 7 say so
        if words in line.lower():
            break
    else:
        raise RuntimeError("the server ended: " + "".join(heard[-5:]))
    limit.cancel()
    threading.Thread(target=process.stdout.read, daemon=True).start()


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Ask a process to end; kill it when it doesn't."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
