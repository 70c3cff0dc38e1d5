"""Before sending: published reports that may be about the same thing, never for who is anonymous or confidential."""

from __future__ import annotations

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock
from tests.intake.conftest import at_check, at_privacy
from tests.published.conftest import publish
from tests.tracking.conftest import address
from webapp.base.db import Database
from webapp.cases.keys import Keys

HEADING = "Laporan serupa yang sudah terbit"


def test_similar_ones_lead_to_their_tickets_and_nothing_is_lost(
    client: AuditingClient, db: Database, keys: Keys, clock: Clock
) -> None:
    near = publish(db, keys, clock(), "Parit tersumbat di gang kami")
    publish(db, keys, clock(), "Lampu mati", "Gelap sejak Senin.")
    publish(db, keys, clock(), "Parit tersumbat", area_code=world.SEMAYAP)
    check = at_check(client)
    assert HEADING in check.text and "Lampu mati" not in check.text
    other = check.follow("Parit tersumbat di gang kami")
    assert other.url.endswith(address(near.ticket)) and "Saya juga" in other.text
    assert check.submit("Kirim laporan").h1.startswith("Laporan Anda sudah kami terima")


def test_without_similar_ones_nothing_is_said(client: AuditingClient, db: Database, keys: Keys, clock: Clock) -> None:
    publish(db, keys, clock(), "Lampu mati", "Gelap sejak Senin.")
    assert HEADING not in at_check(client).text


def test_who_hides_is_not_searched_for(client: AuditingClient, db: Database, keys: Keys, clock: Clock) -> None:
    publish(db, keys, clock(), "Parit tersumbat di gang kami")
    for choice in ("anonim", "rahasia"):
        page: Page = at_privacy(client).choose(choice, "Ya").submit("Simpan dan lanjut").submit("Simpan dan lanjut")
        assert page.h1 == "Periksa sebelum mengirim" and HEADING not in page.text
