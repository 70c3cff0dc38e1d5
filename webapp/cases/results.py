"""How an aspirasi ends: accepted, planned for a year, or refused for a reason; one code holds it (pure).

`accepted`, `planned:2027`, `refused:no_budget`: so that event, row, published text and feed carry the same word.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from webapp.base.msgids import N_

FARTHEST = 10
"""Years ahead for which anything may be promised."""


class Result(StrEnum):
    """What becomes of a suggestion."""

    ACCEPTED = "accepted"
    PLANNED = "planned"  # with the year of the plan or budget
    REFUSED = "refused"  # with a reason


class Refusal(StrEnum):
    """Why a suggestion is refused."""

    NOT_OUR_AUTHORITY = "not_our_authority"
    AGAINST_RULES = "against_rules"
    NO_BUDGET = "no_budget"
    NOT_FEASIBLE = "not_feasible"
    EXISTS = "exists"
    OTHER = "other"  # explained to the reporter in so many words


REFUSALS: Mapping[str, str] = {
    Refusal.NOT_OUR_AUTHORITY: N_("bukan wewenang instansi ini"),
    Refusal.AGAINST_RULES: N_("bertentangan dengan peraturan"),
    Refusal.NO_BUDGET: N_("anggarannya tidak ada"),
    Refusal.NOT_FEASIBLE: N_("secara teknis tidak dapat dikerjakan"),
    Refusal.EXISTS: N_("layanan seperti itu sudah ada"),
    Refusal.OTHER: N_("alasan lain, yang dijelaskan kepada pelapor"),
}
"""Reason → the words that follow "Aspirasi ditolak:"."""


def code_of(result: Result, detail: str = "") -> str:
    """The code of a result; `detail` is the year or the reason."""
    return f"{result.value}:{detail}" if detail else result.value


def read(code: str) -> tuple[Result, str]:
    """A code as result and detail; raises ValueError for no such result."""
    result, _, detail = code.partition(":")
    return Result(result), detail


def years(this_year: int) -> range:
    """The years for which a suggestion may be planned."""
    return range(this_year, this_year + FARTHEST + 1)


def is_sound(code: str, this_year: int) -> bool:
    """Whether a code says exactly what its result needs: no year, a near one, or a listed reason."""
    try:
        result, detail = read(code)
    except ValueError:
        return False
    allowed: Mapping[Result, set[str]] = {
        Result.ACCEPTED: {""},
        Result.PLANNED: {str(year) for year in years(this_year)},
        Result.REFUSED: set(Refusal),
    }
    return detail in allowed[result]
