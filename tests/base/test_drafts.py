"""Drafts: nothing typed is lost, nothing is readable without the token, nothing stays longer than a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.crowd import at_once
from webapp.base import drafts
from webapp.base.crypto import DecryptError, new_token
from webapp.base.db import Base, Database

NOW = datetime(2026, 12, 9, 11, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path}/drafts.db")
    Base.metadata.create_all(database.engine, tables=[Base.metadata.tables["draft"]])
    yield database
    database.dispose()


def rows(db: Database) -> list[drafts.Draft]:
    with db.read() as session:
        return list(session.query(drafts.Draft))


def test_what_was_typed_comes_back_and_grows_by_each_page(db: Database) -> None:
    token = new_token()
    drafts.save(db, token, {"judul": ["Parit 🌊"], "isi": ["satu\ndua"]}, NOW)
    drafts.save(db, token, {"isi": ["tiga"], "bantuan": ["braille", "besar"], "kosong": []}, NOW + HOUR)

    kept = drafts.load(db, token, NOW + 2 * HOUR)

    assert kept is not None
    assert kept.fields == {"judul": ["Parit 🌊"], "isi": ["tiga"], "bantuan": ["braille", "besar"], "kosong": []}


def test_it_lives_a_day_after_the_last_save_and_not_longer(db: Database) -> None:
    token = new_token()
    drafts.save(db, token, {"judul": ["Parit"]}, NOW)
    kept = drafts.save(db, token, {}, NOW + 10 * HOUR)

    assert kept.expires_at == NOW + 34 * HOUR
    assert drafts.load(db, token, NOW + 33 * HOUR) is not None
    assert drafts.load(db, token, NOW + 34 * HOUR) is None


def test_an_expired_draft_begins_anew_without_what_was_in_it(db: Database) -> None:
    token = new_token()
    drafts.save(db, token, {"judul": ["lama"]}, NOW)

    assert drafts.save(db, token, {"isi": ["baru"]}, NOW + 25 * HOUR).fields == {"isi": ["baru"]}


def test_the_row_tells_neither_the_token_nor_a_word(db: Database, tmp_path: Path) -> None:
    token = new_token()
    drafts.save(db, token, {"isi": ["rahasiaku sekali"]}, NOW)
    db.dispose()

    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert token.encode() not in stored
    assert b"rahasiaku" not in stored


def test_another_token_opens_nothing(db: Database) -> None:
    token, other = new_token(), new_token()
    drafts.save(db, token, {"isi": ["a"]}, NOW)

    assert drafts.load(db, other, NOW) is None
    with pytest.raises(DecryptError):
        drafts._open(rows(db)[0], other)


@pytest.mark.parametrize("text", ["", "abc", "x" * 42, "x" * 44, "x" * 42 + "=", "x" * 42 + "\n", "é" * 43])
def test_only_tokens_are_tokens(db: Database, text: str) -> None:
    assert not drafts.is_token(text)
    with pytest.raises(ValueError, match="token"):
        drafts.save(db, text, {}, NOW)
    assert drafts.is_token(new_token())


def test_keys_of_a_token_are_stable_and_differ_by_purpose(db: Database) -> None:
    token = new_token()

    assert drafts.key_of(token, "a") == drafts.key_of(token, "a") != drafts.key_of(token, "b")
    assert drafts.key_of(token, "a") != drafts.key_of(new_token(), "a")


def test_erasing_forgets_at_once_and_twice_does_no_harm(db: Database) -> None:
    token = new_token()
    drafts.save(db, token, {"isi": ["a"]}, NOW)
    drafts.erase(db, token)
    drafts.erase(db, token)

    assert drafts.load(db, token, NOW) is None
    assert rows(db) == []


def test_sweeping_takes_the_expired_ones_and_no_other(db: Database) -> None:
    for minutes in range(5):
        drafts.save(db, new_token(), {}, NOW + timedelta(minutes=minutes))
    late = new_token()
    drafts.save(db, late, {"isi": ["masih"]}, NOW + 5 * HOUR)

    assert drafts.sweep(db, NOW + 25 * HOUR, batch=2) == 5
    assert drafts.sweep(db, NOW + 25 * HOUR, batch=2) == 0
    assert drafts.load(db, late, NOW + 25 * HOUR) is not None


def test_two_tabs_saving_at_once_lose_neither(db: Database) -> None:
    token = new_token()
    at_once(partial(drafts.save, db, token, {f"kolom{number}": [str(number)]}, NOW) for number in range(12))

    kept = drafts.load(db, token, NOW)
    assert kept is not None
    assert kept.fields == {f"kolom{number}": [str(number)] for number in range(12)}
