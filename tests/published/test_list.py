"""`/laporan`: what the public may read, with filters that say what they do and can be taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import event

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.published.conftest import publish
from webapp.base.db import Database
from webapp.cases.keys import Keys
from webapp.cases.receiving import Received
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Status

Publish = Callable[..., Received]


@pytest.fixture
def town(app: Flask, db: Database) -> Database:
    with db.write() as session:
        world.settle(session)
    return db


@pytest.fixture
def out(town: Database, keys: Keys, clock: Clock) -> Publish:
    """`out("Parit", area_code=…)`: a report whose text is published now."""

    def make(title: str = "Parit tersumbat", **changes: Any) -> Received:
        return publish(town, keys, clock(), title, **changes)

    return make


def titles(client: AuditingClient, query: str = "") -> list[str]:
    page = client.get_page(f"/laporan{query}")
    return [heading.get_text(strip=True) for heading in page.document.soup.select("article h3")]


def test_the_newest_come_first_with_all_that_one_asks(client: AuditingClient, out: Publish, clock: Clock) -> None:
    received = out()
    clock.pass_by(days=3)
    out("Lampu mati", status=Status.RECEIVED)
    page = client.get_page("/laporan")
    assert titles(client) == ["Lampu mati", "Parit tersumbat"] and page.h1 == "Laporan terbit"
    assert "Menunggu verifikasi. Pemerintah Kota Samarinda" in page.text and "Terbit hari ini." in page.text
    assert "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur. Terbit 3 hari" in page.text
    assert page.follow("Parit tersumbat").url.endswith(
        f"/lacak/{received.ticket[:4]}-{received.ticket[4:8]}-{received.ticket[8:]}"
    )


def test_without_reports_the_page_says_what_to_do(client: AuditingClient, town: Database) -> None:
    page = client.get_page("/laporan")
    assert "Belum ada laporan yang terbit." in page.text and page.follow("Buat laporan").h1


def test_an_anonymous_one_is_placed_by_district_and_week(client: AuditingClient, out: Publish, clock: Clock) -> None:
    out(anonymous=True)
    clock.pass_by(days=3)
    page = client.get_page("/laporan")
    assert "Kecamatan Samarinda Ilir, Kota Samarinda, Kalimantan Timur. Terbit pekan ini." in page.text
    assert "Sidomulyo" not in page.html
    clock.pass_by(days=7)
    assert "Terbit pekan lalu." in client.get_page("/laporan").text


def test_twenty_a_page_and_a_way_on_and_back(client: AuditingClient, out: Publish, clock: Clock) -> None:
    for number in range(21):
        clock.pass_by(minutes=1)
        out(f"Laporan nomor {number}", status=Status.RECEIVED)
    first = client.get_page("/laporan")
    assert "Ditampilkan 20 laporan." in first.text and "nomor 0" not in first.text
    older = first.follow("Laporan sebelumnya")
    assert "nomor 0" in older.text and "nomor 1 " not in older.text
    assert older.follow("Kembali ke laporan terbaru").html == first.html


def test_filters_are_said_and_taken_away_one_by_one(client: AuditingClient, out: Publish) -> None:
    out("Parit tersumbat", category="pekerjaan-umum.drainase")
    out("Lampu mati", status=Status.RECEIVED, kind=Kind.SUGGESTION)
    out("Parit Kotabaru", area_code=world.SEMAYAP, status=Status.RECEIVED)
    page = client.get_page("/laporan").submit(
        "Tampilkan laporan", kata="parit", wilayah="Kota Samarinda, Kalimantan Timur", instansi="Dinas PUPR Samarinda",
        status="in_progress", jenis="complaint",
    )  # fmt: skip
    assert page.title.startswith("Laporan terbit: “parit”, Kota Samarinda, Kalimantan Timur, Dinas PUPR Samarinda")
    assert titles(client, "?" + page.url.partition("?")[2]) == ["Parit tersumbat"]
    page = page.follow("Hapus saringan instansi").follow("Hapus saringan status").follow("Hapus saringan wilayah")
    assert page.title == "Laporan terbit: “parit”, Pengaduan – Lapor Terbuka"
    assert "Parit Kotabaru" in page.text and "Lampu mati" not in page.text
    assert "Lampu mati" in page.follow("Hapus semua saringan").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?kata=tersum", ["Parit tersumbat"]),
        ("?wilayah=63", ["Parit Kotabaru"]),
        ("?wilayah=kotabaru+kalimantan+selatan&wilayah=63.02", []),
        ("?instansi=samarinda", ["Parit tersumbat"]),
        ("?instansi=samarinda-pupr", ["Parit tersumbat"]),
        ("?status=received", ["Parit Kotabaru"]),
        ("?jenis=information", []),
        ("?kata=&wilayah=&instansi=&topik=&status=&jenis=", ["Parit Kotabaru", "Parit tersumbat"]),
        ("?bahasa=id&entah=apa", ["Parit Kotabaru", "Parit tersumbat"]),
    ],
)
def test_each_filter(client: AuditingClient, out: Publish, clock: Clock, query: str, found: list[str]) -> None:
    out()
    clock.pass_by(minutes=1)
    out("Parit Kotabaru", area_code=world.SEMAYAP, status=Status.RECEIVED)
    assert titles(client, query) == found


def test_a_topic_has_its_leaves(client: AuditingClient, out: Publish) -> None:
    out("Lampu mati", category="perhubungan.lampu-jalan")
    page = client.get_page("/laporan")
    topics = {option.get_text(): option["value"] for option in page.document.soup.select("#topik option")}
    page = page.submit("Tampilkan laporan", topik=topics["Perhubungan"])
    assert "Lampu mati" in page.text


def test_a_name_of_several_places_is_a_choice(client: AuditingClient, out: Publish) -> None:
    out()
    page = client.get_page("/laporan").submit("Tampilkan laporan", wilayah="samarinda", kata="parit")
    assert "Wilayah mana yang Anda maksud dengan “samarinda”?" in page.text
    page = page.follow("Kota Samarinda, Kalimantan Timur")
    assert (
        page.title.startswith("Laporan terbit: “parit”, Kota Samarinda, Kalimantan Timur –")
        and "Parit tersumbat" in page.text
    )
    page = client.get_page("/laporan?instansi=samarinda+dinas&wilayah=samarinda")
    chosen = page.follow("Kota Samarinda, Kalimantan Timur")
    assert "Bagian dari Pemerintah Kota Samarinda." in chosen.text
    assert "Dinas PUPR Samarinda" in chosen.follow("Dinas PUPR Samarinda").title


def test_nothing_found_says_what_to_do(client: AuditingClient, out: Publish) -> None:
    out()
    page = client.get_page("/laporan?kata=gajah")
    assert "Tidak ada laporan terbit yang cocok" in page.text
    assert "Parit tersumbat" in page.follow("Lihat semua laporan terbit").text


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?status=entah&wilayah=atlantis", "Status itu tidak kami kenal."),
        ("?status=entah&wilayah=atlantis", "Tidak ada wilayah bernama “atlantis”."),
        ("?jenis=entah", "Jenis laporan itu tidak kami kenal."),
        ("?topik=entah", "Topik itu tidak kami kenal."),
        ("?wilayah=atlantis", "Tidak ada wilayah bernama “atlantis”."),
        ("?wilayah=99.99", "Tidak ada wilayah bernama “99.99”."),
        ("?instansi=atlantis", "Tidak ada instansi bernama “atlantis”."),
        ("?kata=%F0%9F%99%82", "Tulis kata yang berisi huruf atau angka."),
        ("?kata=" + "x" * 10_000, "Isian ini kelebihan 9.800 huruf"),
        ("?kata=a%00b", "Ada karakter tersembunyi"),
        ("?sesudah=-1", "Bagian daftar ini tidak ada."),
        ("?sesudah=99999999999999999999", "Bagian daftar ini tidak ada."),
        ("?sesudah=9223372036854775808", "Bagian daftar ini tidak ada."),
        ("?sesudah=\u0661", "Bagian daftar ini tidak ada."),
    ],
)
def test_what_is_no_filter_gets_a_sentence(client: AuditingClient, town: Database, query: str, sentence: str) -> None:
    page = client.get_page("/laporan" + query)
    assert page.status == 422 and sentence in page.text and page.title.startswith("Kesalahan: Laporan terbit")


def test_a_page_of_long_ago_still_answers(client: AuditingClient, out: Publish) -> None:
    out()
    assert titles(client, "?sesudah=1") == [] and titles(client, "?sesudah=9223372036854775807") == ["Parit tersumbat"]


def test_a_secret_leaves_the_list_at_once(client: AuditingClient, out: Publish, town: Database, clock: Clock) -> None:
    received = out()
    assert titles(client) == ["Parit tersumbat"]
    world.act(town, received.case_id, Action.MAKE_CONFIDENTIAL, clock())
    assert titles(client) == [] and "Parit" not in client.get("/laporan/umpan.atom").text


def test_a_page_that_did_not_change_is_not_sent_again(client: AuditingClient, out: Publish, clock: Clock) -> None:
    received = out()
    first = client.get("/laporan?kata=parit")
    tag = {"If-None-Match": first.headers["ETag"]}
    assert client.get("/laporan?kata=parit", headers=tag).status_code == 304
    assert client.get("/laporan", headers=tag).status_code == 200
    world.act(client.application.extensions["database"], received.case_id, Action.ANSWER, clock())
    assert "Menunggu tanggapan pelapor" in client.get("/laporan?kata=parit", headers=tag).text


def test_english(client: AuditingClient, out: Publish) -> None:
    out()
    page = client.get_page("/laporan?kata=parit&bahasa=en")
    assert 'lang="id">Parit tersumbat' in page.html
    assert "bahasa=en" in page.follow("Remove the filter by word").url


def test_a_page_reads_one_list(client: AuditingClient, out: Publish, town: Database) -> None:
    out()
    asked: list[str] = []
    event.listen(town.reader, "before_cursor_execute", lambda *call: asked.append(call[2]))
    client.get_page("/laporan?kata=parit&status=in_progress")
    assert len([one for one in asked if one.startswith("SELECT") and "published_text" in one]) == 1


@pytest.mark.parametrize("typed", ["%", "_", "*", "?", "%%%", ".*"])
@pytest.mark.parametrize("param", ["kata", "wilayah", "instansi"])
def test_a_sign_typed_into_a_search_is_no_wildcard(
    client: AuditingClient, out: Publish, param: str, typed: str
) -> None:
    out()
    page = client.get_page(f"/laporan?{urlencode({param: typed})}")
    assert page.status == 422 and not page.select("article h3") and "Samarinda" not in page.text
    assert titles(client, f"?{urlencode({'kata': typed + 'arit' + typed})}") == []
