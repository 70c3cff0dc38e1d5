"""What the desk reads. A report is there for a holder only where a wrap for them is, at their own inspectorate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import paging, sending, vault
from webapp.whistleblowing.desk.cases import TEASER, Case, Due, Row, Talk
from webapp.whistleblowing.desk.figures import Counted
from webapp.whistleblowing.exclusions import involved_in
from webapp.whistleblowing.keeping import kept_until
from webapp.whistleblowing.keys.openers import openers
from webapp.whistleblowing.locks import ReportKey
from webapp.whistleblowing.models import Entry, Handling, Holder, IdentityRequest, Report, Wrap
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import NAMED, Me, name_of, titles

PAGE = 10
"""Reports on one page of the inbox."""
_NEVER = date(9999, 12, 31)
LATE, ANSWERED = "lewat", "jawaban"
After = tuple[date, str]
"""Where a page of the inbox ended: the day due and the report's id."""


def inbox(session: Session, me: Me, today: date, which: str, after: After | None) -> tuple[list[Row], After | None]:
    """One page of this holder's reports, what is due first, and where the next page begins; None at the end."""
    due = func.coalesce(Handling.due_on, literal(_NEVER, Date))
    wanted = _mine(me).add_columns(Report.received_on, _last_author()).where(*_chosen(which, today))
    if after is not None:
        wanted = wanted.where(or_(due > after[0], and_(due == after[0], Handling.report_id > after[1])))
    found = session.execute(wanted.order_by(due, Handling.report_id).limit(PAGE + 1)).all()
    rows = [
        Row(
            one.report_id, received, Status(one.status), Due.of(one.due_on, today), last == vault.REPORTER,
            *_first_look(session, me, one), kept_until(one), _decided(session, me, one.report_id),
        )
        for one, received, last in found[:PAGE]
    ]  # fmt: skip
    more = len(found) > PAGE
    return rows, ((rows[-1].due.on or _NEVER, rows[-1].report_id) if more else None)


def counts(session: Session, me: Me, today: date) -> dict[str, int]:
    """How many there are, how many are late, and to how many the reporter wrote last."""
    return {
        which: session.scalar(
            select(func.count()).select_from(_mine(me).where(*_chosen(which, today)).subquery())
        ) or 0
        for which in ("", LATE, ANSWERED)
    }  # fmt: skip


def counted(session: Session, me: Me) -> list[Counted]:
    """What figures are made of: the reports that this holder has keys for."""
    found = session.execute(_mine(me).add_columns(Report.received_on))
    return [Counted(one.status, received, one.due_on) for one, received in found]


def _mine(me: Me) -> Select[Handling]:
    return (
        select(Handling)
        .join(Report, Report.id == Handling.report_id)
        .join(Wrap, Wrap.report_id == Handling.report_id)
        .where(
            Handling.inspectorate_id == me.inspectorate_id,
            Wrap.compartment == vault.REPORT,
            Wrap.holder == me.reader.name,
        )
    )


def _chosen(which: str, today: date) -> list[ColumnElement[bool]]:
    if which == LATE:
        return [Handling.due_on < today]
    return [_last_author() == vault.REPORTER] if which == ANSWERED else []


def _last_author() -> ColumnElement[str]:
    """Above the first level entry 1 says who is involved, which is no message."""
    talk = literal(vault.TALK) + cast(Handling.id, String)
    mine = select(Entry.author).where(
        Entry.report_id == Handling.report_id, Entry.compartment == talk, or_(Handling.level == 0, Entry.number > 1)
    )
    return mine.order_by(Entry.number.desc()).limit(1).correlate(Handling).scalar_subquery()


def _first_look(session: Session, me: Me, row: Handling) -> tuple[str | None, bool]:
    """How it begins, and whether it tells of reprisals; one that was changed by force must not hide all others."""
    try:
        keys = _keys(session, me, row, [row])
        told = _told(_entries(session, row.report_id, vault.REPORT, keys))
        said = _talk(session, row, keys)
    except DecryptError:
        return None, False
    words = " ".join(" ".join(next(iter(told["answers"].values()), [])).split())
    retaliated = told.get(sending.RETALIATION, False) or any(one.kind == sending.RETALIATION for one in said)
    return paging.short(words, TEASER), retaliated


def _decided(session: Session, me: Me, report_id: str) -> date | None:
    mine = IdentityRequest.report_id == report_id, IdentityRequest.asker_id == me.id
    return session.scalar(select(func.max(IdentityRequest.decided_on)).where(*mine))


def open_case(session: Session, me: Me, report_id: str) -> Case | None:
    """The report, opened; None for whoever has no wrap for it. Raises DecryptError where something was changed."""
    row = session.scalars(_mine(me).where(Handling.report_id == report_id)).one_or_none()
    if row is None:
        return None
    levels = session.scalars(select(Handling).where(Handling.report_id == report_id).order_by(Handling.level)).all()
    keys = _keys(session, me, row, levels)
    kept = vault.entries(session, report_id, vault.REPORT, keys[vault.REPORT])
    below = [one for one in levels if one.id != row.id and vault.talk(one.id) in keys]
    earlier = [Talk(name_of(session, one.inspectorate_id), _talk(session, one, keys)) for one in below]
    talk, notes = _talk(session, row, keys), _entries(session, report_id, vault.desk(row.id), keys)
    able = openers(session, report_id, me.inspectorate_id)
    written = chain(talk, notes, *(one.entries for one in earlier))
    return Case(
        report_id=report_id,
        handling_id=row.id,
        inspectorate_id=row.inspectorate_id,
        status=Status(row.status),
        version=row.version,
        received_on=session.get_one(Report, report_id).received_on,
        retain_until=kept_until(row),
        due_on=row.due_on,
        answers=_told(kept)["answers"],
        excluded=involved_in(session, report_id, me.reader),
        kept=kept,
        earlier=earlier,
        talk=talk,
        notes=notes,
        keys=keys,
        names=titles(session, {one.author for one in written} | able),
        openers=able,
        has_identity=bool(_wrapped(session, report_id, vault.IDENTITY) & _own(session, me.inspectorate_id)),
    )


def _own(session: Session, inspectorate_id: int) -> set[str]:
    """Everybody there, as wraps name them."""
    return set(session.scalars(select(NAMED).where(Holder.inspectorate_id == inspectorate_id)))


def _keys(session: Session, me: Me, row: Handling, levels: Sequence[Handling]) -> dict[str, ReportKey]:
    """To the report, the notes of one's own level, and its talk with those of the levels below."""
    wanted = (vault.REPORT, vault.desk(row.id), *(vault.talk(one.id) for one in levels))
    found = {name: vault.key_of(session, row.report_id, name, me.reader) for name in wanted}
    return {name: key for name, key in found.items() if key is not None}


def _entries(session: Session, report_id: str, name: str, keys: Mapping[str, ReportKey]) -> Sequence[vault.Written]:
    return vault.entries(session, report_id, name, keys[name]) if name in keys else ()


def _talk(session: Session, row: Handling, keys: Mapping[str, ReportKey]) -> Sequence[vault.Written]:
    """Without the entry that says who is involved, which is no message."""
    return [one for one in _entries(session, row.report_id, vault.talk(row.id), keys) if one.kind != sending.EXCLUDED]


def _told(kept: Sequence[vault.Written]) -> dict[str, Any]:
    """What was answered, from the entry that the reporter's form made."""
    told = (json.loads(one.text) for one in kept if one.kind == sending.ANSWERS)
    return next(told, {"answers": {}})


def _wrapped(session: Session, report_id: str, compartment: str) -> set[str]:
    """Who has a key to a compartment, as wraps name them."""
    return set(session.scalars(select(Wrap.holder).where(Wrap.report_id == report_id, Wrap.compartment == compartment)))
