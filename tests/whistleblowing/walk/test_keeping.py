"""Nothing that was typed is lost, nothing is sent twice, and what can't be done now is said in words."""

from __future__ import annotations

import re
from dataclasses import replace
from http import HTTPStatus
from typing import cast

import pytest
from flask import Flask

from tests.attachments.making import choose, photo, png
from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.office import Office
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON, STORY
from webapp.base.crypto import new_token
from webapp.base.files.kinds import MIB
from webapp.whistleblowing import evidence
from webapp.whistleblowing.brakes import Bucket, Slots
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.models import Blob
from webapp.whistleblowing.web import House


def test_sent_twice_it_is_one_report_with_one_code(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_check(reporter)
    first = page.submit("Kirim sekarang").submit("Tampilkan kode")
    again = page.submit("Kirim sekarang")
    assert (again.h1, "sudah terkirim sebelumnya" in again.text) == ("Sudah terkirim", False)
    assert steps.code_on(again.submit("Tampilkan kode")) == steps.code_on(first)
    assert len(steps.reports(rooms)) == 1


def test_what_is_typed_after_sending_is_not_lost_silently(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    page.submit(ON).submit(ON).submit(ON).submit(ON).submit("Kirim sekarang")
    page = page.fill("Ceritakan", "Masih ada lagi.").submit(ON)
    assert page.h1 == "Sudah terkirim"
    assert "Yang Anda ubah sesudah itu tidak ikut." in page.text
    assert len(steps.reports(rooms)) == 1


def test_a_second_tab_with_older_words_is_not_told_as_sent(reporter: AuditingClient, rooms: House) -> None:
    older = steps.to_check(reporter)
    newer = older.submit("Ubah: Ceritakan").fill("Ceritakan", "Lain ceritanya.").submit(steps.CHECK)
    assert "sudah terkirim sebelumnya" not in newer.submit("Kirim sekarang").text
    assert "Yang Anda ubah sesudah itu tidak ikut." in older.submit("Kirim sekarang").text
    assert "sudah terkirim sebelumnya" not in newer.submit("Kirim sekarang").text
    assert len(steps.reports(rooms)) == 1


def test_no_code_before_something_was_sent(reporter: AuditingClient, clock: Clock) -> None:
    page = steps.to_story(reporter)
    for button in ("kode", "cocok"):
        answer = reporter.post("/", data={"draf": page.field("draf").value, "langkah": button})
        assert not re.search(r"class=\"code\"", answer.get_data(as_text=True))
    clock.pass_by(days=3)
    answer = reporter.post("/", data={"draf": page.field("draf").value, "langkah": "kode"})
    assert "Sebelum mulai" in answer.get_data(as_text=True)


def test_an_old_draft_says_so_and_keeps_what_the_page_holds(reporter: AuditingClient, clock: Clock) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    clock.pass_by(days=2)
    page = page.submit(ON)
    assert page.h1.endswith("Apa yang terjadi?")
    assert "Isian lama sudah kami hapus" in page.text
    assert page.field("Ceritakan").value == STORY
    assert page.submit(ON).h1.endswith("Siapa, di mana, dan kapan?")


def test_a_draft_of_yesterday_is_still_there(reporter: AuditingClient, clock: Clock) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY).submit(ON)
    clock.pass_by(days=1)
    page = page.fill("Di mana?", "Gudang").submit(ON)
    clock.pass_by(days=1)
    page = page.submit(ON).submit(ON)
    assert STORY in page.text
    assert "Gudang" in page.text


def test_a_check_page_of_an_old_draft_sends_nothing(reporter: AuditingClient, rooms: House, clock: Clock) -> None:
    page = steps.to_check(reporter)
    clock.pass_by(days=3)
    page = page.submit("Kirim sekarang")
    assert "Isian lama sudah kami hapus" in page.text
    assert not steps.reports(rooms)


def test_too_many_new_drafts_is_said_with_seconds(reporter: AuditingClient, rooms: House) -> None:
    rooms.brakes.drafts = Bucket(0, 7)
    page = steps.begin(reporter)
    assert (page.status, page.headers["Retry-After"]) == (HTTPStatus.TOO_MANY_REQUESTS, "7")
    assert "Tunggu 7 detik" in page.text


def test_a_busy_channel_keeps_the_text_of_a_page_whose_draft_is_gone(
    reporter: AuditingClient, rooms: House, clock: Clock
) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    clock.pass_by(days=3)
    rooms.brakes.drafts = Bucket(0, 7)
    page = page.submit(ON)
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS
    assert "Tunggu 7 detik" in page.errors[0]
    assert page.field("Ceritakan").value == STORY


def test_a_disk_that_fills_refuses_new_reports_and_sends_those_that_were_begun(
    sealed_app: Flask, reporter: AuditingClient, rooms: House
) -> None:
    page, settings = steps.to_check(reporter), rooms.settings
    sealed_app.extensions["house"] = replace(rooms, settings=replace(settings, storage_reserve=2**62))
    refused = steps.begin(cast(AuditingClient, sealed_app.test_client()))
    assert refused.status == HTTPStatus.TOO_MANY_REQUESTS and "Ruang kami hampir penuh" in refused.text
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"


def test_nor_does_it_take_a_page_whose_draft_is_gone(
    sealed_app: Flask, reporter: AuditingClient, rooms: House, clock: Clock
) -> None:
    page = steps.to_story(reporter).fill("Ceritakan", STORY)
    clock.pass_by(days=3)
    sealed_app.extensions["house"] = replace(rooms, settings=replace(rooms.settings, storage_reserve=2**62))
    page = page.submit(ON)
    assert "Ruang kami hampir penuh" in page.errors[0] and page.field("Ceritakan").value == STORY


@pytest.mark.parametrize("brake", ["reports", "codes"])
def test_a_busy_channel_sends_later(reporter: AuditingClient, rooms: House, brake: str) -> None:
    page, free = steps.to_check(reporter), getattr(rooms.brakes, brake)
    setattr(rooms.brakes, brake, Bucket(0, 5) if brake == "reports" else Slots(0, 0.01))
    page = page.submit("Kirim sekarang")
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS
    assert "Saluran ini sedang ramai" in page.errors[0]
    assert (STORY in page.text, steps.reports(rooms)) == (True, [])
    setattr(rooms.brakes, brake, free)
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"


def test_busy_when_the_code_is_to_be_shown(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_check(reporter).submit("Kirim sekarang")
    rooms.shown.clear()  # as after a restart
    rooms.brakes.shown = Bucket(0, 3)
    page = page.submit("Tampilkan kode")
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS
    assert "Tunggu 3 detik" in page.errors[0]
    rooms.brakes.shown = Bucket(1, 3)
    assert page.submit("Tampilkan kode").h1 == "Kode Anda"


def test_strangers_keep_nobody_from_the_code_of_what_was_just_sent(reporter: AuditingClient, rooms: House) -> None:
    page = steps.to_check(reporter).submit("Kirim sekarang")
    rooms.brakes.shown = Bucket(1, 3)
    reporter.post("/", data={"draf": new_token(), "langkah": "kode"})
    assert reporter.post("/", data={"draf": new_token(), "langkah": "kode"}).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert page.submit("Tampilkan kode").h1 == "Kode Anda"


def test_a_token_shows_no_code_once_it_was_copied(reporter: AuditingClient, rooms: House) -> None:
    sent = steps.to_check(reporter).submit("Kirim sekarang")
    page = sent.submit("Tampilkan kode")
    page = page.fill("Lima angka", steps.code_on(page)[-5:])
    page.submit("Cocokkan")
    rooms.shown.clear()  # as after a restart
    for again in (sent.submit("Tampilkan kode"), page.submit("Cocokkan")):
        assert again.h1 == "Sudah terkirim" and "Kodenya tidak kami tampilkan lagi" in again.text
        assert not again.select(".code") and again.buttons == ["Saya sudah punya kode"]


@pytest.mark.parametrize(
    ("minutes", "restarted", "shown"), [(59, False, True), (60, False, False), (48 * 60, True, False)]
)
def test_nor_when_an_hour_has_passed(
    reporter: AuditingClient, rooms: House, clock: Clock, minutes: int, restarted: bool, shown: bool
) -> None:
    sent = steps.to_check(reporter).submit("Kirim sekarang")
    assert "paling lama satu jam" in sent.text
    clock.pass_by(minutes=minutes)
    if restarted:
        rooms.shown.clear()
    assert bool(sent.submit("Tampilkan kode").select(".code")) is shown


@pytest.mark.parametrize("typed", ["", "12345 dan", "1234", "00000", "٠" * 5, "1" * 1000])
def test_the_last_group_with_a_typo_is_said_at_once(reporter: AuditingClient, typed: str) -> None:
    page = steps.to_check(reporter).submit("Kirim sekarang").submit("Tampilkan kode")
    code = steps.code_on(page)
    if code.endswith("00000"):
        return
    page = page.fill("Lima angka", typed).submit("Cocokkan")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Lima angka terakhir tidak sama." in page.errors[0]
    assert steps.code_on(page) == code
    assert page.fill("Lima angka", f" {code[-5:-2]}-{code[-2:]} ").submit("Cocokkan").h1 == "Salinan Anda benar"


def test_the_whole_code_is_as_good_as_its_last_group(reporter: AuditingClient) -> None:
    page = steps.to_check(reporter).submit("Kirim sekarang").submit("Tampilkan kode")
    code = steps.code_on(page)
    assert page.fill("Lima angka", code).submit("Cocokkan").h1 == "Salinan Anda benar"


def with_photo(reporter: AuditingClient) -> Page:
    page = choose(steps.to_evidence(reporter), ("ruang.jpg", photo(gps=True)))
    return page.fill("Apa lagi", "Arsip lantai dua").submit("Simpan berkas yang dipilih")


def test_when_enough_files_came_today_the_words_go_alone(reporter: AuditingClient, rooms: House) -> None:
    page = with_photo(reporter).submit(ON).submit(ON)
    rooms.brakes.sent = Bucket(0, 1e6)
    refused = page.submit("Kirim sekarang")
    assert refused.status == HTTPStatus.TOO_MANY_REQUESTS
    assert "Hari ini sudah terlalu banyak berkas" in refused.errors[0] and not steps.reports(rooms)
    rooms.brakes.sent = Bucket(1, 1e6)
    assert refused.submit("Kirim sekarang").h1 == "Sudah terkirim"


def test_what_a_photo_gave_away_is_told_and_it_is_sent(reporter: AuditingClient, rooms: House, office: Office) -> None:
    page = with_photo(reporter)
    assert page.field("Apa lagi").value == "Arsip lantai dua"
    assert "Kami hapus dari berkas ini:" in page.text
    assert "lokasi GPS" in page.text
    page = page.submit(ON).submit(ON)
    assert "ruang.jpg" in page.text
    page.submit("Kirim sekarang")
    entries = steps.told(rooms, office, "ani")
    assert entries is not None
    kept = Kept.of(entries[1])
    assert kept.name == "ruang.jpg"
    assert b"".join(evidence.opened(rooms, kept)).startswith(b"\xff\xd8")


def test_the_original_only_when_it_is_chosen_each_time(reporter: AuditingClient) -> None:
    page = choose(steps.to_evidence(reporter), ("asli.jpg", photo(gps=True))).check("Simpan aslinya")
    page = page.submit("Simpan berkas yang dipilih")
    assert "Tersimpan sebagai berkas asli" in page.text
    assert "lokasi GPS" not in page.text


def test_a_file_is_removed_by_its_name(reporter: AuditingClient, rooms: House) -> None:
    page = with_photo(reporter).submit("Hapus ruang.jpg")
    assert "Berkas “ruang.jpg” sudah kami hapus." in page.text
    assert "Hapus ruang.jpg" not in page.buttons
    assert page.field("Apa lagi").value == "Arsip lantai dua"
    assert steps.count(rooms, Blob) == 0


def test_bad_files_are_told_and_good_ones_and_the_text_stay(reporter: AuditingClient) -> None:
    page = choose(steps.to_evidence(reporter), ("baik.png", png()), ("program.exe", b"MZ" * 50)).fill("Apa lagi", "X")
    page = page.submit(ON)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "program.exe" in page.errors[0]
    assert "Hapus baik.png" in page.buttons
    assert page.field("Apa lagi").value == "X"
    assert page.submit(ON).h1.endswith("Tentang Anda")


def test_a_file_that_is_too_large_keeps_the_text(reporter: AuditingClient, rooms: House) -> None:
    page = choose(steps.to_evidence(reporter), ("film.mp4", bytes(51 * MIB))).fill("Apa lagi", "X").submit(ON)
    assert "terlalu besar" in page.errors[0]
    assert page.field("Apa lagi").value == "X"
    assert steps.count(rooms, Blob) == 0


def test_store_without_a_file_asks_for_one(reporter: AuditingClient) -> None:
    page = steps.to_evidence(reporter).submit("Simpan berkas yang dipilih")
    assert page.errors == ["Pilih dahulu berkas yang ingin Anda simpan."]


def test_a_file_taken_off_in_another_tab_stops_the_sending(reporter: AuditingClient, rooms: House) -> None:
    files = with_photo(reporter)
    page = files.submit(ON).submit(ON)
    files.submit("Hapus ruang.jpg")
    page = page.submit("Kirim sekarang")
    assert "Belum ada yang terkirim." in page.errors[0]
    assert "Tidak ada berkas." in page.text
    assert not steps.reports(rooms)
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"
