"""Who can read: inspectorates, one above the other, and the people in them who hold keys."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import Session

from webapp.whistleblowing import vault
from webapp.whistleblowing.models import Holder, Inspectorate
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.vouching import is_ours

NAMED = literal(vault.HOLDER) + cast(Holder.id, String)
"""A holder as wraps and entries name them."""


class Role(StrEnum):
    """What a holder's key is for."""

    INSPECTOR = "inspector"
    CUSTODIAN = "custodian"


class State(StrEnum):
    """Of an account: without a key yet, at work, ended."""

    INVITED = "invited"
    ACTIVE = "active"
    ENDED = "ended"


READY = Holder.state == State.ACTIVE.value, Holder.public_key.is_not(None)
"""Of who is at work with a key."""
_BEFORE = "dr drs dra ir prof kh hj h bapak bpk pak ibu bu sdr sdri saudara saudari tn ny".split()
_TITLES = frozenset([*_BEFORE, *"sh mh se mm msi sip ssos ak ca cfe mkn st sp spd spi skom amd".split()])
_GLUED = re.compile(rf"\b({'|'.join(_BEFORE)})\.", re.IGNORECASE)
_BESIDE = re.compile(r"[,;:()/]|(?:^|\s)[-–—]+\s")
"""What parts a name from an office, a number of a list, or titles."""


@dataclass(frozen=True)
class Person:
    """Somebody who holds a key, as reporters are told of them."""

    id: int
    inspectorate_id: int
    name: str
    office: str
    is_head: bool
    public_key: bytes


@dataclass(frozen=True)
class Involved:
    """Whom a reporter excludes: ids of holders, and (name, office) as they were called when the reporter named them."""

    ids: frozenset[int] = frozenset()
    people: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Involved:
        """Back from `told`."""
        return cls(frozenset(told["excluded"]), tuple((name, office) for name, office in told["people"]))

    @property
    def told(self) -> dict[str, Any]:
        """As it is sealed."""
        return {"excluded": sorted(self.ids), "people": self.people}

    @property
    def named(self) -> list[str]:
        """As people read it; whom a reporter has typed in has no office."""
        return [", ".join(filter(None, one)) for one in self.people]

    def __or__(self, other: Involved) -> Involved:
        return Involved(self.ids | other.ids, tuple(dict.fromkeys((*self.people, *other.people))))

    def bars(self, one: Person | Holder) -> bool:
        """Whether they get no key; nor does a namesake, who may be the same under another account."""
        return one.id in self.ids or _plain(one.name)[0] in {part for name, _ in self.people for part in _plain(name)}


@dataclass(frozen=True)
class Me:
    """The holder who has signed in, with the key open."""

    id: int
    name: str
    role: Role
    inspectorate_id: int
    reader: Reader


@dataclass(frozen=True)
class Readers:
    """Who will be able to read a report: nobody else gets a key."""

    inspectorate_id: int
    inspectors: tuple[Person, ...]
    custodians: tuple[Person, ...]
    offline_public: bytes | None

    @property
    def seal(self) -> str:
        """A short name (hex) of exactly these people, offices and keys: what was shown must be what is sent to."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]


class NobodyToRead(Exception):
    """No inspector whom the reporter has not excluded holds a key, here or above. Nothing was stored."""


def inspectorates(session: Session) -> Sequence[Inspectorate]:
    """All that have an inspector with a key, by name."""
    ready = select(Holder.inspectorate_id).where(Holder.role == Role.INSPECTOR.value, *READY)
    return session.scalars(select(Inspectorate).where(Inspectorate.id.in_(ready)).order_by(Inspectorate.name)).all()


def people_of(session: Session, inspectorate_id: int, role: Role) -> tuple[Person, ...]:
    """Its active holders of keys in one role, heads first."""
    mine = select(Holder).where(Holder.inspectorate_id == inspectorate_id, Holder.role == role.value, *READY)
    rows = session.scalars(mine.order_by(Holder.is_head.desc(), Holder.name, Holder.id))
    return tuple(_person(one) for one in rows if is_ours(session, one))


def readers(session: Session, inspectorate_id: int, excluded: Involved, *, up: bool = False) -> Readers:
    """Who will read what is sent there.

    One level up where `up` says that its leaders are involved, where one of its heads is excluded, or where nobody is
    left. Raises NobodyToRead.
    """
    here = session.get(Inspectorate, inspectorate_id)
    if here is None:
        raise NobodyToRead
    inspectors = people_of(session, here.id, Role.INSPECTOR)
    left = _without(inspectors, excluded)
    if up or not left or any(one.is_head and excluded.bars(one) for one in inspectors):
        if here.parent_id is None:
            raise NobodyToRead
        return readers(session, here.parent_id, excluded)
    custodians = _without(people_of(session, here.id, Role.CUSTODIAN), excluded)
    return Readers(here.id, left, custodians, here.offline_public if is_ours(session, here) else None)


def heads(session: Session, inspectorate_id: int) -> frozenset[int]:
    """Ids of its leaders, also of those who have no key yet."""
    mine = select(Holder.id).where(Holder.inspectorate_id == inspectorate_id, Holder.is_head)
    return frozenset(session.scalars(mine))


def involved(session: Session, excluded: Collection[int]) -> Involved:
    """These holders, as they are called now."""
    rows = session.scalars(select(Holder).where(Holder.id.in_(excluded)).order_by(Holder.id))
    return Involved(frozenset(excluded), tuple((one.name, one.office) for one in rows))


def active(session: Session, holder_id: int) -> Holder | None:
    """The account of somebody who is still at work."""
    row = session.get(Holder, holder_id)
    return row if row is not None and row.state == State.ACTIVE.value else None


def holds(session: Session, holder_id: int, public_key: bytes) -> bool:
    """Whether this is the key of an active account now."""
    row = active(session, holder_id)
    return row is not None and row.public_key == public_key


def above(session: Session, inspectorate_id: int) -> Inspectorate | None:
    """The inspectorate one level up; None at the top."""
    parent = session.get_one(Inspectorate, inspectorate_id).parent_id
    return None if parent is None else session.get_one(Inspectorate, parent)


def titles(session: Session, names: Iterable[str]) -> dict[str, str]:
    """Name and office of those among these who hold or held keys, wherever they work now; heads first."""
    people = select(Holder).where(NAMED.in_(names)).order_by(Holder.is_head.desc(), Holder.name, Holder.id)
    return {vault.holder(one.id): f"{one.name}, {one.office}" for one in session.scalars(people)}


def number(typed: str) -> int | None:
    """The id of a holder or an inspectorate out of a form; None for what is none."""
    return int(typed) if typed.isdecimal() and len(typed) < 10 else None


def name_of(session: Session, inspectorate_id: int) -> str:
    """What an inspectorate is called."""
    return session.get_one(Inspectorate, inspectorate_id).name


def _without(people: Iterable[Person], excluded: Involved) -> tuple[Person, ...]:
    return tuple(one for one in people if not excluded.bars(one))


def _plain(name: str) -> list[str]:
    """A name without titles (words with a dot, and those that are written without), first; then what stands beside it.

    Where people type a name, an office may stand before it, so each part may be the name.
    Whoever is barred by mistake can still read other reports; whoever is not reads who has accused them.
    """
    parts = _BESIDE.split(_GLUED.sub(r"\1 ", name))
    return list(filter(None, map(_letters, parts))) or [name.casefold()]


def _letters(part: str) -> str:
    words = (one for one in part.split() if "." not in one and one.casefold() not in _TITLES)
    return " ".join(filter(None, ("".join(filter(str.isalpha, one.casefold())) for one in words)))


def _person(row: Holder) -> Person:
    return Person(row.id, row.inspectorate_id, row.name, row.office, row.is_head, row.public_key or b"")
