"""A message by PIN waits at the desk until somebody answers it or says to have read it, in an ended case too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.desk.work.office import Office, url
from tests.tracking.conftest import own_page
from webapp.cases.letters import renderers
from webapp.cases.receiving import Received
from webapp.cases.verifying import unfaithful
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.notices.models import Outbox

NEW = "/petugas/?status=message"
ERASE = "Tolong hapus isi laporan saya."
HAND_ON = "kirim nomor tiketnya kepada pengelola layanan. Hanya pengelola dapat menghapusnya."
READ = "Tandai pesan sudah dibaca"


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def write(office: Office, case: Received) -> None:
    """As the reporter does it."""
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    own_page(visitor, case).submit("Kirim pesan", pesan=ERASE)


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_on_an_ended_case_it_waits_until_somebody_says_to_have_read_it(office: Office, status: Status) -> None:
    case, rahma, rina = office.case(status), office.come_in("rahma"), office.come_in("rina")
    office.case(status, key="quiet")
    write(office, case)
    office.clock.pass_by(days=2)
    desk = office.back("rahma") if status is Status.CLOSED else office.back("rina")
    page = desk.get_page("/petugas/").submit("Saring", Tampilkan="Ada pesan baru")
    assert page.select("tbody th a") == [world.REPORT.title]
    assert "ada pesan baru" in page.select("tbody td")[0]
    assert page.select("tbody td")[1] == "Menunggu 2 hari kerja Sejak Rabu, 9 Desember 2026"
    page = page.follow(world.REPORT.title)
    assert ERASE in page.text and HAND_ON in page.text
    assert len(desk.get_page(NEW).select("tbody tr")) == 1, "a look alone has read nothing"
    page = page.follow(READ).submit("Sudah saya baca")
    assert "sudah ditandai dibaca." in page.text
    assert "Semua pesan pelapor sudah dibaca." in desk.get_page(NEW).text
    assert READ not in desk.get_page(url(case)).text
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    assert "Pesan Anda dibaca oleh" in own_page(visitor, case).text
    with office.db.read() as session:
        assert list(unfaithful(session)) == []
    assert rahma and rina


@pytest.mark.parametrize(("status", "heard"), [(Status.IN_PROGRESS, Action.NOTE), (Status.ASSIGNED, Action.START)])
def test_an_answer_of_the_office_is_a_sign_that_it_was_read(office: Office, status: Status, heard: Action) -> None:
    case, rahma = office.case(status), office.come_in("rahma")
    office.act(case, Action.ADD_MESSAGE)
    office.act(case, Action.MAKE_CONFIDENTIAL)
    assert len(rahma.get_page(NEW).select("tbody tr")) == 1
    office.act(case, heard)
    assert rahma.get_page(NEW).select("tbody tr") == []


def test_who_only_looks_is_not_asked_to_read_it(office: Office) -> None:
    case = office.case(Status.CLOSED)
    office.act(case, Action.ADD_MESSAGE)
    yusuf = office.come_in("yusuf")
    assert "Ada pesan baru" not in yusuf.get_page("/petugas/").field("Tampilkan").options
    assert READ not in yusuf.get_page(url(case)).links
    assert office.come_in("dewi").get_page(NEW).select("tbody tr") == []


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_office_and_coordinator_hear_of_it_once_and_how_it_is_handed_on(
    office: Office, config: Config, status: Status
) -> None:
    case = office.case(status)
    for name in ("rina", "rahma"):
        office.come_in(name)
    write(office, case)
    about = Outbox.template.like("%/add_message")
    with office.db.read() as session:
        rows = session.scalars(select(Outbox).where(about)).all()
        offices = {f"agency:{world.agency_id(session, code)}" for code in ("samarinda", "samarinda-pupr")}
        of_city = {f"agency:{world.agency_id(session, 'samarinda')}"}
        assert sorted(row.recipient_ref for row in rows) == sorted(offices if status is Status.CLOSED else of_city)
        for row in rows:
            letter = renderers(config.site)[row.template](session, row.recipient_ref, row.params, "id")
            assert letter and HAND_ON in letter.text and "/bantuan#hubungi" in letter.text


def test_an_erased_case_waits_for_nobody(office: Office) -> None:
    case = office.case(Status.CLOSED)
    write(office, case)
    office.act(case, Action.ERASE)
    assert office.come_in("rahma").get_page(NEW).select("tbody tr") == []
