"""What somebody wrote is erased when they ask for it: no word, no name is left, and the record still proves itself."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from webapp import cli
from webapp.base.db import Database
from webapp.base.ids import shown, slug
from webapp.cases.accommodations import Accommodation
from webapp.cases.keys import Keys
from webapp.cases.models import Case, CaseEvent, CaseScope, CaseText, Contact, Deadline, PinCode, PublishedText
from webapp.cases.moves import MoveRefused, allowed_actions, by_officer
from webapp.cases.pin_codes import ask
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.reports import Help
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.service import send_due
from webapp.officers.roles import Permission

NOW = datetime(2026, 12, 9, 11, 42, tzinfo=UTC)
UNNAMED = {"key": "unnamed", "reporter": None}
PERSONAL = (CaseText, PublishedText, Contact, Accommodation, PinCode)


def published_case(db: Database, keys: Keys, status: Status = Status.ASSIGNED) -> Received:
    """A published case with something in each table that is to be emptied."""
    case = world.case_in(db, keys, NOW, status, help=Help(("braille",), "Saya buta."))
    world.act(db, case.case_id, Action.PROPOSE_TEXT, NOW, public_title="Parit", public_body="Parit tersumbat.")
    world.act(db, case.case_id, Action.APPROVE_TEXT, NOW)
    with db.write() as session:
        ask(session, case.ticket, NOW)
    assert all(world.how_many(db, table) for table in PERSONAL)
    return case


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.CLOSED, Status.ARCHIVED)])
def test_an_open_case_ends_without_a_word_and_the_record_holds(db: Database, keys: Keys, status: Status) -> None:
    case = published_case(db, keys, status)
    row = world.act(db, case.case_id, Action.ERASE, NOW)
    assert (row.status, row.archive_reason) == (Status.ARCHIVED, "erased")
    assert [world.how_many(db, table) for table in (*PERSONAL, CaseScope)] == [0] * 6
    with db.read() as session:
        assert list(unfaithful(session)) == []
        assert not any(clock.ended_at is None for clock in session.query(Deadline))
        stored = state_of(session.get_one(Case, case.case_id))
    assert allowed_actions(stored, by_officer(1, 1, frozenset(Permission))) == ()
    with pytest.raises(MoveRefused):
        world.act(db, case.case_id, Action.ERASE, NOW)


def test_a_closed_case_keeps_how_it_ended_and_another_case_keeps_its_words(db: Database, keys: Keys) -> None:
    other = world.report(db, keys, NOW, key="other")
    case = world.case_in(db, keys, NOW, Status.CLOSED)
    row = world.act(db, case.case_id, Action.ERASE, NOW)
    assert (row.status, row.closed_by, row.archive_reason) == (Status.CLOSED, "reporter", None)
    with db.read() as session:
        assert {text.case_id for text in session.query(CaseText)} == {other.case_id}


def test_a_reason_is_one_of_the_list(db: Database, keys: Keys) -> None:
    case = world.report(db, keys, NOW)
    with pytest.raises(MoveRefused):
        world.act(db, case.case_id, Action.ERASE, NOW, reason="Karena Siti memintanya")
    assert world.how_many(db, CaseText) > 0


def erase(app: Flask, ticket: str, *more: str) -> Result:
    """What the operator types."""
    words = ("cases", "erase", ticket, "--reason", "requested", "--by", "siti", "--yes", *more)
    return app.test_cli_runner().invoke(args=words)


@pytest.fixture
def site(app: Flask) -> Flask:
    """The site with its officers, among them Siti."""
    with app.extensions["database"].write() as session:
        world.settle(session)
    add = (
        "officers",
        "add",
        "siti",
        "Siti Aminah",
        "coordinator",
        "samarinda",
        "--password",
        "kata sandi yang panjang",
    )
    assert app.test_cli_runner().invoke(args=add).exit_code == 0
    return app


def test_the_operator_erases_and_every_page_of_the_ticket_says_so(
    site: Flask, client: AuditingClient, config: Config
) -> None:
    case = published_case(site.extensions["database"], Keys.of(config), Status.ANSWERED)
    address = f"/lacak/{slug(case.ticket)}"
    assert "Parit tersumbat." in client.get_page(address).text
    done = erase(site, shown(case.ticket), "--asked-on", "2026-12-09")
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        0,
        "Erased. Backups still hold it until they are replaced.",
    )
    public = client.get_page(address)
    own = public.submit("Buka dengan PIN", pin=case.pin)
    for page in (public, own):
        assert "Isi laporan ini sudah dihapus." in page.text and "Atas permintaan." in page.text
        assert not any(word in page.text for word in ("Parit", "Siti Rahmah", "dikeruk"))
    assert not any(button in own.buttons for button in ("Nyatakan beres", "Kirim balasan", "Kirim keberatan"))
    assert own.submit("Lanjutkan ke Ombudsman").status == 200
    assert client.get_page("/laporan?kata=parit").select("main article") == []
    with site.app_context():
        assert site.test_cli_runner().invoke(args=["verify"]).output == "0 cases differ from their events.\n"
    stored = Path(config.database_url.removeprefix("sqlite:///"))
    with sqlite3.connect(stored) as connection:
        assert not any("tersumbat lumpur" in line for line in connection.iterdump())
    for file in stored.parent.glob(f"{stored.name}*"):
        assert b"dikeruk" not in file.read_bytes() and b"tersumbat" not in file.read_bytes(), file


def test_a_mistaken_command_changes_nothing(site: Flask, config: Config) -> None:
    case = published_case(site.extensions["database"], Keys.of(config))
    assert "There is no such ticket." in erase(site, "12345678901").output
    assert "no officer called nobody" in erase(site, case.ticket, "--by", "nobody").output
    assert "Invalid value" in erase(site, case.ticket, "--reason", "karena saya mau").output
    assert world.how_many(site.extensions["database"], Contact) == 1
    assert erase(site, case.ticket, "--asked-on", "2026-12-09").exit_code == 0
    assert "This case is erased already." in erase(site, case.ticket).output


ASKS = "Tolong hapus isi laporan saya."
LETTER = "Hari ini pengelola layanan menghapus isi laporan Anda"


def mailed(config: Config) -> str:
    """All letters that have left."""
    every = Path(config.mail_url.removeprefix("file://")).glob("**/*.eml")
    return "".join(message_from_bytes(one.read_bytes(), policy=default).get_content() for one in every)


SOON = "Isinya akan dihapus paling cepat Sabtu, 16 Januari 2027"
STOP = "PIN saya dicuri. Jangan dihapus."


def post_leaves(app: Flask, clock: Clock) -> None:
    """The worker sends what the outbox holds."""
    send_due(app.extensions["database"], app.extensions["post"](), clock, "worker")


def test_a_message_erases_only_days_after_a_letter_that_nobody_answers(
    site: Flask, config: Config, clock: Clock
) -> None:
    db = site.extensions["database"]
    case = published_case(db, Keys.of(config))
    world.act(db, case.case_id, Action.ADD_MESSAGE, clock(), message="Lumpur masih ada.")
    clock.pass_by(days=31)
    stale = erase(site, case.ticket)
    assert "has written no message in the last 30 days" in stale.output and stale.exit_code != 0
    world.act(db, case.case_id, Action.ADD_MESSAGE, clock(), message=ASKS)
    world.act(db, case.case_id, Action.ADD_MESSAGE, clock(), message="Terima kasih.")
    first = erase(site, case.ticket)
    assert f"9 January 2027, 01:00 UTC:\n{ASKS}" in first.output and "Terima kasih." in first.output
    assert "Nothing was erased." in first.output and first.exit_code == 0 and "This case is" not in first.output
    assert "The letter has not left." in erase(site, case.ticket).output
    post_leaves(site, clock)
    assert " ".join(mailed(config).split()).count(SOON) == 1 and LETTER not in mailed(config)
    clock.pass_by(days=6)
    assert "Not before 16 January 2027, 01:00 UTC." in erase(site, case.ticket).output
    assert world.how_many(db, Contact) == 1
    clock.pass_by(days=1)
    done = erase(site, case.ticket)
    assert done.exit_code == 0 and "Terima kasih." in done.output
    assert mailed(config).count(LETTER) == 1 and "/bantuan#hubungi" in mailed(config)
    assert world.how_many(db, Contact) == 0


def test_who_answers_the_letter_stops_it(site: Flask, config: Config, clock: Clock) -> None:
    db = site.extensions["database"]
    case = published_case(db, Keys.of(config))
    world.act(db, case.case_id, Action.ADD_MESSAGE, clock(), message=ASKS)
    world.act(db, case.case_id, Action.CATEGORISE, clock())
    assert "This case is secret.\nThis case is urgent: the safety of people.\n" in erase(site, case.ticket).output
    world.act(db, case.case_id, Action.ADD_MESSAGE, clock(), message=STOP)
    post_leaves(site, clock)
    clock.pass_by(days=8)
    stopped = erase(site, case.ticket, "--without-letter")
    assert STOP in stopped.output and "has been there since the letter" in stopped.output and stopped.exit_code != 0
    assert erase(site, case.ticket, "--anew").exit_code == 0
    assert "Not before" in erase(site, case.ticket, "--without-letter").output and world.how_many(db, Contact) == 1
    clock.pass_by(days=31)
    assert "No message asks for it." in erase(site, case.ticket).output, "a letter of long ago counts no longer"


def test_what_asks_before_it_erases_stops_where_nobody_says_yes(site: Flask, config: Config) -> None:
    db = site.extensions["database"]
    case = published_case(db, Keys.of(config))
    words = ("cases", "erase", case.ticket, "--reason", "requested", "--by", "siti", "--asked-on", "2026-12-09")
    asked = site.test_cli_runner().invoke(args=words, input="n\n")
    assert "Erase them?" in asked.output and asked.exit_code != 0
    assert world.how_many(db, Contact) == 1 and LETTER not in mailed(config)


@pytest.mark.parametrize("day", ["2026-12-10", "2026-12-08", "kemarin"])
def test_a_letter_or_a_visit_has_a_day_which_the_event_keeps(site: Flask, config: Config, day: str) -> None:
    db = site.extensions["database"]
    case = published_case(db, Keys.of(config))
    assert erase(site, case.ticket, "--asked-on", day).exit_code == 2
    assert world.how_many(db, Contact) == 1
    assert erase(site, case.ticket, "--asked-on", "2026-12-09").exit_code == 0
    with db.read() as session:
        newest = session.scalars(select(CaseEvent).order_by(CaseEvent.seq.desc())).first()
    assert newest is not None and newest.data == {"reason": "requested", "asked_on": "2026-12-09"}


def test_where_no_letter_can_leave_nothing_is_erased_unless_it_is_said(site: Flask, config: Config) -> None:
    db, asked = site.extensions["database"], ("--asked-on", "2026-12-09")
    case, unnamed = published_case(db, Keys.of(config)), world.report(db, Keys.of(config), NOW, **UNNAMED)
    site.extensions["config"] = replace(config, mail_url="smtp://127.0.0.1:9?tls=none")
    cli.init_app(site)
    stopped = erase(site, case.ticket, *asked)
    assert "The letter can't be sent (smtp_unreachable), so nothing was erased." in stopped.output
    assert world.how_many(db, Contact) == 1
    assert erase(site, case.ticket, *asked, "--without-letter").exit_code == 0
    nobody = erase(site, unnamed.ticket, *asked)
    assert "There is no mailbox to tell." in nobody.output and nobody.exit_code == 0
