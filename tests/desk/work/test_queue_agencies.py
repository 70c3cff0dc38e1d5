"""The queue of one agency: chosen step by step down the tree, named in the address, and never outside the scope."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event, text

from tests import world
from tests.desk.work.office import Office
from webapp.cases.workflow import Action, Status
from webapp.officers.roles import Role

AGENCY = "Instansi, dengan yang di bawahnya"
OFFERED = "#instansi option"
ALL = "Semua instansi"
PUPR = "Dinas PUPR Samarinda"
CITY = "Pemerintah Kota Samarinda"


@pytest.fixture
def cases(office: Office) -> None:
    """Three cases: of an office, of its city, and of another province."""
    office.case(Status.ASSIGNED, key="pupr", title="Milik PUPR")
    office.case(key="city", title="Milik kota")
    office.case(key="far", title="Milik Kotabaru", area_code=world.SEMAYAP)


@pytest.mark.usefixtures("cases")
def test_a_coordinator_sees_the_queue_of_one_office(office: Office) -> None:
    page = office.come_in("rina").get_page("/petugas/")
    assert page.select(OFFERED) == [ALL, PUPR], "the health office has no case"
    page = page.submit("Saring", {AGENCY: PUPR})
    assert page.h1 == f"Antrean {PUPR}"
    assert page.select("tbody th a") == ["Milik PUPR"] and "1 kasus terbuka." in page.text
    assert f"Hanya kasus {PUPR} dan instansi di bawahnya." in page.text
    assert page.field(AGENCY).values == ["samarinda-pupr"] and "instansi=samarinda-pupr" in page.url
    assert len(page.follow("Lihat semua kasus").select("tbody tr")) == 2


@pytest.mark.usefixtures("cases")
def test_the_tree_is_walked_down_and_up_again(office: Office) -> None:
    page = office.come_in("ani").get_page("/petugas/")
    kaltim, kalsel = (f"Pemerintah Provinsi Kalimantan {which}" for which in ("Timur", "Selatan"))
    assert page.select(OFFERED) == [ALL, kalsel, kaltim]
    page = page.submit("Saring", {AGENCY: kaltim})
    assert set(page.select("tbody th a")) == {"Milik PUPR", "Milik kota"}
    assert page.select(OFFERED) == [ALL, "Pengelola Pengaduan Nasional", kaltim, CITY]
    page = page.submit("Saring", {AGENCY: CITY}).submit("Saring", {AGENCY: PUPR})
    assert page.select("tbody th a") == ["Milik PUPR"]
    assert set(page.submit("Saring", {AGENCY: CITY}).select("tbody th a")) == {"Milik PUPR", "Milik kota"}


def test_agency_and_status_go_together_and_on_to_the_next_page(office: Office) -> None:
    for number in range(43):
        office.case(Status.ASSIGNED, key=f"nr {number}", title=f"Laporan {number}")
    office.case(Status.IN_PROGRESS, key="begun", title="Dikerjakan")
    page = office.come_in("rina").get_page("/petugas/")
    page = page.submit("Saring", {AGENCY: PUPR, "Tampilkan": "Terdisposisi"})
    more = page.follow("Kasus berikutnya")
    assert more.h1 == f"Antrean {PUPR}" and more.field("Tampilkan").values == ["assigned"]
    assert (len(page.select("tbody tr")), len(more.select("tbody tr"))) == (40, 3)


@pytest.mark.usefixtures("cases")
def test_an_agency_outside_the_scope_is_like_one_that_does_not_exist(office: Office) -> None:
    client = office.come_in("rina")
    for code in ("kotabaru", "kaltim", "tidak-ada", "a" * 90, "%00", "x' or 1"):
        page = client.get_page(f"/petugas/?instansi={code}")
        assert page.status == 404 and page.select("tbody") == []
        assert "Instansi itu tidak ada di antrean Anda." in page.text and "0 kasus terbuka." in page.text
    assert len(page.follow("Lihat semua kasus").select("tbody tr")) == 2


@pytest.mark.usefixtures("cases")
def test_who_has_one_office_has_nothing_to_choose_and_who_has_several_chooses_among_them(office: Office) -> None:
    assert office.come_in("rahma").get_page("/petugas/").select(OFFERED) == []
    office.hire("citra", "Citra Lestari", (Role.LIAISON, "samarinda-pupr"), (Role.LEADER, "kotabaru"))
    page = office.come_in("citra").get_page("/petugas/").submit("Saring", {AGENCY: PUPR})
    assert page.select("tbody th a") == ["Milik PUPR"]
    assert page.select(OFFERED) == [ALL, PUPR]


def test_a_report_about_the_own_government_is_not_betrayed_by_the_choice(office: Office) -> None:
    case = office.case(about_office=True)
    with office.db.read() as session:
        elsewhere = world.agency_id(session, "balikpapan")
    office.act(case, Action.ASSIGN, agency=elsewhere)
    office.hire("citra", "Citra Lestari", (Role.LEADER, "kaltim"), (Role.LIAISON, "samarinda"))
    page = office.come_in("citra").get_page("/petugas/")
    assert page.select("tbody tr") == [] and page.select(OFFERED) == []
    office.hire("dodi", "Dodi Hartono", (Role.LEADER, "kaltim"))
    assert "Pemerintah Kota Balikpapan" in office.come_in("dodi").get_page("/petugas/").select(OFFERED)


@pytest.mark.usefixtures("cases")
def test_the_choice_is_read_by_indexes(office: Office) -> None:
    client, asked = office.come_in("ani"), list[tuple[str, Any]]()

    def note(_connection: object, _cursor: object, statement: str, given: Any, *_rest: object) -> None:
        if "EXISTS" in statement and "case_scope" in statement:
            asked.append((statement, given))

    event.listen(office.db.engine, "before_cursor_execute", note)
    client.get_page("/petugas/?instansi=kaltim")
    event.remove(office.db.engine, "before_cursor_execute", note)
    (statement, given), sqlite = asked[0], office.db.engine.dialect.name == "sqlite"
    with office.db.read() as session:
        if not sqlite:  # a small table is read whole by choice
            session.execute(text("SET LOCAL enable_seqscan = off"))
        explain = f"{'EXPLAIN QUERY PLAN' if sqlite else 'EXPLAIN'} {statement}"
        plan = str(session.connection().exec_driver_sql(explain, given).all())
    assert len(asked) == 1
    assert "ix_agency_parent_id" in plan and "case_scope" in plan
    assert "SCAN" not in plan.replace("Index Scan", "").replace("Bitmap", "") and "Seq Scan" not in plan
