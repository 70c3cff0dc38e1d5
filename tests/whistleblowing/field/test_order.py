"""What whoever has the disk might read between the lines: the order of rows, when a file came, what was deleted."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from flask import Flask
from sqlalchemy import event, func, literal_column, select, text
from sqlalchemy.sql.elements import KeyedColumnElement

from tests.attachments.making import png
from tests.conftest import Clock
from tests.servers import PostgreSQL
from tests.whistleblowing.office import Office, found
from tests.whistleblowing.test_sending import new_report, send
from tests.whistleblowing.walk.test_storing import put, save, shelf
from webapp.base import drafts
from webapp.base.crypto import new_token, token_hash
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.whistleblowing import days, erasing, evidence, renewing
from webapp.whistleblowing.app import create_sealed_app
from webapp.whistleblowing.cli import MIGRATIONS, prepare
from webapp.whistleblowing.models import Blob, Entry, Report, Sealed, Wrap
from webapp.whistleblowing.settings import Settings
from webapp.whistleblowing.tidy import tidy
from webapp.whistleblowing.web import House

COUNTED = {"instance", "inspectorate", "holder"}
"""The operator's: they tell nothing of a reporter."""


def differences(db: Database) -> list[object]:
    """What the models have and the migrations don't give, or the other way round."""
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), Sealed.metadata))


def is_modelled(difference: object) -> bool:
    return "draft" not in str(difference)


def test_the_migrations_give_what_the_models_describe(rooms: House) -> None:
    assert list(filter(is_modelled, differences(rooms.db))) == []


def test_another_shape_has_another_name() -> None:
    """The first revision is frozen: what comes later is a revision of its own."""
    *_later, (name, shape) = [(one.revision, Path(one.path).read_text()) for one in revisions()]
    assert name == hashlib.sha256(shape.partition("def upgrade")[2].encode()).hexdigest()[:12]


def revisions() -> list[Script]:
    """Of the sealed database."""
    return list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def test_a_database_of_an_older_shape_is_refused(sealed_app: Flask, rooms: House) -> None:
    with rooms.db.write() as session:
        session.execute(text("ALTER TABLE handling DROP COLUMN version"))
        session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    before = str(differences(rooms.db))
    done = sealed_app.test_cli_runner().invoke(args=["db", "upgrade"])
    assert done.exit_code == 1 and "made by another version of the sealed channel" in done.output
    assert str(differences(rooms.db)) == before and "version" in before


def test_no_column_says_what_a_piece_is(rooms: House, office: Office, clock: Clock) -> None:
    files = ({"id": "0" * 32},)
    with rooms.db.write() as session:
        session.add(Blob(id="0" * 32, draft_hash=token_hash("t"), frames=1))
    send(rooms, clock, "t", replace(new_report(rooms, office, identity="Siti"), files=files))
    with rooms.db.read() as session:
        rows = [str(row) for row in session.execute(select(*plain_columns())).all()]
    assert rows and not any(kind in row for row in rows for kind in ("answers", "file", "count"))


def plain_columns() -> list[KeyedColumnElement[Any]]:
    """Of an entry, those that are not sealed."""
    return [one for one in Entry.__table__.columns if one.name not in ("sealed", "once")]


def test_sqlite_numbers_no_row_that_a_reporter_makes(rooms: House) -> None:
    with rooms.db.read() as session:
        tables = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
    assert {name for name, made in tables if "WITHOUT ROWID" not in made} == COUNTED | {"alembic_version"}


def test_numbers_are_drawn(rooms: House, office: Office, clock: Clock) -> None:
    for _ in range(3):
        send(rooms, clock, new_token(), new_report(rooms, office, identity="Siti"))
    with rooms.db.read() as session:
        numbers = list(session.scalars(select(Entry.id)))
    assert len(numbers) >= 9 and min(numbers) > 1000 and max(numbers) > 2**56


def test_at_night_files_get_other_inodes_all_at_once(
    sealed_app: Flask, rooms: House, office: Office, clock: Clock
) -> None:
    token = new_token()
    save(rooms, token, clock, apa=["Kursi"])
    for name in ("a.png", "b.png"):
        put(rooms, token, clock, name, png(), original=True)
    folder = rooms.settings.data_dir / "blobs"
    before = {path: path.stat() for path in folder.glob("??/*")}
    with sealed_app.app_context():
        assert tidy(rooms)["copies"] == len(before) == 2
    for path, old in before.items():
        new = path.stat()
        assert new.st_ino != old.st_ino and new.st_ctime_ns > old.st_ctime_ns and new.st_mtime == 1
    assert [b"".join(evidence.opened(rooms, one)) for one in shelf(rooms, token, clock)] == [png(), png()]
    assert renewing.renew(rooms) == 0 and list((folder / "staged").iterdir()) == []


def test_what_was_deleted_while_it_was_copied_stays_deleted(rooms: House, office: Office, clock: Clock) -> None:
    token = new_token()
    save(rooms, token, clock, apa=["Kursi"])
    put(rooms, token, clock, "a.png", png(), original=True)
    with rooms.db.write() as session:
        assert session.query(Blob).delete() == 1
    assert renewing.renew(rooms) == 0
    assert list((rooms.settings.data_dir / "blobs").glob("??/*")) == []


def test_all_folders_are_there_before_the_first_file(rooms: House) -> None:
    folders = {one.name for one in (rooms.settings.data_dir / "blobs").glob("??")}
    assert folders == {f"{number:02x}" for number in range(256)}


def test_a_file_that_goes_between_two_looks_stops_nothing(rooms: House) -> None:
    (rooms.settings.data_dir / "blobs" / "ab" / "abcd").symlink_to("gone")
    assert renewing.renew(rooms) == 0


def test_a_full_disk_leaves_the_file_as_it_was(rooms: House, office: Office, clock: Clock) -> None:
    token = new_token()
    save(rooms, token, clock, apa=["Kursi"])
    put(rooms, token, clock, "a.png", png(), original=True)
    [kept] = shelf(rooms, token, clock)
    in_the_way = rooms.settings.data_dir / "blobs" / "staged" / f"{kept.id}~"
    in_the_way.write_bytes(b"half")
    assert (renewing.renew(rooms), renewing.renew(rooms)) == (0, 1)
    assert b"".join(evidence.opened(rooms, kept)) == png()


@pytest.mark.parametrize(("text", "size"), [("", 4096), ("x" * 4000, 4096), ("x" * 4096, 8192), ("é" * 17_000, 40_960)])
def test_drafts_come_in_few_sizes(text: str, size: int, rooms: House, clock: Clock) -> None:
    token = new_token()
    save(rooms, token, clock, apa=[text])
    with rooms.db.read() as session:
        assert len(session.scalars(select(Draft.sealed)).one()) == size + 24 + 16
    kept = drafts.load(rooms.db, token, days.began(clock(), rooms.settings.site.zone))
    assert kept and kept.fields == {"apa": [text]}
    save(rooms, new_token(), clock)  # as the walk begins, with nothing


def test_what_was_deleted_has_left_the_file_of_sqlite(rooms: House, office: Office, clock: Clock) -> None:
    send(rooms, clock, new_token(), new_report(rooms, office))
    [report], sealed = sealed_in(rooms)
    erasing.erase(rooms, report)
    files = [path.read_bytes() for path in rooms.settings.data_dir.glob("sealed.db*")]
    assert files and not any(one in file for one in sealed for file in files)


def test_pages_of_long_texts_are_in_the_order_of_their_keys(rooms: House, office: Office, clock: Clock) -> None:
    long = long_reports(rooms, office, clock)
    erasing.rewrite(rooms.db)
    erasing.scrub(rooms.db)
    file = (rooms.settings.data_dir / "sealed.db").read_bytes()
    places = [file.index(one[-32:]) for one in long()]
    assert places == sorted(places) and len(places) == 6


def test_a_night_in_which_nothing_was_written_anew_is_told(rooms: House, capsys: pytest.CaptureFixture[str]) -> None:
    """A writer, or a dump at the same hour each night: the order would stay for good, and nobody would know."""
    at_once(rooms, "busy_timeout=0")
    with closing(sqlite3.connect(rooms.settings.data_dir / "sealed.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        erasing.rewrite(rooms.db)
    assert '"event": "rewrite_skipped"' in capsys.readouterr().err
    erasing.rewrite(rooms.db)
    assert "rewrite_skipped" not in capsys.readouterr().err


def test_what_is_no_lock_is_a_fault_of_the_night(rooms: House) -> None:
    at_once(rooms, "query_only=ON")
    with pytest.raises(sqlite3.OperationalError):
        erasing.rewrite(rooms.db)


def at_once(rooms: House, pragma: str) -> None:
    """Every connection from now on."""
    rooms.db.dispose()
    event.listen(rooms.db.engine, "connect", lambda connection, _record: connection.execute(f"PRAGMA {pragma}"))


def long_reports(rooms: House, office: Office, clock: Clock) -> Callable[[], list[bytes]]:
    """Six of them; their sealed answers in the order of their keys."""
    for _ in range(6):
        send(rooms, clock, new_token(), replace(new_report(rooms, office), answers={"Apa?": ["x" * 9000]}))

    def found() -> list[bytes]:
        with rooms.db.read() as session:
            return list(
                session.scalars(select(Entry.sealed).where(func.length(Entry.sealed) > 9000).order_by(Entry.id))
            )

    return found


def test_long_texts_of_postgresql_are_numbered_in_the_order_of_their_keys(on_postgresql: House, clock: Clock) -> None:
    rooms = on_postgresql
    with rooms.db.write() as session:
        office = found(session)
    long = long_reports(rooms, office, clock)
    with rooms.db.engine.connect() as reader:
        reader.execute(select(Entry.id)).all()  # as a dump does: it is not waited for
        erasing.rewrite(rooms.db)
    erasing.rewrite(rooms.db)
    with rooms.db.read() as session:
        toast = session.scalar(text("SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname = 'entry'"))
        number = text(f"SELECT chunk_id FROM {toast} WHERE position(:end in chunk_data) > 0")  # noqa: S608 - a name
        numbers = [session.execute(number, {"end": one[-32:]}).scalar_one() for one in long()]
    assert numbers == sorted(numbers) and len(set(numbers)) == 6


def sealed_in(rooms: House) -> tuple[list[str], list[bytes]]:
    """Ids of reports, and the end of every sealed text and wrap."""
    with rooms.db.read() as session:
        texts, wraps = session.scalars(select(Entry.sealed)), session.scalars(select(Wrap.box))
        return list(session.scalars(select(Report.id))), [one[-32:] for one in (*texts, *wraps)]


@pytest.fixture
def on_postgresql(tmp_path: Path, clock: Clock, postgresql: PostgreSQL) -> Iterator[House]:
    """The same rooms on the other database."""
    name = postgresql.create()
    values = {"LAPOR_MODE": "test", "WB_DATA_DIR": str(tmp_path / "pg"), "WB_DATABASE_URL": postgresql.url(name)}
    app = create_sealed_app(Settings.from_env(values), clock)
    rooms = cast(House, app.extensions["house"])
    prepare(rooms)
    yield rooms
    rooms.db.dispose()
    postgresql.drop(name)


def test_postgresql_is_written_anew(on_postgresql: House, clock: Clock, postgresql: PostgreSQL) -> None:
    rooms = on_postgresql
    assert list(filter(is_modelled, differences(rooms.db))) == []
    with rooms.db.write() as session:
        office = found(session)
    for _ in range(3):
        send(rooms, clock, new_token(), new_report(rooms, office))
    (report, *_others), sealed = sealed_in(rooms)
    erasing.erase(rooms, report)
    gone = set(sealed) - set(sealed_in(rooms)[1])
    assert gone and gone == lying_in(rooms, postgresql, gone)
    erasing.rewrite(rooms.db)
    assert lying_in(rooms, postgresql, gone) == set()
    with rooms.db.read() as session:
        counting = set(session.scalars(text("SELECT sequencename FROM pg_sequences")))
        for table in (Report, Entry, Wrap):
            writers = select(func.count(literal_column("xmin::text").distinct())).select_from(table)
            assert session.scalar(writers) == 1
        ids = list(session.scalars(text("SELECT id FROM entry ORDER BY ctid")))
    assert counting == {f"{one}_id_seq" for one in COUNTED}
    assert ids == sorted(ids) and len(ids) > 1


def lying_in(rooms: House, postgresql: PostgreSQL, wanted: set[bytes]) -> set[bytes]:
    """Which of these stand in the files of the tables."""
    with rooms.db.engine.connect() as connection:
        connection.exec_driver_sql("CHECKPOINT")
        paths = [connection.scalar(select(func.pg_relation_filepath(one))) for one in ("entry", "wrap")]
    files = [(postgresql.folder / "data" / str(path)).read_bytes() for path in paths]
    return {one for one in wanted if any(one in file for file in files)}
