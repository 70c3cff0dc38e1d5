"""Merging offers the cases that are likely about the same thing: of the place, open, and nobody's but the officer's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import world
from tests.auditing import Page
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.base.ids import shown
from webapp.cases.receiving import Received
from webapp.cases.workflow import Action, Status
from webapp.config import Config
from webapp.officers.roles import Role

LIKELY = "Laporan yang mungkin tentang hal yang sama"
OTHER = "Laporan lain: saya tulis nomornya"
TITLE = "Parit Gang 4 tersumbat sampah"


@pytest.fixture
def config(config: Config, database_url: str) -> Config:
    """Every story on both kinds of database."""
    return replace(config, database_url=database_url)


def _form(office: Office, case: Received, who: str = "rina") -> Page:
    return office.come_in(who).get_page(url(case, "gabungkan"))


def _offered(page: Page) -> list[str]:
    return page.select("fieldset .pick")


def test_a_likely_case_is_chosen_read_and_leads(office: Office) -> None:
    leading = office.case(Status.ASSIGNED, key="leading", title=TITLE)
    office.case(key="other", title="Lampu jalan padam", body="Tiga malam gelap di tikungan.")
    case = office.case()
    page = _form(office, case)
    told = f"Tiket {shown(leading.ticket)}: “{TITLE}”, Sidomulyo, diterima Rabu, 9 Desember 2026"
    assert _offered(page) == [told, OTHER] and page.field(LIKELY).values == [""]
    page = page.choose(LIKELY, told).submit("Lihat kedua laporan", explanation=EXPLANATION)
    assert page.h1 == "Periksa kedua laporan" and TITLE in page.text
    page = page.submit("Ubah isian")
    assert page.field(LIKELY).values == [leading.ticket] and page.field("leading").value == ""
    page.submit("Lihat kedua laporan").submit("Gabungkan kasus")
    row = office.read(case)
    assert (row.status, row.leading_ticket) == (Status.ARCHIVED, leading.ticket)


def test_the_same_category_is_enough_and_the_likeliest_comes_first(office: Office) -> None:
    office.case(key="topic", title="Air meluap", body="Rumah terendam.", category="pekerjaan-umum.drainase")
    office.case(key="words", title="Parit tersumbat lagi", category="pekerjaan-umum.drainase")
    office.case(key="road", title="Jalan berlubang", body="Dekat pasar.", category="pekerjaan-umum.jalan-rusak")
    page = _form(office, office.case(category="pekerjaan-umum.drainase"))
    assert [one.split("“")[-1].split("”")[0] for one in _offered(page)] == ["Parit tersumbat lagi", "Air meluap", OTHER]


def test_what_can_not_lead_or_is_not_the_officers_to_see_is_not_offered(office: Office) -> None:
    case = office.case(category="pekerjaan-umum.drainase")
    office.act(office.case(key="e", title=TITLE, category="pekerjaan-umum.drainase"), Action.ERASE)
    office.case(key="a", title=TITLE, anonymous=True, reporter=None)
    office.case(key="c", title=TITLE, confidential=True)
    office.case(key="f", title=TITLE, area_code=world.SEMAYAP)
    office.case(key="d", title=TITLE, area_code="64.72.04.1001", about_office=True)
    office.case(Status.CLOSED, key="o", title=TITLE)
    office.act(
        office.case(key="m", title=TITLE), Action.MERGE, leading=office.case(key="l", title="Lain", body="Lain").ticket
    )
    page = _form(office, case)
    assert _offered(page) == [] and TITLE not in page.html
    assert page.submit("Lihat kedua laporan", explanation=EXPLANATION).field("leading").error == (
        "Tulis nomor tiket laporan yang memimpin, atau pilih dari daftar bila ada."
    )


def test_a_report_about_an_agency_is_never_offered_a_case_of_that_agency(office: Office) -> None:
    office.case(Status.ASSIGNED, key="led", title=TITLE)
    case = office.case(about_office=True)
    assert _offered(_form(office, case, "ani")) == []


def test_two_answers_that_differ_are_told_and_kept(office: Office) -> None:
    leading, third = office.case(key="leading", title=TITLE), office.case(key="third", title="Lain", body="Lain")
    page = _form(office, office.case())
    page = page.choose(LIKELY, _offered(page)[0])
    page = page.submit("Lihat kedua laporan", leading=third.ticket, explanation=EXPLANATION)
    assert page.status == 422 and "menulis tiket lain" in page.field("leading").error
    assert (page.field(LIKELY).values, page.field("leading").value) == ([leading.ticket], third.ticket)
    page = page.choose(LIKELY, OTHER).submit("Lihat kedua laporan")
    assert page.h1 == "Periksa kedua laporan"


def test_who_belongs_to_the_agency_that_a_case_is_about_is_not_offered_it(office: Office) -> None:
    office.case(key="about", title=TITLE, about_office=True)
    case = office.case()
    for action in (Action.ASSIGN, Action.RETURN) * 2:
        office.act(case, action)
    office.hire("dodi", "Dodi Hartono", (Role.COORDINATOR, "kaltim"))
    office.hire("citra", "Citra Lestari", (Role.COORDINATOR, "kaltim"), (Role.LIAISON, "samarinda-pupr"))
    assert TITLE in _offered(_form(office, case, "dodi"))[0]
    page = _form(office, case, "citra")
    assert page.h1 == "Gabungkan dengan laporan lain" and TITLE not in page.html
