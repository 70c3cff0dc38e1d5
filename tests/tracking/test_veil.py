"""What everybody's copy of an anonymous or confidential case keeps back, on its page and in its feed."""

from __future__ import annotations

import re

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import RECEIVED, CaseMaker, address, own_page, public_page
from webapp.base.db import Database
from webapp.base.ids import Ticket, shown, slug
from webapp.cases.keys import Keys
from webapp.cases.moves import REPORTER
from webapp.cases.receiving import Received
from webapp.cases.service import transition
from webapp.cases.workflow import Action, Status
from webapp.config import Config

REMINDED, RAISED = "Pengingat dikirim", "Terlambat, lalu dinaikkan"


def told(client: AuditingClient, received: Received) -> str:
    """Page and feed together."""
    return public_page(client, received).text + client.get(f"{address(received.ticket)}/umpan.atom").text


@pytest.mark.parametrize("switches", [{"anonymous": True}, {"confidential": True}])
def test_no_morning_of_a_timer_tells_the_day_of_receipt(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock, switches: dict[str, bool]
) -> None:
    received = case_in(**switches)
    clock.pass_by(days=6)  # Tuesday, the morning after the last day
    with db.read() as session:
        above = world.agency_id(session, "kaltim")
    before = told(client, received)
    world.act(db, received.case_id, Action.REMIND, clock())
    world.act(db, received.case_id, Action.ESCALATE, clock(), agency=above)
    assert told(client, received) == before
    assert REMINDED in own_page(client, received).text and RAISED in own_page(client, received).text
    clock.pass_by(days=6)  # the next week
    after = told(client, received)
    assert RAISED in after and REMINDED not in after


def test_an_open_report_tells_its_reminders(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in()
    world.act(db, received.case_id, Action.REMIND, RECEIVED)
    assert REMINDED in told(client, received)


def test_a_new_pin_is_known_to_who_has_the_pin_only(
    client: AuditingClient, case_in: CaseMaker, db: Database, config: Config
) -> None:
    received = case_in()
    before, facts = told(client, received), {"pin_hash": Keys.of(config).pin_hash(received.ticket, received.pin)}
    with db.write() as session:
        transition(session, received.case_id, Action.NEW_PIN, REPORTER, now=RECEIVED, facts=facts)
    assert told(client, received) == before
    assert "PIN diganti" in own_page(client, received).text


@pytest.mark.parametrize("status", Status)
def test_a_confidential_report_tells_neither_day_nor_office(
    client: AuditingClient, case_in: CaseMaker, status: Status
) -> None:
    received = case_in(status, confidential=True)
    page = public_page(client, received)
    assert page.select("time") == [] and "9 Desember" not in page.text and "19.42" not in page.text
    assert "PUPR" not in told(client, received)
    assert "Pemerintah Kota Samarinda" in page.text
    assert not re.search(r"T11:42|T12:", client.get(f"{address(received.ticket)}/umpan.atom").text)


def test_a_returned_confidential_report_names_no_office(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ASSIGNED, confidential=True)
    world.act(db, received.case_id, Action.RETURN, RECEIVED)
    assert "Dinas" not in told(client, received)


def test_a_confidential_report_does_not_tell_who_else_was_asked(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.IN_PROGRESS, confidential=True)
    before = told(client, received)
    world.act(db, received.case_id, Action.ASK_CONTRIBUTION, RECEIVED)
    assert told(client, received) == before
    assert "Ikut menangani" in own_page(client, received).text
    world.act(db, received.case_id, Action.DECLINE_CONTRIBUTION, RECEIVED)
    assert told(client, received) == before


def test_a_pin_that_no_code_can_replace_is_said_so_at_once(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(anonymous=True)
    page = public_page(client, received)
    assert "jadi PIN yang hilang tidak dapat kami ganti" in page.text and "Minta PIN baru" not in page.text
    page = client.get_page(f"{address(received.ticket)}/pin")
    assert "jadi PIN yang hilang tidak dapat kami ganti" in page.text and page.buttons == []
    assert "surel Anda" not in page.text
    assert "Minta PIN baru" in public_page(client, case_in(key="open")).text


@pytest.mark.parametrize("anonymous", [True, False])
def test_a_confidential_report_tells_when_a_pin_is_replaced_and_not_whether_it_is_anonymous(
    client: AuditingClient, case_in: CaseMaker, anonymous: bool
) -> None:
    page = public_page(client, case_in(confidential=True, anonymous=anonymous)).follow("Minta PIN baru")
    assert "masih dapat diganti PIN-nya selama 14 hari" in page.text and page.buttons == ["Kirim kode ke surel"]


def test_the_price_of_secrecy_is_told_before_it_is_chosen(client: AuditingClient, case_in: CaseMaker) -> None:
    page = own_page(client, case_in())
    assert (
        "yang hilang tidak dapat kami ganti sesudah 14 hari. Sampai saat itu, siapa pun yang membuka surel" in page.text
    )


def test_the_ticket_of_a_lead_that_became_secret_is_told_to_nobody(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    leading, received = case_in(key="leading"), case_in()
    world.act(db, received.case_id, Action.MERGE, RECEIVED, leading=leading.ticket)
    assert slug(leading.ticket) in public_page(client, received).html
    world.act(db, leading.case_id, Action.MAKE_CONFIDENTIAL, RECEIVED)
    page = told(client, received)
    assert shown(Ticket(leading.ticket)) not in page and slug(leading.ticket) not in page and leading.ticket not in page
