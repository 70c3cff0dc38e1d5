"""What the walk must know: where one can write to, who holds keys there, who will read, what was sent already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from webapp.base.crypto import token_hash
from webapp.whistleblowing import days, sending, tree
from webapp.whistleblowing.codes import Code, code_of
from webapp.whistleblowing.models import Holder, Inspectorate, Report
from webapp.whistleblowing.tree import READY, Involved, Person, Readers, Role
from webapp.whistleblowing.walk.sheet import LEADERS, Sheet
from webapp.whistleblowing.web import House

SHOWN_FOR = timedelta(hours=1)
"""So long the token of a draft shows the code of what was sent from it."""


@dataclass(frozen=True)
class Place:
    """An inspectorate as reporters are told of it; `holders` is how many inspectors hold its keys."""

    id: int
    name: str
    holders: int


@dataclass(frozen=True)
class Reading:
    """Who will read, and at which inspectorate; `moved` where that is not the one that was chosen."""

    place: str
    moved: bool
    readers: Readers
    excluded: Involved
    """All who must not read, the leaders among them where these are involved."""


def places(rooms: House) -> Sequence[Place]:
    """All that can read, by name."""
    with rooms.db.read() as session:
        count = select(Holder.inspectorate_id, func.count()).where(Holder.role == Role.INSPECTOR.value, *READY)
        holders = {row[0]: row[1] for row in session.execute(count.group_by(Holder.inspectorate_id))}
        return [Place(one.id, one.name, holders[one.id]) for one in tree.inspectorates(session)]


def people(rooms: House, place: int | None) -> Sequence[tuple[Person, str]]:
    """Everybody with a key there and at the levels above, each with the name of their inspectorate."""
    found: list[tuple[Person, str]] = []
    with rooms.db.read() as session:
        here = None if place is None else session.get(Inspectorate, place)
        while here is not None:
            for role in Role:
                found += [(one, here.name) for one in tree.people_of(session, here.id, role)]
            here = tree.above(session, here.id)
    return found


def reading(rooms: House, place: int, sheet: Sheet) -> Reading:
    """Who will read what is in this draft, sent to this place; raises NobodyToRead."""
    with rooms.db.read() as session:
        leaders = bool(sheet.first(LEADERS))
        out = tree.involved(session, sheet.excluded | (tree.heads(session, place) if leaders else frozenset()))
        out |= Involved(people=tuple((name, "") for name in sheet.others))
        readers = tree.readers(session, place, out, up=leaders)
        name = session.get_one(Inspectorate, readers.inspectorate_id).name
    return Reading(name, readers.inspectorate_id != place, readers, out)


def is_sent(rooms: House, token: str, mark: str) -> bool:
    """Whether what was sent from this draft is what the page with this mark showed."""
    with rooms.db.read() as session:
        return sending.is_sent(session, token, mark)


@dataclass(frozen=True)
class Sent:
    """What was sent from a draft; `code` is empty where it is not shown any more."""

    report_id: str
    code: Code
    kept_until: date


def sent(rooms: House, token: str, now: datetime) -> Sent | None:
    """None where nothing was sent from this draft. Raises Busy."""
    if token_hash(token) not in rooms.shown:  # strangers' tokens must not use up the turns of who has just sent
        rooms.brakes.shown.take()
    code = code_of(rooms.settings.code_key, token)
    opened = sending.open_code(rooms.db, rooms.settings, rooms.brakes, code)
    with rooms.db.read() as session:
        report = session.scalars(select(Report).where(Report.tag == opened.tag)).first()
    if report is None:
        return None
    for one, since in list(rooms.shown.items()):  # a day later the report's own day says that its hour is over
        if now - since > SHOWN_FOR + timedelta(days=1):
            rooms.shown.pop(one, None)
    day = days.day_of(now - SHOWN_FOR, rooms.settings.site.zone)
    over = report.is_copied or report.received_on < day
    over = over or now - rooms.shown.setdefault(token_hash(token), now) >= SHOWN_FOR
    return Sent(report.id, Code("") if over else code, report.received_on + sending.RETENTION)
