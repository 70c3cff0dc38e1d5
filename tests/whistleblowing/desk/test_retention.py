"""Reports go when their time has passed, keys first."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from tests.conftest import Clock
from tests.whistleblowing.desk.conftest import Desk, SignIn, later
from tests.whistleblowing.desk.test_copies import FILE, with_file
from tests.whistleblowing.desk.test_handing import opens
from tests.whistleblowing.desk.test_levels import go_up
from webapp.whistleblowing import erasing
from webapp.whistleblowing.desk import retention
from webapp.whistleblowing.keeping import AFTER_A_CHANGE, UNFINISHED
from webapp.whistleblowing.keys import accounts
from webapp.whistleblowing.models import Audit, Blob, Entry, Handling, IdentityRequest, Report, Wrap
from webapp.whistleblowing.sending import RETENTION
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.web import House

DAY = timedelta(days=1)


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
    """Nor by two clicks on the day after: its reporter has 90 days to read the end and to go one level up."""
    report = desk.send()
    later(clock, RETENTION.days + 3)
    assert retention.expire(rooms, clock().date()) == 0
    for status in ("verifying", "outside_remit"):
        page = sign_in("ani").get_page(f"/meja/laporan/{report}/ubah-keadaan")
        page.submit("Ubah keadaan", status=status, teks="Bukan kewenangan kami.")
    ended = clock().date()
    assert "Disimpan sampai Minggu, 11 Maret 2029." in sign_in("ani").get_page("/meja").text
    assert retention.expire(rooms, ended + AFTER_A_CHANGE) == 0
    go_up(desk, report)
    assert opens(sign_in("dedi"), report) and not retention.expire(rooms, ended + AFTER_A_CHANGE + DAY)
    assert opens(sign_in("dedi"), report) and not opens(sign_in("ani"), report)


def test_what_is_never_finished_goes_two_years_later(desk: Desk, rooms: House, clock: Clock) -> None:
    desk.send()
    until = clock().date() + RETENTION + UNFINISHED
    assert (retention.expire(rooms, until), retention.expire(rooms, until + DAY)) == (0, 1)
    assert left(rooms) == 0


def test_nobody_keeps_what_nobody_can_bring_to_an_end(desk: Desk, rooms: House, clock: Clock) -> None:
    desk.send()
    with rooms.db.write() as session:
        for name in ("ani", "budi", "citra"):
            accounts.end(session, name, clock().date(), lost=True)
    assert retention.expire(rooms, clock().date() + RETENTION + DAY) == 1


def test_who_was_passed_over_keeps_it_like_anything_unfinished(desk: Desk, rooms: House, clock: Clock) -> None:
    """The level above has finished; the one below never did anything, and sees on no day that somebody else did."""
    report = desk.send(identity="Siti, 0812")
    go_up(desk, report, who=True)
    with rooms.db.write() as session:
        above = Handling.inspectorate_id == desk.office.places["provinsi"]
        session.execute(update(Handling).where(above).values(status=Status.FINISHED.value))
    until = clock().date() + RETENTION + UNFINISHED
    assert retention.expire(rooms, until) == 0 and left(rooms) > 0
    assert retention.expire(rooms, until + DAY) == 1 and left(rooms) == 0


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
