"""How an aspirasi ends: a code that says exactly what it must."""

from __future__ import annotations

import pytest

from webapp.cases.results import REFUSALS, Refusal, Result, code_of, is_sound, read, years
from webapp.cases.words import RESULT_NAMES


@pytest.mark.parametrize(
    "code", ["accepted", "planned:2026", "planned:2036", *(f"refused:{reason}" for reason in Refusal)]
)
def test_what_a_result_needs(code: str) -> None:
    assert is_sound(code, 2026)
    assert code_of(*read(code)) == code


@pytest.mark.parametrize(
    "code",
    [
        *("", "done", "accepted:2027", "planned", "planned:", "planned:2025", "planned:2037", "planned:27"),
        *(
            "planned:٢٠٢٧",
            "planned: 2027",
            "refused",
            "refused:",
            "refused:because",
            "refused:2027",
            "accepted:"[:-1] * 2,
        ),
    ],
)
def test_anything_else_is_none(code: str) -> None:
    assert not is_sound(code, 2026)


def test_this_year_and_ten_more() -> None:
    assert (years(2026)[0], years(2026)[-1], len(years(2026))) == (2026, 2036, 11)


def test_each_has_words() -> None:
    assert set(RESULT_NAMES) == set(Result)
    assert set(REFUSALS) == set(Refusal)
