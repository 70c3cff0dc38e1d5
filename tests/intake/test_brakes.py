"""The brakes of the form: whoever sends without end waits, and nothing that was typed is lost."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.intake.conftest import at_check, at_kind, at_story
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.cases.models import Case
from webapp.intake.brakes import DRAFTS, REPORTS

HERE = "127.0.0.1"


def test_one_network_sends_twenty_reports_an_hour_and_the_next_is_kept(
    app: Flask, client: AuditingClient, db: Database, clock: Clock
) -> None:
    app.extensions["report_brake"].charge(HERE, clock(), REPORTS[0].most - 1)
    last, late = at_check(client), at_check(client)
    assert last.submit("Kirim laporan").status == 200
    page = late.submit("Kirim laporan")
    minutes = -(-int(page.headers["Retry-After"]) // 60)
    assert page.status == 429 and "Parit tersumbat" in page.text
    told = "Dari jaringan Anda sudah banyak laporan terkirim. Isian Anda tetap tersimpan. Kirim lagi dalam %s menit."
    assert page.errors == [told % minutes]
    assert last.submit("Kirim laporan").status == 200, "its receipt is shown again all the same"
    clock.pass_by(minutes=minutes)
    assert page.submit("Kirim laporan").status == 200
    assert world.how_many(db, Case) == 2


def test_a_flood_of_text_leaves_little_on_the_disk_and_all_of_it_on_the_page(
    client: AuditingClient, db: Database
) -> None:
    flood, wave = "🌊" * 15_000, "🌊" * 3_000
    page = at_story(client)
    page = page.submit("Simpan dan lanjut", judul=wave, isi=flood, harapan=wave, kira=wave, Tahun=wave)
    assert page.status == 422 and page.field("isi").value == flood
    hostile = {name: [wave] for name in ("tentang_kantor", "jenis", "kode", "wilayah", "nama", "anonim", "siapa")}
    client.post("/lapor", data={**hostile, "bantuan": ["x" * 300] * 300, "cara": "satu-halaman", "lanjut": "ya"})
    with db.read() as session:
        sizes = [len(sealed) for sealed in session.scalars(select(Draft.sealed))]
    assert len(sizes) == 2 and max(sizes) < 64 * 1024


def test_what_is_far_too_long_is_kept_up_to_the_cut(client: AuditingClient) -> None:
    story = at_story(client).submit("Simpan dan lanjut", isi="a" * 9_999 + "bcd")
    back = story.submit("Kembali ke langkah 2: jenis laporan").submit("Simpan dan lanjut")
    assert back.field("isi").value == "a" * 9_999 + "b"


def test_a_network_that_begins_too_many_drafts_waits_and_keeps_its_page(
    app: Flask, client: AuditingClient, db: Database, clock: Clock
) -> None:
    begun = at_kind(client)
    app.extensions["draft_brake"].charge(HERE, clock(), DRAFTS[0].most - 1)
    first = client.get_page("/lapor").choose("Apakah ini tentang kantor", "Bukan")
    page = first.submit("Simpan dan lanjut")
    assert page.status == 429 and page.field("tentang_kantor").value == "tidak"
    assert page.errors[0].endswith(f"dalam {-(-int(page.headers['Retry-After']) // 60)} menit.")
    assert world.how_many(db, Draft) == 1
    assert begun.choose("jenis", "Pengaduan").submit("Simpan dan lanjut").status == 200, "what was begun goes on"
    clock.pass_by(seconds=int(page.headers["Retry-After"]))
    assert page.submit("Simpan dan lanjut").h1 == "Jenis laporan"


def test_foreign_pages_fill_nothing_either(app: Flask, client: AuditingClient, db: Database, clock: Clock) -> None:
    app.extensions["draft_brake"].charge(HERE, clock(), DRAFTS[0].most)
    data = {"langkah": "1", "tentang_kantor": "tidak", "lanjut": "ya"}
    answer = client.post("/lapor", data=data, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 429
    assert world.how_many(db, Draft) == 0


def test_another_network_goes_on(app: Flask, client: AuditingClient, clock: Clock) -> None:
    app.extensions["report_brake"].charge("192.0.2.7", clock(), REPORTS[0].most)
    assert at_check(client).submit("Kirim laporan").status == 200


def test_a_few_networks_that_flood_the_form_close_it_for_nobody_else(
    app: Flask, client: AuditingClient, db: Database, clock: Clock
) -> None:
    for n in range(4):
        app.extensions["draft_brake"].charge(f"10.0.{n}.1", clock(), 250)
    for n in range(6):
        app.extensions["report_brake"].charge(f"10.0.{n}.1", clock(), 20)
    assert at_check(client).submit("Kirim laporan").status == 200
    for _ in range(DRAFTS[1].first - 1):
        assert at_kind(client).h1 == "Jenis laporan"
    page = client.get_page("/lapor").choose("Apakah ini tentang kantor", "Bukan").submit("Simpan dan lanjut")
    assert page.status == 429 and page.field("tentang_kantor").value == "tidak"
    assert world.how_many(db, Case) == 1
