"""Who opens the reports of an inspectorate: its people at work who were handed them, and its key on paper.

One rule for all who must not be the last: who is ended, invited anew or lets go, of finished reports too, to which
their reporters may still write. The key on paper counts as somebody.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Holder, Wrap
from webapp.whistleblowing.tree import NAMED, READY, Role

MAIN = {Role.INSPECTOR: vault.REPORT, Role.CUSTODIAN: vault.IDENTITY}
"""The compartment by which a report is somebody's."""


def opening(place: int | InstrumentedAttribute[int], role: Role = Role.INSPECTOR) -> ColumnElement[bool]:
    """Of a wrap: whether it opens a report for somebody at an inspectorate, whose id may be a column."""
    people = select(NAMED).where(Holder.inspectorate_id == place, Holder.role == role.value, *READY)
    return (Wrap.compartment == MAIN[role]) & (
        Wrap.holder.in_(people) | (Wrap.holder == literal(vault.OFFLINE) + cast(place, String))
    )


def openers(session: Session, report_id: str, place: int, role: Role = Role.INSPECTOR) -> frozenset[str]:
    """Who of an inspectorate opens a report, as wraps name them."""
    return frozenset(session.scalars(select(Wrap.holder).where(Wrap.report_id == report_id, opening(place, role))))


def dark_without(session: Session, mine: str, place: int, role: Role = Role.INSPECTOR) -> int:
    """How many reports nobody else of an inspectorate opens than `mine`, a name of wraps."""
    others = select(Wrap.report_id).where(opening(place, role), Wrap.holder != mine)
    alone = (Wrap.holder == mine, Wrap.compartment == MAIN[role], Wrap.report_id.not_in(others))
    return session.scalar(select(func.count()).where(*alone)) or 0
