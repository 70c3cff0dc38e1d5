"""The code of a sealed report: made once from a draft, typed in any way, never told in a message."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.whistleblowing.codes import (
    LENGTH,
    TELLS,
    Code,
    CodeError,
    Fault,
    code_of,
    groups,
    has_copy,
    parse_code,
    tells,
)

KEY = bytes(range(32))
codes = st.binary(min_size=1, max_size=20).map(lambda raw: code_of(KEY, raw.hex()))
BETWEEN = ["", " ", "-", ". ", " – ", "\N{NO-BREAK SPACE}", "\n", ", "]


def test_a_draft_has_one_code() -> None:
    assert code_of(KEY, "satu") == code_of(KEY, "satu")
    assert code_of(KEY, "satu") != code_of(KEY, "dua")
    assert code_of(KEY, "satu") != code_of(KEY[::-1], "satu")


def test_no_code_without_a_key_or_a_token() -> None:
    for key, token in ((b"short", "satu"), (KEY, "")):
        with pytest.raises(ValueError, match="needs a key"):
            code_of(key, token)


@given(code=codes, between=st.sampled_from(BETWEEN), zero=st.sampled_from("0٠০０"))
def test_typed_in_any_way(code: Code, between: str, zero: str) -> None:
    typed = between.join(chr(ord(zero) + int(digit)) for digit in code)
    assert parse_code(typed) == code
    assert parse_code(" ".join(groups(code))) == code


def test_who_has_a_copy_knows_the_last_group_or_all() -> None:
    code = code_of(bytes(32), "x")
    *_first, last = groups(code)
    arabic = last.translate({ord(str(number)): chr(0x660 + number) for number in range(10)})
    for typed in (last, f" {last[:2]}-{last[2:]} ", arabic, code, " ".join(groups(code))):
        assert has_copy(typed, groups(code))
    for typed in ("", last[:4], f"{last} dan", groups(code)[0], f"{code}{last}", "1" * 1_000, f"{' ' * 1_000}{last}"):
        assert not has_copy(typed, groups(code))


@given(code=codes, place=st.integers(0, LENGTH - 1), shift=st.integers(1, 9))
def test_one_wrong_digit_is_said_at_once(code: Code, place: int, shift: int) -> None:
    wrong = f"{code[:place]}{(int(code[place]) + shift) % 10}{code[place + 1 :]}"
    with pytest.raises(CodeError) as refused:
        parse_code(wrong)
    assert (refused.value.fault, str(refused.value)) == (Fault.CHECK_DIGIT, "check_digit: 25 digits")


@pytest.mark.parametrize(
    ("typed", "fault", "digits"),
    [
        ("", Fault.LENGTH, 0),
        ("1" * 24, Fault.LENGTH, 24),
        ("kode saya", Fault.NOT_DIGITS, 0),
        ("1" * 1_000_000, Fault.TOO_LONG, 0),
    ],
)
def test_what_is_no_code(typed: str, fault: Fault, digits: int) -> None:
    with pytest.raises(CodeError) as refused:
        parse_code(typed)
    assert (refused.value.fault, refused.value.digits) == (fault, digits)


@given(code=codes, start=st.integers(0, LENGTH - TELLS), between=st.sampled_from(BETWEEN))
def test_a_message_must_not_tell_the_code(code: Code, start: int, between: str) -> None:
    part = between.join(code[start : start + TELLS])
    assert tells(f"Kode saya {part}. Tolong dibaca.", code)
    assert not tells(f"Kode saya {code[: TELLS - 1]}, dan rugi 12.500.000 rupiah", code)
