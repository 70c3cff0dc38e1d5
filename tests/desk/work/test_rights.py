"""Each address × each role × inside and outside the scope, from the declared tables and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.auditing import AuditingClient
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.cases.moves import allowed_actions, by_officer
from webapp.cases.queries import state_of
from webapp.cases.receiving import Received
from webapp.cases.workflow import Status
from webapp.desk.actions import DEEDS
from webapp.officers import service
from webapp.officers.models import RoleGrant
from webapp.officers.roles import PERMISSIONS, UNSCOPED, Permission, Role, allowed

INSIDE = ("samarinda-pupr", "samarinda", "kaltim", "nasional")
"""Every agency from the one that handles the case up to the nation."""
OUTSIDE = ("samarinda-dinkes", "balikpapan", "kotabaru")


def cases(office: Office) -> dict[Status, Received]:
    """One case in each status; the later ones are PUPR's."""
    return {status: office.case(status, key=status.value) for status in Status}


def statuses(client: AuditingClient, case: Received) -> dict[str, int]:
    """What the address of every action answers to a look."""
    return {deed.slug: client.get(url(case, deed.slug)).status_code for deed in DEEDS.values()}


def allowed_slugs(office: Office, case: Received, role: Role) -> set[str]:
    """What the two tables say: roles have permissions, moves ask for them."""
    by = by_officer(1, 1, PERMISSIONS[role])
    return {DEEDS[action].slug for action in allowed_actions(state_of(office.read(case)), by) if action in DEEDS}


def at_work(role: Role) -> bool:
    """Whether the role sees any case."""
    return allowed(role, Permission.VIEW)


@pytest.mark.parametrize("role", Role)
def test_inside_the_scope_each_role_has_exactly_the_pages_of_the_table(office: Office, role: Role) -> None:
    every = cases(office)
    office.come_in("rahma")  # a liaison is there: nobody else owns what is PUPR's
    office.hire("siapa", "Siapa Saja", (role, "samarinda"))
    client = office.come_in("siapa")
    for status, case in every.items():
        assert client.get(url(case)).status_code == (200 if at_work(role) else 404), status
        can = allowed_slugs(office, case, role) if at_work(role) else set()
        expected = {deed.slug: 200 if deed.slug in can else 404 for deed in DEEDS.values()}
        assert statuses(client, case) == expected, status


@pytest.mark.parametrize("role", sorted(set(Role) - UNSCOPED))
def test_outside_the_scope_nothing_is_there(office: Office, role: Role) -> None:
    every = cases(office)
    office.hire("siapa", "Siapa Saja", *[(role, code) for code in OUTSIDE])
    client = office.come_in("siapa")
    for case in every.values():
        assert client.get(url(case)).status_code == 404
        assert set(statuses(client, case).values()) == {404}
        for deed in DEEDS.values():
            assert client.post(url(case, deed.slug), data={"versi": "1"}).status_code == 404, deed.slug
    if at_work(role):
        assert "Tidak ada kasus yang menunggu Anda." in client.get_page("/petugas/").text
        assert (
            client.get(f"/petugas/cari?tiket={every[Status.ASSIGNED].ticket}", follow_redirects=True).status_code == 404
        )


@pytest.mark.parametrize("role", sorted(UNSCOPED))
def test_an_unscoped_role_is_inside_everywhere(office: Office, role: Role) -> None:
    case = office.case()
    office.hire("siapa", "Siapa Saja", (role, "kotabaru"))
    client = office.come_in("siapa")
    assert client.get(url(case)).status_code == 200
    assert set(client.get_page("/petugas/").select("tbody th a")) == {"Parit tersumbat, air masuk rumah setiap hujan"}


@pytest.mark.parametrize("code", INSIDE)
def test_every_level_above_the_handling_office_is_inside(office: Office, code: str) -> None:
    case = office.case(Status.ASSIGNED)
    office.hire("siapa", "Siapa Saja", (Role.LIAISON, code))
    client = office.come_in("siapa")
    assert client.get(url(case, "mulai")).status_code == 200
    assert client.get_page("/petugas/").select("tbody th a") != []


def test_each_grant_counts_where_it_was_given(office: Office) -> None:
    case = office.case(Status.ASSIGNED)
    office.hire("citra", "Citra Lestari", (Role.LEADER, "samarinda-pupr"), (Role.COORDINATOR, "balikpapan"))
    client = office.come_in("citra")
    assert client.get(url(case)).status_code == 200
    assert client.get(url(case, "alihkan")).status_code == 404


@pytest.mark.parametrize("slug", ["x", "terima", "balas", "assign", "TERUSKAN", "teruskan/x"])
def test_an_unknown_action_is_not_there(office: Office, slug: str) -> None:
    case = office.case()
    client = office.come_in("rina")
    assert client.get(f"{url(case)}/{slug}").status_code == 404
    assert client.post(f"{url(case)}/{slug}", data={}).status_code in (404, 405)


def test_a_role_taken_back_ends_the_page_at_the_next_click(office: Office) -> None:
    case = office.case()
    client = office.come_in("rina")
    assert client.get(url(case)).status_code == 200
    with office.db.write() as session:
        for grant in session.scalars(select(RoleGrant)).all():
            service.revoke_grant(session, grant.id, office.clock())
    assert client.get(url(case)).status_code == 404


@pytest.mark.parametrize(("secret", "readers"), [(False, "Kedua instansi"), (True, "Instansi yang baru")])
def test_the_form_says_who_reads_why_a_case_is_passed_on(office: Office, secret: bool, readers: str) -> None:
    case = office.case(Status.ASSIGNED, confidential=secret)
    page = office.come_in("rina").get_page(url(case, "alihkan"))
    assert f"{readers} dan pelapor membacanya." in page.text
    page = page.submit("Cari instansi", cari="dinkes", explanation=EXPLANATION)
    page.submit("Alihkan kasus", Instansi="Dinas Kesehatan Kota Samarinda")
    assert office.come_in("rahma").get(url(case)).status_code == 404
