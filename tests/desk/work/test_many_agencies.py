"""A government of hundreds of agencies: no page lists them all, so none freezes; they are searched for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.auditing import AuditingClient, Page
from tests.desk.work.deeds import WAYS, Way
from tests.desk.work.office import Office, url
from webapp.agencies.service import NewAgency, add_agencies
from webapp.cases.workflow import Status
from webapp.desk.actions import DEEDS

MOST_CHOICES = 30
"""Of one list or group: what a person who hears them one by one can still choose from."""


@pytest.fixture
def office(office: Office) -> Office:
    """Samarinda with 500 more offices, all of one kind of name."""
    many = [NewAgency(f"upt-{n}", f"UPT Drainase Parit {n}", "office", "samarinda", "64.72") for n in range(500)]
    with office.db.write() as session:
        add_agencies(session, many)
    return office


def groups(page: Page) -> Iterator[int]:
    """How many choices each list and each group of the page has."""
    yield from (len(control.options) for form in page._forms() for control in page._controls_of(form))


def offices_on(page: Page) -> int:
    """How many of the 500 the page names."""
    return page.html.count("UPT Drainase Parit")


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.action}-{way.at}")
def test_500_agencies_never_stand_in_one_list_of_an_action(office: Office, way: Way) -> None:
    case = office.case(way.at, **way.with_)
    for action in way.before:
        office.act(case, action)
    page = office.come_in(way.who).get_page(url(case, DEEDS[way.action].slug))
    assert max(groups(page)) <= MOST_CHOICES and offices_on(page) <= MOST_CHOICES
    if "Cari instansi" in page.buttons:
        found = page.submit("Cari instansi", cari="drainase")
        assert 0 < offices_on(found) <= MOST_CHOICES and max(groups(found)) <= MOST_CHOICES
        assert "UPT Drainase Parit 473" in found.submit("Cari instansi", cari="parit 473").text


def test_500_agencies_never_stand_in_one_list_of_queue_or_case(office: Office) -> None:
    case, client = office.case(Status.IN_PROGRESS), office.come_in("ani")
    for address in ("/petugas/", url(case)):
        page = client.get_page(address)
        assert max(groups(page)) <= MOST_CHOICES and not offices_on(page)


def test_500_agencies_never_stand_in_one_list_of_a_citizen(office: Office, client: AuditingClient) -> None:
    case = office.case(Status.IN_PROGRESS)
    listed = client.get_page("/laporan")
    assert max(groups(listed)) <= MOST_CHOICES and not offices_on(listed)
    assert 0 < offices_on(listed.submit("Tampilkan laporan", instansi="drainase parit")) <= MOST_CHOICES

    own = client.get_page(f"/lacak/{case.ticket}").submit("Buka dengan PIN", pin=case.pin)
    wrong = own.submit("Ini salah instansi")
    assert max(groups(wrong)) <= MOST_CHOICES and not offices_on(wrong)
    found = wrong.submit("Cari instansi", cari="drainase parit")
    assert 0 < offices_on(found) <= MOST_CHOICES and max(groups(found)) <= MOST_CHOICES
