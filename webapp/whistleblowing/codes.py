"""The reporter's code: 24 digits and a Damm check digit, shown as five groups of five. Pure.

It is the only key to a report. It comes from the token of the draft, so that sending twice gives the same code, and it
is nowhere stored.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NewType

from webapp.base.ids import cut, damm, digits_of

Code = NewType("Code", str)
"""Twenty-five ASCII digits, the last of them the Damm check digit: 79.7 bits."""

GROUPS = (5, 5, 5, 5, 5)
LENGTH = sum(GROUPS)
TELLS = 10
"""So many digits in a row of a code, in a later message, would give a part of it to who reads the message."""
LONGEST_INPUT = 200
"""Characters; even a code copied with a comma and a space after every digit is shorter."""
_RUN = re.compile(r"\d(?:[\W_]*\d)*")


class Fault(StrEnum):
    """Why a typed code is refused; each has its sentence."""

    LENGTH = "length"
    CHECK_DIGIT = "check_digit"
    NOT_DIGITS = "not_digits"
    TOO_LONG = "too_long"


class CodeError(ValueError):
    """What was typed is no code. Never holds what was typed, only how many digits it had."""

    def __init__(self, fault: Fault, digits: int = 0) -> None:
        super().__init__(f"{fault.value}: {digits} digits")
        self.fault, self.digits = fault, digits


def code_of(key: bytes, token: str) -> Code:
    """The code of the report that is sent from this draft; `key` has at least 32 bytes.

    HMAC-SHA512 modulo 10**24: the bias, below 2**-432, is of no use to anybody.
    """
    if len(key) < 32 or not token:
        raise ValueError("a code needs a key of 32 bytes and a token")
    number = int.from_bytes(hmac.digest(key, b"code:" + token.encode(), "sha512")) % 10 ** (LENGTH - 1)
    digits = f"{number:0{LENGTH - 1}d}"
    return Code(f"{digits}{damm(digits)}")


def parse_code(text: str) -> Code:
    """The code that somebody typed in any spacing and any script's digits; CodeError comes before any work."""
    if len(text) > LONGEST_INPUT:
        raise CodeError(Fault.TOO_LONG)
    digits = digits_of(text)
    if digits is None:
        raise CodeError(Fault.NOT_DIGITS)
    if len(digits) != LENGTH:
        raise CodeError(Fault.LENGTH, len(digits))
    if damm(digits) != 0:
        raise CodeError(Fault.CHECK_DIGIT, LENGTH)
    return Code(digits)


def groups(code: Code) -> tuple[str, ...]:
    """`("12345", "67890", …)`, as it is shown and read aloud."""
    return tuple(cut(code, GROUPS))


def has_copy(typed: str, shown: Sequence[str]) -> bool:
    """Whether somebody has groups of digits on paper: the last, or all, in any spacing and any script's digits."""
    return len(typed) <= 3 * LONGEST_INPUT and digits_of(typed) in (shown[-1], "".join(shown))


def tells(text: str, code: Code) -> bool:
    """Whether a message holds `TELLS` digits of the code in a row, whatever stands between them."""
    parts = {code[start : start + TELLS] for start in range(LENGTH - TELLS + 1)}
    runs = [_ascii(filter(str.isdecimal, found)) for found in _RUN.findall(text)]
    return any(part in run for run in runs for part in parts)


def _ascii(digits: Iterable[str]) -> str:
    return "".join(str(int(digit)) for digit in digits)
