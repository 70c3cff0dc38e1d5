"""Who opens the reports of an inspectorate: its people at work who were handed them, and its key on paper.

One rule for all who must not be the last: who is ended, invited anew or lets go, of finished reports too, to which
their reporters may still write. The key on paper counts as somebody.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, String, cast, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Holder, Wrap
from webapp.whistleblowing.tree import NAMED, Role, State

MAIN = {Role.INSPECTOR: vault.REPORT, Role.CUSTODIAN: vault.IDENTITY}
"""The compartment by which a report is somebody's."""


def opening(place: int | InstrumentedAttribute[int], role: Role = Role.INSPECTOR) -> ColumnElement[bool]:
    """Of a wrap: whether it opens a report for somebody at an inspectorate, whose id may be a column."""
    people = select(NAMED).where(
        Holder.inspectorate_id == place,
        Holder.role == role.value,
        Holder.state == State.ACTIVE.value,
        Holder.public_key.is_not(None),
    )
    return (Wrap.compartment == MAIN[role]) & (
        Wrap.holder.in_(people) | (Wrap.holder == literal(vault.OFFLINE) + cast(place, String))
    )
