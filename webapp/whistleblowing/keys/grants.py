"""Keys handed on: by a holder whose key is open now, or by the key on paper; never to who is excluded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nacl.public import PrivateKey
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import vault
from webapp.whistleblowing.exclusions import involved_in
from webapp.whistleblowing.keys.accounts import NotPossible, colleagues, inspectorate, known, note
from webapp.whistleblowing.keys.openers import MAIN
from webapp.whistleblowing.models import Handling, Holder, Wrap
from webapp.whistleblowing.tree import Me, Role, State
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.vouching import is_ours
from webapp.whistleblowing.web import House


class Outcome(StrEnum):
    """Of one report: `handed` on, `refused` because the reporter excluded this person, `unopened` by the giver."""

    HANDED = "handed"
    REFUSED = "refused"
    UNOPENED = "unopened"


@dataclass(frozen=True)
class Granted:
    """Ids of reports, by what became of each."""

    handed: tuple[str, ...]
    refused: tuple[str, ...]
    unopened: tuple[str, ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody in the same role at the same inspectorate, and how many reports of mine they have no key to."""

    id: int
    name: str
    office: str
    lacking: int


@dataclass(frozen=True)
class Giver:
    """Whose key is open: a holder, or the key on paper, which is nobody (`id` None)."""

    id: int | None
    reader: Reader


def grant(rooms: House, by: Me, reports: Collection[str] | None, to: int, today: date) -> Granted:
    """Hand on what `by` can open of these reports (None: of all) to a colleague of the same role.

    An inspector hands on answers, talk and notes, a custodian identities; never one the other's. Raises NotPossible
    when `to` is no colleague with a key. Done twice, or by two at once, it is as if done once.
    """

    def work(session: Session) -> Granted:
        return _hand_all(session, Giver(by.id, by.reader), _colleague(session, by, to), reports, today)

    return rooms.db.write_again(work)


def regrant(rooms: House, code: str, paper: PrivateKey, username: str, today: date) -> Granted:
    """The offline ceremony: the key on paper of an inspectorate hands all its reports to one of its inspectors."""

    def work(session: Session) -> Granted:
        place, taker = inspectorate(session, code), known(session, username)
        if taker.inspectorate_id != place.id or taker.role != Role.INSPECTOR.value or not _has_key(session, taker):
            raise NotPossible(f"{username} is no inspector of {code} with a key.")
        return _hand_all(session, Giver(None, Reader(vault.offline(place.id), paper)), taker, None, today)

    return rooms.db.write_again(work)


def hand_one(session: Session, by: Me, report: str, to: int, today: date) -> Outcome:
    """One report, in the caller's transaction; raises NotPossible as `grant`."""
    return _hand(session, Giver(by.id, by.reader), report, _colleague(session, by, to), today)


def my_colleagues(session: Session, by: Me) -> Sequence[Colleague]:
    """To whom this holder may hand on keys."""
    mine = set(_openable(session, by.reader.name, by.role))
    return [
        Colleague(one.id, one.name, one.office, len(mine - set(_openable(session, vault.holder(one.id), by.role))))
        for one in colleagues(session, session.get_one(Holder, by.id))
    ]


def _colleague(session: Session, by: Me, to: int) -> Holder:
    """Locked until the transaction ends."""
    taker = session.get(Holder, to, with_for_update=True)
    if taker is None or taker.id not in {one.id for one in colleagues(session, session.get_one(Holder, by.id))}:
        raise NotPossible("There is no such colleague with a key.")
    if not _has_key(session, taker):
        raise NotPossible("Their row was changed by somebody else.")
    return taker


def _has_key(session: Session, taker: Holder) -> bool:
    return taker.public_key is not None and is_ours(session, taker)


def _openable(session: Session, name: str, role: Role) -> Sequence[str]:
    mine = select(Wrap.report_id).where(Wrap.holder == name, Wrap.compartment == MAIN[role])
    return session.scalars(mine.order_by(Wrap.report_id)).all()


def _hand_all(session: Session, by: Giver, to: Holder, only: Collection[str] | None, today: date) -> Granted:
    done: dict[Outcome, list[str]] = {one: [] for one in Outcome}
    for report in _openable(session, by.reader.name, Role(to.role)):
        if only is None or report in only:
            done[_hand(session, by, report, to, today)].append(report)
    return Granted(*(tuple(done[one]) for one in Outcome))


def _hand(session: Session, by: Giver, report: str, to: Holder, today: date) -> Outcome:
    try:
        if involved_in(session, report, by.reader).bars(to):
            return Outcome.REFUSED
        for compartment in _compartments(session, report, Role(to.role)):
            _rewrap(session, by.reader, report, compartment, to)
    except DecryptError:
        return Outcome.UNOPENED
    note(session, today, "granted", by.id, to.id, report)
    return Outcome.HANDED


def _rewrap(session: Session, by: Reader, report: str, compartment: str, to: Holder) -> None:
    """A key that the taker already has is handed anew: what an older key of theirs had sealed would not open."""
    key = vault.key_of(session, report, compartment, by)
    if key is not None and to.public_key is not None and to.state == State.ACTIVE.value:
        name = vault.holder(to.id)
        there = (Wrap.report_id == report, Wrap.compartment == compartment, Wrap.holder == name)
        session.execute(delete(Wrap).where(*there))
        vault.hand(session, report, compartment, key, name, to.public_key)


def _compartments(session: Session, report: str, role: Role) -> list[str]:
    """Of those the giver has no key for, nothing is handed: talks of levels above, notes of any other level."""
    levels = session.scalars(select(Handling.id).where(Handling.report_id == report)).all()
    if role is Role.CUSTODIAN:
        return [vault.IDENTITY, *map(vault.excluded, levels)]
    return [vault.REPORT, *map(vault.talk, levels), *map(vault.desk, levels)]
