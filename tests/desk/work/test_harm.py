"""Harm done to people at the desk: marked in the queue, and made secret by the category that an officer gives it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.desk.work.office import Office, url
from tests.tracking.conftest import own_page
from webapp.base.ids import slug
from webapp.cases.models import CaseEvent, PublishedText
from webapp.cases.moves import Incomplete
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.reports import Help
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.officers.roles import Role

URGENT = "Mendesak: keselamatan orang"
CHILD = "Kekerasan terhadap anak"
HARM, PARKING = "gender-inklusi.kdrt", "perhubungan.parkir-liar"
WHY = "Menurut laporan ini ada anak yang dipukul."
MASKED = {"public_title": "Guru", "public_body": "Guru memukul."}
MADE_SECRET = "Kategori ini menjadikan kasus rahasia dan menarik teksnya. Jelaskan dengan sedikitnya 20 huruf."
UNSURE = "Pelapor tidak yakin apakah ini tentang kantor yang menangani; periksa sebelum meneruskan."


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def test_harm_is_marked_in_the_queue_and_on_the_case_for_who_may_read_it(office: Office) -> None:
    office.case(key="ditch")
    case = office.case(sensitive=True, urgent=True)
    rina = office.come_in("rina")
    queue = rina.get_page("/petugas/")
    assert queue.select("tbody th .status") == [URGENT]
    assert URGENT in rina.get_page(url(case)).text
    yusuf = office.come_in("yusuf")
    assert "mendesak" not in (yusuf.get_page("/petugas/").html + yusuf.get_page(url(case)).html).lower()


def test_urgent_cases_are_counted_first_and_are_one_link_away_whatever_the_queue_shows(office: Office) -> None:
    for number in range(3):
        office.case(Status.ASSIGNED, key=f"ditch {number}", title=f"Parit {number}")
    office.clock.pass_by(days=1)
    for number in range(2):
        office.case(key=f"harm {number}", title=f"Anak {number}", sensitive=True, urgent=True)
    page = office.come_in("rina").get_page("/petugas/?status=assigned")
    assert page.select("main > p")[0] == f"2 kasus {URGENT[0].lower() + URGENT[1:]}"
    page = page.follow("2 kasus mendesak: keselamatan orang")
    assert page.select("tbody th a") == ["Anak 0 (rahasia)", "Anak 1 (rahasia)"] and page.field("Tampilkan").values == [
        "urgent"
    ]
    assert page.select("tbody td b") == ["3 hari kerja lagi"] * 2
    office.hire("citra", "Citra Lestari", (Role.LEADER, "kaltim"), (Role.LIAISON, "samarinda-pupr"))
    citra = office.come_in("citra")
    assert "Tidak ada kasus mendesak yang Anda tangani." in citra.get_page("/petugas/?status=urgent").text
    assert "kasus mendesak" not in citra.get_page("/petugas/").text, "of a secret one nobody is told who only looks"


def test_who_gives_a_part_of_an_urgent_case_finds_it_too(office: Office) -> None:
    case = office.case(Status.IN_PROGRESS, urgent=True)
    with office.db.read() as session:
        dinkes = world.agency_id(session, "samarinda-dinkes")
    office.act(case, Action.ASK_CONTRIBUTION, agency=dinkes)
    page = office.come_in("dewi").get_page("/petugas/").follow("1 kasus mendesak: keselamatan orang")
    assert page.select("tbody th a") == [world.REPORT.title]
    assert "Bagian instansi Anda" in page.text
    office.act(case, Action.ANSWER)
    assert "mendesak" not in office.back("dewi").get_page("/petugas/").select("main > p")[0]


def test_nobody_of_the_agency_that_it_is_about_finds_it_by_another_role(office: Office) -> None:
    office.case(about_office=True, urgent=True, help=Help(("large_print",)))
    office.hire("dodi", "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    office.hire("citra", "Citra Lestari", (Role.COORDINATOR, "kaltim"), (Role.LEADER, "samarinda"))
    dodi, citra = office.come_in("dodi"), office.come_in("citra")
    for query in ("urgent", "help"):
        assert len(dodi.get_page(f"/petugas/?status={query}").select("tbody tr")) == 1
        page = citra.get_page(f"/petugas/?status={query}")
        assert page.select("tbody tr") == [] and "1 kasus" not in page.text


def test_a_category_of_violence_makes_the_case_secret_in_the_same_move(office: Office) -> None:
    case = office.case()
    office.act(case, Action.PROPOSE_TEXT, **MASKED)
    office.act(case, Action.APPROVE_TEXT)
    rina = office.come_in("rina")
    page = rina.get_page(url(case, "teruskan")).submit("Cari kategori", cari_kategori="kekerasan anak")
    page = page.fill("kategori", CHILD).submit("Teruskan kasus", Instansi="Dinas PUPR Samarinda", explanation="oke")
    assert (page.status, page.field("explanation").value) == (422, "oke")
    assert page.errors == [MADE_SECRET]
    page = page.submit("Teruskan kasus", explanation=WHY)
    assert page.h1 == "Periksa kategori ini" and not office.read(case).confidential, "nothing is done unseen"
    assert all(told in page.text for told in (CHILD, "Dinas PUPR Samarinda", "Teks yang sudah terbit ditarik.", WHY))
    page = page.submit("Ubah isian")
    assert page.field("explanation").value == WHY and page.field("kategori").values == ["gender-inklusi.kekerasan-anak"]
    page.submit("Teruskan kasus").submit("Teruskan kasus")
    row = office.read(case)
    assert (row.status, row.confidential, row.sensitive, row.urgent) == (Status.ASSIGNED, True, True, True)
    with office.db.read() as session:
        newest = session.scalars(select(CaseEvent).order_by(CaseEvent.seq.desc())).first()
        assert newest is not None and newest.data["sensitive"] is True
        assert replay(session, row) == state_of(row)
        assert session.get(PublishedText, case.case_id) is None
    assert "Kategorinya menjadikan kasus ini rahasia." in rina.get_page(url(case)).text
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    public = visitor.get_page(f"/lacak/{slug(case.ticket)}")
    assert public.h1 == "Isi laporan ini dirahasiakan" and "kekerasan" not in public.text.lower()
    assert public.text.count("Oleh petugas yang menanganinya. Umum hanya melihat keadaan dan tenggatnya.") == 1
    own = public.submit("Buka dengan PIN", pin=case.pin)
    assert "Laporan dijadikan rahasia" not in own.text
    assert "karena petugas memberinya kategori kekerasan atau anak" in own.text and WHY in own.text


@pytest.mark.parametrize("was_public", [True, False])
def test_of_a_category_that_hid_it_the_public_never_reads_more_than_that(office: Office, was_public: bool) -> None:
    case, visitor = office.case(), office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    if was_public:
        office.act(case, Action.PROPOSE_TEXT, **MASKED)
        office.act(case, Action.APPROVE_TEXT)
    office.act(case, Action.ASSIGN, category=HARM)
    office.act(case, Action.REASSIGN, category=PARKING)
    for lifted in (False, True):
        if lifted:
            visit(office, case).submit("Cabut kerahasiaan laporan ini")
        page = visitor.get_page(f"/lacak/{slug(case.ticket)}")
        told = page.text
        assert next(row for row in page.select(".timeline li") if "rahasia" in row).startswith("Pekan 7 Desember")
        assert told.count("Laporan dijadikan rahasia") == 1, "as if an officer had hidden it"
        assert ("Sejak itu teks yang disetujui terbit lagi." in told) is (was_public and lifted)
        assert "kekerasan" not in told.lower() and "anak" not in told.lower()
    assert "karena petugas memberinya kategori kekerasan atau anak" in visit(office, case).text


@pytest.mark.parametrize("typed", ["", "oke"])
def test_who_moves_a_case_to_another_agency_is_told_why_a_category_of_harm_needs_words(
    office: Office, typed: str
) -> None:
    case = office.case(Status.ASSIGNED)
    page = office.come_in("rina").get_page(url(case, "alihkan")).submit("Cari kategori", cari_kategori="kekerasan anak")
    page = page.submit("Cari instansi", cari="kesehatan kota").fill("kategori", CHILD)
    page = page.submit("Alihkan kasus", Instansi="Dinas Kesehatan Kota Samarinda", explanation=typed)
    assert page.errors == [MADE_SECRET] and page.field("explanation").error == MADE_SECRET
    assert not office.read(case).confidential


def visit(office: Office, case: Received) -> Page:
    """The page of the case as its reporter opens it."""
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    return own_page(visitor, case)


def buried(office: Office, **changes: Any) -> Received:
    """A case that an officer's category made secret."""
    case = office.case(**changes)
    office.act(case, Action.ASSIGN, category=HARM)
    assert [button for button in visit(office, case).buttons if "kerahasiaan" in button] == []
    return case


@pytest.mark.parametrize("slug_", ["kategorikan", "alihkan"])
def test_another_category_ends_what_an_officers_category_had_hidden(office: Office, slug_: str) -> None:
    case = buried(office)
    told = "Petugas memberi laporan ini kategori kekerasan atau anak."
    assert told in visit(office, case).text
    passed_on = {"cari": "dinas kesehatan"} if slug_ == "alihkan" else {}
    rina = office.come_in("rina")
    page = rina.get_page(url(case, slug_)).submit("Cari kategori", {"cari_kategori": "parkir liar"} | passed_on)
    page.fill("kategori", "Parkir liar dan parkir di trotoar").fill("explanation", "Ini soal parkir, bukan kekerasan.")
    if passed_on:
        page.fill("Instansi", "Dinas Kesehatan Kota Samarinda")
    page.submit("Alihkan kasus" if passed_on else "Tetapkan kategori ini")
    row = office.read(case)
    assert (row.sensitive, row.urgent, row.confidential) == (False, False, True)
    with office.db.read() as session:
        assert replay(session, row) == state_of(row)
    own = visit(office, case)
    assert told not in own.text and "Sejak itu Anda dapat mencabut kerahasiaannya." in own.text
    own.submit("Cabut kerahasiaan laporan ini")
    assert office.read(case).confidential is False


def test_harm_that_the_reporter_told_of_no_category_ends(office: Office) -> None:
    case = office.case(sensitive=True, category=HARM)
    office.act(case, Action.ASSIGN, category=PARKING)
    row = office.read(case)
    assert (row.sensitive, row.urgent, row.confidential) == (True, True, True)
    assert "Petugas memberi laporan ini kategori" not in visit(office, case).text


def test_danger_in_the_reporters_words_stays_urgent(office: Office) -> None:
    case = buried(office, urgent=True)
    office.act(case, Action.CATEGORISE, category=PARKING)
    assert (office.read(case).sensitive, office.read(case).urgent) == (False, True)


def test_no_officer_makes_a_case_secret_without_saying_why(office: Office) -> None:
    with pytest.raises(Incomplete):
        office.act(office.case(), Action.ASSIGN, category=HARM, explanation="")


def test_the_coordinator_is_told_that_the_reporter_does_not_know_whom_it_is_about(office: Office) -> None:
    case, sure = office.case(about_office=None), office.case(key="sure")
    rina = office.come_in("rina")
    assert UNSURE in rina.get_page(url(case)).text and UNSURE in rina.get_page(url(case, "teruskan")).text
    assert UNSURE not in rina.get_page(url(sure)).text
    office.act(case, Action.ASSIGN)
    assert UNSURE not in office.come_in("rahma").get_page(url(case)).text


@pytest.mark.parametrize("action", [Action.MAKE_CONFIDENTIAL, Action.CATEGORISE, Action.ASSIGN, Action.REASSIGN])
def test_whichever_move_of_an_officer_hid_it_the_public_reads_one_and_the_same_row(
    office: Office, action: Action
) -> None:
    case, visitor = (
        office.case(Status.ASSIGNED if action is Action.REASSIGN else Status.RECEIVED),
        office.app.test_client(),
    )
    assert isinstance(visitor, AuditingClient)
    office.clock.pass_by(days=12)  # the decision on publishing it is late
    category = {} if action is Action.MAKE_CONFIDENTIAL else {"category": HARM}
    office.act(case, action, explanation=WHY, **category)
    rows = visitor.get_page(f"/lacak/{slug(case.ticket)}").select(".timeline li")
    hidden = [row for row in rows if "rahasia" in row]
    assert len(hidden) == 1 and hidden[0].endswith(
        "Laporan dijadikan rahasia Oleh petugas yang menanganinya. Umum hanya melihat keadaan dan tenggatnya."
        " Keputusan penerbitan terlambat."
    )
    others = [row for row in rows if row not in hidden]
    assert not [row for row in others if "penerbitan terlambat" in row or "umum" in row]
    feed = visitor.get(f"/lacak/{slug(case.ticket)}/umpan.atom").get_data(as_text=True)
    assert feed.count("Laporan dijadikan rahasia") == 1 and "kategori" not in feed.lower()


@pytest.mark.parametrize("lifted", [False, True])
def test_where_the_row_on_secrecy_stands_and_its_number_tell_no_move(office: Office, lifted: bool) -> None:
    """One category in passing, one by a move of its own, and an officer who only hid it: the public reads one story."""
    told = []
    for action in (None, Action.CATEGORISE, Action.MAKE_CONFIDENTIAL):
        case = office.case(key=f"by {action}")
        office.act(case, Action.ASSIGN, **({} if action else {"category": HARM}))
        if action:
            office.act(case, action)
        office.act(case, Action.START)
        if lifted and action is not Action.MAKE_CONFIDENTIAL:
            office.act(case, Action.CATEGORISE, category=PARKING)
        if lifted:
            office.act(case, Action.LIFT_CONFIDENTIAL)
        told.append(history(office, case))
    rows, numbers = told[0]
    at = next(number for number, row in enumerate(rows) if "dijadikan rahasia" in row)
    assert "mulai menindaklanjuti" in rows[at - 1] and numbers[at] == -1, "at the end of its week, not behind its move"
    assert told[1][0] == told[2][0] == rows
    assert [number for number in numbers if number > 0][:3] == [1, 2, 3] == told[2][1][:3]


def history(office: Office, case: Received) -> tuple[list[str], list[int]]:
    """What the public reads of the past of a case, and the number of each row in its feed, oldest first."""
    visitor = office.app.test_client()
    assert isinstance(visitor, AuditingClient)
    address = f"/lacak/{slug(case.ticket)}"
    ids = re.findall(rf"<id>[^<]*lacak:{case.ticket}:(-?\d+)</id>", visitor.get(f"{address}/umpan.atom").text)
    return visitor.get_page(address).select(".timeline li")[: len(ids)], [*map(int, reversed(ids))]
