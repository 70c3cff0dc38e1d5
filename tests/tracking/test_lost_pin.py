"""A lost PIN: a code by mail gives a new one on the page, and nobody learns or locks anything by asking."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.crowd import at_once
from tests.tracking.conftest import RECEIVED, CaseMaker, address, own_page, public_page
from tests.tracking.test_find import UNKNOWN
from tests.tracking.test_reporter import events, row
from webapp import work
from webapp.base.db import Database
from webapp.base.ids import Pin, Ticket, pin_groups, shown
from webapp.cases import pin_codes
from webapp.cases.keys import Keys
from webapp.cases.models import PinCode
from webapp.cases.moves import MoveRefused
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox

WRONG = "Kode ini tidak cocok atau sudah lewat waktunya. Periksa surel terbaru, atau minta kode lagi."
SENT = "Bila tiket ini punya alamat surel dan PIN-nya boleh diganti, kode kami kirim ke sana."
DIGITS = re.compile(r"(?:\d\d ){4}\d\d")


def ask(client: AuditingClient, ticket: Ticket) -> Page:
    """Ask for a code on the page of a lost PIN."""
    return client.get_page(f"{address(ticket)}/pin").submit("Kirim kode ke surel")


def letters(app: Flask, config: Config, db: Database) -> list[str]:
    """The texts of the letters with a code that have gone out, in the order of asking."""
    for job in work.jobs(config, db, app.extensions["clock"]).jobs:
        job.run()
    mails = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in config.data_dir.glob("mail/*")]
    ours = [mail for mail in mails if "Kode untuk PIN baru" in mail["Subject"]]
    return [str(mail.get_content()) for mail in sorted(ours, key=lambda mail: str(mail["Date"]))]


def code_in(letter: str) -> str:
    """The code that a letter carries."""
    found = DIGITS.search(letter)
    assert found, letter
    return found[0]


def test_a_code_by_mail_gives_a_new_pin(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database
) -> None:
    received = case_in()
    public_page(client, received)
    page = ask(client, received.ticket)
    assert page.status == 200 and SENT in page.text
    (letter,) = letters(app, config, db)
    page = page.submit("Tampilkan PIN baru", kode=code_in(letter))
    assert (page.status, page.h1.startswith("PIN laporan ini sudah diganti")) == (200, True)
    pin = re.sub(r"\D", "", page.select(".pin .code")[0])
    assert pin not in page.url and page.headers["Cache-Control"] == "no-store"
    assert f"Tiket {shown(received.ticket)}, PIN {' '.join(pin_groups(Pin(pin)))}" in page.text
    wrong = public_page(client, received).submit("Buka dengan PIN", pin=received.pin)
    assert wrong.status == 422 and "Bila PIN pernah diganti, pakai yang baru." in wrong.errors[0]
    own = public_page(client, received).submit("Buka dengan PIN", pin=pin)
    assert own.status == 200 and "PIN lama tidak berlaku lagi." in own.text
    assert "PIN diganti" in own.text and "PIN diganti" not in public_page(client, received).text
    assert pin not in letter and received.pin not in letter


def test_the_code_is_not_in_the_database(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database
) -> None:
    ask(client, case_in().ticket)
    code = code_in(letters(app, config, db)[0])
    stored = (config.data_dir / "lapor.db").read_bytes() + (config.data_dir / "lapor.db-wal").read_bytes()
    assert code.replace(" ", "").encode() not in stored and code.encode() not in stored


@pytest.mark.parametrize("changes", [{"anonymous": True}, {"confidential": True}, {"reporter": None}])
def test_without_a_contact_that_may_be_used_the_page_says_the_same_and_no_letter_goes(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, changes: dict[str, object]
) -> None:
    with_mail, without = case_in(key="with mail"), case_in(**changes)
    pages = [
        client.page(client.post(f"{address(one.ticket)}/pin", data={"minta": "1"})) for one in (without, with_mail)
    ]
    assert SENT in pages[0].text
    assert _same(pages[0], without.ticket) == _same(pages[1], with_mail.ticket)
    assert len(letters(app, config, db)) == 1
    assert events(db, Action.NEW_PIN) == 0


def test_a_ticket_that_does_not_exist_is_answered_in_the_same_way(client: AuditingClient, case_in: CaseMaker) -> None:
    real, unknown = case_in().ticket, Ticket(UNKNOWN)
    assert _same(ask(client, real), real) == _same(ask(client, unknown), unknown)
    wrong = [ask(client, ticket).submit("Tampilkan PIN baru", kode="1234567890") for ticket in (real, unknown)]
    assert [page.errors for page in wrong] == [[WRONG], [WRONG]]


def _same(page: Page, ticket: Ticket) -> str:
    digits = "".join(f"<span>{' '.join(group)}" for group in (ticket[:4], ticket[4:8], ticket[8:]))
    spoken = re.sub(r"<i>,</i></span> ", "", page.html)
    return spoken.replace(digits, "#").replace(address(ticket), "#")


def test_a_code_lasts_a_quarter_of_an_hour(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    page = ask(client, case_in().ticket)
    code = code_in(letters(app, config, db)[0])
    clock.pass_by(minutes=15)
    assert page.submit("Tampilkan PIN baru", kode=code).errors == [WRONG]
    page.submit("Kirim kode lagi")
    fresh = code_in(letters(app, config, db)[-1])
    assert page.submit("Tampilkan PIN baru", kode=fresh).status == 200


def test_a_code_works_once_but_a_second_click_shows_the_same_pin(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    page = ask(client, case_in().ticket)
    code = code_in(letters(app, config, db)[0])
    first, again = (page.submit("Tampilkan PIN baru", kode=code) for _ in range(2))
    assert first.select(".pin .code") == again.select(".pin .code")
    assert events(db, Action.NEW_PIN) == 1
    clock.pass_by(minutes=1)
    assert page.submit("Tampilkan PIN baru", kode=code).errors == [WRONG]


def test_asking_often_sends_one_letter_and_locks_nobody_out(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database
) -> None:
    received = case_in()
    for _ in range(8):
        client.post(f"{address(received.ticket)}/pin", data={"minta": "1"}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    page = ask(client, received.ticket)
    (letter,) = letters(app, config, db)
    assert page.submit("Tampilkan PIN baru", kode=code_in(letter)).status == 200


def test_one_ticket_gets_three_letters_a_day_and_the_page_says_so_for_any_number(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    ticket = case_in().ticket
    for _ in range(5):
        page = ask(client, ticket)
        assert page.status == 200 and "tiga kode sehari" in page.text
        assert _same(page, ticket) == _same(ask(client, Ticket(UNKNOWN)), Ticket(UNKNOWN))
        clock.pass_by(minutes=16)
    assert len(letters(app, config, db)) == 1, "the codes before the last one are outdated"
    assert codes_promised(db) == 3
    clock.pass_by(days=1)
    ask(client, ticket)
    assert codes_promised(db) == 4


def test_a_stranger_who_spends_all_codes_at_night_leaves_one_for_the_morning(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    ticket = case_in().ticket
    for _ in range(3):
        ask(client, ticket)
        clock.pass_by(minutes=16)
    newest = code_in(letters(app, config, db)[-1])
    clock.pass_by(hours=9)
    assert ask(client, ticket).submit("Tampilkan PIN baru", kode=newest).status == 200


def codes_promised(db: Database) -> int:
    """Letters with a code that were put into the outbox."""
    with db.read() as session:
        return len(session.scalars(select(Outbox.id).where(Outbox.template == pin_codes.TEMPLATE)).all())


def test_a_network_that_asks_too_often_waits(client: AuditingClient, case_in: CaseMaker) -> None:
    page = ask(client, case_in().ticket)
    for _ in range(4):
        assert page.submit("Kirim kode lagi").status == 200
    late = page.submit("Kirim kode lagi")
    assert late.status == 429
    sentence = "Terlalu banyak permintaan dari jaringan ini. Coba lagi dalam %s detik."
    assert late.errors == [sentence % late.headers["Retry-After"]]


def test_guessed_codes_are_braked_as_guessed_pins(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    page = ask(client, received.ticket)
    for guess in range(10):
        assert page.submit("Tampilkan PIN baru", kode=f"{guess:010d}").errors == [WRONG]
    assert page.submit("Tampilkan PIN baru", kode="1234567890").status == 429
    assert public_page(client, received).submit("Buka dengan PIN", pin=received.pin).status == 429


@pytest.mark.parametrize("typed", ["", "123", "abc", "1" * 200])
def test_an_odd_code_has_a_sentence(client: AuditingClient, case_in: CaseMaker, typed: str) -> None:
    page = ask(client, case_in().ticket).submit("Tampilkan PIN baru", kode=typed)
    assert (page.status, page.errors) == (422, ["Kode berisi 10 angka. Salin persis dari surel kami."])


def test_a_thief_of_the_pin_who_hides_the_report_keeps_its_reporter_out_no_longer(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in()
    for _ in range(3):
        own_page(client, received).submit("Jadikan laporan ini rahasia").submit("Cabut kerahasiaan laporan ini")
    own_page(client, received).submit("Jadikan laporan ini rahasia")
    clock.pass_by(days=14)
    page = public_page(client, received).follow("Minta PIN baru").submit("Kirim kode ke surel")
    assert page.submit("Tampilkan PIN baru", kode=code_in(letters(app, config, db)[0])).status == 200
    assert public_page(client, received).submit("Buka dengan PIN", pin=received.pin).status == 422


@pytest.mark.parametrize("hidden", ["too long ago", "by an officer", "from the start", "as harm"])
def test_whoever_opens_the_mailbox_opens_no_other_secret_report(
    app: Flask, client: AuditingClient, config: Config, case_in: CaseMaker, db: Database, clock: Clock, hidden: str
) -> None:
    received = case_in(confidential=hidden == "from the start")
    page = ask(client, received.ticket)
    if hidden == "by an officer":
        world.act(db, received.case_id, Action.MAKE_CONFIDENTIAL, clock(), explanation="Ada nama orang di dalamnya.")
    elif hidden == "from the start":
        own_page(client, received).submit("Cabut kerahasiaan laporan ini").submit("Jadikan laporan ini rahasia")
    else:
        own_page(client, received).submit("Jadikan laporan ini rahasia")
    if hidden == "as harm":
        world.act(db, received.case_id, Action.ASSIGN, clock(), category="gender-inklusi.kdrt")
    clock.pass_by(days=15 if hidden == "too long ago" else 1)
    ask(client, received.ticket)
    assert letters(app, config, db) == []
    with db.read() as session:
        nonce = session.get_one(PinCode, received.case_id).nonce
    code = Keys.of(config).pin_code(received.ticket, nonce)
    assert page.submit("Tampilkan PIN baru", kode=code).errors == [WRONG]


def test_the_page_is_found_and_foreign_pages_cannot_send_it(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.ANSWERED)
    assert f'href="{address(received.ticket)}/pin"' in public_page(client, received).html
    sent = client.post(f"{address(received.ticket)}/pin", headers={"Sec-Fetch-Site": "cross-site"})
    assert sent.status_code == 403
    assert client.get_page("/lacak/123/pin").status == 422


@pytest.fixture
def both(database_url: str) -> Iterator[Database]:
    """The small world on either database."""
    with world.settled(database_url) as database:
        yield database


def test_at_once_on_both_databases(both: Database, keys: Keys) -> None:
    received = world.case_in(both, keys, RECEIVED, Status.RECEIVED)
    at = datetime(2026, 12, 9, 12, 0, tzinfo=UTC)

    def wish() -> None:
        both.write_again(lambda session: pin_codes.ask(session, received.ticket, at))

    at_once([wish] * 6)
    with both.read() as session:
        nonce = session.get_one(PinCode, received.case_id).nonce
    code = keys.pin_code(received.ticket, nonce)

    def use() -> Pin:
        with both.write() as session:
            return pin_codes.redeem(session, keys, received.ticket, code, at)

    assert set(at_once([use] * 6)) == {keys.new_pin(received.ticket, nonce)}
    assert row(both, received.case_id).version == 2
    with both.write() as session, pytest.raises(MoveRefused):
        pin_codes.redeem(session, keys, received.ticket, "0000000000", at)
