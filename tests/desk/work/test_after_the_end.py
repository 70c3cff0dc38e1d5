"""Harm that comes to light after the end of a case: it stands first in the queue until the coordinator takes it up."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from sqlalchemy import select

from tests.auditing import AuditingClient
from tests.desk.work.office import Office, url
from tests.desk.work.test_category import HARMFUL, letters
from tests.desk.work.test_message import NEW
from webapp.base.ids import slug
from webapp.cases.models import CaseEvent, CaseScope
from webapp.cases.moves import MoveRefused
from webapp.cases.receiving import Received
from webapp.cases.timer_job import ring_all
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


def whole(office: Office, case: Received) -> str:
    """The whole page and the feed, without what names this very case or this very answer."""
    visitor, address = office.app.test_client(), f"/lacak/{slug(case.ticket)}"
    told = "\n".join(visitor.get(where).get_data(as_text=True) for where in (address, f"{address}/umpan.atom"))
    told = re.sub(r"\d{4}\W\d{4}\W\d{3}|<span>[\d ]+<", "", told).replace(case.ticket, "")
    return re.sub(r'value="[^"]{30,}"|nonce="[^"]*"|[0-9a-f-]{30,}', "", told)


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
    assert page.links.count(TAKE_UP) == 1
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
    assert whole(office, by_officer) == whole(office, by_reporter)
    for case in (by_officer, by_reporter):
        office.act(case, Action.CATEGORISE, category=PARKING)
        office.act(case, Action.LIFT_CONFIDENTIAL)
    assert whole(office, by_officer) == whole(office, by_reporter), "and when the secrecy has ended"


def test_who_only_looks_at_the_desk_reads_of_no_harm(office: Office) -> None:
    yusuf, pages = office.come_in("yusuf"), []
    for hides, back in ((Action.CATEGORISE, Action.TAKE_UP), (Action.MAKE_CONFIDENTIAL, Action.REOPEN)):
        case = office.case(Status.CLOSED, key=hides.value)
        office.act(case, hides)
        office.act(case, back)
        pages.append([row for row in yusuf.get_page(url(case)).select("li") if "kasus di" in row.lower()])
    assert pages[0] == pages[1], "the same rows of secrecy and reopening"
    assert "Kasus dijadikan rahasia" in " ".join(pages[0]) and "Kasus dibuka kembali" in " ".join(pages[0])
    assert "Pekan mulai Senin, 7 Desember 2026" in " ".join(pages[0])


@pytest.mark.parametrize("status", ENDS)
def test_the_coordinator_hears_of_it_and_who_had_it_is_not_hurried(
    office: Office, config: Config, status: Status
) -> None:
    harmless, harm = (office.case(status, key=key, title=f"Parit {key}") for key in ("satu", "dua"))
    office.act(harmless, Action.CATEGORISE, category=PARKING)
    office.act(harm, Action.CATEGORISE)
    coordinator = f"agency:{office.read(harm).coordinator_id}"
    told = {template: text for (template, who), text in letters(office, harm, config).items() if who == coordinator}
    assert "menunggu sampai Anda membukanya kembali" in told["coordinator/categorise"]
    assert "Mendesak, keselamatan orang" in told["coordinator/categorise"]
    others = letters(office, harm, config)
    had = [text for (template, _who), text in others.items() if template == "owner/categorise"]
    assert len(had) == (status is Status.CLOSED), "an office that is its own coordinator gets one letter"
    assert all("tidak perlu berbuat apa-apa" in text and "endesak" not in text for text in had)
    assert ("coordinator/categorise", coordinator) not in letters(office, harmless, config)


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


def test_a_contest_that_nobody_decides_reminds_the_top_once_a_month_and_is_told_once(office: Office) -> None:
    case = office.case(Status.CLOSED)
    office.act(case, Action.DECLINE_TEXT)
    office.act(case, Action.CONTEST_TEXT)
    for _day in range(120):
        office.clock.pass_by(days=1)
        ring_all(office.db, office.clock)
    with office.db.read() as session:
        days = session.scalars(
            select(CaseEvent.at).where(CaseEvent.action == Action.REMIND).order_by(CaseEvent.seq)
        ).all()
    between = [(later - sooner).days for sooner, later in pairwise(days)]
    assert between[-2:] == [30, 30] and len(days) < 9
    rows, feed = public(office, case)
    assert sum("Pengingat" in row for row in rows) == 1 == feed.count("<title>Pengingat")
