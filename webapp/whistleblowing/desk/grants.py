"""Keys handed on: by a holder whose key is open now, or by the key on paper; never to who is excluded."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from nacl.public import PrivateKey
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.base.crypto import DecryptError
from webapp.whistleblowing import locks, vault
from webapp.whistleblowing.desk.accounts import NotPossible, colleagues, inspectorate, known, note
from webapp.whistleblowing.models import Handling, Holder, Wrap
from webapp.whistleblowing.seats import Seat
from webapp.whistleblowing.sending import ANSWERS
from webapp.whistleblowing.tree import Role, State
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.web import House


@dataclass(frozen=True)
class Granted:
    """Ids of reports: `handed` on, `refused` because the reporter excluded this person, `unopened` by the giver."""

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


def grant(rooms: House, by: Seat, reports: Collection[str] | None, to: int, today: date) -> Granted:
    """Hand on what `by` can open of these reports (None: of all) to a colleague of the same role.

    An inspector hands on answers, talk and notes, a custodian identities; never one the other's. Raises NotPossible
    when `to` is no colleague with a key. Done twice, or by two at once, it is as if done once.
    """

    def work(session: Session) -> Granted:
        giver = session.get_one(Holder, int(by.id))
        taker = session.get(Holder, to, with_for_update=True)
        if taker is None or taker.id not in {one.id for one in colleagues(session, giver)}:
            raise NotPossible("There is no such colleague with a key.")
        return _hand_all(session, by.reader, giver.id, taker, reports, today)

    return rooms.db.write_again(work)


def regrant(rooms: House, code: str, paper: PrivateKey, username: str, today: date) -> Granted:
    """The offline ceremony: the key on paper of an inspectorate hands all its reports to one of its inspectors."""

    def work(session: Session) -> Granted:
        place, taker = inspectorate(session, code), known(session, username)
        if taker.inspectorate_id != place.id or taker.role != Role.INSPECTOR.value or taker.public_key is None:
            raise NotPossible(f"{username} is no inspector of {code} with a key.")
        return _hand_all(session, Reader(vault.offline(place.id), paper), None, taker, None, today)

    return rooms.db.write_again(work)


def excluded(session: Session, report: str, by: Reader, compartment: str = vault.REPORT) -> frozenset[int]:
    """Ids of the holders whom the reporter excluded; raises DecryptError where the giver can't know."""
    key = vault.key_of(session, report, compartment, by)
    if key is None:
        raise DecryptError
    entries = vault.entries(session, report, compartment, key)
    told = [json.loads(one.text) for one in entries if (one.kind, one.author) == (ANSWERS, vault.REPORTER)]
    if not told:
        raise DecryptError
    return frozenset(one for each in told for one in each["excluded"])


def my_colleagues(session: Session, by: Seat) -> Sequence[Colleague]:
    """To whom this holder may hand on keys."""
    me = session.get_one(Holder, int(by.id))
    mine = set(_openable(session, by.reader, Role(me.role)))
    return [
        Colleague(one.id, one.name, one.office, len(mine - set(_openable(session, _named(one), Role(one.role)))))
        for one in colleagues(session, me)
    ]


def _named(row: Holder) -> Reader:
    return Reader(vault.holder(row.id), locks.new_private())


def _openable(session: Session, reader: Reader, role: Role) -> Sequence[str]:
    main = vault.REPORT if role is Role.INSPECTOR else vault.IDENTITY
    mine = select(Wrap.report_id).where(Wrap.holder == reader.name, Wrap.compartment == main)
    return session.scalars(mine.order_by(Wrap.report_id)).all()


def _hand_all(
    session: Session, by: Reader, actor: int | None, to: Holder, only: Collection[str] | None, today: date
) -> Granted:
    handed, refused, unopened = [], [], []
    role = Role(to.role)
    for report in _openable(session, by, role):
        if only is not None and report not in only:
            continue
        try:
            if to.id in excluded(session, report, by, vault.REPORT if role is Role.INSPECTOR else vault.EXCLUDED):
                refused.append(report)
                continue
            _hand(session, report, by, to)
        except DecryptError:
            unopened.append(report)
            continue
        handed.append(report)
        note(session, today, "granted", actor, to.id, report)
    return Granted(tuple(handed), tuple(refused), tuple(unopened))


def _hand(session: Session, report: str, by: Reader, to: Holder) -> None:
    """A key that the taker already has is handed anew: what an older key of theirs had sealed would not open."""
    for compartment in _compartments(session, report, by, to):
        key = vault.key_of(session, report, compartment, by)
        if key is not None and to.public_key is not None and to.state == State.ACTIVE.value:
            name = vault.holder(to.id)
            there = (Wrap.report_id == report, Wrap.compartment == compartment, Wrap.holder == name)
            session.execute(delete(Wrap).where(*there))
            vault.hand(session, report, compartment, key, name, to.public_key)


def _compartments(session: Session, report: str, by: Reader, to: Holder) -> list[str]:
    if to.role == Role.CUSTODIAN.value:
        return [vault.IDENTITY, vault.EXCLUDED]
    here = select(Handling.id).where(Handling.report_id == report, Handling.inspectorate_id == to.inspectorate_id)
    return [vault.REPORT, *(name for one in session.scalars(here) for name in (vault.talk(one), vault.desk(one)))]
