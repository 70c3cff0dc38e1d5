"""Evidence on the citizen's form: cleaned, kept through every error, removed, refused with a sentence of its own.

Every story runs on both databases.
"""

from __future__ import annotations

import base64
import gzip
import zipfile
import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image, PngImagePlugin
from sqlalchemy import select

from tests import world
from tests.attachments.making import choose, photo, png
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.base.files import documents, letters
from tests.base.files.test_kinds import EXECUTABLE, GIF_WITH_SCRIPT
from tests.conftest import Clock
from tests.intake.conftest import at_evidence, at_story, fill_story
from webapp import work
from webapp.app import create_app
from webapp.attachments.models import Attachment, Blob
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.base.files.kinds import MIB
from webapp.base.store import store_at
from webapp.cases.models import Case, CaseEvent, CaseText
from webapp.config import Config

STORE = "Simpan berkas yang dipilih"
GO_ON = "Simpan dan lanjut"


@pytest.fixture
def config(tmp_path: Path, database_url: str) -> Config:
    """An instance on each database."""
    settings = {"DATA_DIR": str(tmp_path), "DATABASE_URL": database_url, "BASE_URL": "http://localhost"}
    return Config.from_env({"LAPOR_MODE": "test", **settings})


@pytest.fixture
def app(config: Config, clock: Clock) -> Iterator[Flask]:
    """The small world behind the form."""
    app = create_app(config, clock)
    app.test_client_class = AuditingClient
    database: Database = app.extensions["database"]
    if database.url.startswith("postgresql"):
        with database.write() as session:
            world.settle(session)
    yield app
    database.dispose()


def on_to_the_receipt(page: Page) -> Page:
    """From the evidence on."""
    for _step in ("evidence", "privacy", "contact"):
        page = page.submit(GO_ON)
    return page.submit("Kirim laporan")


def files_in(folder: Path) -> list[Path]:
    """Stored files, staged ones too."""
    return [path for path in (folder / "files").rglob("*") if path.is_file()]


def test_before_anything_is_chosen_the_limits_are_said(client: AuditingClient) -> None:
    control = at_evidence(client).field("bukti")

    for words in ("Foto, PDF", "10 berkas", "20 MB", "video sampai 50 MB"):
        assert words in control.hint


def test_a_photo_is_cleaned_kept_and_sent_with_the_report(client: AuditingClient, db: Database, tmp_path: Path) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo())).submit(STORE)

    assert page.status == 200
    assert page.select("[autofocus]") == ["Sudah tersimpan: parit.jpg. Belum terkirim sebelum Anda memeriksanya."]
    assert "Foto (JPEG), 1 KB" in page.text
    assert "Kami hapus dari berkas ini: merek alat, waktu, dan nama pembuat." in page.text
    assert "Hapus parit.jpg" in page.buttons
    check = page.submit(GO_ON).submit(GO_ON).submit(GO_ON)
    assert "parit.jpg: Foto (JPEG), 1 KB. Kami hapus" in check.text
    assert check.submit("Kirim laporan").status == 200
    with db.read() as session:
        kept, first = session.scalars(select(Attachment)).one(), session.scalars(select(CaseEvent)).one()
        blob = session.scalars(select(Blob)).one()
    assert (kept.name, kept.kind, kept.event_seq, kept.complete) == ("parit.jpg", "jpeg", 1, True)
    assert list(first.data["files"]) == [blob.id] and kept.sha256 not in str(first.data)
    assert blob.draft_hash is None and world.how_many(db, Draft) == 0
    assert [path.name for path in files_in(tmp_path)] == [blob.id]


def test_going_on_keeps_what_was_chosen_without_another_button(client: AuditingClient, db: Database) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo()), ("surat.png", png())).submit(GO_ON)

    assert page.h1 == "Anonim atau rahasia?"
    assert page.submit(GO_ON).submit(GO_ON).submit("Kirim laporan").status == 200
    assert world.how_many(db, Attachment) == 2


def test_the_name_of_a_file_betrays_no_anonymous_reporter(client: AuditingClient, db: Database) -> None:
    page = choose(at_evidence(client), ("Rumah Zulkarnain.jpg", photo()), ("RT 04.png", png())).submit(GO_ON)
    check = page.choose("anonim", "Ya").submit(GO_ON).submit(GO_ON)
    assert "Rumah Zulkarnain.jpg: Foto" in check.text
    assert "Nama berkas tidak kami teruskan karena laporan ini anonim" in check.text
    receipt = check.submit("Kirim laporan")
    assert "bukti-1.jpg: Foto" in receipt.text and "Zulkarnain" not in receipt.html
    with db.read() as session:
        assert session.scalars(select(Attachment.name).order_by(Attachment.number)).all() == [
            "bukti-1.jpg",
            "bukti-2.png",
        ]


def test_files_stay_on_the_way_back_and_through_errors(client: AuditingClient) -> None:
    place = choose(at_evidence(client), ("parit.jpg", photo())).submit("Kembali ke langkah 4: tempat")
    assert place.h1 == "Di mana kejadiannya?"
    wrong = place.fill("kode", "lain").fill("patokan", "").submit(GO_ON)
    assert wrong.status == 422

    again = wrong.fill("patokan", "Di muara").submit(GO_ON)
    assert "Hapus parit.jpg" in again.buttons


def test_a_file_is_removed_at_once(client: AuditingClient, db: Database, tmp_path: Path) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo()), ("lain.png", png())).submit(STORE)
    page = page.submit("Hapus parit.jpg")

    assert page.select("[autofocus]") == ["Berkas “parit.jpg” sudah kami hapus."]
    assert [name for name in page.buttons if name.startswith("Hapus")] == ["Hapus lain.png"]
    assert world.how_many(db, Blob) == len(files_in(tmp_path)) == 1
    assert page.submit("Hapus lain.png").status == 200
    assert world.how_many(db, Blob) == len(files_in(tmp_path)) == 0


def test_leaving_takes_the_files_along(client: AuditingClient, db: Database, tmp_path: Path) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo())).submit(STORE)
    client.post("/lapor", data={"draf": page.field("draf").value, "tinggalkan": "ya"})

    assert world.how_many(db, Draft) == world.how_many(db, Blob) == 0
    assert not files_in(tmp_path)


def test_all_on_one_page_keeps_files_while_the_rest_is_wrong(client: AuditingClient) -> None:
    page = client.get_page("/lapor?cara=satu-halaman").fill("judul", "Parit")
    wrong = choose(page, ("parit.jpg", photo())).submit("Simpan dan periksa")

    assert wrong.status == 422 and "Hapus parit.jpg" in wrong.buttons
    assert wrong.field("judul").value == "Parit"
    assert "Hapus parit.jpg" in wrong.fill("wilayah", "sidomul").submit("Cari wilayah").buttons


def test_on_one_page_no_sentence_speaks_of_steps(client: AuditingClient) -> None:
    page = client.get_page("/lapor?cara=satu-halaman").choose("tentang_kantor", "Bukan").choose("jenis", "Pengaduan")
    found = fill_story(page).fill("wilayah", "sidomulyo samarinda").submit("Cari wilayah")
    offered = choose(found.choose("kode", world.SIDOMULYO), ("parit.jpg", photo(gps=True))).submit(STORE)
    taken = offered.submit("Pakai tempat dari parit.jpg")
    assert "langkah" not in taken.select("[autofocus]")[0] and taken.field("Koordinat").value == "-0.50210, 117.15361"

    check = taken.submit("Simpan dan periksa")
    assert check.h1 == "Periksa sebelum mengirim" and "angkah" not in check.text
    assert check.submit("Kembali ke formulir").field("Koordinat").value == "-0.50210, 117.15361"


def test_the_place_of_a_photo_is_offered_and_never_taken_silently(client: AuditingClient, db: Database) -> None:
    offered = choose(at_evidence(client), ("parit.jpg", photo(gps=True))).submit(GO_ON)

    assert offered.h1 == "Ada foto atau berkas lain?"
    assert "menyimpan tempat pengambilannya: -0.50210, 117.15361" in offered.text
    assert "lokasi GPS" in offered.text
    assert on_to_the_receipt(offered).status == 200
    with db.read() as session:
        assert "coordinates" not in session.scalars(select(CaseText.kind)).all()


def test_the_place_of_a_photo_becomes_that_of_the_report_when_asked(client: AuditingClient, db: Database) -> None:
    offered = choose(at_evidence(client), ("parit.jpg", photo(gps=True))).submit(STORE)
    taken = offered.submit("Pakai tempat dari parit.jpg")
    assert "dipakai sebagai tempat kejadian" in taken.select("[autofocus]")[0]
    place = taken.submit("Kembali ke langkah 4: tempat")
    assert "di isian “Koordinat”." in taken.text and place.field("koordinat").hint
    assert place.field("koordinat").value == "-0.50210, 117.15361"
    assert place.fill("koordinat", "di sana").submit(GO_ON).errors == [
        "Periksa koordinatnya. Bentuknya seperti -0.50210, 117.15361."
    ]

    assert on_to_the_receipt(place.fill("koordinat", "-0.5, 117.2").submit(GO_ON)).status == 200
    with db.read() as session:
        told = select(CaseText.text).where(CaseText.kind == "coordinates")
        assert session.scalars(told).all() == ["-0.5, 117.2"]


Made = Callable[[Path], bytes]


def large(_folder: Path) -> bytes:
    return photo() + bytes(21 * MIB)


def endless(_folder: Path) -> bytes:
    return photo() + bytes(51 * MIB)


def bomb(folder: Path) -> bytes:
    letter = letters.docx(folder / "surat.docx")
    with zipfile.ZipFile(letter, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/isi.xml", bytes(50 * MIB))
    return letter.read_bytes()


def huge(_folder: Path) -> bytes:
    """60,000 × 60,000 pixels of nothing, said in the header."""
    tiny = png()
    head = b"IHDR" + (60_000).to_bytes(4) * 2 + tiny[24:29]
    return tiny[:12] + head + zlib.crc32(head).to_bytes(4) + tiny[33:]


def locked(folder: Path) -> bytes:
    return documents.locked(folder / "surat.pdf", "rahasia").read_bytes()


REFUSED = [
    ("kosong.jpg", lambda _: b"", "Berkas “kosong.jpg” kosong."),
    ("besar.jpg", large, "Berkas “besar.jpg” terlalu besar."),
    ("tak-habis.mp4", endless, "Berkas “tak-habis.mp4” terlalu besar."),
    ("foto.jpg", lambda _: EXECUTABLE, "Isi berkas “foto.jpg” tidak sesuai dengan namanya."),
    ("program.exe", lambda _: EXECUTABLE, "Berkas “program.exe” bukan jenis yang kami terima."),
    ("bom.docx", bomb, "Berkas “bom.docx” membengkak terlalu besar bila dibuka."),
    ("langit.png", huge, "Gambar “langit.png” terlalu besar ukurannya."),
    ("terkunci.pdf", locked, "Berkas “terkunci.pdf” terkunci kata sandi."),
    ("dua.gif", lambda _: GIF_WITH_SCRIPT, "Berkas “dua.gif” bukan jenis yang kami terima."),
    ("dua.pdf", lambda _: photo() + b"%PDF-1.7", "Isi berkas “dua.pdf” tidak sesuai dengan namanya."),
    ("patah.png", lambda _: png()[:40], "Berkas “patah.png” rusak atau tidak lengkap."),
    ("../../etc/<b>x\u202egpj.exe", lambda _: EXECUTABLE, "Berkas “_b_xgpj.exe” bukan jenis yang kami terima."),
]


@pytest.mark.parametrize(("name", "made", "sentence"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_a_bad_file_gets_its_sentence_and_the_others_stay(
    name: str, made: Made, sentence: str, client: AuditingClient, db: Database, tmp_path: Path
) -> None:
    page = choose(at_evidence(client), ("baik.jpg", photo()), (name, made(tmp_path)), ("juga.png", png())).submit(GO_ON)

    assert page.status == 422
    assert len(page.errors) == 1 and page.errors[0].startswith(sentence)
    assert page.field("bukti").error == page.errors[0]
    assert [text for text in page.buttons if text.startswith("Hapus")] == ["Hapus baik.jpg", "Hapus juga.png"]
    assert world.how_many(db, Blob) == len(files_in(tmp_path)) == 2


def test_the_eleventh_file_is_refused_and_ten_stay(client: AuditingClient, db: Database) -> None:
    page = choose(at_evidence(client), *((f"{n}.png", png()) for n in range(1, 12))).submit(GO_ON)

    assert page.errors == ["Berkas “11.png” tidak ikut: batasnya 10 berkas. Hapus satu bila ini lebih penting."]
    assert world.how_many(db, Blob) == 10
    assert choose(page.submit("Hapus 3.png"), ("11.png", png())).submit(GO_ON).h1 == "Anonim atau rahasia?"


def test_a_pdf_with_a_script_loses_it(client: AuditingClient, tmp_path: Path) -> None:
    script = documents.script(tmp_path / "surat.pdf").read_bytes()
    page = choose(at_evidence(client), ("surat.pdf", script)).submit(STORE)

    assert "Kami hapus dari berkas ini: perintah yang berjalan sendiri" in page.text


def test_pressing_the_button_with_nothing_chosen_says_so(client: AuditingClient) -> None:
    page = at_evidence(client).submit(STORE)

    assert page.status == 422 and page.errors == ["Pilih dahulu berkas yang ingin Anda simpan."]


def test_a_full_disk_refuses_the_file_and_keeps_the_words(config: Config, app: Flask, client: AuditingClient) -> None:
    app.extensions["uploads"] = (config.data_dir / "uploads", 2**62)
    page = choose(at_evidence(client), ("parit.jpg", photo())).submit(GO_ON)

    assert page.errors[0].startswith("Berkas “parit.jpg” belum tersimpan karena ruang kami penuh.")
    assert on_to_the_receipt(page).status == 200


def test_another_tab_removes_a_file_and_what_was_checked_is_not_sent(client: AuditingClient, db: Database) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo()), ("lain.png", png())).submit(STORE)
    check = page.submit(GO_ON).submit(GO_ON).submit(GO_ON)
    page.submit("Hapus parit.jpg")

    changed = check.submit("Kirim laporan")
    assert changed.status == 409 and world.how_many(db, Case) == 0
    assert changed.submit("Kirim laporan").status == 200
    with db.read() as session:
        assert session.scalars(select(Attachment.name)).all() == ["lain.png"]


def test_a_form_from_elsewhere_moves_the_files_to_a_new_token(client: AuditingClient, db: Database) -> None:
    page = choose(at_evidence(client), ("parit.jpg", photo())).submit(STORE)
    old = page.field("draf").value
    fields = {"draf": old, "langkah": "5", "lanjut": "ya"}
    moved = client.page(client.post("/lapor", data=fields, headers={"Sec-Fetch-Site": "cross-site"}))

    assert moved.status == 403 and "Hapus parit.jpg" in moved.buttons
    assert moved.field("draf").value != old
    assert on_to_the_receipt(moved).status == 200
    assert world.how_many(db, Attachment) == 1


def test_a_draft_past_its_day_loses_its_files_too(
    client: AuditingClient, db: Database, config: Config, clock: Clock, tmp_path: Path
) -> None:
    choose(at_evidence(client), ("parit.jpg", photo())).submit(STORE)
    store = store_at(config.storage_url)
    work.tidy_up(db, store, clock())
    assert len(files_in(tmp_path)) == 1

    clock.pass_by(days=2)
    work.tidy_up(db, store, clock())
    clock.pass_by(days=400)  # a file is aged by the clock of its disk
    work.tidy_up(db, store, clock())
    assert not files_in(tmp_path) and world.how_many(db, Blob) == 0


def test_what_is_unsent_can_be_read_by_nobody(client: AuditingClient, config: Config, tmp_path: Path) -> None:
    """A marker in the pixels' file and in its name, looked for everywhere that is left after a crash."""
    marker = b"RAHASIA-7f3a9c"
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", marker.decode())
    out = BytesIO()
    Image.frombytes("RGB", (64, 64), marker * 878 + bytes(4)).save(out, "PNG", pnginfo=info, compress_level=0)
    assert marker in out.getvalue()
    choose(at_evidence(client), (f"{marker.decode()}.png", out.getvalue())).submit(STORE)

    shapes = (marker, marker.decode().encode("utf-16-le"), base64.b64encode(marker)[:16], gzip.compress(marker)[10:20])
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any("files" in path.parts for path in left)
    for path in left:
        data = path.read_bytes()
        assert not any(shape in data for shape in shapes), path


def test_the_story_is_kept_while_a_file_is_wrong(client: AuditingClient) -> None:
    """The control is on a step of its own; on one page every other answer stays as it was typed."""
    page = client.get_page("/lapor?cara=satu-halaman").fill("judul", "Parit").fill("isi", "Tersumbat.")
    wrong = choose(page, ("kosong.jpg", b"")).submit("Simpan dan periksa")

    assert any(sentence.startswith("Berkas “kosong.jpg” kosong.") for sentence in wrong.errors)
    assert (wrong.field("judul").value, wrong.field("isi").value) == ("Parit", "Tersumbat.")
    assert at_story(client).h1 == "Apa yang terjadi, dan kapan?"
