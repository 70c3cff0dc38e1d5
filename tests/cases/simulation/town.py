"""Who is there in the simulated year: officers of the demo's tree, six villages of ten without any."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency, AgencyKind
from webapp.base.clock import ONE_DAY
from webapp.base.crypto import KeyRing
from webapp.demo.tree import build_tree
from webapp.officers.models import Officer, RoleGrant
from webapp.officers.roles import Role
from webapp.officers.service import create_officer, new_officer

GOVERNMENTS = ("samarinda", "balikpapan", "kutai-kartanegara", "kotabaru", "banjarmasin", "hulu-sungai-selatan")
OFFICES_EACH, VILLAGES_EACH = 4, 30
WITH_OFFICER = {AgencyKind.VILLAGE: 0.4, AgencyKind.KELURAHAN: 0.4, AgencyKind.DISTRICT: 0.5}
LEAVE = timedelta(days=75)
"""Longer than the 30 days after which somebody counts as absent."""


@dataclass(frozen=True)
class Person:
    """An officer. `zeal`: how likely they take up a case on a working day. Away from `leaves` for LEAVE."""

    id: int
    role: Role
    zeal: float
    leaves: datetime | None

    def is_there(self, now: datetime) -> bool:
        """Whether they are not on leave."""
        return self.leaves is None or not self.leaves <= now < self.leaves + LEAVE


@dataclass(frozen=True)
class Town:
    """Officers by number; villages by area code, offices with an officer by the id of their government."""

    people: Mapping[int, Person]
    villages: Mapping[str, tuple[int, ...]]
    offices: Mapping[int, tuple[int, ...]]

    @property
    def staffless(self) -> float:
        """Which part of the villages has no officer, as `found` has appointed them."""
        return 1 - WITH_OFFICER[AgencyKind.VILLAGE]


def found(session: Session, ring: KeyRing, chance: Random, start: datetime) -> Town:
    """Build the tree and appoint everybody, seen just before `start`."""
    build_tree(session)
    agencies = {agency.code: agency for agency in session.scalars(select(Agency))}
    above = [agencies[code] for code in ("nasional", "kaltim", "kalsel")]
    places = [agencies[code] for code in GOVERNMENTS]
    offices = {place.id: _children(agencies, place, AgencyKind.OFFICE)[:OFFICES_EACH] for place in (*above, *places)}
    small = [one for place in places for one in _villages(agencies, place, chance)]
    districts = {one.parent_id: one.parent_id for one in small}
    staffed = [one for one in small if chance.random() < WITH_OFFICER[AgencyKind(one.kind)]]
    staffed += [
        one for one in agencies.values() if one.id in districts and chance.random() < WITH_OFFICER[AgencyKind.DISTRICT]
    ]
    everybody = [*above, *places, *(one for row in offices.values() for one in row), *staffed]
    people = _appoint(session, ring, everybody, chance, start)
    return Town(
        people={person.id: person for person in people},
        villages={one.area_code or "": (one.id, one.parent_id or one.id) for one in small},
        offices={place: tuple(one.id for one in row) for place, row in offices.items()},
    )


def _children(agencies: Mapping[str, Agency], parent: Agency, kind: str) -> list[Agency]:
    return sorted((one for one in agencies.values() if one.parent_id == parent.id and one.kind == kind), key=_by_id)


def _villages(agencies: Mapping[str, Agency], place: Agency, chance: Random) -> list[Agency]:
    kinds = (AgencyKind.VILLAGE, AgencyKind.KELURAHAN)
    below = (one for one in agencies.values() if one.kind in kinds and one.path.startswith(place.path))
    return chance.sample(sorted(below, key=_by_id), VILLAGES_EACH)


def _by_id(agency: Agency) -> int:
    return agency.id


def _appoint(session: Session, ring: KeyRing, agencies: list[Agency], chance: Random, start: datetime) -> list[Person]:
    """One officer each; the accounts are copies of one, as hashing a password takes long."""
    template = create_officer(session, new_officer("contoh", "Contoh", "kata sandi panjang"), ring, start)
    same = {"password_hash": template.password_hash, "totp_secret": template.totp_secret, "last_seen_at": start}
    people = []
    for agency in agencies:
        row = {**same, "username": agency.code, "name": agency.code, "created_at": start}
        number = session.execute(insert(Officer).values(row).returning(Officer.id)).scalar_one()
        person = _person(agency, number, chance, start)
        values = {"officer_id": number, "role": person.role.value, "agency_id": agency.id, "granted_at": start}
        session.execute(insert(RoleGrant).values(values))
        people.append(person)
    return people


def _person(agency: Agency, number: int, chance: Random, start: datetime) -> Person:
    if agency.kind == AgencyKind.NATION:
        return Person(number, Role.NATIONAL_ADMIN, 0.5, None)  # somebody is always there
    governs = agency.kind in (AgencyKind.PROVINCE, AgencyKind.REGENCY, AgencyKind.CITY)
    leaves = start + chance.randrange(300) * ONE_DAY if chance.random() < 0.15 else None
    zeal = chance.choice((0.8, 0.6, 0.4, 0.05))
    return Person(number, Role.COORDINATOR if governs else Role.LIAISON, zeal, leaves)


def sign_in(session: Session, town: Town, now: datetime) -> None:
    """Whoever is not on leave is seen today."""
    there = [person.id for person in town.people.values() if person.is_there(now)]
    session.execute(update(Officer).where(Officer.id.in_(there)).values(last_seen_at=now))
