"""Pages of the box are light as they are, for they are never compressed: with the longest texts, too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select

from tests.auditing import AuditingClient, Page
from tests.auditing.weight import LIMIT
from tests.whistleblowing.box.conftest import Filed, come_in
from tests.whistleblowing.office import Office, crowd
from webapp.base.files.kinds import Kind
from webapp.base.files.names import LONGEST as LONGEST_NAME
from webapp.whistleblowing import locks, paging, vault
from webapp.whistleblowing.box.forms import LONGEST
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.models import Entry, IdentityRequest
from webapp.whistleblowing.paging import Said
from webapp.whistleblowing.sending import ANSWERS, FILE
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.web import House

CSS = 4_800
"""Bytes of the style sheet as it is sent."""
LONG = {"words": "kata " * (LONGEST // 5), "one word": "&" * LONGEST, "another script": "ꦲꦏ꧀" * (LONGEST // 4)}
NAME = "&" * (LONGEST_NAME - 4) + ".pdf"


def is_light(page: Page) -> bool:
    """The page and its style sheet, as they are sent."""
    return len(page.html.encode()) + CSS <= LIMIT


def leaves(page: Page, on: str = "Halaman berikutnya") -> list[Page]:
    """The page and all that follow."""
    found = [page]
    while any(one.startswith(on) for one in found[-1].buttons):
        found.append(found[-1].submit(on))
    return found


def a_file(filed: Filed, name: str = NAME) -> None:
    """The reporter has sent one with the longest name."""
    kept = Kept("ab" * 16, name, Kind.PDF, 1, "0" * 64, (), True, False, "00" * 32)
    _write(filed, vault.talk(filed.handlings()[-1]), FILE, kept.text())


def _write(filed: Filed, place: str, kind: str, text: str) -> None:
    with filed.rooms.db.write() as session:
        key = vault.key_of(session, filed.id, place, filed.reporter)
        assert key is not None
        vault.write(session, filed.id, place, key, vault.Words(kind, vault.REPORTER, text, filed.clock().date()))


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_longest_talk(reporter: AuditingClient, filed: Filed, text: str) -> None:
    page = come_in(reporter, filed.code)
    for _ in range(2):
        page = page.submit("Naikkan satu tingkat").submit("Naikkan sekarang")
    for level, name in enumerate(("ani", "dedi", "fajar")):
        filed.says(name, text[:900], level=level)
    filed.says("ani", text)
    for _ in range(3):
        a_file(filed)
    box = come_in(reporter, filed.code)
    assert is_light(box)
    whole = leaves(box.submit("Baca seluruh percakapan"))
    assert all(map(is_light, whole)) and len(whole) > 3
    shown = "".join(one.get_text() for page in whole for one in page.document.soup.select("blockquote"))
    assert sorted(shown.replace(" ", "")) == sorted((text[:900] * 3 + text).replace(" ", ""))
    assert sum(page.html.count(NAME.replace("&", "&amp;") + "</b>") for page in whole) == 3


def test_a_shortened_piece_leads_to_the_whole(reporter: AuditingClient, filed: Filed) -> None:
    for number in range(4):
        filed.says("ani", f"Awal {number}. " + "kata " * 2_000 + f"Akhir {number}.")
    box = come_in(reporter, filed.code)
    assert "Awal 2." in box.text and "Akhir 2." not in box.text
    page = box.submit("Baca seluruhnya: “Awal 2.")
    assert "Awal 2." in page.text and "Bagian 1 dari 2" in page.text and "Awal 0." not in page.text
    assert "Akhir 2." in page.submit("Halaman berikutnya").text


def test_the_longest_answers(reporter: AuditingClient, filed: Filed) -> None:
    text = "kata\n" * (LONGEST // 5)
    with filed.rooms.db.write() as session:
        key = vault.key_of(session, filed.id, vault.REPORT, filed.reporter)
        entry = session.scalars(select(Entry).where(Entry.compartment == vault.REPORT, Entry.number == 1)).one()
        told = {"answers": {"Apa yang terjadi?": [text], "Kapan?": ["Mei.", text]}, **Involved().told}
        assert key is not None
        entry.sealed = locks.seal_text(key, f"{ANSWERS}\n{json.dumps(told)}", vault._place(entry))
    pages = leaves(come_in(reporter, filed.code).submit("Baca yang saya kirim"))
    assert all(map(is_light, pages))
    assert "Bagian 1 dari 4" in pages[0].text and "Halaman 1 dari" in pages[0].text
    assert sum(page.text.count("kata") for page in pages) == 2 * LONGEST // 5
    assert pages[1].submit("Halaman sebelumnya").text == pages[0].text


@pytest.mark.parametrize("text", ["", *LONG.values(), "a <b> \n\n" * 3_000, "\U0001f600" * 9_000])
def test_parts_together_are_the_text(text: str) -> None:
    parts = paging.split(text, 4_000)
    assert "".join(parts) == text and all(paging.weight(one) <= 4_000 for one in parts)


def test_an_unknown_page_is_the_first() -> None:
    pieces = [paging.Part("Kota", "x" * 5_000, Said(n, "question", "Ani", "", date.min)) for n in range(3)]
    assert [paging.leaf(pieces, number, "").number for number in ("", "0", "3", "4", "x")] == [1, 1, 3, 1, 1]
    assert paging.leaf(pieces, "", "2").number == 3


def test_two_hundred_messages_to_copy(reporter: AuditingClient, filed: Filed) -> None:
    with filed.rooms.db.write() as session:
        key = vault.key_of(session, filed.id, place := vault.talk(filed.handlings()[0]), filed.reporter)
        assert key is not None
        for number in range(200):
            words = vault.Words("message", vault.REPORTER, f"{number}: " + "&" * 4_990, filed.clock().date())
            vault.write(session, filed.id, place, key, words)
    page = come_in(reporter, filed.code).submit("Salin tulisan saya")
    assert is_light(page) and "Halaman 1 dari 14" in page.text
    page = page.submit("Halaman berikutnya")
    labels = page.field("bagian").labels
    assert is_light(page) and labels[0].startswith("13: ") and len(labels) == 15
    assert page.submit("Tampilkan tulisannya").errors == ["Pilih satu bagian atau lebih."]
    first = page.choose("bagian", labels).submit("Tampilkan tulisannya")
    second = first.submit("Bagian berikutnya")
    assert is_light(first) and is_light(second) and "bagian 2 dari 75" in second.text
    copied = [str(one.document.soup.select("#salinan")[0].string).strip() for one in (first, second)]
    assert "".join(copied).startswith("13: " + "&" * 1_900) and len(copied[1]) == 1_000
    again = second.submit("Pilih tulisan lain")
    assert again.field("bagian").labels == labels and again.html.count(" checked") == 15


def test_as_many_readers_as_may_hold_keys(
    reporter: AuditingClient, file_report: Callable[..., Filed], office: Office, rooms: House
) -> None:
    with rooms.db.write() as session:
        crowd(session, office)
    filed = file_report(identity="Siti")
    page = come_in(reporter, filed.code)
    for _ in range(2):
        page = page.submit("Naikkan satu tingkat")
        assert is_light(page) and page.text.count("nnn") >= 2 * 10
        page = page.submit("Naikkan sekarang", identitas=True)
    for name, level in (("ani", 0), ("dedi", 1), ("fajar", 2)):
        filed.says(name, "&" * 900, level=level)
    with rooms.db.write() as session:
        for number, name in enumerate(("ani", "budi", "citra")):
            granted = {"state": "granted", "asked_on": filed.clock().date(), "decided_on": filed.clock().date()}
            session.add(IdentityRequest(report_id=filed.id, number=number, asker_id=office.people[name], **granted))
    box = come_in(reporter, filed.code)
    assert is_light(box)
    pages = leaves(box.submit("Baca semua 9 nama di Inspektorat Kota Contoh"))
    named = " ".join(page.text for page in pages)
    assert all(map(is_light, pages)) and named.count("mengizinkan") == 3
    assert all(f"{code}{number} " in named for code in office.places for number in range(11))
