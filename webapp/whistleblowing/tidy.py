"""What goes by itself: each chore may be done at any time, twice, or be broken off in the middle."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from webapp.base import drafts
from webapp.whistleblowing import days, erasing, evidence, renewing
from webapp.whistleblowing.desk import retention
from webapp.whistleblowing.web import House, now, today

Chore = Callable[[House], int]
"""Does what is due and says how much it was."""


def _drafts(rooms: House) -> int:
    return drafts.sweep(rooms.db, days.began(now(), rooms.settings.site.zone))


def _files(rooms: House) -> int:
    return evidence.sweep(rooms, today(), now())


def _reports(rooms: House) -> int:
    return retention.expire(rooms, today())


def _journal(rooms: House) -> int:
    """What was deleted also leaves the journal of SQLite, where it would lie until it is written over."""
    try:
        erasing.rewrite(rooms.db)
    finally:
        empty = erasing.scrub(rooms.db)
    return int(empty)


CHORES: Mapping[str, Chore] = {
    "drafts": _drafts,
    "files": _files,
    "copies": renewing.renew,
    "reports": _reports,
    "journal": _journal,
}
"""In this order: the journal last, for the others fill it."""


def tidy(rooms: House) -> dict[str, int]:
    """Do every chore; how much each did. What broke is raised at the end, when the others have had their turn."""
    done, faults = {}, []
    for name, chore in CHORES.items():
        try:
            done[name] = chore(rooms)
        except Exception as fault:  # noqa: BLE001 - raised below
            faults.append(fault)
    if faults:
        raise ExceptionGroup("chores", faults)
    return done
