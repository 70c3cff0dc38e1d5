"""Whoever hides the name, the report or both is heard like everybody else: nothing of it vanishes."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.desk.work.office import Office, url
from tests.intake.conftest import at_privacy
from webapp.base.db import Database
from webapp.base.ids import Pin, Ticket, slug
from webapp.cases.keys import Keys
from webapp.cases.models import Case
from webapp.cases.receiving import Received
from webapp.cases.timer_job import ring_all
from webapp.config import Config
from webapp.officers.roles import Role

TITLE = "Parit tersumbat, air masuk rumah setiap hujan"


@pytest.fixture
def office(app: Flask, db: Database, config: Config, clock: Clock) -> Office:
    """The officers' side of the same site."""
    return Office(app, db, Keys.of(config), clock)


@pytest.fixture(params=[("Ya", "Tidak"), ("Tidak", "Ya"), ("Ya", "Ya")], ids=["name", "report", "both"])
def hidden(request: pytest.FixtureRequest, client: AuditingClient, db: Database) -> Received:
    """A report sent through the form by somebody who hides the name, the report, or both."""
    anonymous, secret = request.param
    page = at_privacy(client).choose("anonim", anonymous).choose("rahasia", secret)
    receipt = page.submit("Simpan dan lanjut").submit("Simpan dan lanjut").submit("Kirim laporan")
    [pin] = receipt.select(".pin .code")
    with db.read() as session:
        case = session.scalars(select(Case)).one()
    assert (case.anonymous, case.confidential) == (anonymous == "Ya", secret == "Ya")
    digits = "".join(filter(str.isdigit, pin))
    return Received(case.id, Ticket(case.ticket), Pin(digits), "", case.received_at, repeated=False)


def test_who_hides_the_name_stays_in_the_queue_and_can_be_worked_on(office: Office, hidden: Received) -> None:
    officer = office.come_in("rina")
    [row] = officer.get_page("/petugas/").select("tbody th a")
    assert row.startswith(TITLE)
    case = officer.get_page(url(hidden))
    assert case.h1 == TITLE and "Setiap hujan lebih dari setengah jam" in case.text
    case.follow("Teruskan ke instansi").submit("Teruskan kasus", Instansi="Dinas PUPR Samarinda")
    [row] = office.come_in("rahma").get_page("/petugas/").select("tbody th a")
    assert row.startswith(TITLE)


def test_who_hides_the_name_follows_the_report_by_ticket_and_pin(client: AuditingClient, hidden: Received) -> None:
    page = client.get_page(f"/lacak/{slug(hidden.ticket)}")
    assert page.select(".lead .status") == ["Menunggu verifikasi."] and page.select(".clock")
    own = page.submit("Buka dengan PIN", pin=hidden.pin)
    assert own.h1 == TITLE and "Setiap hujan lebih dari setengah jam" in own.text
    assert own.submit("Kirim pesan", pesan="Tadi malam air naik lagi.").text.startswith("Pesan Anda sudah kami terima")


def test_who_hides_the_name_is_not_forgotten_by_the_timers(office: Office, hidden: Received, clock: Clock) -> None:
    office.come_in("rina")
    office.hire("siti", "Siti Aminah", (Role.COORDINATOR, "kaltim"))
    office.back("siti")
    for _day in range(8):
        clock.pass_by(days=1)
        ring_all(office.db, clock)
    with office.db.read() as session:
        above = world.agency_id(session, "kaltim")
    assert office.read(hidden).answering_id == above, "nobody verified it, so the level above has it now"
