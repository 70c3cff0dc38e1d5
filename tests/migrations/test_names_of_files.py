"""Files that came before anonymous reporters' names of files were dropped are called as new ones are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import literal, update

from tests import world
from tests.attachments.making import new_file
from tests.migrations.test_history import FOLDER
from webapp.attachments.kept import NewFile
from webapp.attachments.models import Attachment, Blob
from webapp.attachments.queries import of_case
from webapp.base.crypto import token_hash
from webapp.base.db import Database
from webapp.base.files.kinds import Kind
from webapp.base.files.names import plain_name
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    with world.settled(database_url) as db:
        yield db


def files(db: Database, keys: Keys, *ids: str) -> tuple[NewFile, ...]:
    """Their own names tell whose they are."""
    with db.write() as session:
        session.add_all(Blob(id=one * 32, draft_hash=token_hash("x"), created_at=NOW) for one in ids)
    return tuple(new_file(keys.ring, one * 32, b"k" * 32, f"Rumah Zulkarnain {one}.jpg") for one in ids)


def names(db: Database, case_id: int) -> list[str]:
    with db.read() as session:
        return [file.name for file in of_case(session, case_id)]


def before_and_after(db: Database) -> None:
    """To the revision before, and forward again."""
    with changing(db) as connection:
        command.downgrade(_config(FOLDER, connection), "0022")
    upgrade(db, FOLDER)


def test_only_what_reporters_of_anonymous_cases_sent_is_renamed_as_if_it_came_now(db: Database, keys: Keys) -> None:
    sent = files(db, keys, "a", "b")
    hidden = world.case_in(db, keys, NOW, Status.IN_PROGRESS, files=sent, anonymous=True, reporter=None)
    world.act(db, hidden.case_id, Action.NOTE, NOW, note="Sudah dilihat.", files=files(db, keys, "c"))
    world.act(db, hidden.case_id, Action.ADD_MESSAGE, NOW, message="Lagi.", files=files(db, keys, "d"))
    named = world.report(db, keys, NOW, key="other", files=files(db, keys, "e"))
    now = names(db, hidden.case_id)
    assert now == ["bukti-1.jpg", "bukti-2.jpg", "Rumah Zulkarnain c.jpg", "bukti-4.jpg"]
    with db.write() as session:
        session.execute(update(Attachment).values(name=literal("Rumah Zulkarnain ") + Attachment.blob_id + ".jpg"))
    before_and_after(db)
    assert names(db, hidden.case_id) == [*now[:2], f"Rumah Zulkarnain {'c' * 32}.jpg", now[3]]
    assert names(db, named.case_id) == [f"Rumah Zulkarnain {'e' * 32}.jpg"]
    with db.read() as session:
        assert list(unfaithful(session)) == []


def test_each_kind_has_its_ending(db: Database, keys: Keys) -> None:
    sent = zip(files(db, keys, *"0123456789abcdef"[: len(Kind)]), Kind, strict=True)
    case = world.report(db, keys, NOW, files=tuple(replace(file, kind=kind) for file, kind in sent))
    with db.write() as session:
        session.execute(update(Case).values(anonymous=True))
    before_and_after(db)
    assert names(db, case.case_id) == [plain_name(number, kind) for number, kind in enumerate(Kind, 1)]
