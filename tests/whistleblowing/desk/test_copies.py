"""Copies that leave the desk: masked, printed, as text; and files, which only leave whole."""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
from http import HTTPStatus
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import update

from tests.auditing import AuditingClient
from tests.whistleblowing.desk.conftest import Desk, SignIn
from webapp.base import makers
from webapp.base.crypto import DecryptError, new_token, token_hash
from webapp.base.files.kinds import Kind
from webapp.base.frames import FRAME, seal
from webapp.base.paths import STATIC
from webapp.whistleblowing.brakes import Slots
from webapp.whistleblowing.desk import masking
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.models import Audit, Blob
from webapp.whistleblowing.web import House

FILE, KEY = "ab" * 16, "cd" * 32


@pytest.mark.parametrize(
    ("text", "words", "result"),
    [
        ("Pak Joko dan JOKO, bukan Jokowi.", ["joko"], "Pak [disamarkan] dan [disamarkan], bukan Jokowi."),
        ("Joko\nWidagdo", ["Joko Widagdo", "Joko"], "[disamarkan]"),
        ("a+b (c)", ["a+b", "(c)"], "[disamarkan] [disamarkan]"),
        ("Tetap.", ["", "  "], "Tetap."),
    ],
)
def test_what_is_masked(text: str, words: list[str], result: str) -> None:
    assert masking.masked(text, words) == result


def test_what_a_machine_suggests() -> None:
    found = masking.suggestions(["Pak Joko Widagdo, 0812-3456-7890, joko@kantor.go.id, KT 1234 AB"])
    assert set(found) == {"Joko Widagdo", "0812-3456-7890", "joko@kantor.go.id", "KT 1234 AB"}


def test_a_masked_copy_is_looked_at_kept_and_taken(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report = desk.send()
    page = ani.get_page(f"/meja/laporan/{report}/samarkan")
    assert "Pak [disamarkan], [disamarkan], yang tanda tangan." in page.text
    page = page.submit("Lihat hasilnya", kata="Joko Widagdo\nharga toko")
    assert "tiga kali [disamarkan]." in page.text
    assert "0812-3456-7890" in page.text
    page = page.submit("Simpan salinan ini", kata="Joko Widagdo\n0812-3456-7890\nharga toko")
    assert page.h1 == "Ambil salinan untuk dicetak"
    text = taken(ani, report, "tersamar", "teks").decode()
    assert "tiga kali [disamarkan]." in text
    assert "Joko" not in text
    assert "Joko Widagdo" in taken(ani, report, "lengkap", "teks").decode()
    with rooms.db.read() as session:
        assert [action for (action,) in session.query(Audit.action)] == ["exported", "exported"]


def taken(client: AuditingClient, report: str, which: str, form: str) -> bytes:
    """A copy as a browser keeps it."""
    data = {"versi": "1", "isi": which, f"bentuk:{form}": "tombol"}
    answer = client.post(f"/meja/laporan/{report}/salinan", data=data)
    assert answer.status_code == HTTPStatus.OK
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    return bytes(answer.data)


def test_a_masked_copy_is_not_offered_before_it_is_made(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    assert "Tersamar" not in ani.get_page(f"/meja/laporan/{report}/salinan").text
    answer = ani.post(f"/meja/laporan/{report}/salinan", data={"isi": "tersamar", "bentuk": "teks"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_notes_and_identity_are_never_in_a_copy(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send(identity="Siti Aminah")
    ani.get_page(f"/meja/laporan/{report}/catat").submit("Simpan catatan", teks="Rahasia meja.")
    text = taken(ani, report, "lengkap", "teks").decode()
    assert "Harga kursi" in text
    assert "Rahasia meja." not in text
    assert "Siti" not in text


def test_a_pdf_that_can_be_heard(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send(answers={"apa": ["<script>alert(1)</script> & harga kursi"]})
    with pikepdf.open(io.BytesIO(taken(ani, report, "lengkap", "pdf"))) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "id"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()
        assert "Laporan" in str(pdf.docinfo.Title)


def test_no_pdf_is_said(desk: Desk, ani: AuditingClient, rooms: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms.brakes, "papers", Slots(1, 1.0))
    report = desk.send()
    page = ani.get_page(f"/meja/laporan/{report}/salinan")
    with rooms.brakes.papers.turn():
        page = page.submit("Ambil sebagai PDF", isi="lengkap")
    assert page.status == HTTPStatus.SERVICE_UNAVAILABLE
    assert "Pembuat berkas sedang sibuk." in page.text
    assert page.headers["Retry-After"]
    monkeypatch.setattr(makers, "MOST_HTML", 10)
    page = page.submit("Ambil sebagai PDF", isi="lengkap")
    assert "Isinya terlalu panjang untuk bentuk ini." in page.text


KEEPING = """
import os, sys
os.unlink = os.remove = lambda *_a, **_k: None
import runpy, shutil, tempfile
shutil.rmtree = lambda *_a, **_k: None
tempfile.mkstemp()
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""Runs a script that can throw nothing away of what it lays down in the temporary folder."""


def test_the_typesetter_lays_no_word_down(tmp_path: Path) -> None:
    html = (
        '<!doctype html><html lang="id"><title>a</title><link rel="stylesheet" href="print/paper.css"><h1>zqxmarka</h1>'
    )
    command = [sys.executable, "-I", "-c", KEEPING, str(Path(makers.__file__).with_name("typesetter.py")), str(STATIC)]
    env = {"LANG": "C.UTF-8", "TMPDIR": str(tmp_path), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    done = subprocess.run(command, input=html.encode(), capture_output=True, check=True, env=env)
    assert done.stdout.startswith(b"%PDF")
    kept = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert kept  # what lands there is seen
    assert all(b"zqxmarka" not in one.read_bytes() for one in kept)


def with_file(desk: Desk, rooms: House, name: str, content: bytes) -> str:
    """A report with a file, stored as the reporter's form stores it."""
    rooms.store.stage(FILE, seal([content], bytes.fromhex(KEY), FILE))
    rooms.store.promote(FILE)
    token = new_token()
    with rooms.db.write() as session:
        session.add(Blob(id=FILE, draft_hash=token_hash(token), kept_until=desk.clock().date(), frames=1))
    sha256 = hashlib.sha256(content).hexdigest()
    kept = Kept(FILE, name, Kind.PDF, len(content), sha256, (), complete=True, original=False, key=KEY)
    return desk.send(files=(kept.facts,), token=token)


def test_a_file_is_kept_and_never_shown(desk: Desk, ani: AuditingClient, rooms: House, sign_in: SignIn) -> None:
    content = b"<script>alert(1)</script>" * 10_000
    report = with_file(desk, rooms, "kontrak\r\nSet-Cookie: a=b\u202e<b>.html", content)
    page = ani.get_page(f"/meja/laporan/{report}")
    assert "Unduh kontrak" in " ".join(page.links)
    answer = ani.get(f"/meja/laporan/{report}/berkas/{FILE}")
    assert answer.data == content
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in answer.headers
    other = desk.send(answers={"apa": ["Lain."]})
    assert ani.get(f"/meja/laporan/{other}/berkas/{FILE}").status_code == HTTPStatus.NOT_FOUND
    for name in ("dedi", "kusuma"):
        assert sign_in(name).get(f"/meja/laporan/{report}/berkas/{FILE}").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("harm", ["swapped", "cut", "gone"])
def test_a_file_that_was_harmed(harm: str, desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report = with_file(desk, rooms, "a.pdf", b"x" * 100)
    rooms.store.remove(FILE)
    if harm == "swapped":
        rooms.store.stage(FILE, seal([b"y"], bytes.fromhex(KEY), "ef" * 16))
    if harm == "cut":
        whole = b"".join(seal([b"x" * 100], bytes.fromhex(KEY), FILE))
        rooms.store.stage(FILE, [whole[:-1]])
    page = ani.get_page(f"/meja/laporan/{report}/berkas/{FILE}")
    assert (page.status, page.h1) == (HTTPStatus.CONFLICT, "Isinya tidak dapat dibuka")


def test_a_file_cut_behind_its_first_frame_breaks_off(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    content = b"x" * (FRAME * 2)
    report = with_file(desk, rooms, "a.pdf", content)
    rooms.store.remove(FILE)
    rooms.store.stage(FILE, [b"".join(seal([content], bytes.fromhex(KEY), FILE))[:-1]])
    answer = ani.get(f"/meja/laporan/{report}/berkas/{FILE}", buffered=False)
    with pytest.raises(DecryptError):
        assert answer.data


def test_the_key_of_another_report_opens_nothing(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report = with_file(desk, rooms, "a.pdf", b"x")
    other = desk.send(answers={"apa": ["Lain."]})
    with rooms.db.write() as session:
        session.execute(update(Blob).values(report_id=other))
    assert ani.get(f"/meja/laporan/{other}/berkas/{FILE}").status_code == HTTPStatus.NOT_FOUND
    assert ani.get(f"/meja/laporan/{report}/berkas/{FILE}").data == b"x"
