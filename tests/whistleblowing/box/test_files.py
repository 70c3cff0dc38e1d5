"""Evidence that comes later: cleaned, kept over every error, sent once, and fetched by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from tests.attachments.making import photo
from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import Filed, come_in
from webapp.base.uploads import PLACES
from webapp.whistleblowing import evidence, vault
from webapp.whistleblowing.brakes import Bucket
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.models import Blob
from webapp.whistleblowing.sessions import IDLE


@pytest.fixture
def box(reporter: AuditingClient, filed: Filed) -> Page:
    return come_in(reporter, filed.code)


def fetch(client: AuditingClient, entry: int) -> tuple[int, bytes]:
    answer = client.post("/kotak", data={f"berkas:{entry}": "tombol"})
    return answer.status_code, answer.get_data()


def files_of(filed: Filed) -> list[tuple[int, Kept]]:
    found = filed.read(vault.talk(filed.handlings()[0])) or []
    return [(one.id, Kept.of(one.text)) for one in found if one.kind == "file"]


def test_a_photo_is_cleaned_sent_and_fetched(box: Page, filed: Filed) -> None:
    page = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim", {"Tulisan Anda": "Ini notanya."})
    assert "Sudah terkirim" in page.text and "nota.jpg" in page.text
    [(entry, kept)] = files_of(filed)
    answer = box.client.post("/kotak", data={f"berkas:{entry}": "tombol"})
    assert answer.headers["Content-Disposition"] == "attachment; filename=nota.jpg"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert not Image.open(BytesIO(answer.get_data())).getexif()
    assert filed.talk(filed.office.reader("ani")) == [("message", "Ini notanya."), ("file", kept.text())]
    with filed.rooms.db.read() as session:
        assert session.scalars(select(Blob.report_id)).all() == [filed.id]


def test_the_original_by_choice(box: Page, filed: Filed) -> None:
    original = photo()
    box.attach("Berkas bukti", "nota.jpg", original).check("Simpan berkas aslinya").submit("Kirim")
    [(entry, kept)] = files_of(filed)
    assert kept.original and fetch(box.client, entry) == (HTTPStatus.OK, original)


def test_long_files_go_out_to_half_of_the_threads_only(sealed_app: Flask, box: Page, filed: Filed) -> None:
    page = box.attach("Berkas bukti", "nota.jpg", photo()).check("Simpan berkas aslinya").submit("Kirim")
    [(entry, kept)] = files_of(filed)
    client, places = page.client, BoundedSemaphore(1)
    client.environ_base[PLACES] = places  # type: ignore[assignment]
    assert fetch(client, entry)[0] == HTTPStatus.OK, "a short one needs none"
    sealed_app.config["MAX_CONTENT_LENGTH"] = kept.size - 1
    for _ in range(2):
        with client.post("/kotak", data={f"berkas:{entry}": "tombol"}) as answer:
            assert answer.status_code == HTTPStatus.OK, "and its place is free again"
    places.acquire()
    status, body = fetch(client, entry)
    assert status == HTTPStatus.TOO_MANY_REQUESTS and "Saluran ini sedang ramai" in body.decode()


def test_files_outlast_an_error_and_can_be_taken_off(box: Page, filed: Filed) -> None:
    page = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim", {"Tulisan Anda": filed.code})
    assert page.errors and "Hapus nota.jpg" in page.buttons
    page = page.submit("Hapus nota.jpg")
    assert "Hapus nota.jpg" not in page.buttons and page.field("pesan").value == filed.code
    assert not [one for one in Path(filed.rooms.settings.data_dir / "blobs").rglob("*") if one.is_file()]


def test_a_refused_file_keeps_the_text(box: Page, filed: Filed) -> None:
    page = box.attach("Berkas bukti", "x.exe", b"MZ" + bytes(99)).submit("Kirim", {"Tulisan Anda": "Lihat ini."})
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY and "x.exe" in page.errors[0]
    assert page.field("Tulisan Anda").value == "Lihat ini." and filed.talk() == []


def test_so_many_bytes_of_files_a_day(box: Page, filed: Filed) -> None:
    filed.rooms.brakes.sent = Bucket(0, 1e6)
    page = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim", {"Tulisan Anda": "Ini notanya."})
    assert "Hari ini sudah terlalu banyak berkas" in page.errors[0] and filed.talk() == []
    assert page.submit("Hapus nota.jpg").submit("Kirim").status == HTTPStatus.OK
    assert [kind for kind, _text in filed.talk() or []] == ["message"]


def test_a_full_disk_takes_the_text_without_the_file(sealed_app: Flask, box: Page, filed: Filed) -> None:
    full = replace(filed.rooms.settings, storage_reserve=2**62)
    sealed_app.extensions["house"] = replace(filed.rooms, settings=full)
    page = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim", {"Tulisan Anda": "Ini notanya."})
    assert "Ruang kami hampir penuh" in page.errors[0] and page.field("Tulisan Anda").value == "Ini notanya."
    assert page.submit("Kirim").status == HTTPStatus.OK
    assert [kind for kind, _text in filed.talk() or []] == ["message"]


def test_files_outlast_the_session(box: Page, filed: Filed, clock: Clock) -> None:
    clock.present += IDLE + timedelta(seconds=1)
    asked = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim", {"Tulisan Anda": "Ini."})
    page = asked.submit("Buka kotak", Kode=filed.code)
    assert "Hapus nota.jpg" in page.buttons
    page.submit("Kirim")
    assert [kind for kind, _text in filed.talk() or []] == ["message", "file"]


def test_sent_twice_it_is_one_file(box: Page, filed: Filed) -> None:
    box.attach("Berkas bukti", "nota.jpg", photo())
    box.submit("Kirim")
    box.submit("Kirim")
    assert len(files_of(filed)) == 1


def test_nobody_else_fetches_it(
    box: Page, filed: Filed, file_report: Callable[..., Filed], browser: Callable[[], AuditingClient]
) -> None:
    box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim")
    [(entry, _kept)] = files_of(filed)
    other = browser()
    come_in(other, file_report().code)
    assert fetch(other, entry)[0] == HTTPStatus.NOT_FOUND
    assert b"Buka kotak" in fetch(browser(), entry)[1]


@pytest.mark.parametrize("damage", ["cut", "gone", "swapped"])
def test_a_damaged_file_is_told(box: Page, filed: Filed, damage: str) -> None:
    page = box
    for name, size in (("satu.jpg", (64, 64)), ("dua.jpg", (80, 80))):
        plain = BytesIO()
        Image.new("RGB", size).save(plain, "JPEG")
        page = page.attach("Berkas bukti", name, plain.getvalue()).submit("Kirim")
    (entry, kept), (_other, second) = files_of(filed)
    blobs = filed.rooms.settings.data_dir / "blobs"
    [path], [other] = (list(blobs.rglob(one.id)) for one in (kept, second))
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:40] if damage == "cut" else other.read_bytes())
    status, body = fetch(page.client, entry)
    assert status == HTTPStatus.CONFLICT and "tidak dapat dibuka" in body.decode()


def test_deletion_takes_the_files_along(box: Page, filed: Filed, clock: Clock) -> None:
    page = box.attach("Berkas bukti", "nota.jpg", photo()).submit("Kirim")
    page.submit("Hapus semuanya").submit("Hapus semuanya sekarang", {"kata": "Hapus"})
    assert not [one for one in Path(filed.rooms.settings.data_dir / "blobs").rglob("*") if one.is_file()]
    assert evidence.sweep(filed.rooms, clock().date(), clock()) == 0
