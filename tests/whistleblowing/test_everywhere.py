"""Through all pages: hostile words stay words, and a disk that fills up keeps nothing half."""

from __future__ import annotations

import os
from typing import cast

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from tests.attachments.making import png
from tests.auditing import AuditingClient, Page
from tests.whistleblowing.box.conftest import come_in
from tests.whistleblowing.desk.test_hostile import FOREIGN, LIVE
from tests.whistleblowing.office import Office
from tests.whistleblowing.walk import steps
from tests.whistleblowing.walk.steps import ON
from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Entry, Report, Wrap
from webapp.whistleblowing.sessions import Visitor
from webapp.whistleblowing.web import House

FIELDS = ("Ceritakan", "Siapa yang melakukannya?", "Di mana?", "Kapan,", "Apa lagi yang", "Nama Anda")


def written(page: Page, text: str) -> Page:
    """The page after this one, with the text in every field that it has; what is hidden in it is told of, and gone."""
    for field in FIELDS:
        if any(label.startswith(field) for label in page.select("label")):
            page.fill(field, text)
    if "Simpan berkas yang dipilih" in page.buttons:
        page.attach("Berkas bukti", f"{text}.png", png())
    assert not LIVE.search(page.html)
    after = page.submit(ON)
    return after.submit(ON) if after.errors else after


@pytest.mark.parametrize("text", [" ".join(FOREIGN[:4]), " ".join(FOREIGN[4:])], ids=["first half", "second half"])
def test_hostile_words_in_every_field_and_file_name(
    text: str, reporter: AuditingClient, sealed_app: Flask, rooms: House, office: Office
) -> None:
    page = steps.to_story(reporter)
    while page.h1 != "Periksa isian":
        page = written(page, text)
    seen = [page, page := page.submit("Kirim sekarang").submit("Tampilkan kode")]
    box = come_in(reporter, steps.code_on(page))
    box = box.attach("Berkas bukti", f"{text}.png", png()).submit("Kirim", {"Tulisan Anda": f"x {text}"})
    box = box.submit("Kirim") if box.errors else box
    seen += [box, *(box.submit(name) for name in ("Baca seluruh", "Baca yang saya", "Salin tulisan", "Naikkan satu"))]
    [report] = steps.reports(rooms)
    ani = cast(AuditingClient, sealed_app.test_client())
    token = rooms.sessions.begin(Visitor("holder", str(office.people["ani"])), office.keys["ani"])
    ani.set_cookie("meja", token, path="/meja")
    seen += [ani.get_page("/meja"), ani.get_page(f"/meja/laporan/{report}")]
    assert [one.url for one in seen if LIVE.search(one.html)] == []
    assert text[:20] in seen[-1].text


def test_a_full_disk_in_the_middle_of_sending(
    reporter: AuditingClient, rooms: House, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Report and wraps are there when the first entry fails, as SQLite says it; then the same page sends it once."""
    page = steps.to_check(reporter)
    write, left = vault.write, iter([None])

    def full(*given: object) -> Entry:
        if next(left, "none") == "none":
            return write(*given)  # type: ignore[arg-type]
        raise OperationalError("INSERT", {}, OSError(28, os.strerror(28)))

    monkeypatch.setattr(vault, "write", full)
    failed = page.submit("Kirim sekarang")
    assert failed.status >= 500
    assert [steps.count(rooms, one) for one in (Report, Wrap, Entry)] == [0, 0, 0]
    assert page.submit("Kirim sekarang").h1 == "Sudah terkirim"
    assert steps.count(rooms, Report) == 1
