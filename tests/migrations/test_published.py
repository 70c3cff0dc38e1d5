"""Texts that were published before revision 0003 become what `cases.publishing` would have written."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from alembic import command
from sqlalchemy import RowMapping, select, text

from tests import world
from tests.migrations.test_history import FOLDER
from tests.published.conftest import publish
from webapp.base.db import Database
from webapp.base.migrate import _config, changing, upgrade
from webapp.cases import published
from webapp.cases.keys import Keys
from webapp.cases.models import PublishedText

NOW = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
OLD = text("INSERT INTO published_text (case_id, title, body, published_at) VALUES (:case_id, :title, :body, :at)")


def rows(db: Database) -> list[RowMapping]:
    with db.read() as look:
        return list(look.execute(select(PublishedText.__table__).order_by(PublishedText.case_id)).mappings().all())


def back_and_forth(db: Database) -> None:
    """To the revision before, with the texts as they were stored there, and forward again."""
    before: list[dict[str, Any]] = [{**row, "at": NOW.replace(tzinfo=None)} for row in rows(db)]
    with changing(db) as connection:
        command.downgrade(_config(FOLDER, connection), "0003-1")
        connection.execute(OLD, before)
    upgrade(db, FOLDER)


def test_old_texts_are_found_after_the_upgrade(database_url: str, keys: Keys) -> None:
    with world.settled(database_url) as db:
        publish(db, keys, NOW, "Parit 'tersumbat' di Gang-5", category="pekerjaan-umum.drainase")
        publish(db, keys, NOW, "Lampu mati", anonymous=True)
        before = rows(db)
        back_and_forth(db)
        for old, new in zip(before, rows(db), strict=True):
            assert {**old, "position": 0} == {**new, "position": 0}
            assert old["position"] // 2**30 == new["position"] // 2**30
        with db.read() as look:
            assert [one.title for one in published.newest(look, published.phrases("tersumb"))] == [before[0]["title"]]
