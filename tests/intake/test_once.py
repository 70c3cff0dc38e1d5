"""One report, one case, one ticket, one PIN: whatever the finger, the browser, the tab or the clock does."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.crowd import at_once
from tests.intake.conftest import (
    BODY,
    at_check,
    at_contact,
    at_evidence,
    at_place,
    at_story,
    fill_story,
)
from webapp.base.db import Database
from webapp.base.drafts import Draft
from webapp.cases.models import Case, CaseText


def numbers(receipt: Page) -> list[str]:
    """Ticket and PIN."""
    assert receipt.status == 200
    return [re.sub(r"\D", "", code) for code in receipt.select(".code")]


def test_sending_twice_shows_the_same_receipt(client: AuditingClient, db: Database, clock: Clock) -> None:
    check = at_check(client)
    first = check.submit("Kirim laporan")
    clock.pass_by(minutes=3)
    second = check.submit("Kirim laporan")

    assert numbers(first) == numbers(second)
    assert first.text == second.text
    assert world.how_many(db, Case) == 1


def test_even_days_later_when_the_draft_is_long_gone(client: AuditingClient, db: Database, clock: Clock) -> None:
    check = at_check(client)
    ticket, pin = numbers(check.submit("Kirim laporan"))
    clock.pass_by(minutes=60)
    assert numbers(check.submit("Kirim laporan")) == [ticket, pin]
    clock.pass_by(days=2)

    again = check.submit("Kirim laporan")
    assert numbers(again) == [ticket], "by now somebody else may sit at this computer"
    assert world.how_many(db, Case) == 1


def test_an_hour_later_neither_page_nor_file_tells_the_pin_but_how_to_get_a_new_one(
    client: AuditingClient, clock: Clock
) -> None:
    check = at_check(client)
    ticket, pin = numbers(check.submit("Kirim laporan"))
    clock.pass_by(minutes=61)
    page = check.submit("Kirim laporan")
    assert "minta PIN baru dengan kode yang kami kirim ke surel Anda" in page.text
    assert page.follow("minta PIN baru").h1 == "Minta PIN baru"
    assert "Berkas itu memuat PIN" not in page.text and numbers(page) == [ticket]
    text = client.post("/lapor/tanda-terima", data={"draf": page.field("draf").value, "bentuk": "teks"}).text
    assert "Nomor tiket" in text and pin not in text.replace(" ", "") and "PIN rahasia" not in text


def test_who_gave_no_contact_is_told_that_the_pin_is_gone_and_what_is_left(
    client: AuditingClient, clock: Clock
) -> None:
    check = at_contact(client, anonymous=True).submit("Simpan dan lanjut")
    check.submit("Kirim laporan")
    clock.pass_by(minutes=61)
    assert "PIN yang hilang tidak dapat kami ganti untuk laporan ini" in check.submit("Kirim laporan").text


def test_sending_wipes_the_draft(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    assert world.how_many(db, Draft) == 1
    check.submit("Kirim laporan")

    assert world.how_many(db, Draft) == 0


def test_a_double_click_at_the_same_instant(app: Flask, client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    data = {"draf": check.field("draf").value, "sidik": check.field("sidik").value, "kirim": "ya"}

    def press() -> list[str]:
        other = app.test_client()
        assert isinstance(other, AuditingClient)
        return numbers(other.page(other.post("/lapor", data=data)))

    first, *others = at_once([press] * 8)
    assert others == [first] * 7
    assert world.how_many(db, Case) == 1


def test_back_after_sending_changes_nothing_and_loses_nothing(client: AuditingClient, db: Database) -> None:
    story = fill_story(at_story(client))
    token = story.field("draf").value
    place = story.submit("Simpan dan lanjut").fill("wilayah", "sidomulyo").submit("Cari wilayah")
    check = place.choose("kode", "64.72.04.1003").submit("Simpan dan lanjut")
    for _step in ("evidence", "privacy", "contact"):
        check = check.submit("Simpan dan lanjut")
    ticket, pin = numbers(check.submit("Kirim laporan"))

    page = story.fill("judul", "Judul yang lain").submit("Simpan dan lanjut")

    shown = f"{ticket[:4]} {ticket[4:8]} {ticket[8:]}"
    assert page.status == 409
    assert page.errors == [
        f"Laporan ini sudah terkirim dengan nomor tiket {shown}. Yang Anda ubah di sini tidak masuk ke laporan itu."
    ]
    assert page.field("judul").value == "Judul yang lain"
    assert world.how_many(db, Draft) == 0
    assert numbers(page.submit("Lihat tanda terima")) == [ticket, pin]
    with db.read() as session:
        assert "Judul yang lain" not in session.scalars(select(CaseText.text)).all()

    fresh = page.submit("Buat laporan baru dengan isian ini")
    assert fresh.status == 200
    assert fresh.field("judul").value == "Judul yang lain"
    assert fresh.field("draf").value != token


def test_an_old_check_page_after_sending_leads_to_the_receipt(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    receipt = check.submit("Kirim laporan")

    page = check.submit("Ubah judul")
    assert (page.status, page.h1) == (200, receipt.h1)
    assert numbers(page) == numbers(receipt)
    assert world.how_many(db, Case) == 1


def test_two_tabs_what_was_checked_is_what_is_sent(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    check.submit("Ubah judul").submit("Simpan dan lanjut", judul="Ditulis di tab lain")

    again = check.submit("Kirim laporan")
    assert again.status == 409
    assert again.errors == [
        "Isian ini berubah sejak Anda memeriksanya, mungkin di tab lain. Periksa sekali lagi, lalu kirim."
    ]
    assert "Ditulis di tab lain" in again.text
    assert world.how_many(db, Case) == 0
    assert again.submit("Kirim laporan").status == 200
    assert check.submit("Kirim laporan").status == 200
    assert world.how_many(db, Case) == 1


def test_two_tabs_both_sending_make_one_case(client: AuditingClient, db: Database) -> None:
    check = at_check(client)
    other = check.submit("Ubah judul").submit("Simpan dan lanjut")

    assert numbers(check.submit("Kirim laporan")) == numbers(other.submit("Kirim laporan"))
    assert world.how_many(db, Case) == 1


def test_two_reports_are_two_cases(client: AuditingClient, db: Database) -> None:
    first, second = (at_check(client).submit("Kirim laporan") for _ in range(2))

    assert numbers(first)[0] != numbers(second)[0]
    assert numbers(first)[1] != numbers(second)[1]
    assert world.how_many(db, Case) == 2


def test_a_page_older_than_its_draft_is_shown_again_filled_in(client: AuditingClient, clock: Clock) -> None:
    place = at_place(client).fill("patokan", "Gang 5, seberang musala").fill("wilayah", "sidomulyo")
    clock.pass_by(hours=25)
    page = place.submit("Simpan dan lanjut")

    assert page.status == 422
    assert page.errors == [
        "Isian yang lama sudah kami hapus karena lewat 24 jam. Yang ada di halaman ini masih tersimpan."
    ]
    assert page.field("patokan").value == "Gang 5, seberang musala"

    first = page.choose("kode", "64.72.04.1003").submit("Simpan dan lanjut")
    assert first.h1 == "Sebelum Anda mulai"
    page = first.choose("tentang_kantor", "Bukan").submit("Simpan dan lanjut")
    page = fill_story(page.choose("jenis", "Pengaduan").submit("Simpan dan lanjut")).submit("Simpan dan lanjut")
    assert page.field("patokan").value == "Gang 5, seberang musala"


def test_sending_from_a_check_page_whose_draft_is_gone(client: AuditingClient, db: Database, clock: Clock) -> None:
    check = at_check(client)
    clock.pass_by(hours=25)
    page = check.submit("Kirim laporan")

    assert page.status == 422
    assert page.h1 == "Sebelum Anda mulai"
    assert world.how_many(db, Case) == 0


@pytest.mark.parametrize("token", ["", "kacau", "x" * 43, "../../etc/passwd", "🌊" * 43])
def test_a_token_that_nobody_gave_is_a_fresh_sheet(client: AuditingClient, db: Database, token: str) -> None:
    data = {"draf": token, "langkah": "3", "judul": "Parit", "isi": BODY, "lanjut": "ya"}
    page = client.page(client.post("/lapor", data=data))

    assert page.status == 422
    assert page.field("isi").value == BODY
    assert page.fill("kira", "kemarin").submit("Simpan dan lanjut").h1 == "Sebelum Anda mulai"
    assert world.how_many(db, Case) == 0


def test_sending_what_is_incomplete_leads_to_what_is_missing(client: AuditingClient, db: Database) -> None:
    token = at_place(client).field("draf").value
    page = client.page(client.post("/lapor", data={"draf": token, "kirim": "ya", "sidik": ""}))

    assert page.status == 422
    assert page.h1 == "Di mana kejadiannya?"
    assert world.how_many(db, Case) == 0


def test_reloading_a_step_repeats_harmlessly(client: AuditingClient) -> None:
    place = at_place(client).fill("wilayah", "sidomulyo").submit("Cari wilayah").choose("kode", "64.72.04.1003")

    assert place.submit("Simpan dan lanjut").text == place.submit("Simpan dan lanjut").text == at_evidence(client).text
