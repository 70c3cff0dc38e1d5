"""The help that a reporter asked for, at the desk: listed with its state, recorded step by step, never forgotten."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests import world
from tests.auditing import Page
from tests.desk.work.deeds import on
from tests.desk.work.office import EXPLANATION, Office, url
from tests.desk.work.test_deeds import newest, send
from webapp.cases.models import Case, CaseScope
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.reports import Help, Reporter
from webapp.cases.verifying import replay
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role

WANTED = Help(("phone_call", "large_print"), "Sore saja, tolong.")
SITI = Reporter("Siti Rahmah", email="siti@pelapor.example", phone="+6281234567890")
WAITS = "Diminta sejak Rabu, 9 Desember 2026, belum dipenuhi"


def a_case(office: Office, status: Status = Status.ASSIGNED, **changes: object) -> Received:
    """A case whose reporter asked for a call and for large print."""
    return office.case(status, **{"help": WANTED, "reporter": SITI, **changes})


def helps(page: Page) -> str:
    """What the page says of help."""
    return " ".join(page.select("dl.facts"))


def test_each_help_is_listed_with_its_state_and_recorded(office: Office) -> None:
    case = a_case(office)
    client = office.come_in("rahma")
    page = client.get_page(url(case))
    assert helps(page).count(WAITS) == 2 and "Sore saja, tolong." in page.text
    form = client.get_page(url(case, "catat-bantuan"))
    form.submit("Catat bantuan", item="1", outcome="promised", **on("21 Desember 2026", "kapan"))
    assert newest(office.db, case) == ("record_help", {"item": "1", "became": "promised", "day": "2026-12-21"}, {})
    client.get_page(url(case, "catat-bantuan")).submit(
        "Catat bantuan", item="0", outcome="unable", reason="help_unreached", explanation=EXPLANATION
    )
    said = helps(client.get_page(url(case)))
    assert "Dijanjikan untuk Senin, 21 Desember 2026" in said
    assert "Tidak dapat dipenuhi karena pelapor belum dapat dihubungi" in said
    with office.db.read() as session:
        row = session.get_one(Case, case.case_id)
        assert replay(session, row) == state_of(row)
    page = client.get_page(url(case, "catat-bantuan"))
    assert page.field("item").values == ["1"] and len(page.field("item").options) == 1, "only what is still open"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"outcome": "promised"}, "Tulis tanggal yang dijanjikan, misalnya 29 Desember 2026."),
        (
            {"outcome": "promised", **on("8 Desember 2026", "kapan")},
            "Tanggal itu sudah lewat. Tulis tanggal hari ini atau sesudahnya.",
        ),
        ({"outcome": "promised", "kapan-day": "besok"}, "Tulis tanggal, bulan, dan tahunnya."),
        ({"outcome": "promised", **on("31 Februari 2027", "kapan")}, "Februari hanya sampai tanggal 28."),
        ({"outcome": "promised", **on("1 Januari 2030", "kapan")}, "Tanggal itu lebih dari setahun lagi."),
        ({"outcome": "unable", "explanation": EXPLANATION}, "Pilih mengapa bantuan itu tidak dapat dipenuhi."),
        ({"outcome": "unable", "reason": "help_nobody", "explanation": "oke"}, "Jelaskan dengan sedikitnya 20 huruf,"),
    ],
)
def test_half_a_step_is_told_and_kept(office: Office, typed: dict[str, Any], told: str) -> None:
    case = a_case(office)
    page = office.come_in("rahma").get_page(url(case, "catat-bantuan")).submit("Catat bantuan", item="1", **typed)
    assert page.status == 422 and [error.startswith(told) for error in page.errors] == [True], page.errors
    assert page.field("item").values == ["1"]
    for name in ("kapan-day", "kapan-month", "kapan-year", "explanation"):
        assert page.field(name).value == typed.get(name, "")


def test_who_must_not_be_called_is_promised_no_call(office: Office) -> None:
    case = a_case(office, reporter=Reporter("Siti", phone="+6281234567890", no_calls=True))
    client = office.come_in("rahma")
    page = client.get_page(url(case, "catat-bantuan")).submit("Catat bantuan", item="0", outcome="met")
    assert page.errors == [
        "Pelapor meminta tidak ditelepon. Tawarkan cara lain, lalu catat bahwa telepon tidak dapat dipenuhi."
    ]


def test_the_answer_page_reminds_of_the_manner(office: Office) -> None:
    case = a_case(office, Status.IN_PROGRESS)
    client = office.come_in("rahma")
    note = " ".join(client.get_page(url(case, "jawab")).select("main .note"))
    assert "Pelapor meminta bantuan." in note and "Jawaban dengan huruf besar" in note
    for item in ("0", "1"):
        office.act(case, Action.RECORD_HELP, item=item)
    assert client.get_page(url(case, "jawab")).select("main .note") == []


def test_the_queue_finds_what_waits_the_longest_first(office: Office) -> None:
    first = a_case(office, key="first", title="Lampu mati")
    office.case(key="other")
    office.clock.pass_by(days=2)
    second = a_case(office, key="second", title="Jalan berlubang")
    client = office.come_in("rahma")
    page = client.get_page("/petugas/").submit("Saring", status="help")
    assert page.select("tbody th a") == ["Lampu mati", "Jalan berlubang"]
    assert page.select("tbody td b") == ["Menunggu 2 hari kerja", "Sejak hari ini"]
    for item in ("0", "1"):
        office.act(first, Action.RECORD_HELP, item=item, became="promised", day="2026-12-21")
    page = client.get_page("/petugas/?status=help")
    assert page.select("tbody th a") == ["Jalan berlubang", "Lampu mati"]
    assert page.select("tbody td b")[1] == "Dijanjikan"
    for item in ("0", "1"):
        office.act(first, Action.RECORD_HELP, item=item)
    assert client.get_page("/petugas/?status=help").select("tbody th a") == ["Jalan berlubang"]
    for item in ("0", "1"):
        office.act(second, Action.RECORD_HELP, item=item)
    assert "Tidak ada pelapor yang menunggu bantuan." in client.get_page("/petugas/?status=help").text


@pytest.mark.parametrize("status", [Status.CLOSED, Status.ARCHIVED])
def test_help_is_owed_when_the_case_has_ended(office: Office, status: Status) -> None:
    case = a_case(office, status, title="Lampu mati")
    client = office.come_in("rina")
    assert client.get_page("/petugas/").select("tbody th a") == []
    assert client.get_page("/petugas/?status=help").select("tbody th a") == ["Lampu mati"]
    client.get_page(url(case, "catat-bantuan")).submit("Catat bantuan", item="1", outcome="met")
    office.act(case, Action.HELP_UNMET, item="1")
    assert client.get_page("/petugas/?status=help").select("tbody th a") == ["Lampu mati"]
    for item in ("0", "1"):
        office.act(case, Action.RECORD_HELP, item=item)
    assert client.get_page("/petugas/?status=help").select("tbody th a") == []
    with office.db.read() as session:
        assert session.scalars(select(CaseScope)).all() == []


@pytest.mark.parametrize("role", [Role.LEADER, Role.EVALUATOR])
def test_who_only_looks_never_learns_who_asked(office: Office, role: Role) -> None:
    case = a_case(office)
    office.act(case, Action.RECORD_HELP)
    office.hire("lihat", "Lihat Saja", (role, "samarinda"))
    client = office.back("lihat")
    page = client.get_page("/petugas/?status=help")
    assert "help" not in page.field("status").values and "akomodasi" not in page.text
    assert len(page.select("tbody th a")) == 1, "the filter is not there: these are all open cases"
    seen = client.get_page(url(case))
    assert "bantuan" not in seen.text.lower() and world.REPORT.title in seen.text
    assert client.get(url(case, "catat-bantuan")).status_code == 404


def test_the_second_officer_is_told_and_keeps_what_was_typed(office: Office) -> None:
    case = a_case(office)
    page = office.come_in("rahma").get_page(url(case, "catat-bantuan"))
    office.act(case, Action.RECORD_HELP, item="1")
    page = page.submit("Catat bantuan", item="0", outcome="promised", **on("21 Desember 2026", "kapan"))
    assert page.status == 409 and "mencatat bantuan untuk pelapor" in page.errors[0]
    assert (page.field("item").values, page.field("kapan-day").value) == (["0"], "21")
    page = send(page.client, url(case, "catat-bantuan"), item="1", outcome="met", reason="")
    assert page.errors == ["Pilih satu bantuan."], "it is met already"


def test_one_help_alone_needs_no_choosing(office: Office) -> None:
    case = office.case(Status.ASSIGNED, help=Help(("large_print",)))
    page = office.come_in("rahma").get_page(url(case, "catat-bantuan"))
    assert page.field("item").values == ["0"]
    page.submit("Catat bantuan", outcome="met")
    assert office.read(case).helps["0"]["state"] == "met"
