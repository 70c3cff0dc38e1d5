"""Evidence of a reporter: cleaned, sealed, told of only in the draft, and gone with it."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import func, select

from tests.attachments.making import photo, png
from tests.conftest import Clock
from tests.whistleblowing.office import Office
from webapp.base import copies, drafts
from webapp.base.crypto import DecryptError, new_token
from webapp.base.files.kinds import MIB
from webapp.base.files.refusals import Fault, NotTaken, Refusal
from webapp.base.files.traces import Trace
from webapp.base.frames import FRAME
from webapp.base.turns import Turns
from webapp.base.uploads import Upload
from webapp.whistleblowing import days, erasing, evidence, sending, tree
from webapp.whistleblowing.evidence import Kept, on_shelf
from webapp.whistleblowing.models import Blob, Report
from webapp.whistleblowing.web import House


@pytest.fixture
def token(rooms: House, clock: Clock) -> str:
    """Of a draft."""
    token = new_token()
    save(rooms, token, clock, apa=["Kursi"])
    return token


def uploaded(rooms: House, content: bytes) -> Upload:
    """As `base.uploads` takes it from a request."""
    upload = Upload(rooms.settings.data_dir / "uploads", rooms.settings.storage_reserve)
    for start in range(0, len(content), MIB):
        upload.write(content[start : start + MIB])
    upload.seek(0)
    return upload


def save(rooms: House, token: str, clock: Clock, **fields: list[str]) -> None:
    """As the walk does."""
    drafts.save(rooms.db, token, fields, days.began(clock(), rooms.settings.site.zone), days.DRAFT_LIFE)


def put(rooms: House, token: str, clock: Clock, name: str, content: bytes, *, original: bool = False) -> list[Fault]:
    return evidence.put(rooms, token, [(name, uploaded(rooms, content))], clock(), original=original)


def shelf(rooms: House, token: str, clock: Clock) -> tuple[Kept, ...]:
    draft = drafts.load(rooms.db, token, days.began(clock(), rooms.settings.site.zone))
    return on_shelf(draft.fields) if draft else ()


def stored(rooms: House) -> list[Path]:
    return [path for path in (rooms.settings.data_dir / "blobs").rglob("*") if path.is_file()]


def blobs(rooms: House) -> int:
    with rooms.db.read() as session:
        return session.scalar(select(func.count()).select_from(Blob)) or 0


def test_a_photo_is_cleaned_sealed_and_opens_again(rooms: House, token: str, clock: Clock) -> None:
    assert put(rooms, token, clock, "ruang kepala.jpg", photo(gps=True)) == []
    [kept] = shelf(rooms, token, clock)
    plain = b"".join(evidence.opened(rooms, kept))
    assert (kept.name, kept.original, kept.complete) == ("ruang kepala.jpg", False, True)
    assert {Trace.PLACE, Trace.PROPERTIES} <= set(kept.removed)
    assert Image.open(BytesIO(plain)).size == (60, 40)
    assert b"Merek Ponsel" not in plain
    [path] = stored(rooms)
    assert plain[:20] not in path.read_bytes()
    assert path.name == kept.id


def test_the_original_is_kept_when_it_is_wanted(rooms: House, token: str, clock: Clock) -> None:
    content = photo(gps=True)
    assert put(rooms, token, clock, "asli.jpg", content, original=True) == []
    [kept] = shelf(rooms, token, clock)
    assert b"".join(evidence.opened(rooms, kept)) == content
    assert (kept.original, kept.complete, kept.removed) == (True, False, ())


def test_no_time_and_no_folder_tells_when_it_came(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "a.png", png())
    [path] = stored(rooms)
    for place in (path, path.parent, path.parent.parent):
        assert place.stat().st_mtime == 0


def test_what_was_changed_or_swapped_does_not_open(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "a.png", png())
    put(rooms, token, clock, "b.jpg", photo())
    first, second = shelf(rooms, token, clock)
    paths = {path.name: path for path in stored(rooms)}
    whole = paths[first.id].read_bytes()
    for changed in (paths[second.id].read_bytes(), whole[:-1], whole[:40] + b"x" + whole[41:], b""):
        paths[first.id].write_bytes(changed)
        with pytest.raises(DecryptError):
            b"".join(evidence.opened(rooms, first))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("kosong.jpg", b"", Refusal.EMPTY),
        ("program.exe", b"MZ" + bytes(100), Refusal.UNKNOWN),
        ("foto.pdf", photo(), Refusal.NOT_WHAT_IT_SAYS),
        ("film.mp4", bytes(51 * MIB), Refusal.TOO_LARGE),
    ],
)
@pytest.mark.parametrize("original", [False, True])
def test_what_is_refused(
    rooms: House, token: str, clock: Clock, name: str, content: bytes, reason: Refusal, original: bool
) -> None:
    assert put(rooms, token, clock, name, content, original=original) == [Fault(name, reason)]
    assert (stored(rooms), blobs(rooms), shelf(rooms, token, clock)) == ([], 0, ())


def test_a_hostile_name_is_never_a_path(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "../../etc/\u202egpj.<script>alert(1)</script>.jpg", photo())
    [kept] = shelf(rooms, token, clock)
    assert kept.name == "script_.jpg"
    assert [path.name for path in stored(rooms)] == [kept.id]


def test_the_eleventh_is_too_many_and_the_same_twice_is_one(rooms: House, token: str, clock: Clock) -> None:
    for number in range(10):
        assert put(rooms, token, clock, f"{number}.png", png(), original=True) == []
        assert put(rooms, token, clock, f"{number}.png", png(), original=True) == []
    assert put(rooms, token, clock, "sebelas.png", png()) == [Fault("sebelas.png", NotTaken.TOO_MANY)]
    assert (len(shelf(rooms, token, clock)), blobs(rooms), len(stored(rooms))) == (10, 10, 10)


def test_a_full_disk_is_said_and_leaves_nothing(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    upload = uploaded(rooms, png())
    monkeypatch.setattr(os, "fsync", full)
    assert evidence.put(rooms, token, [("a.png", upload)], clock()) == [Fault("a.png", NotTaken.NO_ROOM)]
    assert (stored(rooms), blobs(rooms), shelf(rooms, token, clock)) == ([], 0, ())


def test_what_nobody_has_sent_has_a_limit_together(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_UNSENT", 2 * FRAME)
    other = new_token()
    save(rooms, other, clock, apa=["Meja"])
    for name in ("a.png", "b.jpg"):
        assert put(rooms, token, clock, name, png() if name == "a.png" else photo()) == []
    assert put(rooms, other, clock, "c.png", png()) == [Fault("c.png", NotTaken.NO_ROOM)]
    assert (len(stored(rooms)), blobs(rooms), shelf(rooms, other, clock)) == (2, 2, ())
    evidence.take_off(rooms, token, shelf(rooms, token, clock)[0].id, clock())
    assert put(rooms, other, clock, "c.png", png()) == []


def test_what_was_sent_takes_no_room_of_what_was_not(
    rooms: House, sent: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "MOST_UNSENT", FRAME)
    other = new_token()
    save(rooms, other, clock, apa=["Meja"])
    assert sent and put(rooms, other, clock, "c.png", png()) == []


def test_a_slow_file_of_one_draft_leaves_a_turn_to_another(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two of one draft at a time, and a third one is another's: by hand, as the cleaner would hold them."""
    turns = Turns(most=3)
    monkeypatch.setattr(copies, "_TURNS", turns)
    monkeypatch.setattr(copies, "PATIENCE", 0.01)
    other = new_token()
    save(rooms, other, clock, apa=["Meja"])
    with turns.turn(token, 1, TimeoutError()), turns.turn(token, 1, TimeoutError()):
        assert [one.reason for one in put(rooms, token, clock, "a.png", png())] == [Refusal.BUSY]
        assert put(rooms, other, clock, "a.png", png()) == []


def test_a_form_waits_in_vain_only_once(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_TURNS", Turns(most=0))
    monkeypatch.setattr(copies, "PATIENCE", 0.3)
    began = time.monotonic()
    faults = evidence.put(rooms, token, [(f"{one}.png", uploaded(rooms, png())) for one in range(280)], clock())
    assert time.monotonic() - began < 1
    assert [one.reason for one in faults] == [Refusal.BUSY] * 10 + [NotTaken.TOO_MANY] * 270


def test_beyond_ten_files_of_a_form_none_is_cleaned(rooms: House, token: str, clock: Clock) -> None:
    same = [(f"{one % 2}.png", uploaded(rooms, png())) for one in range(12)]
    assert [one.reason for one in evidence.put(rooms, token, same, clock())] == [NotTaken.TOO_MANY] * 2
    assert len(shelf(rooms, token, clock)) == 2


def test_a_crowd_at_the_cleaner_holds_no_more_than_some_threads(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = Turns(most=0)
    monkeypatch.setattr(copies, "_TURNS", turns)
    monkeypatch.setattr(copies, "PATIENCE", 0.2)
    for waiting, seconds in (["a"] * 79, 0.2), (["a"] * 80, 0), ([token] * 20, 0), ([token] * 19, 0.2):
        turns.waiting[:] = waiting
        began = time.monotonic()
        assert [one.reason for one in put(rooms, token, clock, "a.png", png())] == [Refusal.BUSY]
        assert (time.monotonic() - began >= 0.2) is bool(seconds)


def test_one_is_taken_off_and_the_rest_stays(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "a.png", png())
    put(rooms, token, clock, "b.jpg", photo())
    first, second = shelf(rooms, token, clock)
    assert evidence.take_off(rooms, token, first.id, clock()) == first
    assert evidence.take_off(rooms, token, first.id, clock()) is None
    assert evidence.take_off(rooms, new_token(), second.id, clock()) is None
    assert shelf(rooms, token, clock) == (second,)
    assert [path.name for path in stored(rooms)] == [second.id]


def test_a_forgotten_draft_leaves_nothing(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "a.png", png())
    evidence.forget(rooms, token)
    assert (stored(rooms), blobs(rooms), shelf(rooms, token, clock)) == ([], 0, ())


@pytest.fixture
def sent(rooms: House, office: Office, token: str, clock: Clock) -> Iterator[str]:
    """The id of a report with one file."""
    put(rooms, token, clock, "a.png", png())
    files = tuple(one.facts for one in shelf(rooms, token, clock))
    with rooms.db.read() as session:
        who = tree.readers(session, office.places["kota"], tree.Involved())
    new = sending.NewReport({}, tree.Involved(), who, files=files)
    sending.receive(rooms.db, rooms.settings, rooms.brakes, token, new, clock().date())
    with rooms.db.read() as session:
        yield session.scalars(select(Report.id)).one()


def test_the_files_of_a_report_outlive_its_draft(rooms: House, sent: str, token: str, clock: Clock) -> None:
    evidence.forget(rooms, token)
    clock.pass_by(days=5)
    evidence.sweep(rooms, clock().date(), clock())
    assert len(stored(rooms)) == 1
    erasing.erase(rooms, sent)
    assert (stored(rooms), blobs(rooms)) == ([], 0)


def test_expired_drafts_are_swept_with_their_files(rooms: House, token: str, clock: Clock) -> None:
    put(rooms, token, clock, "a.png", png())
    clock.pass_by(days=1)
    assert evidence.sweep(rooms, clock().date(), clock()) == 0
    save(rooms, token, clock, apa=["Meja"])
    clock.pass_by(days=1)
    assert evidence.sweep(rooms, clock().date(), clock()) == 0
    assert len(shelf(rooms, token, clock)) == 1
    clock.pass_by(days=1)
    assert evidence.sweep(rooms, clock().date(), clock()) == 1
    assert (stored(rooms), blobs(rooms), shelf(rooms, token, clock)) == ([], 0, ())


def test_orphans_of_a_crash_are_swept(rooms: House, clock: Clock) -> None:
    rooms.store.stage("f" * 32, [b"half"])
    [path] = stored(rooms)
    late = clock() - timedelta(hours=2)
    os.utime(path, (late.timestamp(),) * 2)
    assert evidence.sweep(rooms, clock().date(), clock()) == 1
    assert stored(rooms) == []


def test_an_original_waits_for_its_turn_like_any_other(
    rooms: House, token: str, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "_TURNS", Turns(most=0))
    monkeypatch.setattr(copies, "PATIENCE", 0.01)
    [fault] = put(rooms, token, clock, "asli.jpg", photo(), original=True)
    assert fault.reason is Refusal.BUSY and stored(rooms) == []
