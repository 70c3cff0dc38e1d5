"""The form in English: the client that fetches the pages finds any sentence that is still Indonesian."""

from __future__ import annotations

import pytest

from tests import world
from tests.auditing import AuditingClient
from tests.auditing.page import Page


@pytest.fixture
def english(client: AuditingClient) -> AuditingClient:
    """A browser whose owner chose English."""
    client.set_cookie("tampilan", "en")
    return client


def _on(page: Page) -> Page:
    return page.submit("Save and continue")


def test_the_way_from_the_first_step_to_the_receipt(english: AuditingClient) -> None:
    kind = _on(english.get_page("/lapor").choose("tentang_kantor", "Yes"))
    story = _on(kind.choose("jenis", "Complaint"))
    wrong = _on(story.fill("Month", "Nopember").fill("Year", "26"))
    assert (wrong.status, len(wrong.errors) > 1) == (422, True)
    wrong.fill("Title", "Parit tersumbat").fill("isi", "Air masuk ke rumah, NIK 6472 0412 0380 0001.")
    place = _on(wrong.fill("Day", "30").fill("Month", "November").fill("Year", "2026"))
    assert _on(place).status == 422
    found = place.fill("wilayah", "sidomul").submit("Find an area").fill("kode", world.SIDOMULYO)
    contact = _on(_on(_on(found)))
    assert _on(contact.fill("surel", "bukan alamat")).status == 422
    check = _on(contact.fill("surel", "siti@pelapor.example").check("Sign-language interpreter"))
    assert check.h1 == "Check before you send"
    assert check.submit("Send the report").h1.startswith("We have received your report")


def test_the_form_on_one_page_with_nothing_filled_in(english: AuditingClient) -> None:
    page = english.get_page("/lapor?cara=satu-halaman").submit("Save and check")
    assert page.status == 422
    page.choose("tentang_kantor", "I don’t know").choose("jenis", "Information request").fill("Title", "Jam buka")
    page.fill("isi", "Pukul berapa loket KTP buka?").choose("anonim", "No").choose("rahasia", "No")
    found = page.fill("wilayah", "sidomul").submit("Find an area").fill("kode", world.SIDOMULYO)
    assert found.submit("Save and check").h1 == "Check before you send"


def test_words_of_corruption_offer_the_safer_way(english: AuditingClient) -> None:
    story = _on(_on(english.get_page("/lapor").choose("tentang_kantor", "No")).choose("jenis", "Complaint"))
    offer = _on(story.fill("Title", "Diminta uang").fill("isi", "Pungli di loket.").fill("kira", "kemarin"))
    assert offer.h1 == "This seems to be about corruption or an illegal levy"
