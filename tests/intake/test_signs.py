"""A report in sign language: a video instead of title and text, kept apart, never anonymous, never without either."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests import world
from tests.attachments.making import film, photo
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.intake.conftest import at_story
from webapp.attachments.models import Attachment
from webapp.base.db import Database
from webapp.base.files.kinds import MIB
from webapp.cases import signs
from webapp.cases.deadlines import Clock
from webapp.cases.models import Case, CaseEvent, CaseText, Deadline

GO_ON = "Simpan dan lanjut"


def signed(client: AuditingClient, name: str = "cerita saya.mp4", data: bytes = b"") -> Page:
    """Step 3 with nothing but a video and the day."""
    page = at_story(client)
    page.field("isyarat").uploads = [(name, data or film())]
    return page.fill("Tanggal", "30").fill("Bulan", "November").fill("Tahun", "2026")


def at_privacy(client: AuditingClient) -> Page:
    """Step 6."""
    place = signed(client).submit(GO_ON)
    found = place.fill("wilayah", "sidomul").submit("Cari wilayah").fill("kode", world.SIDOMULYO)
    return found.submit(GO_ON).submit(GO_ON)


def test_a_video_replaces_title_and_text(client: AuditingClient, db: Database) -> None:
    hint = at_story(client).field("isyarat").hint
    assert "wajah" in hint and "anonim" in hint and "50 MB" in hint, "said before anything is uploaded"
    check = at_privacy(client).submit(GO_ON).submit(GO_ON)
    assert "Video bahasa isyarat: cerita saya.mp4: Video (MP4)" in check.text
    assert check.submit("Kirim laporan").status == 200
    with db.read() as session:
        case, file = session.scalars(select(Case)).one(), session.scalars(select(Attachment)).one()
        texts = dict(session.execute(select(CaseText.kind, CaseText.text)).all())
        clocks = set(session.scalars(select(Deadline.kind)))
        first = session.scalars(select(CaseEvent)).one()
    assert (case.signs, file.signs, file.kind, first.data["signs"]) == ("waits", True, "mp4", "waits")
    assert (texts["title"], texts["body"]) == (signs.TITLE, signs.BODY)
    assert Clock.INTERPRETATION in clocks


def test_the_video_is_no_other_evidence_and_can_be_removed(client: AuditingClient) -> None:
    page = signed(client).submit(GO_ON).submit("Kembali ke langkah 3: isi laporan")
    assert "sudah tersimpan. Judul dan cerita boleh kosong." in page.text
    assert page.buttons[0] == GO_ON, "Enter in the title must not remove the video"
    page = page.submit("Hapus cerita saya.mp4")
    assert page.select("[autofocus]") == ["Berkas “cerita saya.mp4” sudah kami hapus."]
    page = page.submit(GO_ON)
    assert page.status == 422
    assert page.errors == ["Tulis judul, satu kalimat saja.", "Ceritakan kejadian, usul, atau pertanyaan Anda."]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("saya.jpg", photo(), "Berkas “saya.jpg” bukan video."),
        ("saya.mp4", b"MZ" + bytes(2000), "Isi berkas “saya.mp4” tidak sesuai dengan namanya."),
        ("saya.mp4", film()[:300], "Berkas “saya.mp4” rusak"),
        ("saya.mp4", film() + bytes(50 * MIB), "Berkas “saya.mp4” terlalu besar."),
    ],
)
def test_what_is_no_video_is_refused_at_its_control_and_all_is_kept(
    client: AuditingClient, name: str, data: bytes, told: str
) -> None:
    page = signed(client, name, data).fill("harapan", "Parit dikeruk.").submit(GO_ON)
    assert page.status == 422 and page.errors[0].startswith(told), page.errors
    assert page.field("harapan").value == "Parit dikeruk." and page.field("Tanggal").value == "30"


def test_a_face_is_not_anonymous(client: AuditingClient) -> None:
    page = at_privacy(client).choose("anonim", "Ya").submit(GO_ON)
    assert page.status == 422
    assert page.errors[0].startswith("Video memperlihatkan wajah Anda, jadi laporan ini tidak dapat anonim.")
    assert page.choose("anonim", "Tidak").choose("rahasia", "Ya").submit(GO_ON).h1 == "Bagaimana kami menjawab Anda?"


def test_the_one_page_takes_it_too(client: AuditingClient) -> None:
    page = client.get_page("/lapor?cara=satu-halaman")
    page.field("isyarat").uploads = [("saya.mp4", film())]
    page = page.submit("Simpan dan periksa")
    assert page.status == 422 and "Hapus saya.mp4" in page.buttons
    assert not any(error.startswith(("Tulis judul", "Ceritakan kejadian")) for error in page.errors)
