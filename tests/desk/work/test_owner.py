"""Who is named as the owner of a case can do the work, where no liaison is there."""

from __future__ import annotations

from tests.auditing import AuditingClient
from tests.desk.work.office import Office, url
from webapp.cases.workflow import Status

WORK = ("mulai", "jawab")


def test_a_coordinator_works_on_a_case_while_no_liaison_is_there(office: Office) -> None:
    client = office.come_in("rina")
    case = office.case(Status.ASSIGNED)
    assert [client.get(url(case, slug)).status_code for slug in WORK] == [200, 200]
    client.get_page(url(case, "mulai")).submit("Mulai tindak lanjut", {"note": "Petugas sudah mengukur parit."})
    assert office.read(case).status == Status.IN_PROGRESS


def test_with_a_liaison_there_the_coordinator_leaves_the_work_to_them(office: Office) -> None:
    office.come_in("rahma")
    client = office.come_in("rina")
    case = office.case(Status.ASSIGNED)
    assert [client.get(url(case, slug)).status_code for slug in WORK] == [404, 404]


def test_nobody_owns_a_case_about_the_own_unit(office: Office) -> None:
    client = office.come_in("rina")
    case = office.case(Status.RECEIVED, about_office=True)
    assert client.get(url(case)).status_code == 404


def test_the_queue_names_who_must_act_where_nobody_of_the_agency_is_there(office: Office) -> None:
    office.case(Status.ASSIGNED)
    client = office.come_in("rina")
    assert "Dinas PUPR Samarinda." in _case(client) and "Yang menangani: Anda, karena di instansi itu" in _case(client)
    assert "Yang menangani: Rina Wijayanti, Pemerintah Kota Samarinda." in _case(office.come_in("yusuf"))
    office.come_in("rahma")
    assert "Yang menangani" not in _case(client), "its own liaison is there"
    office.clock.pass_by(days=31)
    office.sign_in(client.get_page("/petugas/"), "rina")
    assert "Yang menangani: Anda" in _case(client), "and is gone again"


def test_an_agency_without_anybody_up_to_the_top_is_told_as_it_is(office: Office) -> None:
    office.case(Status.ASSIGNED)
    assert "Belum ada petugas yang aktif, di instansi itu maupun di atasnya." in _case(office.come_in("yusuf"))


def _case(client: AuditingClient) -> str:
    return client.get_page("/petugas/").select("tbody th")[0]
