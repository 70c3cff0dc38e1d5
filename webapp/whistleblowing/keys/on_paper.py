"""Keys on paper: digits in groups of five with a check digit, for eye, ear and any keyboard. Pure.

16 bytes (a recovery code) are 8 groups, 32 bytes (the key of an inspectorate) are 16.
"""

from __future__ import annotations

from webapp.base.ids import damm, digits_of
from webapp.whistleblowing import codes

GROUP = 5
_DIGITS = {16: 40, 32: 80}
_LONGEST_INPUT = 600


class PaperError(ValueError):
    """What was typed is no such key. Never holds what was typed, only how many digits it had."""

    def __init__(self, digits: int | None = None) -> None:
        super().__init__("no key on paper")
        self.digits = digits


def written(raw: bytes) -> str:
    """40 or 80 digits, the last of them the Damm check digit."""
    number = str(int.from_bytes(raw)).zfill(_DIGITS[len(raw)] - 1)
    return f"{number}{damm(number)}"


def groups(raw: bytes) -> list[str]:
    """As they are shown and read aloud."""
    digits = written(raw)
    return [digits[start : start + GROUP] for start in range(0, len(digits), GROUP)]


def read(typed: str, size: int) -> bytes:
    """The `size` bytes that somebody typed in any spacing and any script's digits; raises PaperError."""
    digits = digits_of(typed) if len(typed) <= _LONGEST_INPUT else None
    if digits is None or len(digits) != _DIGITS[size]:
        raise PaperError(None if digits is None else len(digits))
    if damm(digits) != 0 or (number := int(digits[:-1])) >= 1 << (8 * size):
        raise PaperError(len(digits))
    return number.to_bytes(size)


def is_last_group(typed: str, raw: bytes) -> bool:
    """Whether somebody has the paper before them."""
    return codes.has_copy(typed, groups(raw))
