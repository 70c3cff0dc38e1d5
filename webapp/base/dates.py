"""A day that somebody typed in three boxes, the month by number or name. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from webapp.base.normal import normal

INDONESIAN = "januari februari maret april mei juni juli agustus september oktober november desember".split()
ENGLISH = "january february march april may june july august september october november december".split()
OTHERS = {"pebruari": 2, "nopember": 11, "nop": 11, "agt": 8, "ags": 8, "sept": 9, "peb": 2}
OLDEST_YEAR = 1945
SHORT = 3


class Fault(StrEnum):
    """Why what was typed is no day that can be used; the page has a sentence for each."""

    INCOMPLETE = "incomplete"
    NO_DAY = "no_day"
    NO_MONTH = "no_month"
    NO_YEAR = "no_year"
    TOO_FEW_DAYS = "too_few_days"
    FUTURE = "future"


@dataclass(eq=False)
class BadDate(ValueError):
    """`month` and `days` are set for TOO_FEW_DAYS: the month's number and how many days it has."""

    fault: Fault
    month: int = 0
    days: int = 0


def read_day(day: str, month: str, year: str, latest: date) -> date | None:
    """The day typed, None when all three are empty; raises BadDate, also for a day after `latest`."""
    typed = [part.strip() for part in (day, month, year)]
    if not any(typed):
        return None
    if not all(typed):
        raise BadDate(Fault.INCOMPLETE)
    found = _day(_number(typed[0], 31, Fault.NO_DAY), read_month(typed[1]), _year(typed[2]))
    if found > latest:
        raise BadDate(Fault.FUTURE)
    return found


def read_month(text: str) -> int:
    """1 to 12 from a number or a name in Indonesian or English, whole or cut to three letters or more."""
    word = normal("NFKD", text).encode("ascii", "ignore").decode().strip(" .").lower()
    if word.isdigit():
        return _number(word, 12, Fault.NO_MONTH)
    if word in OTHERS:
        return OTHERS[word]
    for names in (INDONESIAN, ENGLISH):
        for number, name in enumerate(names, start=1):
            if len(word) >= SHORT and name.startswith(word):
                return number
    raise BadDate(Fault.NO_MONTH)


def _day(day: int, month: int, year: int) -> date:
    days = monthrange(year, month)[1]
    if day > days:
        raise BadDate(Fault.TOO_FEW_DAYS, month, days)
    return date(year, month, day)


def _number(text: str, most: int, fault: Fault) -> int:
    if not text.isdecimal() or len(text) > 2 or not 1 <= int(text) <= most:
        raise BadDate(fault)
    return int(text)


def _year(text: str) -> int:
    if not text.isdecimal() or len(text) != 4 or int(text) < OLDEST_YEAR:
        raise BadDate(Fault.NO_YEAR)
    return int(text)
