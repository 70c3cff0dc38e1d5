"""The PIN: what opens, what doesn't, and that nobody learns or locks anything by guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.auditing import AuditingClient
from tests.conftest import Clock
from tests.tracking.conftest import CaseMaker, address, own_page, public_page
from tests.tracking.test_find import UNKNOWN
from tests.tracking.test_public import SECRETS
from webapp.base.db import Base, Database
from webapp.base.ids import Ticket, new_ticket
from webapp.cases.workflow import Status
from webapp.tracking import keys

WRONG = (
    "Nomor tiket dan PIN ini tidak cocok. Periksa keduanya di tanda terima. Bila PIN pernah diganti, pakai yang baru."
)


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("switches", [{}, {"confidential": True}, {"anonymous": True}])
def test_the_pin_opens_everything(
    client: AuditingClient, case_in: CaseMaker, status: Status, switches: dict[str, bool]
) -> None:
    page = own_page(client, case_in(status, **switches))
    assert (page.status, page.headers["Cache-Control"]) == (200, "no-store")
    assert "Set-Cookie" not in page.headers
    assert page.h1 == SECRETS[0] and SECRETS[1] in page.text
    assert "Kelurahan Sidomulyo, Kecamatan Samarinda Ilir" in page.text
    assert "Rabu, 9 Desember 2026 pukul 19.42 WITA" in page.text


def test_the_pin_is_not_in_the_page_nor_in_the_address(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    page = own_page(client, received)
    assert received.pin not in page.html and received.pin not in page.url


def test_the_pin_stands_nowhere_in_the_database(client: AuditingClient, case_in: CaseMaker, db: Database) -> None:
    received = case_in(Status.ANSWERED)
    own_page(client, received).submit("Kirim balasan", pesan="Air masih masuk.")
    with db.read() as session:
        rows = [row for table in Base.metadata.sorted_tables for row in session.execute(table.select())]
    stored = [str(value) for row in rows for value in row]
    assert received.ticket in stored
    assert not [value for value in stored if received.pin in value]


def test_spaces_in_the_pin_do_not_matter(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    typed = " ".join(received.pin[at : at + 2] for at in range(0, 10, 2))
    assert public_page(client, received).submit("Buka dengan PIN", pin=f" {typed} ").status == 200


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Tulis PIN Anda, 10 angka di tanda terima atau dari penggantian terakhir."),
        ("123", "PIN berisi 10 angka. Yang Anda tulis baru 3 angka."),
        ("12345678901", "PIN berisi 10 angka. Yang Anda tulis ada 11 angka."),
        ("12345abcde", "PIN hanya berisi angka. Hapus huruf atau tanda lainnya."),
        ("1" * 200, "Isian ini terlalu panjang untuk PIN. Tulis 10 angkanya saja."),
    ],
)
def test_each_slip_has_its_own_sentence(client: AuditingClient, case_in: CaseMaker, typed: str, sentence: str) -> None:
    page = public_page(client, case_in()).submit("Buka dengan PIN", pin=typed)
    assert (page.status, page.errors) == (422, [sentence])
    assert page.field("pin").tags[0].get("value", "") == typed


def test_the_pin_of_another_ticket_opens_nothing(client: AuditingClient, case_in: CaseMaker) -> None:
    mine, theirs = case_in(), case_in(key="another")
    page = public_page(client, mine).submit("Buka dengan PIN", pin=theirs.pin)
    assert (page.status, page.errors) == (422, [WRONG])
    assert [text for text in SECRETS if text in page.html] == []


def test_a_wrong_pin_looks_the_same_for_a_ticket_that_does_not_exist(
    client: AuditingClient, case_in: CaseMaker
) -> None:
    real = case_in().ticket
    answers = [client.post(address(Ticket(ticket)), data={"pin": "0000000000"}) for ticket in (real, UNKNOWN)]
    assert [answer.status_code for answer in answers] == [422, 422]
    known, unknown = (answer.text for answer in answers)
    assert known.replace(address(real), "#").replace(_spoken(real), "#") == unknown.replace(
        address(Ticket(UNKNOWN)), "#"
    ).replace(_spoken(UNKNOWN), "#")


def _spoken(ticket: str) -> str:
    """The ticket as the stub writes it."""
    groups = (ticket[:4], ticket[4:8], ticket[8:])
    return "<i>,</i></span> ".join(f"<span>{' '.join(group)}" for group in groups)


def test_ten_wrong_pins_and_then_one_waits(client: AuditingClient, case_in: CaseMaker, clock: Clock) -> None:
    received = case_in()
    for guess in range(10):
        assert client.post(address(received.ticket), data={"pin": f"{guess:010d}"}).status_code == 422
    page = public_page(client, received).submit("Buka dengan PIN", pin=received.pin)
    assert page.status == 429
    assert page.errors == [f"Terlalu banyak PIN yang salah. Coba lagi dalam {page.headers['Retry-After']} detik."]
    assert page.field("pin").tags[0]["value"] == received.pin
    clock.pass_by(seconds=int(page.headers["Retry-After"]))
    assert page.submit("Buka dengan PIN").status == 200


def test_a_neighbour_who_guesses_at_one_ticket_keeps_nobody_from_another(
    client: AuditingClient, case_in: CaseMaker
) -> None:
    mine, theirs = case_in(), case_in(key="another")
    for guess in range(12):
        client.post(address(theirs.ticket), data={"pin": f"{guess:010d}"})
    assert public_page(client, theirs).submit("Buka dengan PIN", pin=theirs.pin).status == 429
    assert own_page(client, mine).status == 200


def _numbered(number: int) -> Ticket:
    return new_ticket(lambda _most: number)


def test_a_network_that_guesses_at_many_tickets_waits_for_any_of_them(
    client: AuditingClient, case_in: CaseMaker
) -> None:
    received = case_in()
    for number in range(60):
        client.post(address(_numbered(number)), data={"pin": "0000000000"})
    page = public_page(client, received).submit("Buka dengan PIN", pin=received.pin)
    other = client.post(address(Ticket(UNKNOWN)), data={"pin": received.pin})
    assert (page.status, other.status_code) == (429, 429)
    assert other.headers["Retry-After"] == page.headers["Retry-After"]


def test_the_brake_says_the_same_for_a_ticket_that_does_not_exist(client: AuditingClient) -> None:
    for _ in range(10):
        client.post(address(Ticket(UNKNOWN)), data={"pin": "0000000000"})
    assert client.post(address(Ticket(UNKNOWN)), data={"pin": "0000000000"}).status_code == 429


def test_guessing_from_one_network_locks_nobody_else_out(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    for guess in range(12):
        client.post(address(received.ticket), data={"pin": f"{guess:010d}"}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    assert own_page(client, received).status == 200


def test_an_office_that_opens_many_tickets_rightly_is_not_slowed(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    assert [own_page(client, received).status for _ in range(12)] == [200] * 12


def test_a_foreign_page_cannot_send_the_form(client: AuditingClient, case_in: CaseMaker) -> None:
    received = case_in()
    answer = client.post(address(received.ticket), data={"pin": received.pin}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403


def test_the_key_opens_one_ticket_with_one_pin_for_half_an_hour(case_in: CaseMaker, clock: Clock) -> None:
    secret, ticket, now = b"s" * 32, case_in().ticket, clock()
    key = keys.hand_out(secret, ticket, "ab", now)
    assert keys.opens(secret, key, ticket, "ab", now + timedelta(minutes=29))
    assert not keys.opens(secret, key, ticket, "ab", now + keys.LASTS)
    assert not keys.opens(secret, key, Ticket(UNKNOWN), "ab", now)
    assert not keys.opens(secret, key, ticket, "cd", now)
    assert not keys.opens(b"t" * 32, key, ticket, "ab", now)
    other = key[:10] + ("B" if key[10] == "A" else "A") + key[11:]
    for odd in ("", "ü", "AAAA", key[:-4], other, key + "AAAA", "x" * 100_000):
        assert not keys.opens(secret, odd, ticket, "ab", now)
