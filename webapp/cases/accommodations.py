"""The help that a reporter asked for, and what became of it: disability data, apart from the case (UU 8/2016).

Which help it is stands only here, under a number; events hold the number and nothing else of it. So erasing this row
erases the disability data, while the chain of events still holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.base.db import Base, Reader
from webapp.base.prepared import Prepared
from webapp.cases.events import State
from webapp.cases.keys import Keys, help_place
from webapp.cases.models import BIG
from webapp.cases.queries import Entry
from webapp.cases.reports import Help
from webapp.cases.workflow import Action

HELPING = (Action.RECORD_HELP, Action.HELP_UNMET, Action.CHOOSE_FORM)
"""What happens to an accommodation: told to the reporter and to who handles the case, to nobody else."""
FORM_OF = {"braille": "braille", "large_print": "pdf-besar", "easy_read": "mudah"}
"""The help asked for with the report → the form in which its letters come; of several the first here."""


class Accommodation(Base):
    """Help that the reporter asked for, seen by handlers only."""

    __tablename__ = "accommodation"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    wishes: Mapped[list[str]] = mapped_column(JSON)  # codes
    sealed_note: Mapped[bytes | None] = mapped_column(LargeBinary)
    form: Mapped[str | None] = mapped_column(String(20))  # in which letters come


_WISHES = Prepared(select(Accommodation.wishes, Accommodation.form).where(Accommodation.case_id == bindparam("case")))


@dataclass(frozen=True)
class Item:
    """One accommodation: `wish` is its code, "" for what only the note says; `reason` of one that can't be met.

    `day` is for when it is promised, else since when it stands so.
    """

    number: str
    wish: str
    state: str
    day: date
    reason: str = ""


@dataclass(frozen=True)
class Asked:
    """All that a reporter asked for, with the note in the own words."""

    items: tuple[Item, ...]
    note: str


def count_of(wanted: Help | None) -> int:
    """How many accommodations are asked for; a note without a wish is one."""
    return len(wanted.wishes) or bool(wanted.note) if wanted else 0


def keep(session: Session, case_id: int, wanted: Help | None, keys: Keys) -> None:
    """Store what was asked for, if anything was; the note sealed."""
    if wanted is not None and count_of(wanted):
        note = keys.ring.encrypt_text(wanted.note, help_place(case_id)) if wanted.note else None
        form = next((form for wish, form in FORM_OF.items() if wish in wanted.wishes), None)
        session.add(Accommodation(case_id=case_id, wishes=list(wanted.wishes), sealed_note=note, form=form))


def choose(session: Session, case_id: int, form: str) -> None:
    """From now on letters come in this form."""
    row = session.get(Accommodation, case_id) or Accommodation(case_id=case_id, wishes=[])
    row.form = form
    session.add(row)


def form_of(look: Reader, case_id: int) -> str | None:
    """The form in which the reporter wants letters; None where nothing was said, or it was erased."""
    kept = _WISHES.first(look, case=case_id)
    return kept.form if kept else None


def asked_of(session: Session, keys: Keys, case_id: int, state: State, entries: Iterable[Entry]) -> Asked | None:
    """What the reporter asked for and how it stands, opened; None for nothing, or when it was erased."""
    row = session.get(Accommodation, case_id)
    if row is None or not (row.wishes or row.sealed_note):
        return None
    note = keys.ring.decrypt_text(row.sealed_note, help_place(case_id)) if row.sealed_note else ""
    return Asked(items_of(session, case_id, state, entries), note)


def items_of(look: Reader, case_id: int, state: State, entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Each accommodation and how it stands; none where none was asked for, or when they were erased."""
    kept = _WISHES.first(look, case=case_id)
    if kept is None:
        return ()
    why = {one.data["item"]: one.data.get("reason", "") for one in entries if "item" in one.data}
    wishes = dict(enumerate(kept.wishes))
    return tuple(
        Item(number, wishes.get(int(number), ""), part["state"], date.fromisoformat(part["day"]), why.get(number, ""))
        for number, part in state.helps.items()
    )
