"""The demo's tree: Kalimantan Timur and Kalimantan Selatan, down to every village, with offices from data/offices.csv.

Names of governments, districts and villages are real; offices are named alike everywhere; mail goes to `.example`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp.agencies.areas import import_areas, titled
from webapp.agencies.categories import import_categories
from webapp.agencies.folding import fold
from webapp.agencies.models import Agency, AgencyKind, Area, AreaKind
from webapp.agencies.service import NewAgency, add_agencies

DATA = Path(__file__).parent / "data"
PROVINCES = {"64": "kaltim", "63": "kalsel"}
NATION = NewAgency("nasional", "Pengelola Pengaduan Nasional", AgencyKind.NATION, None, email="nasional@pusat.example")


@dataclass(frozen=True)
class Office:
    """One line of offices.csv: what every government of this level has; "local" is regencies and cities alike."""

    level: str
    office: str
    kind: str
    name: str


def build_tree(session: Session) -> int:
    """Import areas and categories, then store the agencies that are missing; returns how many were added."""
    import_areas(session)
    import_categories(session)
    known = set(session.scalars(select(Agency.code)))
    return add_agencies(session, [new for new in _everyone(session) if new.code not in known])


def agency_code(area_code: str, name: str) -> str:
    """What people say on the telephone: "kaltim", "samarinda", "kec-64-72-04", "desa-64-72-04-1003"."""
    if len(area_code) <= 2:
        return PROVINCES[area_code]
    if len(area_code) == 5:
        return fold(name.removeprefix("Kabupaten ").removeprefix("Kota ")).replace(" ", "-")
    return f"{'kec' if len(area_code) == 8 else 'desa'}-{area_code.replace('.', '-')}"


@cache
def offices_of(kind: str) -> tuple[Office, ...]:
    """The offices that a government of this kind (nation, province, regency, city) has."""
    levels = (kind, "local") if kind in (AreaKind.REGENCY, AreaKind.CITY) else (kind,)
    with (DATA / "offices.csv").open(encoding="utf-8", newline="") as file:
        return tuple(Office(**row) for row in csv.DictReader(file, delimiter="|") if row["level"] in levels)


def _everyone(session: Session) -> Iterator[NewAgency]:
    yield NATION
    yield from (_office(office, NATION.code, "", "pusat", None) for office in offices_of("nation"))
    codes: dict[str, str] = {}
    for place in _places(session):
        codes[place.code] = agency_code(place.code, place.name)
        yield from _of_place(place, codes[place.code], codes.get(place.parent_code or "", NATION.code))


def _places(session: Session) -> list[Area]:
    """Every area of the two provinces, those that hold others first."""
    mine = or_(*(or_(Area.code == code, Area.code.startswith(f"{code}.")) for code in PROVINCES))
    current = select(Area).where(mine, Area.successor_code.is_(None))
    return sorted(session.scalars(current), key=lambda area: (len(area.code), area.code))


def _of_place(place: Area, code: str, parent: str) -> Iterator[NewAgency]:
    kind = AreaKind(place.kind)
    if kind in (AreaKind.DISTRICT, AreaKind.VILLAGE, AreaKind.KELURAHAN):
        level = "kecamatan" if kind is AreaKind.DISTRICT else "desa"
        yield NewAgency(code, titled(place.code, place.name), kind.value, parent, place.code, level)
        return
    government = f"Provinsi {place.name}" if kind is AreaKind.PROVINCE else place.name
    yield NewAgency(
        code, f"Pemerintah {government}", kind.value, parent, place.code, email=f"koordinator@{code}.example"
    )
    for office in offices_of(kind):
        yield _office(office, code, government, code, place.code)


def _office(office: Office, parent: str, government: str, domain: str, area_code: str | None) -> NewAgency:
    return NewAgency(
        code=f"{domain}-{office.office}",
        name=office.name.format(government=government),
        kind=office.kind,
        parent_code=parent,
        area_code=area_code,
        office=office.office,
        email=f"{office.office}@{domain}.example",
    )
