"""Numbers that people read aloud, type and paste: the ticket with its check digit, and the PIN.

A ticket is ten random digits and a Damm check digit; it is public. A PIN is ten digits; it is secret.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import NewType

Ticket = NewType("Ticket", str)
"""Eleven ASCII digits, the last of them the Damm check digit."""

Pin = NewType("Pin", str)
"""Ten ASCII digits."""

TICKET_GROUPS = (4, 4, 3)
PIN_GROUPS = (2, 2, 2, 2, 2)
TICKET_LENGTH = sum(TICKET_GROUPS)
PIN_LENGTH = sum(PIN_GROUPS)
LAPOR_LENGTHS = (7, 8)
"""Tracking IDs of the national LAPOR! service have seven or eight digits."""
LONGEST_INPUT = 100
"""Characters; even a ticket copied with a comma and a space after every digit is shorter."""

_SEPARATORS = frozenset(".,#/'\"·•_")
# dashes, spaces, and the invisible marks that pasting drags along
_SEPARATOR_CATEGORIES = frozenset(("Pd", "Zs", "Cf"))

# The quasigroup of order 10 from H. M. Damm, "Total anti-symmetrische Quasigruppen" (Marburg, 2004): it catches every
# wrong digit and every swap of neighbours.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


class Reason(StrEnum):
    """Why a typed number is refused; the page has one sentence for each."""

    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    NOT_DIGITS = "not_digits"
    LAPOR = "lapor"
    TOO_LONG = "too_long"


class NumberError(ValueError):
    """What was typed is no such number: `reason` says why, `digits` how many were seen (0 if none were counted).

    Never holds what was typed.
    """

    def __init__(self, reason: Reason, digits: int = 0) -> None:
        super().__init__(f"{reason.value}: {digits} digits")
        self.reason = reason
        self.digits = digits


class TicketError(NumberError):
    """What was typed is no ticket. LAPOR: seven or eight digits, most likely an ID of LAPOR!, another service."""


class PinError(NumberError):
    """What was typed is no PIN."""


def damm(digits: str) -> int:
    """The check digit of ASCII `digits`; 0 when they already end in their right one."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim


def new_ticket(randbelow: Callable[[int], int]) -> Ticket:
    """A random ticket; `randbelow(n)` gives 0…n-1, such as `secrets.randbelow`.

    The first digit is never 0: spreadsheets drop leading zeros.
    """
    number = str(10**9 + randbelow(9 * 10**9))
    return Ticket(f"{number}{damm(number)}")


def parse_ticket(text: str) -> Ticket:
    """The ticket that somebody typed, pasted or dictated in any spacing and any script's digits.

    Raises TicketError.
    """
    digits = _read(text, TicketError)
    if len(digits) in LAPOR_LENGTHS:
        raise TicketError(Reason.LAPOR, len(digits))
    if len(digits) != TICKET_LENGTH:
        raise TicketError(Reason.LENGTH, len(digits))
    if damm(digits) != 0:
        raise TicketError(Reason.CHECK_DIGIT, len(digits))
    return Ticket(digits)


def ticket_in(text: str) -> Ticket | None:
    """The same; None for what is no ticket."""
    try:
        return parse_ticket(text)
    except TicketError:
        return None


def groups(ticket: Ticket) -> tuple[str, ...]:
    """`("7302", "9481", "567")`."""
    return tuple(cut(ticket, TICKET_GROUPS))


def shown(ticket: Ticket) -> str:
    """`7302 9481 567`, with plain spaces; templates join with no-break spaces."""
    return " ".join(groups(ticket))


def spaced(code: str, lengths: Iterable[int]) -> list[str]:
    """`["7 3 0 2", "9 4 8 1", "5 6 7"]`: groups of these lengths in which a voice says each digit by itself."""
    return [" ".join(group) for group in cut(code.replace(" ", "").replace("-", ""), lengths)]


def slug(ticket: Ticket) -> str:
    """`7302-9481-567`, as in addresses."""
    return "-".join(groups(ticket))


def parse_pin(text: str) -> Pin:
    """The PIN that somebody typed in any spacing; raises PinError with LENGTH, NOT_DIGITS or TOO_LONG."""
    digits = _read(text, PinError)
    if len(digits) != PIN_LENGTH:
        raise PinError(Reason.LENGTH, len(digits))
    return Pin(digits)


def pin_groups(pin: Pin) -> tuple[str, ...]:
    """`("12", "34", "56", "78", "90")`."""
    return tuple(cut(pin, PIN_GROUPS))


def pin_from(key: bytes, idempotency_key: str) -> Pin:
    """The PIN of a report, the same for every repetition of one sending.

    HMAC-SHA256 taken modulo 10**10; the bias, below 2**-222, is of no use to anybody. Empty keys are refused.
    """
    if not key or not idempotency_key:
        raise ValueError("a PIN needs a key and an idempotency key")
    digest = hmac.digest(key, idempotency_key.encode(), "sha256")
    return Pin(f"{int.from_bytes(digest) % 10**PIN_LENGTH:0{PIN_LENGTH}d}")


def cut(digits: str, lengths: Iterable[int]) -> Iterable[str]:
    """`digits` in groups of these lengths."""
    start = 0
    for length in lengths:
        yield digits[start : start + length]
        start += length


def _read(text: str, refused: type[NumberError]) -> str:
    """Its digits; raises with TOO_LONG what is so long that it is not looked at."""
    if len(text) > LONGEST_INPUT:
        raise refused(Reason.TOO_LONG)
    digits = digits_of(text)
    if digits is None:
        raise refused(Reason.NOT_DIGITS)
    return digits


def digits_of(text: str) -> str | None:
    """ASCII digits of `text` without its separators; None if anything else is in it."""
    found = [_digit(character) for character in text]
    return None if None in found else "".join(filter(None, found))


def _digit(character: str) -> str | None:
    """`"7"` for a seven of any script, `""` for a separator, None for anything else."""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    return "" if _separates(character) else None


def _separates(character: str) -> bool:
    return character in _SEPARATORS or character.isspace() or unicodedata.category(character) in _SEPARATOR_CATEGORIES
