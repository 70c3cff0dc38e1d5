"""Whoever has a PIN floods neither an agency's mailbox nor a public page, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.published.test_feed import feed
from tests.tracking.conftest import CaseMaker, address, own_page, public_page
from tests.tracking.test_reporter import events, row
from webapp.base.db import Database
from webapp.cases.moves import REPORTER
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.notices.models import Outbox


def write(db: Database, case_id: int, clock: Clock, times: int) -> None:
    """So many messages of the reporter, all in this minute."""
    for number in range(times):
        world.act(db, case_id, Action.ADD_MESSAGE, clock(), message=f"Air naik lagi, ke-{number}.")


def letters(db: Database, template: str) -> int:
    """How many events were told by a letter of this kind, to whomever."""
    with db.read() as session:
        return session.scalar(select(func.count(Outbox.event_id.distinct())).where(Outbox.template == template)) or 0


def test_after_twenty_things_in_an_hour_the_next_waits_and_stays_on_the_page(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in()
    write(db, received.case_id, clock, 19)
    page = own_page(client, received).submit("Kirim pesan", pesan="Yang kedua puluh.")
    assert page.status == 200
    page = page.submit("Kirim pesan", pesan="Air sudah setinggi lutut.")
    assert (page.status, page.headers["Retry-After"]) == (429, "3600")
    assert page.errors[0].endswith("Kirim lagi dalam 60 menit.")
    assert page.field("pesan").value == "Air sudah setinggi lutut."
    assert events(db, Action.ADD_MESSAGE) == 20
    clock.pass_by(hours=1)
    late = own_page(client, received).submit("Kirim pesan", pesan="Air sudah setinggi lutut.")
    assert late.status == 200


def test_the_same_message_sent_twice_is_still_one(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in()
    write(db, received.case_id, clock, 19)
    page = own_page(client, received)
    pages = [page.submit("Kirim pesan", pesan="Yang kedua puluh.") for _ in range(2)]
    assert [one.status for one in pages] == [200, 200] and "tidak kami catat dua kali" in pages[1].text


def test_hiding_a_report_never_waits_but_opening_it_does(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in()
    write(db, received.case_id, clock, 30)
    page = own_page(client, received)
    for _ in range(3):
        page = page.submit("Jadikan laporan ini rahasia").submit("Cabut kerahasiaan laporan ini")
        assert page.status == 200
    page = page.submit("Jadikan laporan ini rahasia")
    assert page.status == 200
    page = page.submit("Cabut kerahasiaan laporan ini")
    assert page.status == 429 and "sudah tiga kali dicabut hari ini" in page.errors[0]
    assert row(db, received.case_id).confidential
    clock.pass_by(days=1)
    assert own_page(client, received).submit("Cabut kerahasiaan laporan ini").status == 200


def test_an_office_gets_one_letter_an_hour_about_messages(case_in: CaseMaker, db: Database, clock: Clock) -> None:
    received, other = case_in(), case_in(key="other")
    write(db, received.case_id, clock, 30)
    assert letters(db, "owner/add_message") == 1
    write(db, other.case_id, clock, 2)
    assert letters(db, "owner/add_message") == 2
    clock.pass_by(minutes=59)
    write(db, received.case_id, clock, 5)
    assert letters(db, "owner/add_message") == 2
    clock.pass_by(minutes=2)
    write(db, received.case_id, clock, 5)
    assert letters(db, "owner/add_message") == 3


def test_what_moves_a_case_on_is_told_each_time(case_in: CaseMaker, db: Database, clock: Clock) -> None:
    received = case_in(Status.ANSWERED)
    for action in (Action.REPLY, Action.ANSWER, Action.REPLY):
        world.act(db, received.case_id, action, clock())
    assert letters(db, "owner/reply") == 2


def test_a_public_page_and_its_feed_do_not_grow_with_messages(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received = case_in(Status.IN_PROGRESS)
    write(db, received.case_id, clock, 3)
    short = public_page(client, received)
    assert short.text.count("Pelapor menambahkan pesan") == 3 and "Sebelum itu" not in short.text
    write(db, received.case_id, clock, 30)
    with db.write() as session:
        transition(session, received.case_id, Action.MAKE_CONFIDENTIAL, REPORTER, now=clock())
    world.act(db, received.case_id, Action.NOTE, clock() + timedelta(minutes=1))
    page = public_page(client, received)
    assert page.text.count("Pelapor menambahkan pesan") == 2
    assert "Sebelum itu ada 31 hal lain dari pelapor." in page.text
    assert len(page.html) < len(short.html) + 1_000
    told = [entry.title for entry in feed(client, f"{address(received.ticket)}/umpan.atom").entries]
    news = "Kabar dari Pemerintah Kota Samarinda"  # of a secret case no office is named
    assert told[:3] == ["Laporan dijadikan rahasia", news, "Pelapor menambahkan pesan"], (
        "it stands at the end of its week"
    )
    assert len(told) == 7
    assert own_page(client, received).text.count("Anda menambahkan pesan") == 33, "the reporter sees all"
