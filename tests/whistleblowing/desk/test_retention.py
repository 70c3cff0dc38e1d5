"""Reports go when their time has passed, keys first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import Clock
from tests.whistleblowing.desk.conftest import Desk, SignIn
from tests.whistleblowing.desk.test_copies import FILE, with_file
from webapp.whistleblowing import erasing
from webapp.whistleblowing.desk import retention
from webapp.whistleblowing.models import Audit, Blob, Entry, Handling, IdentityRequest, Report, Wrap
from webapp.whistleblowing.sending import RETENTION
from webapp.whistleblowing.web import House


def left(rooms: House) -> int:
    """Rows of reports."""
    with rooms.db.read() as session:
        tables = (Wrap, Entry, IdentityRequest, Handling, Blob, Report)
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def test_it_goes_after_its_day_and_not_before(desk: Desk, rooms: House, sign_in: SignIn, clock: Clock) -> None:
    report = with_file(desk, rooms, "a.pdf", b"x")
    desk.finish()
    until = clock().date() + RETENTION
    assert retention.expire(rooms, until) == 0
    assert left(rooms) > 0
    sealed = rooms.store.open(FILE).read()
    assert retention.expire(rooms, until + timedelta(days=1)) == 1
    assert left(rooms) == 0
    with pytest.raises(FileNotFoundError):
        rooms.store.open(FILE)
    files = [one for one in rooms.settings.data_dir.rglob("*") if one.is_file()]
    assert all(sealed not in one.read_bytes() for one in files)
    assert sign_in("ani").get(f"/meja/laporan/{report}").status_code == 404
    assert "0 laporan" in sign_in("ani").get_page("/meja").text


def test_nobody_gets_rid_of_a_report_by_waiting(desk: Desk, rooms: House, sign_in: SignIn, clock: Clock) -> None:
    report = desk.send()
    assert retention.expire(rooms, clock().date() + 3 * RETENTION) == 0
    assert sign_in("ani").get(f"/meja/laporan/{report}").status_code == 200
    desk.finish()
    assert "Disimpan sampai" in sign_in("ani").get_page("/meja").text
    assert retention.expire(rooms, clock().date() + 3 * RETENTION) == 1


def test_kept_longer_it_stays(desk: Desk, rooms: House, sign_in: SignIn, clock: Clock) -> None:
    report = desk.send()
    page = sign_in("ani").get_page(f"/meja/laporan/{report}/simpan-lebih-lama")
    page.submit("Simpan lebih lama", tahun="2", teks="Sidang.")
    desk.finish()
    assert retention.expire(rooms, clock().date() + RETENTION + timedelta(days=1)) == 0
    assert retention.expire(rooms, clock().date() + RETENTION + timedelta(days=2 * 366)) == 1


def test_what_a_crash_left_is_ended_by_the_next_run(desk: Desk, rooms: House, clock: Clock) -> None:
    with_file(desk, rooms, "a.pdf", b"x")
    desk.finish()
    desk.rooms.store.remove(FILE)
    with rooms.db.write() as session:
        session.query(Wrap).delete()
    assert retention.expire(rooms, clock().date() + 2 * RETENTION) == 1
    assert left(rooms) == 0


def test_years_end_on_a_day_that_exists() -> None:
    assert retention.prolonged(date(2028, 2, 29), 1) == date(2029, 2, 28)
    assert retention.prolonged(date(2028, 2, 28), 2) == date(2030, 2, 28)


def test_the_audit_outlives_the_report(desk: Desk, rooms: House, sign_in: SignIn) -> None:
    report = desk.send()
    sign_in("budi").get_page(f"/meja/laporan/{report}/lepas-kunci").submit("Lepas kunci saya", yakin="lepas")
    erasing.erase(rooms, report)
    with rooms.db.read() as session:
        assert session.query(Audit.action).scalar() == "dropped"
