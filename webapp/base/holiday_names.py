"""Names of Indonesian holidays as a page shows them: a whole name, and one short enough for a calendar's cell.

The `holidays` package has names such as "Cuti Bersama Hari Raya Natal" and "Hari Raya Idul Fitri (perkiraan)".
"""

from __future__ import annotations

from typing import NamedTuple

ESTIMATED = " (perkiraan)"
JOINT_LEAVE = "Cuti Bersama "
OBSERVED = "Pegangti "  # sic, the package's label of a substitute day
SEPARATOR = "; "
"""Stands between two holidays that fall on one day."""


class HolidayName(NamedTuple):
    """`full` for a sentence or list, `short` for a cell; `estimated` when no decree has fixed the date."""

    full: str
    short: str
    estimated: bool


# the package's name → whole name, short name
_NAMES = {
    "Tahun Baru Masehi": ("Tahun Baru Masehi", "Tahun Baru"),
    "Isra Mikraj Nabi Muhammad": ("Isra Mikraj Nabi Muhammad", "Isra Mikraj"),
    "Tahun Baru Imlek": ("Tahun Baru Imlek", "Imlek"),
    "Hari Suci Nyepi": ("Hari Suci Nyepi", "Nyepi"),
    "Hari Raya Idul Fitri": ("Hari Raya Idul Fitri", "Idul Fitri"),
    "Hari kedua dari Hari Raya Idul Fitri": ("Hari Raya Idul Fitri, hari kedua", "Idul Fitri"),
    "Wafat Yesus Kristus": ("Wafat Yesus Kristus", "Wafat Yesus"),
    "Kebangkitan Yesus Kristus": ("Kebangkitan Yesus Kristus (Paskah)", "Paskah"),
    "Hari Buruh Internasional": ("Hari Buruh Internasional", "Hari Buruh"),
    "Kenaikan Yesus Kristus": ("Kenaikan Yesus Kristus", "Kenaikan Yesus"),
    "Hari Raya Waisak": ("Hari Raya Waisak", "Waisak"),
    "Hari Raya Idul Adha": ("Hari Raya Idul Adha", "Idul Adha"),
    "Hari Lahir Pancasila": ("Hari Lahir Pancasila", "Pancasila"),
    "Tahun Baru Islam": ("Tahun Baru Islam", "Tahun Baru Islam"),
    "Hari Kemerdekaan Republik Indonesia": ("Hari Kemerdekaan Republik Indonesia", "Kemerdekaan"),
    "Maulid Nabi Muhammad": ("Maulid Nabi Muhammad", "Maulid Nabi"),
    "Hari Raya Natal": ("Hari Raya Natal", "Natal"),
    "Hari Pemilihan Umum": ("Hari Pemilihan Umum", "Pemilu"),
    "Hari Pemilihan Legislatif": ("Hari Pemilihan Legislatif", "Pemilu"),
    "Hari Pemilihan Presiden": ("Hari Pemilihan Presiden", "Pemilu"),
    "Hari Pemilihan Kepala Daerah": ("Hari Pemilihan Kepala Daerah", "Pilkada"),
}


def shown_name(package_name: str) -> HolidayName:
    """The name to show for a name of the `holidays` package; an unknown one is kept as it is, never dropped."""
    parts = [_one(part) for part in package_name.split(SEPARATOR)]
    full = " dan ".join(dict.fromkeys(part.full for part in parts))
    return HolidayName(full, parts[0].short, any(part.estimated for part in parts))


def _one(text: str) -> HolidayName:
    name = text.removesuffix(ESTIMATED)
    observed, name = name.startswith(OBSERVED), name.removeprefix(OBSERVED)
    leave, name = name.startswith(JOINT_LEAVE), name.removeprefix(JOINT_LEAVE)
    full, short = _NAMES.get(name, (name, name))
    if leave:
        full, short = f"cuti bersama {_bare(full)}", "Cuti"
    full = f"pengganti {full}" if observed else full
    return HolidayName(full[0].upper() + full[1:], short, text.endswith(ESTIMATED))


def _bare(name: str) -> str:
    """`Natal` of `Hari Raya Natal`: nobody says "cuti bersama Hari Raya Natal"."""
    return name.removeprefix("Hari Raya ").removeprefix("Hari Suci ")
