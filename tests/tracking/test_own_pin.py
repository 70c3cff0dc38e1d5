"""What the reporter's page says of a lost PIN: it offers a new one only where a code can come."""

from __future__ import annotations

import pytest

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, own_page, public_page
from webapp.cases.reports import Reporter


@pytest.mark.parametrize("secret", [False, True])
def test_who_is_anonymous_reads_no_word_of_a_mailbox_on_the_own_page(
    client: AuditingClient, case_in: CaseMaker, secret: bool
) -> None:
    page = own_page(client, case_in(anonymous=True, confidential=secret))
    assert "surel" not in page.text and "PIN baru" not in page.text
    assert page.text.count("Laporan ini anonim, jadi PIN yang hilang tidak dapat kami ganti.") == 1
    assert ("Catat dahulu PIN Anda: yang hilang tidak dapat kami ganti." in page.text) is not secret


def test_the_own_page_offers_a_new_pin_as_long_as_there_is_one(
    client: AuditingClient, case_in: CaseMaker, clock: Clock
) -> None:
    received, offer = case_in(), "PIN hilang? Minta PIN baru"
    page = own_page(client, received)
    assert offer in page.text and "sesudah 14 hari" in page.text
    assert offer in page.submit("Jadikan laporan ini rahasia").text
    clock.pass_by(days=15)
    page = own_page(client, received)
    assert "Selama laporan ini rahasia, PIN yang hilang tidak dapat kami ganti." in page.text
    assert offer not in page.text and offer in public_page(client, received).text, "to everybody the same as ever"
    assert offer in page.submit("Cabut kerahasiaan laporan ini").text


def test_what_came_secret_has_no_14_days(client: AuditingClient, case_in: CaseMaker) -> None:
    page = own_page(client, case_in(confidential=True))
    assert "Selama laporan ini rahasia, PIN yang hilang tidak dapat kami ganti." in page.text
    page = page.submit("Cabut kerahasiaan laporan ini")
    assert "PIN hilang? Minta PIN baru" in page.text and "sesudah 14 hari" not in page.text


def test_who_left_no_address_is_offered_no_code(client: AuditingClient, case_in: CaseMaker) -> None:
    page = own_page(client, case_in(reporter=Reporter(phone="+6281200000001")))
    assert "Laporan ini tanpa alamat surel, jadi PIN yang hilang tidak dapat kami ganti." in page.text
    assert "Minta PIN baru" not in page.text and "sesudah 14 hari" not in page.text
