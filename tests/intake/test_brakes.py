"""The brakes of the form: whoever sends without end waits, and nothing that was typed is lost."""

from __future__ import annotations

from flask import Flask

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.intake.conftest import at_check
from webapp.base.db import Database
from webapp.cases.models import Case
from webapp.intake.brakes import REPORTS

HERE = "127.0.0.1"


def test_one_network_sends_twenty_reports_an_hour_and_the_next_is_kept(
    app: Flask, client: AuditingClient, db: Database, clock: Clock
) -> None:
    app.extensions["report_brake"].charge(HERE, clock(), REPORTS[0].most - 1)
    last, late = at_check(client), at_check(client)
    assert last.submit("Kirim laporan").status == 200
    page = late.submit("Kirim laporan")
    minutes = -(-int(page.headers["Retry-After"]) // 60)
    assert page.status == 429 and "Parit tersumbat" in page.text
    told = "Dari jaringan Anda sudah banyak laporan terkirim. Isian Anda tetap tersimpan. Kirim lagi dalam %s menit."
    assert page.errors == [told % minutes]
    assert last.submit("Kirim laporan").status == 200, "its receipt is shown again all the same"
    clock.pass_by(minutes=minutes)
    assert page.submit("Kirim laporan").status == 200
    assert world.how_many(db, Case) == 2


def test_another_network_goes_on(app: Flask, client: AuditingClient, clock: Clock) -> None:
    app.extensions["report_brake"].charge("192.0.2.7", clock(), REPORTS[0].most)
    assert at_check(client).submit("Kirim laporan").status == 200
