"""Coming in with the code: typed in any way, refused in words, and out again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import select, update

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import Filed, come_in
from webapp.base.drafts import Draft
from webapp.whistleblowing import codes
from webapp.whistleblowing.box import views
from webapp.whistleblowing.brakes import Bucket
from webapp.whistleblowing.models import Holder
from webapp.whistleblowing.sessions import IDLE
from webapp.whistleblowing.web import House


def arabic(code: str) -> str:
    return "".join(chr(0x660 + int(digit)) for digit in code)


WAYS: list[Callable[[codes.Code], str]] = [
    str,
    lambda code: "-".join(codes.groups(code)),
    " ".join,
    lambda code: f"  {code[:7]} – {code[7:]}\t",
    arabic,
]


@pytest.mark.parametrize("way", WAYS)
def test_the_code_in_any_way(reporter: AuditingClient, filed: Filed, way: Callable[[codes.Code], str]) -> None:
    page = reporter.get_page("/kotak").submit("Buka kotak", Kode=way(filed.code))
    assert page.h1 == "Kotak" and "Inspektorat Kota Contoh" in page.text
    assert filed.code not in page.html


def typo(code: str) -> str:
    return code[:-1] + str((int(code[-1]) + 1) % 10)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (lambda code: "", "Tulis kode Anda: 25 angka."),
        (lambda code: code[:24], "Kode punya 25 angka; yang Anda tulis 24 angka."),
        (lambda code: code + "1", "Kode punya 25 angka; yang Anda tulis 26 angka."),
        (typo, "Ada angka yang salah atau tertukar."),
        (lambda code: code[:-1] + "x", "Kode hanya berisi angka."),
        (lambda code: code * 1000, "Isian ini terlalu panjang untuk sebuah kode."),
    ],
)
def test_what_is_no_code_is_said_before_any_work(
    reporter: AuditingClient, filed: Filed, rooms: House, typed: Callable[[str], str], said: str
) -> None:
    rooms.brakes.tries = Bucket(1, 1e9)
    page = reporter.get_page("/kotak").submit("Buka kotak", Kode=typed(filed.code))
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert page.errors[0].startswith(said) and len(page.html) < 5_000
    rooms.brakes.tries.take()  # still there: nothing was tried


def test_a_megabyte_of_digits(reporter: AuditingClient, filed: Filed) -> None:
    assert reporter.post("/kotak", data={"kode": "7" * 2**20}).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_an_unknown_code_opens_nothing(reporter: AuditingClient, filed: Filed) -> None:
    unknown = codes.code_of(bytes(32), "lain")
    page = come_in(reporter, unknown)
    assert page.errors == [
        "Tidak ada yang terbuka dengan kode ini. Mungkin kodenya sudah diganti, atau isinya sudah dihapus."
    ]
    assert "Set-Cookie" not in page.headers
    assert page.field("Kode").value.replace(" ", "") == unknown


def test_too_many_at_once_wait(reporter: AuditingClient, filed: Filed, rooms: House) -> None:
    rooms.brakes.tries = Bucket(1, 7, lambda: 0.0)
    come_in(reporter, codes.code_of(bytes(32), "lain"))
    page = come_in(reporter, filed.code)
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS and page.headers["Retry-After"] == "7"
    assert "Tunggu 7 detik" in page.errors[0] and page.field("Kode").value.replace(" ", "") == filed.code


def test_an_address_alone_shows_nothing(reporter: AuditingClient, filed: Filed) -> None:
    come_in(reporter, filed.code)
    page = reporter.get_page("/kotak")
    assert page.buttons == ["Lihat isinya", "Keluar"] and "Inspektorat" not in page.text
    assert "Inspektorat Kota Contoh" in page.submit("Lihat isinya").text


def test_out_by_a_form_only(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    reporter.get("/kotak?langkah=keluar")
    assert "Inspektorat" in page.submit("Baca seluruh percakapan").text
    out = page.submit("Keluar")
    assert out.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"' and out.h1 == "Sudah keluar"
    assert page.submit("Baca yang saya kirim").h1 == "Kotak"
    assert reporter.get_page("/kotak").buttons == ["Buka kotak"]


def test_after_half_an_hour_what_was_typed_is_there(reporter: AuditingClient, filed: Filed, clock: Clock) -> None:
    page = come_in(reporter, filed.code).fill("Tulisan Anda", "Mereka menyuruh saya diam.").check("Ini tentang")
    clock.present += IDLE + timedelta(seconds=1)
    asked = page.submit("Kirim")
    assert "Tulisan Anda masih ada" in asked.text and "diam" not in asked.html and filed.talk() == []
    again = asked.submit("Buka kotak", Kode=filed.code)
    assert again.field("Tulisan Anda").value == "Mereka menyuruh saya diam."
    assert again.field("pembalasan").values
    again.submit("Kirim")
    assert filed.talk() == [("retaliation", "Mereka menyuruh saya diam.")]


def test_where_no_draft_can_be_kept_the_page_keeps_what_was_typed(
    reporter: AuditingClient, filed: Filed, rooms: House, clock: Clock
) -> None:
    page = come_in(reporter, filed.code).fill("Tulisan Anda", "Mereka menyuruh saya diam.")
    clock.present += IDLE + timedelta(seconds=1)
    rooms.brakes.drafts = Bucket(1, 7, lambda: 0.0)
    rooms.brakes.drafts.take()
    asked = page.submit("Kirim")
    assert asked.status == HTTPStatus.TOO_MANY_REQUESTS and asked.headers["Retry-After"] == "7"
    assert "Tulisan Anda masih ada di halaman ini" in asked.text
    again = asked.submit("Buka kotak", Kode="1").submit("Buka kotak", Kode=filed.code)
    assert again.field("Tulisan Anda").value == "Mereka menyuruh saya diam." and filed.talk() == []


def test_what_is_longer_than_any_message_stays_on_the_page_and_fills_no_disk(
    reporter: AuditingClient, filed: Filed, rooms: House, clock: Clock
) -> None:
    page, long = come_in(reporter, filed.code), ("Mereka menyuruh saya diam. " * 3_000).strip()
    page = page.fill("Tulisan Anda", long)
    clock.present += IDLE + timedelta(seconds=1)
    for name in views.TYPED[1:]:
        reporter.post(
            "/kotak", data={"langkah": "kirim", "draf": page.field("draf").value, "pesan": "x", name: "y" * 60_000}
        )
    asked = page.submit("Kirim")
    with rooms.db.read() as session:
        assert max(len(one) for one in session.scalars(select(Draft.sealed))) < 100_000
    again = asked.submit("Buka kotak", Kode="1").submit("Buka kotak", Kode=filed.code)
    assert again.field("Tulisan Anda").value == long


def test_over_https_no_other_host_can_set_the_cookie(sealed_app: Flask, reporter: AuditingClient, filed: Filed) -> None:
    settings = filed.rooms.settings
    site = replace(settings.site, base_url="https://kotak.example")
    sealed_app.extensions["house"] = replace(filed.rooms, settings=replace(settings, site=site))
    page = come_in(reporter, filed.code)
    held = reporter.get_cookie("__Host-kotak")
    assert held is not None and held.secure and held.path == "/" and reporter.get_cookie("kotak") is None
    assert "kursi" in page.submit("Baca yang saya kirim").text
    page.submit("Keluar")
    assert reporter.get_cookie("__Host-kotak") is None


def test_a_cookie_that_comes_twice_is_none(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    reporter.set_cookie("kotak", "A" * 43, path="/kotak")
    assert page.submit("Baca yang saya kirim").buttons == ["Buka kotak"]


@pytest.mark.parametrize("cookie", ["", "x", "A" * 43, "%00", "é"])
def test_a_forged_cookie_opens_nothing(reporter: AuditingClient, filed: Filed, cookie: str) -> None:
    reporter.set_cookie("kotak", cookie)
    answer = reporter.post("/kotak", data={"langkah": "laporan"})
    assert answer.status_code == HTTPStatus.OK and "kursi" not in answer.get_data(as_text=True)


def test_a_changed_cookie_opens_nothing(reporter: AuditingClient, filed: Filed) -> None:
    page = come_in(reporter, filed.code)
    held = reporter.get_cookie("kotak")
    assert held is not None and held.http_only and held.same_site == "Strict"
    reporter.set_cookie("kotak", held.value[:-1] + ("A" if held.value[-1] != "A" else "B"))
    assert page.submit("Baca yang saya kirim").buttons == ["Buka kotak"]


def test_who_has_a_code_reads_and_deletes_when_nobody_is_left(
    filed: Filed, browser: Callable[[], AuditingClient]
) -> None:
    with filed.rooms.db.write() as session:
        session.execute(update(Holder).values(state="ended"))
    client = browser()
    assert client.get_page("/keterangan").status == HTTPStatus.OK
    box = come_in(client, filed.code)
    assert box.status == HTTPStatus.OK and "Harga kursi" in box.submit("Baca yang saya kirim").text
    assert box.submit("Hapus semuanya").status == HTTPStatus.OK
