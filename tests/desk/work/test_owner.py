"""Who is named as the owner of a case can do the work, where no liaison is there."""

from __future__ import annotations

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
