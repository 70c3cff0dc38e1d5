"""Files that the reporter adds with the PIN, and fetches again."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select

from tests import world
from tests.attachments.making import choose, photo, png
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, address, own_page
from webapp.attachments.models import Attachment, Blob
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.cases.models import CaseEvent
from webapp.cases.queries import case_by_ticket, state_of
from webapp.cases.verifying import replay
from webapp.cases.workflow import Status

SENDS = {
    Status.RECEIVED: "Kirim pesan",
    Status.NEEDS_INFO: "Kirim keterangan",
    Status.ANSWERED: "Kirim balasan",
    Status.CLOSED: "Buka kembali laporan",
    Status.ARCHIVED: "Kirim keberatan",
}


@pytest.mark.parametrize(("status", "button"), SENDS.items(), ids=SENDS)
def test_a_file_goes_along_with_every_message(
    status: Status, button: str, client: AuditingClient, db: Database, case_in: CaseMaker
) -> None:
    received = case_in(status)
    page = choose(own_page(client, received).fill("pesan", "Ini fotonya."), ("parit.jpg", photo())).submit(button)

    assert page.status == 200 and "Unduh parit.jpg" in page.buttons
    assert "Kami hapus dari berkas ini: merek alat" in page.text
    with db.read() as session:
        [file], case = session.scalars(select(Attachment)).all(), case_by_ticket(session, received.ticket)
        assert case is not None and (file.event_seq, file.case_id) == (case.version, case.id)
        newest = session.scalars(select(CaseEvent).order_by(CaseEvent.seq.desc())).first()
        assert newest is not None and list(newest.data["files"]) == [file.blob_id]
        assert replay(session, case) == state_of(case)
    assert world.how_many(db, Draft) == 0


def test_the_reporter_gets_the_clean_copy_to_keep(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    page = choose(own_page(client, received).fill("pesan", "Ini."), ("parit ä.jpg", photo(gps=True)))
    page = page.submit("Kirim pesan")
    [key, *_], [file] = page.document.soup.select("[name=kunci]"), page.document.soup.select("[name^='berkas:']")
    fields = {"kunci": str(key["value"]), str(file["name"]): "tombol"}
    answer = client.post(address(received.ticket), data=fields)

    assert answer.status_code == 200 and answer.mimetype == "image/jpeg"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) == answer.content_length
    assert not Image.open(BytesIO(answer.data)).getexif()
    nobodys = {"kunci": fields["kunci"], f"berkas:{'0' * 32}": "tombol"}
    assert client.post(address(received.ticket), data=nobodys).status_code == 404
    assert client.post(address(received.ticket), data={**fields, "kunci": "x"}).status_code == 422


@pytest.mark.parametrize(
    ("switches", "names"),
    [({"anonymous": True}, ["bukti-1.jpg", "bukti-2.jpg"]), ({"confidential": True}, ["Rumah Siti.jpg", "RT 04.jpg"])],
)
def test_names_of_files_are_kept_but_of_an_anonymous_reporter(
    client: AuditingClient, case_in: CaseMaker, switches: dict[str, bool], names: list[str]
) -> None:
    page = own_page(client, case_in(**switches))
    for name in ("Rumah Siti.jpg", "RT 04.jpg"):
        page = choose(page.fill("pesan", f"Ini {name.split()[0]}."), (name, photo())).submit("Kirim pesan")
    assert [button for button in page.buttons if button.startswith("Unduh")] == [f"Unduh {name}" for name in names]
    assert ("Rumah Siti" in page.html) is ("confidential" in switches)


def test_a_bad_file_costs_no_word_and_no_other_file(client: AuditingClient, db: Database, case_in: CaseMaker) -> None:
    page = own_page(client, case_in()).fill("pesan", "Ini fotonya.")
    wrong = choose(page, ("parit.jpg", photo()), ("kosong.png", b"")).submit("Kirim pesan")

    assert wrong.status == 422 and wrong.errors[0].startswith("Berkas “kosong.png” kosong.")
    assert wrong.field("pesan").value == "Ini fotonya."
    assert "Hapus parit.jpg" in wrong.buttons and world.how_many(db, Attachment) == 0
    assert "Unduh parit.jpg" in wrong.submit("Kirim pesan").buttons


def test_a_file_is_kept_while_the_words_are_missing_and_removed_when_asked(
    client: AuditingClient, db: Database, case_in: CaseMaker
) -> None:
    wrong = choose(own_page(client, case_in()), ("parit.jpg", photo()), ("lain.png", png())).submit("Kirim pesan")
    assert wrong.errors == ["Tulis pesan Anda. Satu kalimat sudah cukup."]

    less = wrong.fill("pesan", "Sudah.").submit("Hapus lain.png")
    assert less.field("pesan").value == "Sudah." and world.how_many(db, Blob) == 1
    assert "Unduh parit.jpg" in less.submit("Kirim pesan").buttons


def test_sent_twice_it_is_there_once(client: AuditingClient, db: Database, case_in: CaseMaker) -> None:
    page = choose(own_page(client, case_in()).fill("pesan", "Ini."), ("parit.jpg", photo()))
    page.submit("Kirim pesan")
    again = choose(page, ("parit.jpg", photo())).submit("Kirim pesan")

    assert "Unduh parit.jpg" in again.buttons
    assert world.how_many(db, Attachment) == world.how_many(db, Blob) == 1
    assert world.how_many(db, Draft) == 0


def test_an_expired_page_keeps_the_files_that_were_there(
    client: AuditingClient, case_in: CaseMaker, clock: Clock
) -> None:
    received = case_in()
    wrong = choose(own_page(client, received), ("parit.jpg", photo())).submit("Kirim pesan")
    clock.pass_by(hours=1)
    asked = wrong.fill("pesan", "Ini.").submit("Kirim pesan")
    assert asked.h1 == "Buka laporan dengan PIN"

    back = asked.submit("Buka dengan PIN", pin=received.pin)
    assert "Hapus parit.jpg" in back.buttons and back.field("pesan").value == "Ini."


def test_a_file_that_was_changed_on_the_disk_is_not_handed_out(
    client: AuditingClient, case_in: CaseMaker, tmp_path: Path
) -> None:
    page = choose(own_page(client, case_in()).fill("pesan", "Ini."), ("parit.jpg", photo())).submit("Kirim pesan")
    [stored] = [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    data = bytearray(stored.read_bytes())
    data[-20] ^= 1
    stored.write_bytes(data)

    assert page.submit("Unduh parit.jpg").status == 500
