"""Harm that comes to light after the end of a case: it stands first in the queue until the coordinator takes it up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.auditing import AuditingClient
from tests.desk.work.office import Office, url
from tests.desk.work.test_category import HARMFUL, letters
from tests.desk.work.test_message import NEW
from webapp.base.ids import slug
from webapp.cases.models import CaseScope
from webapp.cases.moves import MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.officers.roles import Role

ENDS = {Status.CLOSED: Status.IN_PROGRESS, Status.ARCHIVED: Status.RECEIVED}
COUNT, FILTER = "1 kasus mendesak: keselamatan orang", "/petugas/?status=urgent"
WHY, AGAIN = "Di dalamnya ada anak yang dipukul.", "Kami periksa lagi bersama dinas perlindungan anak."
TAKE_UP = "Buka kembali kasus ini"
PARKING = "perhubungan.parkir-liar"


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def public(office: Office, case: Received) -> tuple[list[str], str]:
    """What anybody reads: the rows of its history, and its feed."""
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    address = f"/lacak/{slug(case.ticket)}"
    rows = visitor.get_page(address).select(".timeline li")
    return rows, visitor.get(f"{address}/umpan.atom").get_data(as_text=True)


@pytest.mark.parametrize("status", ENDS)
def test_it_is_counted_as_urgent_until_the_coordinator_takes_it_up(
    office: Office, config: Config, status: Status
) -> None:
    case, rina = office.case(status), office.come_in("rina")
    page = rina.get_page(url(case, "kategorikan")).submit("Cari kategori", cari_kategori="kekerasan anak")
    page = page.submit("Tetapkan kategori ini", kategori="Kekerasan terhadap anak", explanation=WHY)
    assert page.h1 == "Periksa kategori ini" and "menunggu di antrean koordinator sampai dibuka kembali" in page.text
    page.submit("Tetapkan kategori ini")
    office.clock.pass_by(days=2)
    rina = office.back("rina")
    page = rina.get_page("/petugas/").follow(COUNT)
    assert page.select("tbody td")[1] == "Menunggu 2 hari kerja Sejak Rabu, 9 Desember 2026"
    rahma = office.come_in("rahma")
    assert COUNT not in rahma.get_page("/petugas/").text, "she can't take it up"
    page = rina.get_page(url(case))
    assert "belum ada yang menanganinya" in page.text
    page = page.follow(TAKE_UP).submit("Buka kembali kasus")
    assert page.errors == ["Tulis penjelasannya."]
    page.submit("Buka kembali kasus", explanation=AGAIN)
    row = office.read(case)
    assert (row.status, row.harm_since, row.closed_by, row.archive_reason) == (ENDS[status], None, None, None)
    assert row.urgent and COUNT in rina.get_page("/petugas/").text, "urgent by its own deadline now"
    told = letters(office, case, config)["reporter/take_up", f"reporter:{case.case_id}"]
    assert "dimulai lagi" in told and AGAIN not in told and not [word for word in HARMFUL if word in told.lower()]
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    own = visitor.get_page(f"/lacak/{slug(case.ticket)}").submit("Buka dengan PIN", pin=case.pin)
    assert "Dibuka kembali" in own.text and AGAIN in own.text and "Pemerintah Kota Samarinda" in own.text
    with office.db.read() as session:
        assert list(unfaithful(session)) == []


@pytest.mark.parametrize("status", ENDS)
def test_who_took_it_up_the_public_reads_alike_whoever_it_was(office: Office, status: Status) -> None:
    by_officer, by_reporter = (office.case(status, key=key) for key in ("officer", "reporter"))
    reopens = Action.REOPEN if status is Status.CLOSED else Action.CONTEST
    for case, action in ((by_officer, Action.TAKE_UP), (by_reporter, reopens)):
        office.act(case, Action.CATEGORISE)
        office.act(case, action)
    ours, theirs = public(office, by_officer), public(office, by_reporter)
    assert ours[0] == theirs[0] and "Dibuka kembali" in " ".join(ours[0])
    assert ours[1].replace(by_officer.ticket, "").count(":4<") == theirs[1].replace(by_reporter.ticket, "").count(":4<")
    assert "Pelapor berkeberatan" not in theirs[1] and "oleh pelapor" not in theirs[1]


def test_harm_that_was_known_before_the_end_waits_for_nobody(office: Office) -> None:
    case = office.case(Status.ANSWERED)
    office.act(case, Action.CATEGORISE)
    office.act(case, Action.CONFIRM)
    rina = office.come_in("rina")
    assert "kasus mendesak" not in rina.get_page("/petugas/").text and TAKE_UP not in rina.get_page(url(case)).links
    with pytest.raises(MoveRefused):
        office.act(case, Action.TAKE_UP)


@pytest.mark.parametrize("ends", [Action.CATEGORISE, Action.ERASE, Action.REOPEN])
def test_what_ends_it_otherwise(office: Office, ends: Action) -> None:
    case = office.case(Status.CLOSED)
    office.act(case, Action.CATEGORISE)
    office.act(case, ends, **({"category": PARKING} if ends is Action.CATEGORISE else {}))
    assert office.read(case).harm_since is None
    with office.db.read() as session:
        waits = session.scalars(select(CaseScope.urgent_by).where(CaseScope.due.is_(None))).all()
    assert waits == []


def test_messages_and_contests_that_wait_are_counted_as_urgent_cases_are(office: Office) -> None:
    office.hire("dodi", "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    told, asked, kept = (office.case(Status.CLOSED, key=key, title=f"Parit {key}") for key in ("satu", "dua", "tiga"))
    office.act(told, Action.ADD_MESSAGE)
    office.act(asked, Action.CATEGORISE)
    office.act(asked, Action.CONTEST_CATEGORY)
    office.act(kept, Action.DECLINE_TEXT)
    office.act(kept, Action.CONTEST_TEXT)
    rina, dodi = office.come_in("rina"), office.back("dodi")
    message, contests = "1 kasus dengan pesan yang belum dibaca", "2 kasus dengan keberatan yang menunggu keputusan"
    page = rina.get_page("/petugas/")
    assert message in page.links and contests not in page.text, "she decided on both before"
    assert page.follow(message).select("tbody th a") == ["Parit satu"] == rina.get_page(NEW).select("tbody th a")
    page = dodi.get_page("/petugas/").follow(contests)
    assert page.select("tbody th a") == ["Parit dua (rahasia)", "Parit tiga"]
    assert page.field("Tampilkan").values == ["contest"]
    assert "Pelapor berkeberatan karena isinya tidak diterbitkan" in dodi.get_page(url(kept)).select("h2")
    assert "Ada pesan baru dari pelapor" in rina.get_page(url(told)).select("h2")
    office.act(told, Action.READ)
    assert "pesan yang belum dibaca" not in rina.get_page("/petugas/").text


def test_who_can_decide_nothing_is_told_of_no_contest_to_decide(office: Office) -> None:
    office.hire("lia", "Lia Safitri", (Role.LIAISON, "samarinda"))
    office.act(office.case(Status.IN_PROGRESS), Action.WRONG_AGENCY)
    contest = "1 kasus dengan keberatan yang menunggu keputusan"
    assert contest not in office.back("lia").get_page("/petugas/").text
    assert contest in office.come_in("rina").get_page("/petugas/").links
