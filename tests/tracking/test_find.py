"""Finding a ticket: any spacing leads there, and every slip gets its own sentence before anything is looked up."""

from __future__ import annotations

import pytest

from tests.auditing import AuditingClient
from tests.tracking.conftest import CaseMaker, address
from webapp.base.ids import damm, shown, slug

UNKNOWN = "1234567890" + str(damm("1234567890"))
WRONG = UNKNOWN[:-1] + str((int(UNKNOWN[-1]) + 1) % 10)


@pytest.mark.parametrize("write", [str, shown, slug, lambda ticket: f"  {ticket[:3]}.{ticket[3:]} ", ", ".join])
def test_a_ticket_in_any_spacing_leads_to_its_page(client: AuditingClient, case_in: CaseMaker, write) -> None:  # type: ignore[no-untyped-def]
    ticket = case_in().ticket
    answer = client.get("/lacak", query_string={"tiket": write(ticket)})
    assert (answer.status_code, answer.headers["Location"]) == (303, address(ticket))


def test_the_address_itself_may_be_written_in_any_way(client: AuditingClient, case_in: CaseMaker) -> None:
    ticket = case_in().ticket
    answer = client.get(f"/lacak/{ticket}?bahasa=en&sesuatu=lain")
    assert (answer.status_code, answer.headers["Location"]) == (303, address(ticket) + "?bahasa=en")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (WRONG, "Ada angka yang salah ketik. Cocokkan dengan tanda terima, angka demi angka."),
        ("", "Tulis nomor tiket Anda, 11 angka di tanda terima."),
        (" - ", "Tulis nomor tiket Anda, 11 angka di tanda terima."),
        ("7302", "Nomor tiket berisi 11 angka. Yang Anda tulis baru 4 angka."),
        (UNKNOWN + "0", "Nomor tiket berisi 11 angka. Yang Anda tulis ada 12 angka."),
        ("7302 9481 S67", "Nomor tiket hanya berisi angka. Hapus huruf atau tanda lainnya."),
        ("7654321", "Ini tampaknya nomor SP4N-LAPOR!, layanan lain di lapor.go.id. Tiket kami berisi 11 angka."),
        ("7" * 200, "Isian ini terlalu panjang untuk nomor tiket. Tulis 11 angkanya saja."),
        ("<b>73</b>\x00😀", "Nomor tiket hanya berisi angka. Hapus huruf atau tanda lainnya."),
    ],
)
def test_each_slip_has_its_own_sentence(client: AuditingClient, typed: str, sentence: str) -> None:
    answer = client.get("/lacak", query_string={"tiket": typed})
    page = client.page(answer)
    assert page.status == 422
    assert page.errors == [sentence]
    assert page.field("tiket").tags[0].get("value", "") == typed.replace("\x00", "").strip()


def test_a_mistyped_address_says_the_same(client: AuditingClient) -> None:
    page = client.get_page(f"/lacak/{WRONG}")
    assert (page.status, page.errors[0]) == (
        422,
        "Ada angka yang salah ketik. Cocokkan dengan tanda terima, angka demi angka.",
    )


def test_an_unknown_ticket_is_not_found_and_stays_in_the_form(client: AuditingClient) -> None:
    page = client.get_page(f"/lacak?tiket={UNKNOWN}")
    assert page.status == 404
    assert page.errors == ["Tiket ini tidak ada di layanan kami. Cocokkan nomornya dengan tanda terima."]
    assert page.field("tiket").tags[0]["value"] == slug(UNKNOWN)  # type: ignore[arg-type]


def test_the_empty_form_accuses_nobody(client: AuditingClient) -> None:
    page = client.get_page("/lacak")
    assert (page.status, page.errors, page.h1) == (200, [], "Lacak laporan")
