"""“Salah instansi”: the reporter says so once of each agency, and the coordinator decides; nothing moves by itself."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page
from tests.conftest import Clock as Hands
from tests.tracking.conftest import RECEIVED, CaseMaker, own_page, public_page
from tests.tracking.test_reporter import events, row
from webapp.base.db import Database
from webapp.cases.deadlines import Clock
from webapp.cases.models import Deadline
from webapp.cases.queries import entries
from webapp.cases.receiving import Received
from webapp.cases.reports import Kind
from webapp.cases.workflow import Action, Status
from webapp.notices.models import Outbox

WHY = "Kata petugas PUPR, parit itu milik rumah sakit."
SEND, SEARCH = "Kirim kepada koordinator", "Cari instansi"


def wrong_page(client: AuditingClient, received: Received) -> Page:
    """The page on which it is said."""
    return own_page(client, received).submit("Ini salah instansi")


def promises(db: Database, case_id: int) -> dict[str, Any]:
    """Due date and pauses of each clock that is open."""
    with db.read() as session:
        found = session.scalars(select(Deadline).where(Deadline.case_id == case_id, Deadline.ended_at.is_(None)))
        return {one.kind: (one.started_on, one.due, one.pauses) for one in found}


def newest(db: Database, received: Received) -> dict[str, Any]:
    """The codes of the last event."""
    with db.read() as session:
        return dict(entries(session, received.case_id)[-1].data)


@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.IN_PROGRESS])
def test_it_moves_no_clock_and_nobody(client: AuditingClient, case_in: CaseMaker, db: Database, status: Status) -> None:
    received = case_in(status)
    before, clocks = row(db, received.case_id), promises(db, received.case_id)
    page = wrong_page(client, received)
    assert "Laporan Anda sekarang ada di Dinas PUPR Samarinda." in page.text
    page = page.submit(SEND, alasan=WHY)
    assert page.text.startswith("Kami teruskan kepada koordinator.")
    after = row(db, received.case_id)
    assert (after.status, after.agency_id, after.hops) == (before.status, before.agency_id, before.hops)
    now = promises(db, received.case_id)
    assert {kind: now[kind] for kind in clocks} == clocks
    assert set(now) - set(clocks) == {Clock.RIGHT_AGENCY}
    assert WHY in page.text and "Koordinator belum memutuskan." in page.text


def test_in_an_answered_case_it_is_a_reply_too(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    wrong_page(client, received).submit(SEND, alasan=WHY)
    assert row(db, received.case_id).status == Status.IN_PROGRESS
    assert set(promises(db, received.case_id)) == {Clock.RESOLUTION, Clock.RIGHT_AGENCY, Clock.PUBLICATION}


def test_the_right_agency_is_found_by_a_part_of_its_name(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received).submit(SEARCH, alasan=WHY, cari="dinas")
    assert page.status == 200 and page.field("alasan").value == WHY
    assert page.field("instansi").options == [
        "Saya tidak tahu",
        "Dinas Kesehatan Kota Samarinda: Bagian dari Pemerintah Kota Samarinda.",
    ], "not the one that has the case already"
    page.submit(SEND, instansi="Dinas Kesehatan Kota Samarinda")
    with db.read() as session:
        assert newest(db, received)["suggested_agency"] == world.agency_id(session, "samarinda-dinkes")
    told = "Menurut pelapor, yang berwenang adalah Dinas Kesehatan Kota Samarinda."
    assert told in public_page(client, received).text


def test_who_does_not_know_leaves_it_open(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received).submit(SEARCH, alasan=WHY, cari="dinas")
    page.submit(SEND, instansi="Saya tidak tahu")
    assert "suggested_agency" not in newest(db, received)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"alasan": ""}, "Tulis mengapa ini instansi yang salah. Satu kalimat sudah cukup."),
        ({"alasan": "oke"}, "Jelaskan dengan satu kalimat, sedikitnya 15 huruf, supaya koordinator mengerti."),
        ({"alasan": "o   k   e         !"}, "Jelaskan dengan satu kalimat, sedikitnya 15 huruf, supaya koordinator"),
        ({"alasan": "a" * 6001}, "Isian ini kelebihan 1 huruf; batasnya 6.000 huruf."),
        ({"alasan": WHY, "cari": "atlantis"}, "Tidak ada instansi lain dengan nama itu."),
        ({"alasan": WHY, "cari": "kesehatan"}, "Pilih dahulu instansinya di bawah, atau kosongkan isian ini."),
    ],
)
def test_too_little_or_too_much_is_told_and_kept(
    client: AuditingClient, case_in: CaseMaker, db: Database, typed: dict[str, Any], error: str
) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received).submit(SEND, **typed)
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.errors[0].startswith(error)
    assert {name: page.field(name).value for name in typed} == typed
    assert events(db, Action.WRONG_AGENCY) == 0


@pytest.mark.parametrize("code", ["samarinda-pupr", "tidak-ada", "nasional' --"])
def test_a_made_up_agency_is_refused(client: AuditingClient, case_in: CaseMaker, db: Database, code: str) -> None:
    page = wrong_page(client, case_in(Status.ASSIGNED))
    hidden = {str(tag["name"]): str(tag["value"]) for tag in page.document.soup.select("main input[type=hidden]")}
    sent = {**hidden, "alasan": WHY, "instansi": code, "salah": "kirim"}
    page = client.page(client.post(page.url, data=sent))
    assert (page.status, page.errors) == (422, ["Pilih satu instansi dari daftar, atau pilih bahwa Anda tidak tahu."])
    assert events(db, Action.WRONG_AGENCY) == 0


def test_the_office_that_a_report_is_about_is_never_offered(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in(Status.RECEIVED, about_office=True)
    world.act(client.application.extensions["database"], received.case_id, Action.ASSIGN, RECEIVED, **_dinkes(client))
    page = wrong_page(client, received).submit(SEARCH, alasan=WHY, cari="pupr")
    assert page.errors == [
        "Tidak ada instansi lain dengan nama itu. Tulis bagian lain dari namanya, atau kosongkan isian ini."
    ]


def _dinkes(client: AuditingClient) -> dict[str, int]:
    with client.application.extensions["database"].read() as session:
        return {"agency": world.agency_id(session, "kaltim")}


def test_it_is_said_once_and_again_only_of_another_agency(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received).submit(SEND, alasan=WHY)
    assert "Ini salah instansi" not in page.buttons
    world.act(db, received.case_id, Action.KEEP_AGENCY, RECEIVED)
    page = own_page(client, received)
    assert "Ini salah instansi" not in page.buttons
    assert str(world.FACTS[Action.KEEP_AGENCY]["explanation"]) in page.text
    with db.read() as session:
        other = world.agency_id(session, "samarinda-dinkes")
    world.act(db, received.case_id, Action.REASSIGN, RECEIVED, agency=other)
    assert "Ini salah instansi" in own_page(client, received).buttons


def test_a_crafted_second_question_is_refused_and_its_words_are_kept(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received)
    other = page.submit(SEND, alasan=WHY)
    assert other.status == 200
    late = page.submit(SEND, alasan="Ini lagi-lagi instansi yang salah.")
    assert (late.status, late.field("alasan").value) == (409, "Ini lagi-lagi instansi yang salah.")
    late = late.submit(SEND)
    assert late.errors == [
        "Tindakan itu tidak tersedia untuk keadaan laporan sekarang. Pilih salah satu yang ada di halaman ini."
    ]
    assert events(db, Action.WRONG_AGENCY) == 1


def test_a_double_click_says_it_once(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    page = wrong_page(client, case_in(Status.ASSIGNED))
    page.submit(SEND, alasan=WHY)
    again = page.submit(SEND, alasan=WHY)
    assert again.status == 200 and again.text.startswith("Sudah kami terima.")
    assert events(db, Action.WRONG_AGENCY) == 1


def test_an_expired_page_loses_nothing(client: AuditingClient, case_in: CaseMaker, db: Database, clock: Hands) -> None:
    received = case_in(Status.ASSIGNED)
    page = wrong_page(client, received).submit(SEARCH, alasan=WHY, cari="kesehatan")
    clock.pass_by(minutes=31)
    page = page.submit(SEND, instansi="Dinas Kesehatan Kota Samarinda")
    assert (page.status, page.h1) == (422, "Buka laporan dengan PIN")
    page = page.submit("Buka dengan PIN", pin=received.pin)
    assert (page.h1, page.field("alasan").value) == ("Katakan bahwa ini salah instansi", WHY)
    assert page.field("instansi").values == ["samarinda-dinkes"]
    assert page.submit(SEND).status == 200
    assert events(db, Action.WRONG_AGENCY) == 1


def test_coordinator_and_agency_get_a_letter_and_the_reporter_the_decision(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.ASSIGNED)
    wrong_page(client, received).submit(SEND, alasan=WHY)
    world.act(db, received.case_id, Action.KEEP_AGENCY, RECEIVED)
    with db.read() as session:
        told = {one.template for one in session.scalars(select(Outbox))}
    assert {"coordinator/wrong_agency", "owner/wrong_agency", "reporter/keep_agency"} <= told


def test_the_public_reads_that_it_was_said_but_not_the_words(client: AuditingClient, case_in: CaseMaker) -> None:
    for switches in ({}, {"anonymous": True}, {"confidential": True}):
        received = case_in(Status.ASSIGNED, key=str(switches), **switches)
        page = wrong_page(client, received).submit(SEARCH, alasan=WHY, cari="kesehatan")
        page.submit(SEND, instansi="Dinas Kesehatan Kota Samarinda")
        page = public_page(client, received)
        assert "Pelapor mengatakan: salah instansi" in page.text
        assert WHY not in page.html
        assert ("Dinas Kesehatan" in page.html) is ("confidential" not in switches)


@pytest.mark.parametrize("decision", [Action.KEEP_AGENCY, Action.REASSIGN])
def test_the_record_counts_who_was_right(case_in: CaseMaker, db: Database, decision: Action) -> None:
    received = case_in(Status.ASSIGNED)
    world.act(db, received.case_id, Action.WRONG_AGENCY, RECEIVED)
    world.act(db, received.case_id, decision, RECEIVED)
    expected = {Action.KEEP_AGENCY: "kept", Action.REASSIGN: "upheld"}
    assert newest(db, received)["agency_question"] == expected[decision]
    with db.read() as session:
        ended = select(Deadline.outcome).where(Deadline.kind == Clock.RIGHT_AGENCY)
        assert session.scalars(ended).all() == ["met"]


def test_nothing_is_closed_by_timer_while_the_question_is_open(
    client: AuditingClient, case_in: CaseMaker, db: Database
) -> None:
    received = case_in(Status.IN_PROGRESS, kind=Kind.INFORMATION)
    world.act(db, received.case_id, Action.WRONG_AGENCY, RECEIVED)
    world.act(db, received.case_id, Action.ANSWER, RECEIVED)
    with pytest.raises(Exception, match="time_out"):
        world.act(db, received.case_id, Action.TIME_OUT, RECEIVED)
    assert row(db, received.case_id).status == Status.ANSWERED
