"""From a case back to the same filter and page of the queue, by links and forms alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.auditing import AuditingClient, Page
from tests.desk.work.office import EXPLANATION, Office, url
from webapp.cases.workflow import Status
from webapp.desk import queue_queries

NOTE: dict[str, object] = {"note": "Petugas sudah mengukur parit."}
BACK, NEXT = "Kembali ke antrean", "Buka kasus berikutnya di antrean ini"


@pytest.fixture
def many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five cases with the office and one with the city, two a page."""
    monkeypatch.setattr(queue_queries, "PAGE", 2)
    for number in range(5):
        office.case(Status.ASSIGNED, key=f"nr {number}", title=f"Parit {number}")
    office.case(key="city", title="Milik kota")


def _second(office: Office, who: str = "rahma") -> Page:
    page = office.come_in(who).get_page("/petugas/?kata=parit").submit("Saring", Tampilkan="Terdisposisi")
    page = page.follow("Kasus berikutnya")
    assert _titles(page) == ["Parit 2", "Parit 3"]
    return page


def _titles(page: Page) -> list[str]:
    return page.select("tbody th a")


@pytest.mark.usefixtures("many")
def test_a_look_at_a_case_leads_back_to_the_same_filter_and_page(office: Office) -> None:
    case = _second(office).follow("Parit 2")
    page = case.follow(BACK)
    assert _titles(page) == ["Parit 2", "Parit 3"] and page.field("Tampilkan").values == ["assigned"]
    case = case.follow("Mulai tindak lanjut").follow("Kembali ke kasus tanpa mengubah apa pun")
    assert _titles(case.follow(BACK)) == ["Parit 2", "Parit 3"]


@pytest.mark.usefixtures("many")
def test_after_a_move_the_same_page_goes_on_and_the_next_case_is_one_link_away(office: Office) -> None:
    page = _second(office).follow("Parit 2").follow("Mulai tindak lanjut")
    page = page.submit("Mulai tindak lanjut", note="")
    assert page.status == 422
    page = page.submit("Mulai tindak lanjut", NOTE)
    assert _titles(page) == ["Parit 3", "Parit 4"] and page.field("Tampilkan").values == ["assigned"]
    case = page.follow(NEXT)
    assert case.h1 == "Parit 3"
    page = case.follow("Mulai tindak lanjut").submit("Mulai tindak lanjut", NOTE)
    page = page.follow(NEXT).follow("Mulai tindak lanjut").submit("Mulai tindak lanjut", NOTE)
    assert _titles(page) == ["Parit 0", "Parit 1"], "nothing is left on that page: the queue begins anew"
    assert page.follow("Buka lagi kasus itu").h1 == "Parit 4"


@pytest.mark.usefixtures("many")
def test_a_page_that_asks_twice_keeps_the_way(office: Office) -> None:
    page = _second(office, "rina").follow("Parit 3").follow("Ubah golongan")
    answers: dict[str, Any] = {"misuse": "tidak", "loss": "tidak", "inspection": "ya", "unit": "tidak"}
    page = page.submit("Lihat golongan dan tenggatnya", **answers, explanation=EXPLANATION)
    assert _titles(page.submit("Simpan golongan")) == ["Parit 2", "Parit 3"]


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(
    "odd", ["https://jahat.example/", "//jahat.example", "next=//jahat.example&_external=1&_scheme=javascript", "%00"]
)
def test_the_way_back_never_leads_anywhere_else(office: Office, odd: str) -> None:
    client = office.come_in("rahma")
    case = office.case(Status.ASSIGNED, key="own", title="Sendiri")
    page = client.get_page(f"{url(case)}?antrean={odd.replace('&', '%26')}")
    assert "jahat" not in page.html
    page = page.follow("Mulai tindak lanjut").submit("Mulai tindak lanjut", NOTE)
    assert page.url.startswith("http://localhost/petugas/?selesai=mulai&tiket=")


@pytest.mark.usefixtures("many")
def test_signing_in_again_keeps_the_way(office: Office) -> None:
    at = _second(office).follow("Parit 2").url
    client = office.app.test_client()
    assert isinstance(client, AuditingClient)
    page = client.get_page(at)
    office.clock.pass_by(seconds=40)
    assert _titles(office.sign_in(page, "rahma").follow(BACK)) == ["Parit 2", "Parit 3"]
