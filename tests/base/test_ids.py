"""Tickets and PINs: every likely slip of the finger is caught, every way to write the right number is understood."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.base import ids
from webapp.base.ids import Reason, Ticket, TicketError

numbers = st.integers(0, 9 * 10**9 - 1)
tickets = numbers.map(lambda number: ids.new_ticket(lambda _below: number))
separators = st.text(" \u00a0\u2009\u200b\u202f\u3000\t\n-–—.,/·#", max_size=3)
DIGIT_SETS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９", "०१२३४५६७८९")


def reason(text: str) -> tuple[Reason, int]:
    with pytest.raises(TicketError) as caught:
        ids.parse_ticket(text)
    return caught.value.reason, caught.value.digits


def outcome(text: str) -> str:
    try:
        ticket = ids.parse_ticket(text)
    except TicketError as error:
        return error.reason
    return "ticket" if len(ticket) == 11 and ticket.isascii() and ticket.isdigit() else "nonsense"


def single_errors(ticket: Ticket) -> Iterator[str]:
    for position, right in enumerate(ticket):
        for wrong in set("0123456789") - {right}:
            yield ticket[:position] + wrong + ticket[position + 1 :]


def swaps(ticket: Ticket) -> Iterator[str]:
    for position, (first, second) in enumerate(pairwise(ticket)):
        if first != second:
            yield ticket[:position] + second + first + ticket[position + 2 :]


def test_known_check_digits() -> None:
    assert ids.damm("572") == 4  # the worked example of Damm's method
    assert ids.damm("5724") == 0
    assert ids.parse_ticket("73029481567") == "73029481567"


def test_the_table_catches_every_wrong_digit_and_every_swap_whatever_stands_before() -> None:
    """Over all interim states: no two digits lead to one state, and no swap of two leads to the same state."""
    table = ids._DAMM
    for state in range(10):
        assert sorted(table[state]) == list(range(10))
        for a in range(10):
            assert sorted(row[a] for row in table) == list(range(10))
            for b in set(range(10)) - {a}:
                assert table[table[state][a]][b] != table[table[state][b]][a]
    assert all(table[digit][digit] == 0 for digit in range(10))


def test_all_four_digit_codes_with_check_digit_catch_all_errors() -> None:
    codes = [Ticket(f"{number:04d}{ids.damm(f'{number:04d}')}") for number in range(10**4)]
    slips = (slip for code in codes for slip in (*single_errors(code), *swaps(code)))
    assert not any(ids.damm(slip) == 0 for slip in slips)


@given(tickets)
def test_every_slip_in_a_ticket_is_named_a_wrong_check_digit(ticket: Ticket) -> None:
    for slip in (*single_errors(ticket), *swaps(ticket)):
        assert reason(slip) == (Reason.CHECK_DIGIT, 11)


@given(tickets)
def test_written_forms_lead_back_to_the_ticket(ticket: Ticket) -> None:
    assert ids.parse_ticket(ids.shown(ticket)) == ids.parse_ticket(ids.slug(ticket)) == ticket
    assert [len(group) for group in ids.groups(ticket)] == [4, 4, 3]
    heard = ", ".join(" ".join(group) for group in ids.groups(ticket))
    assert ids.parse_ticket(heard) == ticket


def test_the_forms_on_pages() -> None:
    ticket = Ticket("73029481567")
    assert ids.shown(ticket) == "7302 9481 567"
    assert ids.slug(ticket) == "7302-9481-567"


@given(tickets, st.lists(st.tuples(st.sampled_from(DIGIT_SETS), separators), min_size=11, max_size=11))
def test_any_spacing_and_any_script_is_understood(ticket: Ticket, ways: list[tuple[str, str]]) -> None:
    typed = "".join(digits[int(digit)] + gap for digit, (digits, gap) in zip(ticket, ways, strict=True))
    assert ids.parse_ticket(typed) == ticket


@given(tickets, st.integers(0, 11), st.characters(categories=("L", "So", "Sm", "No", "Mn")))
def test_letters_and_signs_are_no_digits(ticket: Ticket, position: int, stranger: str) -> None:
    assert reason(ticket[:position] + stranger + ticket[position:]) == (Reason.NOT_DIGITS, 0)


@given(st.text("0123456789", max_size=60))
def test_the_number_of_digits_is_told(digits: str) -> None:
    if len(digits) in (7, 8):
        assert reason(digits) == (Reason.LAPOR, len(digits))
    elif len(digits) != 11:
        assert reason(digits) == (Reason.LENGTH, len(digits))


@pytest.mark.parametrize("text", ["", "   ", "-", "#"])
def test_nothing_typed_has_no_digits(text: str) -> None:
    assert reason(text) == (Reason.LENGTH, 0)


def test_a_tracking_id_of_lapor_is_recognised() -> None:
    assert reason("#8 412 077") == (Reason.LAPOR, 7)


@pytest.mark.parametrize("unit", ["7", " ", "\u0000", "\U0001f600"])
def test_a_megabyte_is_not_looked_at(unit: str) -> None:
    assert reason(unit * 1_000_000) == (Reason.TOO_LONG, 0)


@given(st.text(max_size=200))
def test_any_text_is_a_ticket_or_refused_with_a_reason(text: str) -> None:
    assert outcome(text) in {*Reason, "ticket"}


def test_new_tickets_spread_over_the_whole_range_and_never_begin_with_zero() -> None:
    drawn = {ids.new_ticket(secrets.randbelow) for _ in range(2000)}
    assert len(drawn) == 2000
    assert {ticket[0] for ticket in drawn} == set("123456789")
    assert {ticket[-1] for ticket in drawn} == set("0123456789")


@given(st.binary(min_size=1, max_size=64), st.text(min_size=1, max_size=80))
def test_a_pin_is_repeatable_and_reads_back(key: bytes, sending: str) -> None:
    pin = ids.pin_from(key, sending)
    assert pin == ids.pin_from(key, sending)
    assert ids.parse_pin(" ".join(ids.pin_groups(pin))) == pin
    assert [len(group) for group in ids.pin_groups(pin)] == [2] * 5


def test_pins_differ_by_key_and_by_sending_and_use_all_digits_everywhere() -> None:
    pins = [ids.pin_from(b"k" * 32, f"sending {number}") for number in range(2000)]
    assert len(set(pins)) == 2000
    assert all({pin[place] for pin in pins} == set("0123456789") for place in range(10))
    assert ids.pin_from(b"k" * 32, "a") != ids.pin_from(b"l" * 32, "a")


@pytest.mark.parametrize(("key", "sending"), [(b"", "a"), (b"k", "")])
def test_a_pin_of_nothing_is_refused(key: bytes, sending: str) -> None:
    with pytest.raises(ValueError, match="needs a key"):
        ids.pin_from(key, sending)


@pytest.mark.parametrize(
    ("typed", "why", "digits"),
    [
        ("", Reason.LENGTH, 0),
        ("12 34 56 78 9", Reason.LENGTH, 9),
        ("123456789O", Reason.NOT_DIGITS, 0),
        ("1" * 101, Reason.TOO_LONG, 0),
    ],
)
def test_a_refused_pin_says_why_but_never_what_was_typed(typed: str, why: Reason, digits: int) -> None:
    with pytest.raises(ids.PinError) as caught:
        ids.parse_pin(typed)
    assert (caught.value.reason, caught.value.digits) == (why, digits)
    assert not typed or typed not in str(caught.value)
