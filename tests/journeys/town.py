"""Samarinda as a running site: gunicorn with the small true world, and officers who can sign in."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests import live, world
from webapp.base.crypto import KeyRing
from webapp.base.db import Database
from webapp.base.second_factor import code_at
from webapp.config import Config
from webapp.officers import service
from webapp.officers.roles import Role

PASSWORD = "parit gang lima"


@dataclass(frozen=True)
class Officer:
    """Somebody with an account; the authenticator is in their pocket."""

    username: str
    secret: str

    @property
    def code(self) -> str:
        """The six digits of this moment."""
        return code_at(self.secret, datetime.now(UTC))


class Town:
    """A running site and its people."""

    def __init__(self, server: live.LiveServer, config: Config, db: Database) -> None:
        self.server = server
        self.config = config
        self.db = db
        self._numbers = count(1)

    def at(self, path: str) -> str:
        """The whole address of a page."""
        return self.server.url + path

    def officer(self, role: Role, agency: str) -> Officer:
        """A new officer, so that no code of the second factor was used before."""
        new = service.new_officer(f"{agency}-{next(self._numbers)}", "Rina Wijayanti", PASSWORD)
        now = datetime.now(UTC)
        with self.db.write() as session:
            account = service.create_officer(session, new, KeyRing(self.config.field_keys), now)
            service.grant(session, account.id, role, world.agency_id(session, agency), now)
        return Officer(new.username, new.totp_secret)


@contextmanager
def town(folder: Path, database_url: str) -> Iterator[Town]:
    """Settle the world in an empty database and serve it from `folder`."""
    environ = {"LAPOR_MODE": "test", "DATABASE_URL": database_url}
    config = Config.from_env({**os.environ, **environ, "DATA_DIR": str(folder)})
    db = Database(database_url)
    with db.write() as session:
        world.settle(session)
    try:
        with live.live_server(folder, environ) as server:
            yield Town(server, config, db)
    finally:
        db.dispose()
