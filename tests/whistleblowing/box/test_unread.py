"""Nothing is sealed to nobody: a level where no key is left is neither offered nor written to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update

from tests.auditing import AuditingClient, Page
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.office import edited_place
from webapp.base.crypto import new_token
from webapp.whistleblowing import locks, vault
from webapp.whistleblowing.box import service
from webapp.whistleblowing.box.service import Reply, Unread
from webapp.whistleblowing.desk import retention
from webapp.whistleblowing.models import Handling, Wrap
from webapp.whistleblowing.seats import REPORTER, Seat
from webapp.whistleblowing.sending import RETENTION
from webapp.whistleblowing.statuses import Status

HOLDERS = Wrap.holder.startswith("holder:")
NOBODY = "di sini tidak ada lagi yang dapat membacanya"


def gone_up(reporter: AuditingClient, filed: Filed) -> Page:
    """The box of a report at two levels."""
    return come_in(reporter, filed.code).submit("Naikkan satu tingkat").submit("Naikkan sekarang")


def let_go(filed: Filed, level: int) -> None:
    """The last day of one level passes; the other has prolonged."""
    until = filed.clock().date() + RETENTION
    other = filed.handlings()[1 - level]
    with filed.rooms.db.write() as session:
        session.execute(update(Handling).values(status=Status.FINISHED.value))
        session.execute(update(Handling).where(Handling.id == other).values(retain_until=until + timedelta(days=400)))
    retention.expire(filed.rooms, until + timedelta(days=1))


def written(filed: Filed, level: int) -> list[str]:
    """The messages of the reporter to one level."""
    return [text for kind, text in filed.talk(level=level) or [] if kind == service.MESSAGE]


@pytest.mark.parametrize(
    ("gone", "left"), [(1, "Inspektorat Kota Contoh"), (0, "Inspektorat Provinsi")], ids=["above", "below"]
)
def test_only_levels_that_read_are_offered(reporter: AuditingClient, filed: Filed, gone: int, left: str) -> None:
    gone_up(reporter, filed)
    let_go(filed, gone)
    page = come_in(reporter, filed.code)
    assert page.field("Kepada siapa?").labels == [left]
    assert "Sudah terkirim" in page.submit("Kirim", {"Tulisan Anda": "Sampai?"}).text
    assert (written(filed, 1 - gone), written(filed, gone)) == (["Sampai?"], [])


def test_a_page_from_before_does_not_send_elsewhere(reporter: AuditingClient, filed: Filed) -> None:
    page = gone_up(reporter, filed)
    let_go(filed, 1)
    refused = page.submit("Kirim", {"Tulisan Anda": "Untuk provinsi."})
    assert "Di tingkat lain tidak ada lagi yang dapat membaca." in refused.errors[0]
    assert refused.field("Tulisan Anda").value == "Untuk provinsi." and "Sudah terkirim" not in refused.text
    assert refused.field("Kepada siapa?").labels == ["Belum dipilih", "Inspektorat Kota Contoh"]
    assert written(filed, 0) == written(filed, 1) == []
    again = refused.choose("Kepada siapa?", "Inspektorat Kota Contoh").submit("Kirim")
    assert "Sudah terkirim" in again.text and filed.talk() == [("message", "Untuk provinsi.")]


@pytest.mark.parametrize("status", ["reviewing", "finished"])
def test_where_nobody_reads_it_is_said_at_the_field(reporter: AuditingClient, filed: Filed, status: str) -> None:
    page = come_in(reporter, filed.code)
    with filed.rooms.db.write() as session:
        session.execute(update(Handling).values(status=status))
        session.execute(delete(Wrap).where(HOLDERS))
    refused = page.submit("Kirim", {"Tulisan Anda": "Halo?"})
    assert NOBODY in refused.errors[0] and "Naikkan satu tingkat" in refused.errors[0]
    assert refused.field("Tulisan Anda").value == "Halo?" and filed.talk() == []
    assert "masih dibaca" not in refused.text and "Tidak ada lagi yang memegang kunci di sini." in refused.text
    assert "Dedi" in refused.submit("Naikkan satu tingkat").text


def test_a_key_to_the_report_without_one_to_the_talk_reads_no_message(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        session.execute(delete(Wrap).where(HOLDERS, Wrap.compartment == vault.talk(filed.handlings()[0])))
    assert NOBODY in come_in(reporter, filed.code).submit("Kirim", {"Tulisan Anda": "Halo?"}).errors[0]


def test_the_key_on_paper_reads(reporter: AuditingClient, filed: Filed, file_report: Callable[..., Filed]) -> None:
    with filed.rooms.db.write() as session:
        public = bytes(locks.new_private().public_key)
        edited_place(session, "kota", offline_public=public)
    later = file_report()
    with filed.rooms.db.write() as session:
        session.execute(delete(Wrap).where(HOLDERS))
    page = come_in(reporter, later.code)
    assert "satu kunci di atas kertas" in page.text and "Tidak ada lagi" not in page.text
    assert "Sudah terkirim" in page.submit("Kirim", {"Tulisan Anda": "Halo?"}).text


def test_it_is_asked_again_when_it_is_stored(filed: Filed) -> None:
    seat, [handling] = Seat(REPORTER, filed.id, filed.reporter), filed.handlings()
    with filed.rooms.db.write() as session:
        session.execute(delete(Wrap).where(HOLDERS))
    reply = Reply(handling, service.MESSAGE, "Halo?")
    with pytest.raises(Unread):
        service.reply(filed.rooms.db, filed.rooms.brakes, seat, new_token(), reply, filed.clock().date())
    with filed.rooms.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Wrap).where(HOLDERS)) == 0
    assert filed.talk() == []
