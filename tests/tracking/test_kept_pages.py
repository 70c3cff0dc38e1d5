"""Public pages are kept until something changes, and a browser need not fetch them twice."""

from __future__ import annotations

from datetime import date

from flask import Flask
from sqlalchemy import delete, event

from tests import world
from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import RECEIVED, CaseMaker, address, public_page
from webapp.agencies.models import LocalClosure
from webapp.base.db import Database
from webapp.cases.redating import redate_all
from webapp.cases.workflow import Action, Status


def test_a_page_that_did_not_change_is_not_sent_again(client: AuditingClient, case_in: CaseMaker) -> None:
    where = address(case_in().ticket)
    first = client.get(where)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in first.headers
    again = client.get(where, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_kept_page_costs_one_small_query(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.IN_PROGRESS)
    asked: list[str] = []
    event.listen(db.engine, "checkout", lambda connection, *_pool: connection.set_trace_callback(asked.append))
    first = public_page(client, received).html
    uncached = len([one for one in asked if one.startswith("SELECT")])
    asked.clear()
    assert public_page(client, received).html == first
    assert len([one for one in asked if one.startswith("SELECT")]) == 1 < uncached


def test_whatever_happens_is_seen_at_once(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in()
    before = client.get(address(received.ticket))
    world.act(db, received.case_id, Action.ASSIGN, RECEIVED)
    after = client.get(address(received.ticket), headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200 and "Terdisposisi ke Dinas PUPR Samarinda." in after.text


def test_the_next_day_counts_anew(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in()
    assert "3 hari kerja lagi" in public_page(client, received).text
    clock.pass_by(hours=4)  # past midnight in Samarinda, not in London
    assert "2 hari kerja lagi" in public_page(client, received).text


def test_a_closure_moves_the_page_with_the_record_and_its_withdrawal_takes_nothing_back(
    client: AuditingClient, case_in: CaseMaker, db: Database, clock: Clock
) -> None:
    received, name = case_in(), "Hari jadi kota | libur, 12-14\n“bersama”"
    before = public_page(client, received).select(".clock h2")
    with db.write() as session:
        session.add(LocalClosure(area_code="64.72", day=date(2026, 12, 14), name=name))
    assert public_page(client, received).select(".clock h2") == before, "the stored date, until the worker has counted"
    redate_all(db, clock)
    page = public_page(client, received)
    assert page.select(".clock h2")[0] == "Diperiksa dan diteruskan paling lambat Selasa, 15 Desember 2026"
    assert "Hari jadi kota | libur, 12-14 “bersama”" in page.text
    assert "Semula dijanjikan paling lambat Senin, 14 Desember 2026." in page.text
    with db.write() as session:
        session.execute(delete(LocalClosure))
    redate_all(db, clock)
    page = public_page(client, received)
    assert page.select(".clock h2")[0] == "Diperiksa dan diteruskan paling lambat Selasa, 15 Desember 2026"
    kept = "sekarang hitungannya habis Senin, 14 Desember 2026. Batas yang sudah dijanjikan tetap berlaku."
    assert kept in page.text


def test_choices_of_display_have_pages_of_their_own(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    plain = public_page(client, received).html
    assert 'class="size-150"' in public_page(client, received, "?huruf=150").html
    assert '<html lang="en"' in public_page(client, received, "?bahasa=en").html
    assert public_page(client, received).html == plain


def test_no_page_that_may_be_kept_holds_a_token_of_its_visitor(app: Flask, case_in: CaseMaker) -> None:
    """Two people who were never here get the same bytes; what a form must know of one of them is never kept."""
    for path in ("/", "/bantuan", "/laporan", "/luring", address(case_in().ticket)):
        one, other = (app.test_client().get(path) for _visitor in range(2))
        assert "public" in one.headers["Cache-Control"] or path == "/luring"
        assert one.data == other.data and b"token" not in one.data, path
    for path in ("/lapor", "/lacak", "/petugas/masuk"):
        assert "public" not in app.test_client().get(path).headers["Cache-Control"], path
