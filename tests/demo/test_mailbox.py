"""The demo's letters can be read on pages, and only in the demo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.auditing import AuditingClient
from webapp.app import create_app
from webapp.base.mail import Mail, compose, transport_from
from webapp.config import Config, Mode

SENT = datetime(2026, 12, 9, 1, 0, tzinfo=UTC)
MAIL = Mail(
    "Lapor Terbuka <lapor@contoh.id>",
    "warga@contoh.id",
    "Laporan 7302 9481 567 sudah kami terima",
    "Laporan Anda sudah kami terima.\n\nJudul: <b>selokan</b>\nHalaman laporan: http://localhost/lacak/7302-9481-567\n",
    "a" * 32,
)


def client_of(config: Config) -> AuditingClient:
    """A visitor of an instance with these settings."""
    app: Flask = create_app(config)
    app.test_client_class = AuditingClient
    return cast(AuditingClient, app.test_client())


@pytest.fixture
def demo(config: Config) -> Config:
    """Settings of a demo."""
    return replace(config, mode=Mode.DEMO, site=replace(config.site, is_demo=True))


def deliver(config: Config, *mails: Mail) -> None:
    """Put letters into the folder, a minute apart."""
    for minute, mail in enumerate(mails):
        transport_from(config.mail_url).deliver(compose(mail, SENT + timedelta(minutes=minute)), mail.to)


def test_an_empty_mailbox_says_how_to_get_a_letter(demo: Config) -> None:
    text = client_of(demo).get("/demo/surat").get_data(as_text=True)
    assert "Belum ada surat." in text and "Data contoh" in text


def test_letters_are_listed_newest_first_and_can_be_opened(demo: Config) -> None:
    newer = replace(MAIL, subject="Laporan 7302 9481 567 sudah dijawab", message_id="b" * 32, language="en")
    deliver(demo, MAIL, newer)
    client = client_of(demo)
    listed = client.get("/demo/surat").get_data(as_text=True)
    assert listed.index("sudah dijawab") < listed.index("sudah kami terima")
    opened = client.get(f"/demo/surat/{MAIL.message_id}").get_data(as_text=True)
    assert "warga@contoh.id" in opened and "Rabu, 9\u00a0Desember\u00a02026 pukul 09.00\u00a0WITA" in opened
    assert 'href="http://localhost/lacak/7302-9481-567"' in opened
    assert "&lt;b&gt;selokan&lt;/b&gt;" in opened and "Data contoh" in opened


@pytest.mark.parametrize("name", ["c" * 32, "..", "../jobs", "a" * 32 + ".eml", "%2e%2e%2fjobs"])
def test_a_letter_that_is_not_there_is_404(demo: Config, name: str) -> None:
    deliver(demo, MAIL)
    assert client_of(demo).get(f"/demo/surat/{name}").status_code == 404


@pytest.mark.parametrize("mode", [Mode.TEST, Mode.PRODUCTION])
def test_outside_the_demo_nobody_reads_letters(config: Config, mode: Mode) -> None:
    deliver(config, MAIL)
    client = client_of(replace(config, mode=mode))
    assert client.get("/demo/surat").status_code == 404
    assert client.get(f"/demo/surat/{MAIL.message_id}").status_code == 404


def test_a_demo_whose_mail_goes_out_has_no_mailbox(demo: Config) -> None:
    assert client_of(replace(demo, mail_url="smtp://localhost:25")).get("/demo/surat").status_code == 404


def test_a_half_written_letter_is_not_listed(demo: Config) -> None:
    deliver(demo, MAIL)
    folder = Path(demo.mail_url.removeprefix("file://"))
    (folder / "tmpabc.part").write_bytes(b"Subject: setengah")
    assert "setengah" not in client_of(demo).get("/demo/surat").get_data(as_text=True)


def test_two_letters_with_the_same_words_have_links_of_their_own(demo: Config) -> None:
    deliver(demo, MAIL, replace(MAIL, message_id="b" * 32))
    links = BeautifulSoup(client_of(demo).get("/demo/surat").data, "html.parser").select("main ol a")
    assert [link.get_text() for link in links] == [f"1. {MAIL.subject}", f"2. {MAIL.subject}"]
