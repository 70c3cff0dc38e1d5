"""An inspector's work on a report."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from sqlalchemy import update

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.desk.conftest import Desk, SignIn, later
from tests.whistleblowing.office import Office
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Audit, Entry, Wrap
from webapp.whistleblowing.web import House


def case(client: AuditingClient, report: str, act: str = "") -> Page:
    return client.get_page(f"/meja/laporan/{report}{'/' + act if act else ''}")


def test_an_inbox_is_what_somebody_has_keys_for(desk: Desk, sign_in: SignIn) -> None:
    desk.send("budi")
    assert "1 laporan yang kuncinya Anda pegang." in sign_in("ani").get_page("/meja").text
    assert "Harga kursi di kontrak" in sign_in("ani").get_page("/meja").text
    for name in ("budi", "dedi"):
        page = sign_in(name).get_page("/meja")
        assert "0 laporan" in page.text
        assert "Tidak ada laporan di sini." in page.text


def test_what_is_due_comes_first(desk: Desk, ani: AuditingClient, sign_in: SignIn, clock: Clock) -> None:
    first = desk.send(answers={"apa": ["Yang pertama"]})
    later(clock, 1)
    desk.send(answers={"apa": ["Yang kedua"]})
    later(clock, 8)
    ani = sign_in("ani")
    page = ani.get_page("/meja")
    assert page.text.index("Yang pertama") < page.text.index("Yang kedua")
    assert "Terlambat 3 hari kerja" in page.text
    case(ani, first, "ubah-keadaan").submit("Ubah keadaan", status="verifying", teks="Kami mulai.")
    page = ani.get_page("/meja")
    assert page.text.index("Yang kedua") < page.text.index("Yang pertama")
    late = page.follow("Lewat batas: 1")
    assert "Yang kedua" in late.text
    assert "Yang pertama" not in late.text


def test_new_answers_are_told(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    assert "Ada jawaban baru: 0" in ani.get_page("/meja").text
    desk.writes(report, "Kontraknya nomor 12.")
    page = ani.get_page("/meja").follow("Ada jawaban baru: 1")
    assert "Ada jawaban baru dari pelapor" in page.text
    case(ani, report, "tanya").submit("Kirim pertanyaan", teks="Siapa saksinya?")
    assert "Ada jawaban baru: 0" in ani.get_page("/meja").text


def test_pages_go_on_by_key(desk: Desk, ani: AuditingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        desk.send(answers={"apa": [f"Laporan ke-{number}."]})
    from webapp.whistleblowing.desk import queries

    monkeypatch.setattr(queries, "PAGE", 2)
    page, seen = ani.get_page("/meja"), []
    for _ in range(3):
        seen += [text for text in page.select(".item p") if text.startswith("Laporan ke-")]
        if "Tampilkan laporan berikutnya" in page.links:
            page = page.follow("Tampilkan laporan berikutnya")
    assert len(seen) == len(set(seen)) == 5
    assert ani.get_page("/meja?sesudah=sembarang.x").status == HTTPStatus.OK


def test_a_case_is_read(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    desk.writes(report, "Saya dipindahkan ke gudang.", "retaliation")
    page = case(ani, report)
    assert "Harga kursi di kontrak tiga kali harga toko." in page.text
    assert "Pelapor melaporkan pembalasan." in page.text
    assert "Saya dipindahkan ke gudang." in page.text
    assert "Jumat, 8 Desember 2028" in page.text
    assert "Ani Rahmawati, Inspektur Kota; Budi Hartono" in page.text


def test_a_talk_the_reporter_reads_and_notes_they_never_do(desk: Desk, ani: AuditingClient, sign_in: SignIn) -> None:
    report = desk.send()
    case(ani, report, "tanya").submit("Kirim pertanyaan", teks="Tahun berapa?")
    page = case(ani, report, "catat").submit("Simpan catatan", teks="Cek vendor X.")
    assert "Cek vendor X." in page.text
    assert "Sudah dilakukan: Tulis catatan." in page.text and "(ada pemberitahuan)" in page.title
    assert "Sudah dilakukan" not in case(ani, report).text
    assert "Cek vendor X." in case(sign_in("budi"), report).text
    assert desk.reads(report) == [("question", "Tahun berapa?")]
    assert desk.reads(report, vault.desk(desk.handling(report).id)) == []


def test_nothing_written_is_told_and_kept(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    page = case(ani, report, "tanya").submit("Kirim pertanyaan", teks="  ")
    assert page.errors == ["Tulis pertanyaan Anda."]
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    page = case(ani, report, "ubah-keadaan").submit("Ubah keadaan", teks="Alasan saya", hari="seribu")
    assert "Pilih keadaan berikutnya." in page.errors
    assert "Tulis angka 1 sampai 250, atau kosongkan." in page.errors
    assert "Alasan saya" in page.html
    assert desk.reads(report) == []


def test_a_status_moves_with_a_reason_and_a_day(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    page = case(ani, report, "ubah-keadaan").submit("Ubah keadaan", status="verifying", teks="Kami mulai.", hari="5")
    assert "Keadaan: verifikasi. 5 hari kerja lagi" in page.text
    assert desk.reads(report) == [("status", "Keadaan sekarang: verifikasi.\n\nKami mulai.")]
    page = case(ani, report, "ubah-keadaan").submit("Ubah keadaan", status="outside_remit", teks="Ini urusan provinsi.")
    assert "Keadaan: bukan kewenangan. Penanganan sudah berakhir." in page.text


def test_an_end_has_no_days(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    case(ani, report, "ubah-keadaan").submit("Ubah keadaan", status="verifying", teks="Kami mulai.")
    form = case(ani, report, "ubah-keadaan")
    page = form.submit("Ubah keadaan", status="outside_remit", teks="Bukan kami.", hari="5")
    assert page.errors == ["Keadaan ini mengakhiri penanganan, jadi tidak punya batas. Kosongkan isian ini."]


def test_two_inspectors_at_once(desk: Desk, ani: AuditingClient, sign_in: SignIn) -> None:
    report = desk.send()
    mine, theirs = case(ani, report, "tanya"), case(sign_in("budi"), report, "ubah-keadaan")
    theirs.submit("Ubah keadaan", status="verifying", teks="Kami mulai.")
    page = mine.submit("Kirim pertanyaan", teks="Tahun berapa?")
    assert "berubah sesudah Anda membukanya" in page.errors[0]
    assert desk.reads(report) == [("status", "Keadaan sekarang: verifikasi.\n\nKami mulai.")]
    page = page.submit("Kirim pertanyaan")
    assert page.h1.startswith("Laporan ")
    assert len(desk.reads(report)) == 2


def test_a_double_send_is_one_question(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    page = case(ani, report, "tanya").fill("teks", "Tahun berapa?")
    page.submit("Kirim pertanyaan")
    assert "berubah sesudah" in page.submit("Kirim pertanyaan").errors[0]
    assert len(desk.reads(report)) == 1


def test_without_a_version_nothing_is_done(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    answer = ani.post(f"/meja/laporan/{report}/tanya", data={"teks": "Tahun berapa?"})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert desk.reads(report) == []


def test_a_proposal_to_go_up_is_only_words(desk: Desk, ani: AuditingClient) -> None:
    report = desk.send()
    case(ani, report, "minta-naikkan").submit("Kirim usul", teks="Ini menyangkut sekretaris daerah.")
    assert desk.reads(report) == [("handover", "Ini menyangkut sekretaris daerah.")]
    assert desk.handling(report).status == "received"


def test_no_wrap_no_report(desk: Desk, office: Office, sign_in: SignIn) -> None:
    report = desk.send("budi")
    for name in ("budi", "dedi", "kusuma"):
        client = sign_in(name)
        for act in ("", "/tanya", "/ubah-keadaan", "/lepas-kunci", "/identitas", "/samarkan", "/salinan"):
            assert client.get(f"/meja/laporan/{report}{act}").status_code == HTTPStatus.NOT_FOUND
            assert client.post(f"/meja/laporan/{report}{act}", data={"versi": "1"}).status_code in (404, 405)


def test_who_has_signed_out_loses_no_words(desk: Desk, ani: AuditingClient, clock: Clock) -> None:
    report = desk.send()
    form = case(ani, report, "tanya").fill("teks", "Pertanyaan yang panjang sekali")
    later(clock, 1)
    page = form.submit("Kirim pertanyaan")
    assert page.status == HTTPStatus.UNAUTHORIZED
    assert "Pertanyaan yang panjang sekali" in page.html
    assert desk.reads(report) == []
    assert ani.get("/meja").headers["Location"] == "/meja/masuk"


def test_what_was_swapped_is_not_shown(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report, other = desk.send(), desk.send(answers={"apa": ["Yang lain."]})
    with rooms.db.write() as session:
        sealed = session.query(Entry.sealed).filter(Entry.report_id == other).limit(1).scalar()
        session.execute(update(Entry).where(Entry.report_id == report).values(sealed=sealed))
    page = case(ani, report)
    assert (page.status, page.h1) == (HTTPStatus.CONFLICT, "Isinya tidak dapat dibuka")
    inbox = ani.get_page("/meja")
    assert "Isinya tidak dapat dibuka" in inbox.text
    assert "Yang lain." in inbox.text


def test_a_wrap_of_somebody_else_opens_nothing(desk: Desk, office: Office, sign_in: SignIn, rooms: House) -> None:
    report = desk.send("budi")
    mine, theirs = (vault.holder(office.people[name]) for name in ("budi", "ani"))
    with rooms.db.write() as session:
        session.execute(update(Wrap).where(Wrap.report_id == report, Wrap.holder == theirs).values(holder=mine))
    assert case(sign_in("budi"), report).status == HTTPStatus.CONFLICT


def test_longer_for_a_reason(desk: Desk, ani: AuditingClient, rooms: House) -> None:
    report = desk.send()
    page = case(ani, report, "simpan-lebih-lama")
    page = page.submit("Simpan lebih lama", tahun="1", teks="Sidang belum selesai.")
    assert "Sabtu, 8 Desember 2029" in page.text
    assert "Sidang belum selesai." in page.text
    assert desk.reads(report) == []
    with rooms.db.read() as session:
        assert session.query(Audit.action).scalar() == "retention_extended"
