"""Where a photo was taken: read before cleaning takes it away, to be offered to the person and to nobody else."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from webapp.base.files.refusals import Refused, broken_otherwise

_GPS_IFD = 0x8825
_LATITUDE_REF, _LATITUDE, _LONGITUDE_REF, _LONGITUDE = 1, 2, 3, 4  # EXIF 2.32, 4.6.6


@dataclass(frozen=True, slots=True)
class Coordinates:
    """Degrees of WGS 84; south and west are negative."""

    latitude: float
    longitude: float


def place_in(path: Path) -> Coordinates | None:
    """The GPS position in the EXIF of a JPEG, PNG or WebP; None without one, with an impossible one, on any error."""
    try:
        with broken_otherwise():
            return _place(_gps_of(path))
    except Refused:
        return None


def _gps_of(path: Path) -> Mapping[int, Any]:
    from PIL import Image

    with Image.open(path, formats=["JPEG", "PNG", "WEBP"]) as image:
        return image.getexif().get_ifd(_GPS_IFD)


def _place(gps: Mapping[int, Any]) -> Coordinates | None:
    if _LATITUDE not in gps or _LONGITUDE not in gps:
        return None
    latitude = _degrees(gps[_LATITUDE], gps.get(_LATITUDE_REF) == "S")
    longitude = _degrees(gps[_LONGITUDE], gps.get(_LONGITUDE_REF) == "W")
    # telephones without a fix write zeros or nothing at all
    if not (abs(latitude) <= 90 and abs(longitude) <= 180) or latitude == longitude == 0:
        return None
    return Coordinates(latitude, longitude)


def _degrees(parts: tuple[Any, Any, Any], negative: bool) -> float:
    """From degrees, minutes and seconds; not a number where one of them is none."""
    degrees, minutes, seconds = (float(part) for part in parts)
    total = degrees + minutes / 60 + seconds / 3600
    return (-total if negative else total) if math.isfinite(total) else math.nan
