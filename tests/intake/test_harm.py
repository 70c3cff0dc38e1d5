"""A child is harmed: its report is secret before anybody asks for it, help is named, and somebody looks first."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.intake.conftest import at_check, at_contact, at_story, fill_story
from webapp.base.db import Database
from webapp.cases.letters import renderers
from webapp.cases.models import Case, CaseEvent, Deadline
from webapp.config import Config
from webapp.notices.models import Outbox

HARM = "Anak saya dicabuli guru"
HELP = "129 kekerasan terhadap perempuan atau anak"
PRESET = "Ya. Laporan ini tampaknya tentang kekerasan atau anak, jadi isinya rahasia dan tidak pernah diterbitkan."


def the_case(db: Database) -> Case:
    with db.read() as session:
        return session.scalars(select(Case)).one()


def on_one_page(client: AuditingClient) -> Page:
    """The one page, where confidential stands on no before anything is told."""
    page = client.get_page("/lapor").follow("Isi laporan ini sebagai satu halaman")
    fill_story(page.choose("tentang_kantor", "Belum tahu").choose("jenis", "Pengaduan"))
    page = page.fill("wilayah", "sidomulyo samarinda").submit("Cari wilayah").choose("kode", world.SIDOMULYO)
    return page.submit("Simpan dan periksa", judul=HARM, isi=HARM)


def letter(config: Config, db: Database, template: str) -> tuple[str, str]:
    with db.read() as session:
        row = session.scalars(select(Outbox).where(Outbox.template == template)).first()
        assert row is not None
        found = renderers(config.site)[template](session, row.recipient_ref, row.params, "id")
    assert found is not None
    return found.subject, found.text


def test_a_harmed_child_is_secret_though_nobody_asked_for_it(
    client: AuditingClient, app: Flask, db: Database, config: Config
) -> None:
    check = on_one_page(client)
    assert PRESET in check.text and HELP in check.text and "Tambahkan" not in check.text
    receipt = check.submit("Kirim laporan")
    assert HELP in receipt.text

    case = the_case(db)
    assert (case.confidential, case.sensitive, case.urgent) == (True, True, True)
    with db.read() as session:
        assert session.scalars(select(Deadline).where(Deadline.kind == "publication")).all() == []
    subject, text = letter(config, db, "owner/receive")
    assert subject.startswith("Mendesak, keselamatan orang: laporan ")
    assert HARM not in text and "Baca sekarang juga." in text


def test_the_reporter_may_say_otherwise_having_read_why(client: AuditingClient, db: Database, config: Config) -> None:
    whole = on_one_page(client).submit("Ubah pilihan rahasia")
    assert whole.field("rahasia").value == "ya" and HELP in whole.text
    check = whole.choose("rahasia", "Tidak").submit("Simpan dan periksa")
    assert "Kami sarankan Anda memilih rahasia." in check.text and HELP in check.text
    check.submit("Kirim laporan")

    case = the_case(db)
    assert (case.confidential, case.sensitive, case.urgent) == (False, False, True)
    subject, text = letter(config, db, "owner/receive")
    assert subject.startswith("Mendesak") and HARM not in text


def test_who_told_of_harm_after_the_question_is_asked_again(client: AuditingClient) -> None:
    story = at_contact(client).submit("Simpan dan lanjut").submit("Ubah cerita")
    assert PRESET in story.submit("Simpan dan lanjut", isi=HARM).text


def test_an_ordinary_report_is_neither_secret_nor_urgent(client: AuditingClient, db: Database) -> None:
    assert HELP not in at_check(client).submit("Kirim laporan").text
    assert not the_case(db).urgent


def test_not_knowing_whom_it_is_about_stays_not_knowing(client: AuditingClient, db: Database) -> None:
    check = on_one_page(client)
    assert "Belum tahu. Petugas memeriksanya sebelum meneruskan." in check.text
    check.submit("Kirim laporan")
    with db.read() as session:
        assert session.scalars(select(CaseEvent)).one().data["about_office"] is None


def test_the_only_midwife_is_warned_where_anonymity_is_chosen_and_told_to_erase_a_number(
    client: AuditingClient,
) -> None:
    first = client.get_page("/lapor?cara=satu-halaman")
    assert "satu-satunya bidan di desa tetap mudah dikenali" in first.text
    page = fill_story(at_story(client)).fill("isi", "HP saya 0812 3456 7890").submit("Simpan dan lanjut")
    page = page.fill("wilayah", "sidomul").submit("Cari wilayah").fill("kode", world.SIDOMULYO)
    privacy = page.submit("Simpan dan lanjut").submit("Simpan dan lanjut")
    assert "satu-satunya bidan di desa tetap mudah dikenali" in privacy.text
    check = privacy.choose("anonim", "Ya").submit("Simpan dan lanjut").submit("Simpan dan lanjut")
    assert "Hapus: nomor itu dapat menunjuk kepada Anda." in check.text
    assert "Pindahkan ke isian kontak" not in check.text
