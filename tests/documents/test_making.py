"""How a document is made: the same each time, of our own files only, in turn, and with a sentence where it can't be."""

from __future__ import annotations

import socket
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.docs.packages import ROOT
from tests.documents.pdf import Pdf
from tests.intake.conftest import at_check
from tests.tracking.conftest import CaseMaker, own_page
from webapp.base import documents
from webapp.base.db import Database
from webapp.base.makers import PACKAGES, NoDocument, typeset
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status

STYLE = '<link rel="stylesheet" href="print/paper.css">'
BLANKET = (
    '<!doctype html><html lang="id"><head><title>Surat</title>{head}</head><body><h1>Surat</h1>{body}</body></html>'
)


def page_of(body: str, head: str = STYLE) -> str:
    """A small document."""
    return BLANKET.format(head=head, body=body)


def test_the_same_page_gives_the_same_bytes() -> None:
    html = page_of("<p>Parit tersumbat.</p>")
    assert typeset(html) == typeset(html)


def test_letters_are_in_the_file() -> None:
    found = Pdf(typeset(page_of("<p>Šárka dan <b>Ūrdū</b> menulis “é” – 7 % ≤ 9.</p>")))
    assert found.faults == []
    assert "Šárka dan Ūrdū menulis “é” – 7 %" in found.text


def test_a_server_without_any_font_gives_the_same_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "fonts.conf").write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    found = Pdf(typeset(page_of("<p>Šárka: “7 % – sudah” <b>beres…</b></p>")))
    assert found.faults == []
    assert {str(one.FontName).partition("+")[2][:5] for one in found.fonts} == {"Paper"}


def test_nothing_is_fetched_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "rahasia.css").write_text("h1 { page-break-after: always }")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        away = f"http://127.0.0.1:{listener.getsockname()[1]}/gambar.png"
        near = (
            f'<link rel="stylesheet" href="file://{tmp_path}/rahasia.css"><link rel="stylesheet" href="../README.md">'
        )
        found = Pdf(typeset(page_of(f'<p>Satu <img src="{away}" alt="a"></p>', STYLE + near)))
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert len(found.opened.pages) == 1


def test_a_document_of_no_end_is_refused() -> None:
    with pytest.raises(NoDocument, match="terlalu panjang untuk bentuk ini"):
        typeset(page_of("<p>panjang</p>" * 11_000))


@pytest.fixture
def without_pango(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server on which Pango's files are no libraries: what the loader finds first ends its search."""
    for name in ("libpango-1.0.so.0", "libpangoft2-1.0.so.0"):
        (tmp_path / name).touch()
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))


def test_without_pango_the_receipt_says_what_to_install_and_is_still_a_receipt(
    client: AuditingClient, db: Database, without_pango: None
) -> None:
    receipt = at_check(client).submit("Kirim laporan")
    page = receipt.submit("Unduh tanda terima")
    assert page.status == 503
    assert "Pengelolanya perlu memasang paket libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0" in page.text
    assert page.select(".pin .code") == receipt.select(".pin .code")
    text = client.post("/lapor/tanda-terima", data={"draf": page.field("draf").value, "bentuk": "teks"})
    assert (text.status_code, text.mimetype) == (200, "text/plain")


@pytest.mark.parametrize(
    ("button", "then"),
    [("Minta surat", "Unduh surat"), ("Lanjutkan ke Ombudsman", "Unduh PDF dengan huruf besar")],
)
def test_without_pango_the_reporters_pages_say_so_too(
    client: AuditingClient, case_in: CaseMaker, without_pango: None, button: str, then: str
) -> None:
    page = own_page(client, case_in(Status.ANSWERED)).submit(button).submit(then)
    assert page.status == 503
    assert "libharfbuzz-subset0" in page.select(".note")[0]


def test_one_network_gets_so_many_seconds_in_ten_minutes(
    app: Flask, client: AuditingClient, db: Database, clock: Clock
) -> None:
    receipt = at_check(client).submit("Kirim laporan")
    app.extensions["press"].brake.charge("127.0.0.1", clock(), documents.SECONDS[0].most)
    page = receipt.submit("Unduh tanda terima")
    assert page.status == 429
    assert f"Coba lagi dalam {page.headers['Retry-After']} detik." in page.text
    clock.pass_by(minutes=10)
    token = page.field("draf").value
    assert client.post("/lapor/tanda-terima", data={"draf": token, "bentuk": "pdf"}).status_code == 200


def dossier(client: AuditingClient, received: Received) -> Page:
    """The answer to the wish for the dossier as a PDF, which is a page only where none comes of it."""
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    return page.submit("Unduh PDF dengan huruf besar")


def test_what_takes_long_counts_for_long_and_what_is_endless_is_refused(
    app: Flask, client: AuditingClient, db: Database, case_in: CaseMaker, clock: Clock
) -> None:
    received = case_in(Status.IN_PROGRESS)
    for number in range(20):
        world.act(db, received.case_id, Action.ADD_MESSAGE, clock(), message=f"{number}: " + "air naik lagi. " * 350)
    page = own_page(client, received).submit("Lanjutkan ke Ombudsman")
    key = page.document.soup.select_one("input[name=kunci]")
    assert key
    data = {"kunci": key["value"], "kertas": "berkas", "bentuk": "pdf"}
    assert client.post(page.url, data=data).mimetype == "application/pdf"
    brake = app.extensions["press"].brake
    assert brake.take("127.0.0.1", clock(), cost=documents.SECONDS[0].most - 1) > 0, "it took more than one second"
    for number in range(20):
        world.act(db, received.case_id, Action.ADD_MESSAGE, clock(), message=f"{number}: " + "air naik lagi. " * 350)
    page = dossier(client, received)
    assert page.status == 503 and "Isinya terlalu panjang untuk bentuk ini." in page.text


def test_of_one_network_one_document_is_set_at_a_time_and_others_pass(app: Flask) -> None:
    press = replace(app.extensions["press"], patience=0)
    with press.turn("192.0.2.0/24"):
        with pytest.raises(NoDocument, match="sedang sibuk"), press.turn("192.0.2.0/24"):
            pass
        with press.turn("198.51.100.0/24"), pytest.raises(NoDocument), press.turn("203.0.113.0/24"):
            pass
    with press.turn("192.0.2.0/24"):
        pass


def test_who_comes_while_all_turns_are_taken_is_told_to_come_again(
    app: Flask, client: AuditingClient, db: Database
) -> None:
    app.extensions["press"] = press = replace(app.extensions["press"], patience=0)
    receipt = at_check(client).submit("Kirim laporan")
    with press.turn("192.0.2.0/24"), press.turn("198.51.100.0/24"):
        page = receipt.submit("Unduh tanda terima")
    assert (page.status, page.headers["Retry-After"]) == (503, "1")
    assert "Pembuat berkas sedang sibuk." in page.text
    token = page.field("draf").value
    assert client.post("/lapor/tanda-terima", data={"draf": token, "bentuk": "pdf"}).status_code == 200


def test_the_packages_named_are_those_that_operators_install() -> None:
    listed = (ROOT / "deploy" / "apt-pdf.txt").read_text(encoding="utf-8").splitlines()
    named = [package for packages in PACKAGES.values() for package in packages]
    assert [line for line in listed if not line.startswith("#")] == named
    assert set(named) <= set((ROOT / "deploy" / "apt-test.txt").read_text(encoding="utf-8").splitlines())
