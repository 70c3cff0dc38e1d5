"""kill -9 of the worker while it hands letters to a mail server: none is lost; repeats keep their Message-ID."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path
from random import Random
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import func, select

from tests import world
from tests.base.test_mail import FreePort
from tests.servers import PATIENCE
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.config import Config
from webapp.notices.models import Outbox
from webapp.notices.service import LEASE

REPORTS = 5
LETTERS = 3 * REPORTS
"""To the reporter, to the office, and, as no officer is active there, to who must act instead."""
SEED = 20261209
BEFORE_TAKING, AFTER_TAKING = "before", "after"


@dataclass
class PostOffice:
    """A mail server that kills the worker at a chosen letter, just before or just after it has taken it."""

    kill_at: tuple[int, str] = (0, "")
    worker: subprocess.Popen[bytes] | None = None
    met: int = 0
    taken: list[str] = field(default_factory=list)
    done: threading.Event = field(default_factory=threading.Event)

    async def handle_DATA(self, _s: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter, or not, and perhaps kill who brings it."""
        self.met += 1
        if self.kill_at != (self.met, BEFORE_TAKING):
            assert isinstance(envelope.content, bytes)
            self.taken.append(message_from_bytes(envelope.content)["Message-ID"])
        if self.met == self.kill_at[0]:
            assert self.worker is not None
            os.kill(self.worker.pid, signal.SIGKILL)
        if len(set(self.taken)) == LETTERS:
            self.done.set()
        return "250 OK"


@pytest.fixture
def office() -> PostOffice:
    """Where letters arrive."""
    return PostOffice()


@pytest.fixture
def mail_url(office: PostOffice) -> Iterator[str]:
    """How an instance reaches it."""
    controller = FreePort(office, hostname="127.0.0.1", port=0)
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}?tls=none"
    controller.stop()


@pytest.fixture
def config(tmp_path: Path, database_url: str, mail_url: str) -> Config:
    """An instance on each database, with waiting letters of five reports."""
    environ = {"LAPOR_MODE": "test", "DATA_DIR": str(tmp_path), "DATABASE_URL": database_url, "MAIL_URL": mail_url}
    return Config.from_env(environ)


@pytest.fixture
def db(config: Config) -> Iterator[Database]:
    """Its database, with the letters of five reports waiting."""
    database = Database(config.database_url)
    with database.write() as session:
        world.settle(session)
    for number in range(REPORTS):
        world.report(database, Keys.of(config), datetime.now(UTC), key=f"report {number}")
    yield database
    database.dispose()


def worker(config: Config, minutes: int) -> subprocess.Popen[bytes]:
    """A worker whose clock is ahead."""
    site: dict[str, Any] = {"LAPOR_MODE": "test", "DATA_DIR": str(config.data_dir)}
    urls = {"DATABASE_URL": config.database_url, "MAIL_URL": config.mail_url}
    command = [sys.executable, "-m", "tests.faults.later_worker", str(minutes)]
    return subprocess.Popen(command, env={**os.environ, **site, **urls}, stderr=subprocess.DEVNULL)


def test_no_letter_is_lost_and_repeats_keep_their_message_id(config: Config, db: Database, office: PostOffice) -> None:
    chance = Random(f"{SEED} {db.engine.dialect.name}")
    repeated = 0
    for life, moment in enumerate((AFTER_TAKING, BEFORE_TAKING, AFTER_TAKING)):
        office.kill_at = (office.met + chance.randint(1, 3), moment)
        repeated += moment == AFTER_TAKING
        office.worker = worker(config, life * (LEASE.seconds // 60 + 1))
        assert office.worker.wait(PATIENCE) == -signal.SIGKILL
    office.worker = worker(config, 60)
    assert office.done.wait(PATIENCE)
    office.worker.terminate()
    assert office.worker.wait(PATIENCE) == 0

    with db.read() as session:
        promised = set(session.scalars(select(Outbox.message_id)))
        unsent = session.scalar(select(func.count()).where(Outbox.sent_at.is_(None)))
    times = Counter(office.taken)
    assert {name.strip("<>").partition("@")[0] for name in times} == promised and len(promised) == LETTERS
    assert not unsent and sorted(times.values()) == [1] * (LETTERS - repeated) + [2] * repeated
