"""The box: where the report is, the talk, writing more, and what others could change in the database."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from sqlalchemy import delete, select, update

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import ANSWERS, READ, Filed, come_in
from webapp.base.crypto import new_token
from webapp.whistleblowing import codes, vault
from webapp.whistleblowing.box import service
from webapp.whistleblowing.box.service import Gone, Reply
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.models import Entry, Handling, Wrap
from webapp.whistleblowing.seats import REPORTER, Seat

CSS = 4_800
"""Bytes of the style sheet as it is sent."""


@pytest.fixture
def box(reporter: AuditingClient, filed: Filed) -> Page:
    return come_in(reporter, filed.code)


def test_status_in_words_and_who_holds_keys(box: Page) -> None:
    assert "diterima sejak Rabu, 9 Desember 2026" in box.text
    assert "Paling lambat Senin, 14 Desember 2026." in box.text
    assert "Ani Rahmawati, Inspektur Kota" in box.select("li") and "Dedi" not in box.text
    assert "Siapa Anda hanya dapat dibuka oleh: Kusuma Wardani, Penjaga identitas." in box.text
    assert "Belum ada pertanyaan dari pemeriksa." in box.text


def test_who_they_are_is_there_when_the_last_custodian_has_gone(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        accounts.end(session, "kusuma", filed.clock().date(), lost=True)
    page = come_in(reporter, filed.code)
    assert "Itu masih tersimpan, tetapi" in page.text and "Anda tidak menyebut siapa Anda." not in page.text


def test_who_has_not_said_who_they_are(reporter: AuditingClient, file_report: Callable[..., Filed]) -> None:
    assert "Anda tidak menyebut siapa Anda." in come_in(reporter, file_report().code).text


def test_a_missed_day_is_said(reporter: AuditingClient, filed: Filed, clock: Clock) -> None:
    clock.present += timedelta(days=10)
    assert "Seharusnya paling lambat Senin, 14 Desember 2026: sudah lewat." in come_in(reporter, filed.code).text


def test_until_when_it_is_kept(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    assert "Disimpan di sini sampai Jumat, 8 Desember 2028." in page.text
    assert "Sesudah Jumat, 8 Desember 2028 semuanya dihapus untuk selamanya" in page.text
    with filed.rooms.db.write() as session:
        session.execute(update(Handling).values(retain_until=date(2029, 12, 8)))
    page = come_in(reporter, filed.code)
    assert "Diperpanjang oleh pemeriksa: disimpan di sini sampai Sabtu, 8 Desember 2029." in page.text
    assert "Sesudah Sabtu, 8 Desember 2029 semuanya dihapus" in page.text
    assert "Yang belum selesai ditangani disimpan paling lama dua tahun lagi" in page.text


def test_what_is_unfinished_is_kept_two_years_more(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        session.execute(update(Handling).values(retain_until=date(2026, 12, 8)))
    page = come_in(reporter, filed.code)
    assert "Disimpan di sini paling lama sampai Kamis, 7 Desember 2028." in page.text
    assert "Sesudah Kamis, 7 Desember 2028 semuanya dihapus" in page.text


def test_a_level_that_is_over_says_so(reporter: AuditingClient, filed: Filed) -> None:
    come_in(reporter, filed.code).submit("Naikkan satu tingkat").submit("Naikkan sekarang")
    with filed.rooms.db.write() as session:
        low = update(Handling).where(Handling.level == 0)
        session.execute(low.values(retain_until=date(2026, 12, 8), status="finished"))
    page = come_in(reporter, filed.code)
    assert "Disimpan di sini paling lama sampai Selasa, 9 Maret 2027." in page.text
    with filed.rooms.db.write() as session:
        session.execute(low.values(changed_on=date(2026, 9, 9)))
    page = come_in(reporter, filed.code)
    assert "Masa simpan di sini berakhir Selasa, 8 Desember 2026." in page.text
    assert "Sesudah Jumat, 8 Desember 2028 semuanya dihapus" in page.text


def test_who_dropped_the_key_is_not_named_any_longer(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        session.execute(delete(Wrap).where(Wrap.holder.startswith("holder:")))
    page = come_in(reporter, filed.code)
    assert "Tidak ada lagi yang memegang kunci di sini." in page.text and "Ani" not in page.text


def test_the_talk_in_order(box: Page, filed: Filed) -> None:
    filed.says("ani", "Kontrak yang mana?")
    page = box.submit("Kirim", {"Tulisan Anda": "Kontrak nomor 12.\nBulan Mei."})
    assert "Sudah terkirim dan terkunci" in page.text and page.field("Tulisan Anda").value == ""
    talk = page.submit("Baca seluruh percakapan")
    assert talk.select("blockquote") == ["Kontrak yang mana?", "Kontrak nomor 12. Bulan Mei."]
    assert "Ani Rahmawati, Inspektur Kota, Rabu, 9 Desember 2026: pertanyaan" in talk.text
    assert "Anda, Rabu, 9 Desember 2026: tulisan" in talk.text
    assert filed.talk(filed.office.reader("citra")) == [
        ("question", "Kontrak yang mana?"),
        ("message", "Kontrak nomor 12.\nBulan Mei."),
    ]
    assert filed.talk(filed.office.reader("dedi")) is None


def test_what_was_sent(box: Page) -> None:
    page = box.submit("Baca yang saya kirim")
    assert page.select("blockquote") == READ
    assert page.select("h2") == list(ANSWERS)
    assert page.submit("Kembali ke kotak").h1 == "Kotak"


def test_who_tells_of_reprisals_is_led_to_what_protects_them(box: Page, filed: Filed) -> None:
    assert "Perlindungan Anda" not in box.links
    page = box.check("Ini tentang pembalasan").submit("Kirim", {"Tulisan Anda": "Saya dipindahkan."})
    assert filed.talk() == [("retaliation", "Saya dipindahkan.")]
    assert page.follow("Perlindungan Anda").h1.endswith("Perlindungan Anda")
    assert "Perlindungan Anda" in come_in(page.client, filed.code).links


def test_nothing_written_is_not_sent(box: Page, filed: Filed) -> None:
    page = box.submit("Kirim", {"Tulisan Anda": " \n "})
    assert page.errors == ["Tulis sesuatu, atau pilih berkas."] and filed.talk() == []


def test_a_message_with_the_code_stays_in_its_field(box: Page, filed: Filed) -> None:
    part = " – ".join(codes.groups(filed.code)[1:4])
    page = box.submit("Kirim", {"Tulisan Anda": f"Kode saya {part}, tolong."})
    assert page.errors[0].startswith("Tulisan ini berisi sebagian kode Anda.")
    assert page.field("Tulisan Anda").value == f"Kode saya {part}, tolong." and filed.talk() == []
    page.submit("Kirim", {"Tulisan Anda": "Kontrak 1234567890."})
    assert filed.talk() == [("message", "Kontrak 1234567890.")]


def test_a_long_message_is_kept(box: Page, filed: Filed) -> None:
    text = "kata " * 4_200
    page = box.submit("Kirim", {"Tulisan Anda": text})
    assert "kelebihan" in page.errors[0] and page.field("Tulisan Anda").value == text.strip()


def test_sent_twice_it_is_one_message(box: Page, filed: Filed) -> None:
    box.fill("Tulisan Anda", "Sekali saja.")
    box.submit("Kirim")
    again = box.submit("Kirim")
    assert "Sudah terkirim" in again.text and filed.talk() == [("message", "Sekali saja.")]


def test_other_words_of_a_page_that_was_sent_are_not_told_as_sent(box: Page, filed: Filed) -> None:
    box.submit("Kirim", {"Tulisan Anda": "Satu."})
    page = box.submit("Kirim", {"Tulisan Anda": "Dua."})
    assert "Isian di bawah ini berbeda, dan belum terkirim." in page.errors[0]
    assert page.field("Tulisan Anda").value == "Dua." and filed.talk() == [("message", "Satu.")]
    assert "Sudah terkirim" in page.submit("Kirim").text
    assert filed.talk() == [("message", "Satu."), ("message", "Dua.")]


def test_a_message_goes_to_whom_its_page_was_shown_for(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    page.submit("Naikkan satu tingkat").submit("Naikkan sekarang")
    page.submit("Kirim", {"Tulisan Anda": "Untuk kota."})
    assert filed.talk() == [("message", "Untuk kota.")]


def test_two_tabs_write_two_messages(reporter: AuditingClient, filed: Filed) -> None:
    come_in(reporter, filed.code)
    first, second = (reporter.get_page("/kotak").submit("Lihat isinya") for _ in range(2))
    first.submit("Kirim", {"Tulisan Anda": "Satu."})
    second.submit("Kirim", {"Tulisan Anda": "Dua."})
    assert filed.talk() == [("message", "Satu."), ("message", "Dua.")]


def test_a_race_of_replies_keeps_each_once(filed: Filed) -> None:
    seat = Seat(REPORTER, filed.id, filed.reporter)
    [handling] = filed.handlings()
    tokens = [new_token() for _ in range(4)]

    def send(number: int) -> None:
        reply = Reply(handling, service.MESSAGE, str(number % 4))
        service.reply(filed.rooms.db, filed.rooms.brakes, seat, tokens[number % 4], reply, filed.clock().date())

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(12)))
    assert sorted(filed.talk() or []) == [("message", str(number)) for number in range(4)]


def test_one_code_does_not_fill_the_disk(box: Page, filed: Filed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "MOST_A_DAY", 5)  # the answers, the identity, and who is excluded are three of them
    page = box
    for number in range(2):
        page = page.submit("Kirim", {"Tulisan Anda": f"Pesan {number}"})
    page = page.submit("Kirim", {"Tulisan Anda": "Satu lagi"})
    assert "kirim lagi besok" in page.errors[0] and page.field("Tulisan Anda").value == "Satu lagi"
    filed.clock.present += timedelta(days=1)
    come_in(page.client, filed.code).submit("Kirim", {"Tulisan Anda": "Satu lagi"})
    assert len(filed.talk() or []) == 3


def test_a_foreign_talk_can_not_be_written_to(
    reporter: AuditingClient, filed: Filed, file_report: Callable[..., Filed]
) -> None:
    other = file_report()
    come_in(reporter, filed.code)
    data = {"langkah": "kirim", "pesan": "Sisipan", "kepada": str(other.handlings()[0])}
    reporter.post("/kotak", data=data)
    assert other.talk() == [] and filed.talk() == [("message", "Sisipan")]
    reply = Reply(other.handlings()[0], service.MESSAGE, "Sisipan")
    seat = Seat(REPORTER, filed.id, filed.reporter)
    with pytest.raises(Gone):
        service.reply(filed.rooms.db, filed.rooms.brakes, seat, new_token(), reply, filed.clock().date())


def test_another_box_stays_shut(reporter: AuditingClient, filed: Filed, file_report: Callable[..., Filed]) -> None:
    other = file_report()
    other.says("ani", "Rahasia orang lain")
    page = come_in(reporter, filed.code)
    assert "Rahasia orang lain" not in page.html + page.submit("Baca seluruh percakapan").html


def damaged(filed: Filed, compartment: str, other: Filed) -> None:
    """Somebody with the database puts a wrap of another report in the place of this one's."""
    with filed.rooms.db.write() as session:
        foreign = session.scalars(
            select(Wrap.box).where(Wrap.report_id == other.id, Wrap.holder == vault.REPORTER)
        ).first()
        mine = update(Wrap).where(
            Wrap.report_id == filed.id, Wrap.compartment == compartment, Wrap.holder == vault.REPORTER
        )
        session.execute(mine.values(box=foreign))


def test_a_swapped_key_is_told_and_nothing_is_sent(
    reporter: AuditingClient, filed: Filed, file_report: Callable[..., Filed]
) -> None:
    [handling] = filed.handlings()
    damaged(filed, vault.talk(handling), file_report())
    page = come_in(reporter, filed.code)
    assert page.status == HTTPStatus.OK and "Bagian ini tidak dapat dibuka" in page.text
    refused = page.submit("Kirim", {"Tulisan Anda": "Halo?"})
    assert refused.errors[0].startswith("Bagian ini tidak dapat dibuka") and refused.field("pesan").value == "Halo?"
    assert "kursi" in page.submit("Baca yang saya kirim").text
    assert page.submit("Naikkan satu tingkat").status == HTTPStatus.OK


def test_swapped_entries_are_told(reporter: AuditingClient, filed: Filed) -> None:
    filed.says("ani", "Pertama")
    filed.says("ani", "Kedua")
    with filed.rooms.db.write() as session:
        place = vault.talk(filed.handlings()[0])
        first, second = session.scalars(
            select(Entry).where(Entry.compartment == place).order_by(Entry.number).offset(1)
        )
        first.sealed, second.sealed = second.sealed, first.sealed
    page = come_in(reporter, filed.code)
    assert "Bagian ini tidak dapat dibuka" in page.text and "Kedua" not in page.text


def test_an_entry_that_was_taken_out_is_told(reporter: AuditingClient, filed: Filed) -> None:
    filed.says("ani", "Pertama")
    filed.says("ani", "Kedua")
    with filed.rooms.db.write() as session:
        session.execute(delete(Entry).where(Entry.compartment == vault.talk(filed.handlings()[0]), Entry.number == 1))
    page = come_in(reporter, filed.code)
    assert "Bagian ini tidak dapat dibuka" in page.text and "Kedua" not in page.text


@pytest.mark.parametrize("left", [0, 1])
def test_an_end_that_was_cut_off_is_told(left: int, reporter: AuditingClient, filed: Filed) -> None:
    filed.says("ani", "Pertama")
    filed.says("ani", "Kedua")
    with filed.rooms.db.write() as session:
        talk = Entry.compartment == vault.talk(filed.handlings()[0])
        session.execute(delete(Entry).where(talk, Entry.number > left))
    page = come_in(reporter, filed.code)
    assert "Bagian ini tidak dapat dibuka" in page.text and "Pertama" not in page.text


def test_a_cut_report_is_told_everywhere(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        session.execute(update(Entry).where(Entry.compartment == vault.REPORT).values(sealed=b"\x01kurang"))
    page = come_in(reporter, filed.code)
    assert "Bagian ini tidak dapat dibuka" in page.submit("Baca yang saya kirim").text
    assert page.submit("Naikkan satu tingkat").status == HTTPStatus.CONFLICT
    assert "Belum ada tulisan Anda" in page.submit("Salin tulisan saya").text


def test_a_swapped_status_never_breaks_the_page(reporter: AuditingClient, filed: Filed) -> None:
    for status in ("verifying", "reviewing", "unsubstantiated"):
        with filed.rooms.db.write() as session:
            session.execute(update(Handling).values(status=status, due_on=None))
        assert come_in(reporter, filed.code).status == HTTPStatus.OK


HOSTILE = "<script>alert(1)</script></blockquote><img src=x onerror=alert(1)> “&” \u202e"


def test_hostile_words_are_shown_as_they_are(box: Page, filed: Filed) -> None:
    filed.says("ani", HOSTILE)
    page = box.submit("Baca seluruh percakapan")
    assert not page.select("script, img") and HOSTILE.split(" “", maxsplit=1)[0] in page.text


def test_the_text_to_copy(box: Page, filed: Filed) -> None:
    filed.says("ani", "Kontrak yang mana?")
    page = box.submit("Kirim", {"Tulisan Anda": "Nomor 12."}).submit("Salin tulisan saya")
    assert "Kedua layanan tidak saling tahu." in page.text
    assert page.field("bagian").labels == [*READ, "Nomor 12."]
    page = page.choose("bagian", [READ[0], "Nomor 12."]).submit("Tampilkan tulisannya")
    assert page.document.soup.select_one("#salinan").get_text().strip() == f"{READ[0]}\n\nNomor 12."  # type: ignore[union-attr]
    assert f"{filed.rooms.settings.public_url}/lapor" in page.text


def test_pages_are_light_without_compression(box: Page, filed: Filed) -> None:
    for number in range(6):
        filed.says("ani", f"Pertanyaan {number}: kapan, di mana, dan siapa yang menandatangani kontrak itu?")
    pages = [box.submit(button) for button in box.buttons if button not in ("Kirim", "Keluar")]
    pages.append(box.submit("Kirim", {"Tulisan Anda": "Bulan Mei."}))
    for page in pages:
        assert len(page.html.encode()) + CSS <= 14_336 and "<script" not in page.html
