"""A city's inspectorate, the province's above it, and the ministry's; the stories hold everybody's key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nacl.public import PrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.whistleblowing import vault
from webapp.whistleblowing.keys.accounts import MOST_LETTERS, MOST_PEOPLE
from webapp.whistleblowing.models import Holder, Inspectorate
from webapp.whistleblowing.tree import Role, State
from webapp.whistleblowing.vault import Reader
from webapp.whistleblowing.vouching import vouch

PEOPLE = (
    ("kota", "ani", "Ani Rahmawati", "Inspektur Kota", True, Role.INSPECTOR),
    ("kota", "budi", "Budi Hartono", "Auditor investigatif", False, Role.INSPECTOR),
    ("kota", "citra", "Citra Dewi", "Auditor investigatif", False, Role.INSPECTOR),
    ("kota", "kusuma", "Kusuma Wardani", "Penjaga identitas", False, Role.CUSTODIAN),
    ("provinsi", "dedi", "Dedi Supriadi", "Inspektur Provinsi", True, Role.INSPECTOR),
    ("provinsi", "eka", "Eka Putri", "Auditor investigatif", False, Role.INSPECTOR),
    ("provinsi", "lestari", "Lestari Ningsih", "Penjaga identitas", False, Role.CUSTODIAN),
    ("kementerian", "fajar", "Fajar Nugroho", "Inspektur Jenderal", True, Role.INSPECTOR),
    ("kementerian", "gita", "Gita Anjani", "Auditor investigatif", False, Role.INSPECTOR),
)


@dataclass(frozen=True)
class Office:
    """Ids and private keys, by the names above."""

    places: Mapping[str, int]
    people: Mapping[str, int]
    keys: Mapping[str, PrivateKey]

    def reader(self, name: str) -> Reader:
        """Somebody who has signed in."""
        return Reader(vault.holder(self.people[name]), self.keys[name])


def found(session: Session) -> Office:
    """Three inspectorates and everybody in them, with keys but without passphrases."""
    places = _places(session)
    keys = {name: PrivateKey.generate() for _place, name, *_facts in PEOPLE}
    rows = {
        name: Holder(
            inspectorate_id=places[place],
            username=name,
            name=full,
            office=office,
            is_head=is_head,
            role=role.value,
            state=State.ACTIVE.value,
            salt=bytes(16),
            public_key=bytes(keys[name].public_key),
        )
        for place, name, full, office, is_head, role in PEOPLE
    }
    session.add_all(rows.values())
    for row in rows.values():
        vouch(session, row)
    return Office(places, {name: row.id for name, row in rows.items()}, keys)


def edited(session: Session, username: str, **values: object) -> None:
    """Somebody's row, as our own commands and pages would leave it."""
    _edited(session, session.scalars(select(Holder).where(Holder.username == username)).one(), values)


def edited_place(session: Session, code: str, **values: object) -> None:
    """The row of an inspectorate, in the same way."""
    _edited(session, session.scalars(select(Inspectorate).where(Inspectorate.code == code)).one(), values)


def _edited(session: Session, row: Holder | Inspectorate, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    vouch(session, row)


def _places(session: Session) -> dict[str, int]:
    places: dict[str, int] = {}
    names = ("Inspektorat Jenderal", "Inspektorat Provinsi", "Inspektorat Kota Contoh")
    above: int | None = None
    for code, name in zip(("kementerian", "provinsi", "kota"), names, strict=True):
        row = Inspectorate(code=code, name=name, parent_id=above)
        session.add(row)
        session.flush()
        places[code] = above = row.id
    return places


def crowd(session: Session, office: Office) -> None:
    """At every inspectorate as many hold keys as may, with the longest names; who was there keeps theirs."""
    for code, place in office.places.items():
        here = session.query(Holder).filter(Holder.inspectorate_id == place).all()
        for number in range(MOST_PEOPLE - len(here)):
            name = f"{code}{number} ".ljust(MOST_LETTERS, "n")
            facts = {"is_head": False, "state": State.ACTIVE.value, "salt": bytes(16), "office": "o" * MOST_LETTERS}
            role = (Role.CUSTODIAN if number < 5 else Role.INSPECTOR).value
            key = bytes(PrivateKey.generate().public_key)
            row = Holder(
                inspectorate_id=place, username=f"{code}{number}", name=name, role=role, public_key=key, **facts
            )
            session.add(row)
            vouch(session, row)


def move(session: Session, username: str, **facts: object) -> None:
    """Another role or inspectorate for somebody, as if our own tools did that."""
    row = session.query(Holder).filter(Holder.username == username).one()
    for name, value in facts.items():
        setattr(row, name, value)
    vouch(session, row)
