"""What is told of a case part by part: each contribution of another agency, each accommodation asked for (pure).

Both are projected from events as plain data under the part's number in text, so that a row and its replay are equal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.base.clock import local_date, zone_of_area

ASKED, DELIVERED, DECLINED, ENDED = "asked", "delivered", "declined", "ended"
"""A contribution: waits, came, was declined with a reason, or was not needed any more."""
PROMISED, MET, UNABLE = "promised", "met", "unable"
"""An accommodation that was answered; until then it is ASKED."""
Parts = Mapping[str, Mapping[str, Any]]


def with_part(parts: Parts, number: object, **what: Any) -> Parts:
    """The same parts with one of them changed."""
    return {**parts, str(number): what}


def all_ended(parts: Parts) -> Parts:
    """No contribution is waited for any more."""
    return {number: {"state": ENDED} if part["state"] == ASKED else part for number, part in parts.items()}


def waited_for(parts: Parts) -> frozenset[int]:
    """The agencies whose contribution is still to come."""
    return frozenset(int(number) for number, part in parts.items() if part["state"] == ASKED)


def above(parts: Parts, agency_id: int) -> int:
    """Who answers for a contribution: its agency, or the superior that was told of its delay."""
    return int(parts[str(agency_id)].get("above") or agency_id)


def unmet(helps: Parts) -> dict[str, str]:
    """Each accommodation that is neither met nor refused: number → ISO day of the promise, or since when it waits."""
    return {number: part["day"] for number, part in helps.items() if part["state"] in (ASKED, PROMISED)}


def asked_for(count: int, day: str) -> Parts:
    """So many accommodations, asked for on one day."""
    return {str(number): {"state": ASKED, "day": day} for number in range(count)}


def day_of(at: Any, area_code: str | None) -> str:
    """The local day of an instant, as ISO text."""
    return local_date(at, zone_of_area(area_code)).isoformat()


def told(helps: Parts, states: Iterable[str] = (PROMISED, MET, UNABLE)) -> list[str]:
    """The numbers of the accommodations in one of these states."""
    return [number for number, part in helps.items() if part["state"] in states]
