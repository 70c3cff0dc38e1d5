"""Deletion: nothing of the report stays, for nobody, not even in the journal."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from sqlalchemy import func, select

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import Filed, come_in
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Audit, Entry, Handling, IdentityRequest, Report, Sealed, Wrap
from webapp.whistleblowing.sessions import Visitor


def delete(client: AuditingClient, filed: Filed, word: str = "hapus") -> str:
    page = come_in(client, filed.code).submit("Hapus semuanya")
    return page.submit("Hapus semuanya sekarang", {"kata": word}).h1


def left(filed: Filed) -> int:
    with filed.rooms.db.read() as session:
        rows = (select(func.count()).where(part.report_id == filed.id) for part in (Wrap, Entry, Handling))
        return sum(session.scalar(one) or 0 for one in rows) + len(session.scalars(select(Report.id)).all())


def test_only_the_typed_word_deletes(reporter: AuditingClient, filed: Filed) -> None:
    asked = come_in(reporter, filed.code).submit("Hapus semuanya")
    for word in ("", "ya", "hapus semua"):
        page = asked.submit("Hapus semuanya sekarang", {"kata": word})
        assert page.errors == ["Ketik kata “hapus” untuk menghapus semuanya. Belum ada yang dihapus."]
    assert left(filed)


def test_nothing_stays(
    reporter: AuditingClient, filed: Filed, clock: Clock, browser: Callable[[], AuditingClient]
) -> None:
    ani = filed.office.people["ani"]
    with filed.rooms.db.write() as session:
        session.add(Audit(done_on=clock().date(), actor_id=ani, action="grant", report_id=filed.id))
        asked = {"report_id": filed.id, "number": 0, "asker_id": ani, "asked_on": clock().date(), "state": "asked"}
        session.add(IdentityRequest(**asked))
    other = come_in(browser(), filed.code)
    assert delete(reporter, filed, " HAPUS ") == "Sudah dihapus"
    assert left(filed) == 0 and come_in(reporter, filed.code).errors
    assert other.submit("Baca yang saya kirim").buttons == ["Buka kotak"]
    with filed.rooms.db.read() as session:
        assert session.scalars(select(Audit.report_id)).all() == [None]
        assert session.scalars(select(IdentityRequest)).first() is None


def test_no_byte_of_it_is_left_on_the_disk(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.read() as session:
        rows = session.scalars(select(Entry.sealed).where(Entry.report_id == filed.id)).all()
        boxes = session.scalars(select(Wrap.box).where(Wrap.report_id == filed.id)).all()
    pieces = [piece[60:92] for piece in (*rows, *boxes)]
    files = [one for one in filed.rooms.settings.data_dir.glob("sealed.db*") if not one.name.endswith("-shm")]
    assert all(any(piece in one.read_bytes() for one in files) for piece in pieces)
    delete(reporter, filed)
    files = [one for one in filed.rooms.settings.data_dir.glob("sealed.db*") if not one.name.endswith("-shm")]
    assert not [piece for piece in pieces if any(piece in one.read_bytes() for one in files)]


def test_while_an_inspector_is_in(reporter: AuditingClient, filed: Filed) -> None:
    ani = filed.office.people["ani"]
    token = filed.rooms.sessions.begin(Visitor("holder", str(ani)), filed.office.keys["ani"])
    delete(reporter, filed)
    assert filed.rooms.sessions.open(token)
    assert filed.read(vault.REPORT, filed.office.reader("ani")) is None


def test_another_report_stays(reporter: AuditingClient, filed: Filed, file_report: Callable[..., Filed]) -> None:
    other = file_report()
    delete(reporter, filed)
    assert other.read(vault.REPORT, other.office.reader("ani"))
    assert come_in(reporter, other.code).status == HTTPStatus.OK


def test_a_report_that_has_gone_is_told(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    with filed.rooms.db.write() as session:
        for table in reversed(Sealed.metadata.sorted_tables):
            if "report_id" in table.c and table.name != "audit":
                session.execute(table.delete())
        session.execute(Report.__table__.delete())  # type: ignore[attr-defined]
    for button in ("Baca yang saya kirim", "Baca seluruh percakapan", "Naikkan satu tingkat", "Kirim"):
        gone = page.submit(button, {"Tulisan Anda": "Halo"} if button == "Kirim" else None)
        assert gone.buttons == ["Buka kotak"] or "tidak dapat dibuka" in gone.text
