"""What a person meets who mistypes: the fault is read first, nothing typed is gone, and the next try works."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import pytest

from tests import world
from tests.journeys import story
from tests.journeys.conftest import Arrive, TextArrive
from tests.journeys.story import NEXT, Sent
from tests.journeys.town import PASSWORD, Town
from tests.journeys.visitor import Visitor
from webapp.cases.keys import Keys
from webapp.officers.roles import Role


@pytest.fixture
def sent(here: Town) -> Sent:
    """A report that came in a moment ago."""
    received = world.report(here.db, Keys.of(here.config), datetime.now(UTC), key=secrets.token_hex())
    return Sent(received.ticket, received.pin)


def at_story(visitor: Visitor, here: Town) -> Visitor:
    """Where one tells what happened."""
    visitor.open(here.at("/lapor")).choose("Bukan").press(NEXT)
    return visitor.choose("Pengaduan").press(NEXT).sees("Langkah 3 dari 8")


def wrong_digit(digits: str) -> str:
    """The same with its last digit mistyped."""
    return digits[:-1] + str((int(digits[-1]) + 1) % 10)


def test_a_day_that_never_was_is_read_first_and_everything_typed_is_still_there(arrive: Arrive, here: Town) -> None:
    reporter = at_story(arrive(), here).fill("Judul", "Parit tersumbat").fill("Ceritakan", story.BODY)
    reporter.fill("Tanggal", "31").fill("Bulan", "Februari").fill("Tahun", "2025").press(NEXT)

    reporter.sees_first("Ada 1 isian yang perlu diperbaiki", "Langkah 3 dari 8")
    reporter.sees_first("Februari hanya sampai tanggal 28. Periksa tanggalnya.", "Langkah 3 dari 8")
    assert reporter.value("Judul") == "Parit tersumbat"
    assert story.BODY.startswith(reporter.value("Ceritakan"))
    assert [reporter.value(part) for part in ("Bulan", "Tahun")] == ["Februari", "2025"]


def test_the_fault_leads_to_its_field_and_the_next_try_works(arrive: Arrive, here: Town) -> None:
    reporter = at_story(arrive(), here).fill("Judul", "Parit tersumbat").fill("Ceritakan", story.BODY)
    reporter.fill("Tanggal", "31").fill("Bulan", "Februari").fill("Tahun", "2025").press(NEXT)

    reporter.follow("Februari hanya sampai tanggal 28.").fill("Tanggal", "28").press(NEXT).sees("Langkah 4 dari 8")


@pytest.mark.parametrize("spacing", ["7302 9481 567", "73029481567", "73 02-94.81 56 7", "  730 294 81567  "])
def test_a_ticket_may_be_typed_in_any_spacing(arrive_in_text: TextArrive, here: Town, sent: Sent, spacing: str) -> None:
    story.open_own_page(arrive_in_text(), here, sent, spacing)


def test_a_mistyped_ticket_is_told_before_any_look_up(arrive_in_text: TextArrive, here: Town, sent: Sent) -> None:
    visitor = arrive_in_text().open(here.at("/lacak")).fill("Nomor tiket", wrong_digit(sent.ticket))
    visitor.press("Lihat perkembangan").sees_first("Ada angka yang salah ketik.", "Lacak laporan Siapa saja")
    assert visitor.value("Nomor tiket").replace(" ", "") == wrong_digit(sent.ticket)
    visitor.fill("Nomor tiket", sent.ticket).press("Lihat perkembangan").sees("Anda pelapornya")


def test_a_wrong_pin_opens_nothing_and_the_right_one_still_does(arrive: Arrive, here: Town, sent: Sent) -> None:
    visitor = arrive().open(here.at(sent.address)).fill("PIN", wrong_digit(sent.pin)).press("Buka dengan PIN")
    visitor.sees_first("Nomor tiket dan PIN ini tidak cocok.", "Buka laporan dengan PIN")
    assert world.REPORT.body[:40] not in visitor.text
    visitor.fill("PIN", sent.pin).press("Buka dengan PIN").sees(world.REPORT.body)


def test_a_wrong_password_keeps_the_name_and_opens_nothing(arrive: Arrive, here: Town) -> None:
    officer, visitor = here.officer(Role.COORDINATOR, "samarinda"), arrive()
    visitor.open(here.at("/petugas/")).fill("Nama pengguna", officer.username).fill("Kata sandi", "bukan ini sandinya")
    visitor.fill("Kode dari aplikasi", officer.code).press("Masuk")

    visitor.sees_first("Nama, kata sandi, atau kode tidak cocok.", "Sesi berakhir setelah 8 jam")
    assert visitor.value("Nama pengguna") == officer.username
    visitor.fill("Kata sandi", PASSWORD).fill("Kode dari aplikasi", officer.code).press("Masuk").sees("Cari kasus")


def test_what_an_officer_wrote_too_briefly_is_kept(arrive: Arrive, here: Town, sent: Sent) -> None:
    officer = arrive()
    story.sign_in(officer, here, here.officer(Role.COORDINATOR, "samarinda"))
    officer.open(here.at(f"/petugas/kasus/{sent.slug}/arsipkan")).choose("Sedang diperiksa pengadilan")
    officer.fill("Penjelasan", "Terlalu pendek").press("Arsipkan kasus")

    officer.sees_first("Ada 1 isian yang perlu diperbaiki", "Arsipkan Penanganan berhenti")
    assert officer.value("Penjelasan") == "Terlalu pendek"
    officer.fill("Penjelasan", "Sengketa ini sedang disidangkan di Samarinda.").press("Arsipkan kasus")
    officer.sees("sudah diarsipkan")


def test_back_after_sending_and_sending_again_gives_the_same_ticket(arrive: Arrive, here: Town) -> None:
    reporter = arrive()
    sent = story.report(reporter, here)
    again = story.note(reporter.back().sees("Periksa sebelum mengirim").press("Kirim laporan"))

    assert again == sent
