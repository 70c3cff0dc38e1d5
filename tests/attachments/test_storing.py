"""A crash between any two steps of storing leaves the acknowledged file whole, or an orphan that is swept."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from tests import world
from tests.attachments.making import new_file, photo
from tests.conftest import Clock
from webapp.attachments import service
from webapp.attachments.kept import SHELF, Kept, key_place
from webapp.attachments.models import Attachment, Blob
from webapp.attachments.pace import FILES, GIB, Pace
from webapp.attachments.queries import bytes_of, of_case
from webapp.attachments.shelf import Shelf
from webapp.attachments.words import FAULTS, sentences
from webapp.base import copies
from webapp.base.crypto import DecryptError, KeyRing, token_hash
from webapp.base.db import Database
from webapp.base.drafts import Draft, discard, load, save
from webapp.base.files import apart
from webapp.base.files.kinds import MIB
from webapp.base.files.refusals import NotTaken, Refusal
from webapp.base.frames import FRAME, seal, unseal
from webapp.base.limits import network
from webapp.base.store import FolderStore
from webapp.base.uploads import Upload
from webapp.cases.keys import Keys
from webapp.cases.receiving import receive
from webapp.config import Config

KEY, BLOB, TOKEN = b"k" * 32, "a" * 32, "t" * 43
LATER = timedelta(hours=2)


@pytest.fixture
def db(database_url: str) -> Database:
    """The small world, on each database."""
    database = Database(database_url)
    with database.write() as session:
        world.settle(session)
    return database


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "files")


def shelve(db: Database, now: datetime) -> None:
    """The row of a file that belongs to a draft."""
    save(db, TOKEN, {"judul": ["Parit"]}, now)
    with db.write() as session:
        session.add(Blob(id=BLOB, draft_hash=token_hash(TOKEN), created_at=now))


def killed(*steps: object) -> None:
    """A process that does the steps and dies by SIGKILL, so that nothing of it tidies up."""
    child = os.fork()
    if child == 0:
        for step in steps:
            step()  # type: ignore[operator]
        os.kill(os.getpid(), signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def stored(store: FolderStore) -> list[str]:
    return sorted(path.name for path in store.root.rglob("*") if path.is_file())


def test_killed_while_writing(db: Database, store: FolderStore, clock: Clock) -> None:
    def half() -> Iterator[bytes]:
        yield b"half"
        os.kill(os.getpid(), signal.SIGKILL)

    killed(lambda: store.stage(BLOB, half()))
    assert stored(store) == [BLOB]
    assert service.sweep(db, store, datetime.now(UTC)) == 0, "it may still be under way"
    assert service.sweep(db, store, datetime.now(UTC) + LATER) == 1
    assert stored(store) == []


def test_killed_between_stage_and_commit(db: Database, store: FolderStore) -> None:
    killed(lambda: store.stage(BLOB, seal([b"abc"], KEY, BLOB)))
    assert service.sweep(db, store, datetime.now(UTC) + LATER) == 1
    assert stored(store) == []


def test_killed_between_commit_and_promote(db: Database, store: FolderStore, clock: Clock) -> None:
    db.dispose()
    killed(lambda: store.stage(BLOB, seal([b"abc"], KEY, BLOB)), lambda: shelve(Database(db.url), clock()))
    with store.open(BLOB) as file:
        assert b"".join(unseal(file.read, KEY, BLOB)) == b"abc", "readable before anybody has swept"
    assert service.sweep(db, store, datetime.now(UTC) + LATER) == 0
    assert list(store.staged(datetime.now(UTC) + LATER)) == [] and stored(store) == [BLOB]


def test_killed_between_demote_and_commit_of_a_removal(db: Database, store: FolderStore, clock: Clock) -> None:
    store.stage(BLOB, seal([b"abc"], KEY, BLOB))
    shelve(db, clock())
    store.promote(BLOB)
    killed(lambda: store.demote(BLOB))
    assert service.sweep(db, store, datetime.now(UTC)) == 0
    assert service.sweep(db, store, datetime.now(UTC) + LATER) == 0, "its row is there: nothing was removed"
    assert stored(store) == [BLOB]


def test_the_sweep_forgets_what_belongs_to_no_draft_any_more(db: Database, store: FolderStore, clock: Clock) -> None:
    store.stage(BLOB, seal([b"abc"], KEY, BLOB))
    shelve(db, clock())
    store.promote(BLOB)
    with db.write() as session:
        session.delete(session.get_one(Draft, token_hash(TOKEN)))
    service.sweep(db, store, datetime.now(UTC))
    assert world.how_many(db, Blob) == 0
    service.sweep(db, store, datetime.now(UTC) + LATER)
    assert stored(store) == []


def test_erasing_a_case_takes_rows_keys_and_files(
    db: Database, store: FolderStore, clock: Clock, config: Config
) -> None:
    keys = Keys.of(config)
    store.stage(BLOB, seal([b"abc"], KEY, BLOB))
    shelve(db, clock())
    store.promote(BLOB)
    received = world.report(db, keys, clock(), files=(new_file(keys.ring, BLOB, KEY),))
    with db.read() as session:
        [file] = of_case(session, received.case_id)
    assert b"".join(bytes_of(db, store, keys.ring, file.id)) == b"abc"

    with db.write() as session:
        assert service.erase(session, store, received.case_id) == 1
    with pytest.raises(FileNotFoundError):
        bytes_of(db, store, keys.ring, file.id)
    assert world.how_many(db, Attachment) == world.how_many(db, Blob) == 0
    service.sweep(db, store, datetime.now(UTC) + LATER)
    assert stored(store) == []


def test_a_file_that_was_removed_meanwhile_takes_the_whole_report_back(
    db: Database, clock: Clock, config: Config
) -> None:
    keys = Keys.of(config)
    with pytest.raises(service.FileGone):
        world.report(db, keys, clock(), files=(new_file(keys.ring, BLOB, KEY),))
    assert world.how_many(db, Attachment) == 0


def test_frames_open_whole_in_their_place_and_order_only() -> None:
    plain = os.urandom(2 * FRAME + 5)
    sealed = b"".join(seal([plain[:100], plain[100:]], KEY, BLOB))
    assert b"".join(unseal(BytesIO(sealed).read, KEY, BLOB)) == plain
    frame = FRAME + 17
    swapped = sealed[:24] + sealed[24 + frame : 24 + 2 * frame] + sealed[24 : 24 + frame] + sealed[24 + 2 * frame :]
    for bad in (sealed[:-1], sealed[: 24 + frame], swapped, sealed[:10], b""):
        with pytest.raises(DecryptError):
            list(unseal(BytesIO(bad).read, KEY, BLOB))
    for key, about in ((b"x" * 32, BLOB), (KEY, "b" * 32)):
        with pytest.raises(DecryptError):
            list(unseal(BytesIO(sealed).read, key, about))


def test_a_key_ring_opens_what_an_older_key_has_sealed() -> None:
    file = new_file(KeyRing({1: b"1" * 32}), BLOB, KEY)
    newer = KeyRing({1: b"1" * 32, 2: b"2" * 32})
    assert newer.decrypt(file.sealed_key, key_place(BLOB)) == KEY


def test_a_file_that_is_sent_while_another_tab_removes_it_stays(
    db: Database, tmp_path: Path, clock: Clock, config: Config
) -> None:
    keys = Keys.of(config)

    class OtherTab(FolderStore):
        """The report is sent just before the file is taken away."""

        def demote(self, name: str) -> None:
            file = Kept.of(shelf_fields()[SHELF][0])
            with db.write() as session:
                receive(session, replace(world.REPORT, files=(file.for_case(keys.ring),)), keys, clock())
                discard(session, TOKEN)
            super().demote(name)

    def shelf_fields() -> dict[str, list[str]]:
        draft = load(db, TOKEN, clock())
        assert draft is not None
        return draft.fields

    store = OtherTab(tmp_path / "files")
    shelf = Shelf(db, store, pace(), tmp_path, reserve=0)
    assert shelf.put(TOKEN, [("parit.jpg", upload(tmp_path))], None, clock()) == []
    shelf.take_off(TOKEN, Kept.of(shelf_fields()[SHELF][0]).id, clock())

    with db.read() as session:
        [file] = session.scalars(select(Attachment)).all()
    assert len(b"".join(bytes_of(db, store, keys.ring, file.id))) == file.size
    assert world.how_many(db, Draft) == 0


def pace() -> Pace:
    """The brakes of one process, with nothing counted yet."""
    return Pace.at("memory://", b"k" * 32)


def ignored(_seconds: float) -> None:
    """What cleaning took, where nobody counts it."""


def upload(folder: Path) -> Upload:
    """A photo, as it comes in."""
    sent = Upload(folder, reserve=0)
    sent.write(photo())
    sent.seek(0)
    return sent


def put(shelf: Shelf, address: str, now: datetime) -> list[Refusal | NotTaken]:
    """One photo from an address; why it was not taken, if it was not."""
    return [fault.reason for fault in shelf.put(TOKEN, [("parit.jpg", upload(shelf.folder))], address, now)]


def test_who_waits_for_others_files_is_told_to_come_again(
    db: Database, store: FolderStore, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "PATIENCE", 0.1)
    shelf = Shelf(db, store, pace(), tmp_path, reserve=0)
    with copies.clean_copy(upload(tmp_path), "a.jpg", network("192.0.2.7"), ignored):
        assert put(shelf, "192.0.2.8", clock()) == [], "a second turn of its network, because no other waits"
        with copies.clean_copy(upload(tmp_path), "b.jpg", network("192.0.2.9"), ignored):
            assert put(shelf, "192.0.2.8", clock()) == [Refusal.BUSY], "its network has two files in hand"
            assert put(shelf, "198.51.100.1", clock()) == [], "another network doesn't wait for it"
            with copies.clean_copy(upload(tmp_path), "c.jpg", network("203.0.113.1"), ignored):
                assert put(shelf, "198.51.100.1", clock()) == [Refusal.BUSY], "three are as many as there can be"
    assert put(shelf, "192.0.2.8", clock()) == []
    assert "Pilih lagi sebentar lagi." in FAULTS[Refusal.BUSY]


def test_a_network_is_stopped_by_the_bytes_of_its_files_and_its_neighbours_are_not(
    db: Database, store: FolderStore, tmp_path: Path, clock: Clock
) -> None:
    shelf = Shelf(db, store, pace(), tmp_path, reserve=0)
    for _film in range(40):
        assert shelf.pace.take(50 * MIB, "192.0.2.7", clock()) == 0
    shelf.pace.take(48 * MIB - len(photo()), "192.0.2.7", clock())
    assert put(shelf, "192.0.2.8", clock()) == [], "to the last byte"
    [fault] = shelf.put(TOKEN, [("parit.jpg", upload(tmp_path))], "192.0.2.8", clock())
    assert (fault.reason, fault.wait) == (NotTaken.TOO_FAST, 60 * 60)
    [said] = sentences([fault])
    assert said.endswith("Isian Anda dan berkas lain tetap ada. Pilih lagi berkas ini dalam 60 menit.")
    assert put(shelf, "198.51.100.1", clock()) == []
    clock.pass_by(hours=1)
    assert put(shelf, "192.0.2.8", clock()) == []


def test_networks_that_fill_the_shelf_leave_room_for_the_first_files_of_others(
    db: Database, store: FolderStore, tmp_path: Path, clock: Clock
) -> None:
    shelf = Shelf(db, store, pace(), tmp_path, reserve=0)
    for n in range(15):
        shelf.pace.files.charge(f"10.0.{n}.1", clock(), 200)
        shelf.pace.size.charge(f"10.0.{n}.1", clock(), 2 * GIB)
    photos = [put(shelf, "192.0.2.8", clock()) for _ in range(FILES[1].first + 1)]
    assert photos == [*([[]] * FILES[1].first), [NotTaken.TOO_FAST]]
    assert put(shelf, "198.51.100.1", clock()) == []


def test_a_network_is_stopped_by_the_time_that_its_files_take_also_those_of_which_nothing_comes(
    db: Database, store: FolderStore, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "QUICK", 0.01)
    shelf = Shelf(db, store, pace(), tmp_path, reserve=0)
    shelf.pace.charge(299.999, "192.0.2.7", clock())
    assert put(shelf, "192.0.2.8", clock()) == [Refusal.BROKEN], "it took too long"
    assert put(shelf, "192.0.2.8", clock()) == [NotTaken.TOO_FAST]
    assert put(shelf, "198.51.100.1", clock()) == [Refusal.BROKEN], "another network is heard"
    clock.pass_by(minutes=10)
    assert put(shelf, "192.0.2.8", clock()) == [Refusal.BROKEN]
