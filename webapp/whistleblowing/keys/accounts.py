"""Accounts of inspectors and custodians: invited by the operator, who never gets a key; ended by them, too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.base.crypto import new_token, token_hash
from webapp.whistleblowing import vault
from webapp.whistleblowing.keys.openers import dark_without
from webapp.whistleblowing.locks import SALT_BYTES
from webapp.whistleblowing.models import Audit, Holder, Inspectorate, Wrap
from webapp.whistleblowing.tree import READY, Role, State
from webapp.whistleblowing.vouching import is_ours, vouch

INVITED_FOR = timedelta(days=7)
MOST_PEOPLE = 15
"""With a key at one inspectorate: whoever reports is told of each of them, on light pages."""
MOST_LETTERS, MOST_OF_A_PLACE = 60, 100
"""Of a name and of an office; of the name of an inspectorate."""
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


class NotPossible(Exception):
    """What the operator asked for can't be done; the message (English, for a terminal) says why."""


@dataclass(frozen=True)
class Invited:
    """Who is to hold a key, and what reporters are told of them."""

    inspectorate: str
    username: str
    name: str
    office: str
    role: Role
    is_head: bool | None = None
    """None for as it was; who is new is none."""


def note(session: Session, today: date, action: str, actor: int | None, subject: int | None, report: str = "") -> None:
    """One audit row: codes only. No actor is the operator at the machine."""
    session.add(Audit(done_on=today, action=action, actor_id=actor, subject_id=subject, report_id=report or None))


def invite(session: Session, new: Invited, today: date, *, anew: bool = False, lost: bool = False) -> str:
    """Let somebody make a key within INVITED_FOR; returns the token, of which only a hash is kept.

    A username is one person's in one role at one inspectorate for good: what was written under it must not become
    another's. Whoever was its head stays it: only then are those who accuse them heard one level up.
    Whoever lost both passphrase and recovery code is invited `anew`: nothing that was handed to them opens any longer.
    Refused for the last who opens a report unless it is given up as `lost`. Raises NotPossible.
    """
    place = inspectorate(session, new.inspectorate)
    if not USERNAME.fullmatch(new.username):
        raise NotPossible("A username has 2 to 40 small letters, digits, dots, hyphens or underscores.")
    _room_for(session, new, place)
    row = _row_for(session, new, place, anew=anew, lost=lost)
    row.office, row.is_head = new.office, row.is_head if new.is_head is None else new.is_head
    _without_key(session, row, State.INVITED)
    token = new_token()
    row.invite_hash, row.invited_on = token_hash(token), today
    vouch(session, row)
    note(session, today, "invited", None, row.id)
    return token


def _row_for(session: Session, new: Invited, place: Inspectorate, *, anew: bool, lost: bool) -> Holder:
    row = session.scalars(select(Holder).where(Holder.username == new.username).with_for_update()).one_or_none()
    if row is None:
        row = Holder(username=new.username, name=new.name, inspectorate_id=place.id, role=new.role.value, is_head=False)
        session.add(row)
        return row
    if (row.name, row.inspectorate_id, row.role) != (new.name, place.id, new.role.value):
        was = f"{row.name}, {row.role}"
        raise NotPossible(f"{new.username} is {was}, and stays so in what was written. Choose another username.")
    if row.state == State.ACTIVE.value and not anew:
        raise NotPossible(f"{new.username} holds a key. Only who lost it is invited anew: --anew")
    _not_the_last(session, row, lost=lost)
    return row


def end(session: Session, username: str, today: date, *, lost: bool = False) -> None:
    """Take somebody's key and account away; what was handed to them goes. Raises NotPossible.

    Refused for the last who opens a report unless it is given up as `lost`.
    """
    row = known(session, username)
    _not_the_last(session, row, lost=lost)
    _without_key(session, row, State.ENDED)
    vouch(session, row)
    note(session, today, "ended", None, row.id)


def change(session: Session, username: str, today: date, **facts: str | bool | None) -> None:
    """Another `name`, `office` or `is_head` of the same person, None for as it is; touches no key. NotPossible."""
    row = known(session, username)
    _tellable(MOST_LETTERS, facts.get("name"), facts.get("office"))
    if not is_ours(session, row):
        raise NotPossible(f"The row of {username} was changed by somebody else: invite --anew makes a new key.")
    for name, value in facts.items():
        if value is not None:
            setattr(row, name, value)
    vouch(session, row)
    note(session, today, "changed", None, row.id)


def _room_for(session: Session, new: Invited, place: Inspectorate) -> None:
    _tellable(MOST_LETTERS, new.name, new.office)
    others = Holder.inspectorate_id == place.id, Holder.username != new.username, Holder.state != State.ENDED.value
    if (session.scalar(select(func.count()).where(*others)) or 0) >= MOST_PEOPLE:
        raise NotPossible(f"{MOST_PEOPLE} people hold keys at {place.code}: as many as every reporter can be told of.")


def _tellable(most: int, *texts: object) -> None:
    if any(len(str(one or "").encode()) > most for one in texts):
        raise NotPossible(f"Names and offices have at most {most} letters: they stand on many pages.")


def _without_key(session: Session, row: Holder, state: State) -> None:
    row.state, row.salt = state.value, bytes(SALT_BYTES)
    row.invite_hash = row.proof = row.public_key = row.sealed_private = row.sealed_recovery = row.sealed_totp = None
    session.flush()
    session.execute(delete(Wrap).where(Wrap.holder == vault.holder(row.id)))


def _not_the_last(session: Session, row: Holder, *, lost: bool) -> None:
    if not lost and (dark := dark_without(session, vault.holder(row.id), row.inspectorate_id, Role(row.role))):
        raise NotPossible(
            f"{row.username} is the last who can open {dark} report(s). Invite somebody and let {row.username} hand on "
            "the keys (/meja/kunci/beri). If that is impossible, nobody there ever reads these reports again: --lost"
        )


def colleagues(session: Session, row: Holder) -> Sequence[Holder]:
    """Who else has a key in the same role at the same inspectorate."""
    same = (Holder.inspectorate_id == row.inspectorate_id, Holder.role == row.role, Holder.id != row.id)
    return session.scalars(select(Holder).where(*same, *READY).order_by(Holder.name, Holder.id)).all()


def known(session: Session, username: str) -> Holder:
    """Locked until the transaction ends, so that nothing is handed to who is just leaving; raises NotPossible."""
    row = session.scalars(select(Holder).where(Holder.username == username).with_for_update()).one_or_none()
    if row is None:
        raise NotPossible(f"There is nobody called {username}.")
    return row


def lose_paper(session: Session, place: int, today: date) -> None:
    """A key on paper that was lost or stolen opens nothing any longer, and counts as nobody."""
    session.execute(delete(Wrap).where(Wrap.holder == vault.offline(place)))
    note(session, today, "offline_lost", None, place)


def inspectorate(session: Session, code: str) -> Inspectorate:
    """By its code; raises NotPossible."""
    row = session.scalars(select(Inspectorate).where(Inspectorate.code == code)).one_or_none()
    if row is None:
        raise NotPossible(f"There is no inspectorate with the code {code}.")
    return row


def add_inspectorate(session: Session, code: str, name: str, above: str) -> None:
    """A new one, `above` being the code of the one a level up or empty; a known code gets the name. NotPossible."""
    _tellable(MOST_OF_A_PLACE, name)
    parent = inspectorate(session, above).id if above else None
    row = session.scalars(select(Inspectorate).where(Inspectorate.code == code)).one_or_none()
    if row is None:
        session.add(Inspectorate(code=code, name=name, parent_id=parent))
    elif row.parent_id != parent:
        raise NotPossible(f"{code} is below another inspectorate; reports may already have gone that way.")
    else:
        row.name = name
    session.flush()


def everybody(session: Session) -> Sequence[tuple[Holder, Inspectorate]]:
    """All accounts with their inspectorate."""
    both = select(Holder, Inspectorate).join(Inspectorate, Inspectorate.id == Holder.inspectorate_id)
    return [(one, place) for one, place in session.execute(both.order_by(Inspectorate.code, Holder.username))]
