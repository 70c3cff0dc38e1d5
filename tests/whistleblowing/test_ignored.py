"""Show 3: an inspector ignores a case and drops it; with only the code its reporter brings it to the level above."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import select

from tests.auditing import AuditingClient, Page
from tests.conftest import Clock
from tests.whistleblowing.box.conftest import come_in
from tests.whistleblowing.office import Office
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Handling
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import House

STORY, ANSWER = "Harga kursi di kontrak tiga kali harga toko.", "Kontrak nomor 12, bulan Mei."
SignIn = Callable[[str], AuditingClient]
DATES = re.compile(r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu), \d+ \w+ \d{4}|\d+ hari kerja")
TOKENS = re.compile(rb'(?<=name="draf" value=")[^"]*')
LOWER = ("ani", "citra", "kusuma")
"""Everybody of the city who may hold a key; Budi is involved."""


@pytest.fixture
def sign_in(sealed_app: Flask, rooms: House, office: Office) -> SignIn:
    """A browser of one of the people in the office."""

    def begin(name: str) -> AuditingClient:
        client = cast(AuditingClient, sealed_app.test_client())
        token = rooms.sessions.begin(Visitor("holder", str(office.people[name])), office.keys[name])
        client.set_cookie("meja", token, path="/meja")
        return client

    return begin


def sent(reporter: AuditingClient) -> str:
    """Through the pages, with Budi involved; returns the code."""
    page = steps.to_people(reporter).check("Budi Hartono").submit(ON).fill("Ceritakan", STORY).submit(ON)
    page = page.submit(ON).submit(ON).fill("Nama Anda", "Siti, 0812").submit(ON).submit("Kirim sekarang")
    return steps.code_on(page.submit("Tampilkan kode"))


def paths(client: AuditingClient) -> list[str]:
    """Every page of the desk to which pages lead, without what changes something."""
    known, left = [], ["/meja"]
    while left:
        path = left.pop()
        known.append(path)
        answer = client.get(path)
        if answer.mimetype == "text/html":
            found = {str(link["href"]) for link in client.page(answer).document.soup.select("a[href^='/meja']")}
            left += sorted(found - {*known, *left})
    return sorted(known)


def seen(client: AuditingClient) -> dict[str, bytes]:
    """Those pages byte for byte, but for dates and the tokens of drafts."""
    return {
        path: TOKENS.sub(b"", DATES.sub("", client.get(path).get_data(as_text=True)).encode()) for path in paths(client)
    }


def told_before(rooms: House, office: Office, report: str) -> list[str]:
    """What the head of the level above reads of the talk with the level below."""
    with rooms.db.read() as session:
        first = select(Handling.id).where(Handling.report_id == report).order_by(Handling.level)
        name = vault.talk(session.scalars(first).first() or 0)
    return steps.told(rooms, office, "dedi", name) or []


def opens(rooms: House, office: Office, name: str, compartment: str = vault.REPORT) -> bool:
    """Whether somebody's key opens a part of the only report."""
    return steps.told(rooms, office, name, compartment) is not None


def test_dropped_below_read_above(
    reporter: AuditingClient, sign_in: SignIn, rooms: House, office: Office, clock: Clock
) -> None:
    code = sent(reporter)
    [report] = steps.reports(rooms)
    case = f"/meja/laporan/{report}"
    sign_in("ani").get_page(f"{case}/tanya").submit("Kirim pertanyaan", teks="Kontrak yang mana?")
    come_in(reporter, code).submit("Kirim", {"Tulisan Anda": ANSWER})
    clock.present += timedelta(days=40)
    assert "Terlambat" in sign_in("ani").get_page("/meja").text
    for status in ("verifying", "outside_remit"):
        _end(sign_in("ani"), case, status)
    sign_in("citra").get_page(f"{case}/lepas-kunci").submit("Lepas kunci saya", yakin="lepas")
    before = {name: seen(sign_in(name)) for name in LOWER}
    assert case in before["ani"] and case not in before["citra"]

    page = come_in(reporter, code).submit("Naikkan satu tingkat").check("Eka Putri").submit("Perbarui daftar pembaca")
    page = page.submit("Naikkan sekarang")
    assert "Sudah naik satu tingkat." in page.text
    come_in(reporter, code).choose("Kepada siapa?", "Inspektorat Provinsi").submit("Kirim", {"Tulisan Anda": "Tolong."})
    above = sign_in("dedi").get_page(case)
    assert STORY in above.text and "Tolong." in above.text
    assert {"Kontrak yang mana?", ANSWER} <= set(told_before(rooms, office, report))
    sign_in("dedi").get_page(f"{case}/catat").submit("Simpan catatan", teks="Yang di bawah diperiksa juga.")

    for name in ("budi", "eka"):
        assert sign_in(name).get(case).status_code == HTTPStatus.NOT_FOUND
        assert not opens(rooms, office, name)
    assert not opens(rooms, office, "dedi", vault.IDENTITY) and not opens(rooms, office, "lestari", vault.IDENTITY)
    assert {name: seen(sign_in(name)) for name in LOWER} == before


def _end(client: AuditingClient, case: str, status: str) -> Page:
    page = client.get_page(f"{case}/ubah-keadaan").submit("Ubah keadaan", status=status, teks="Tidak ada apa-apa.")
    assert not page.errors
    return page
