"""What becomes of a report at an inspectorate: statuses, the way from one to the next, and the days each may take.

The words are those of Indonesian whistleblowing rules (among them Pergub Kalimantan Selatan 55/2024). The days are what
an instance promises, in working days; an inspectorate may set its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Of one inspectorate's work."""

    RECEIVED = "received"
    VERIFYING = "verifying"
    REVIEWING = "reviewing"
    INVESTIGATING = "investigating"
    RECOMMENDED = "recommended"
    SANCTIONED = "sanctioned"
    FINISHED = "finished"
    UNSUBSTANTIATED = "unsubstantiated"
    ILLOGICAL = "illogical"
    OUTSIDE_REMIT = "outside_remit"


NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.RECEIVED: (Status.VERIFYING,),
    Status.VERIFYING: (Status.REVIEWING, Status.OUTSIDE_REMIT),
    Status.REVIEWING: (Status.INVESTIGATING, Status.UNSUBSTANTIATED, Status.ILLOGICAL, Status.OUTSIDE_REMIT),
    Status.INVESTIGATING: (Status.RECOMMENDED, Status.UNSUBSTANTIATED),
    Status.RECOMMENDED: (Status.SANCTIONED, Status.FINISHED),
    Status.SANCTIONED: (Status.FINISHED,),
    Status.FINISHED: (Status.REVIEWING,),
    Status.UNSUBSTANTIATED: (Status.REVIEWING,),
    Status.ILLOGICAL: (Status.REVIEWING,),
    Status.OUTSIDE_REMIT: (Status.REVIEWING,),
}
"""What may follow; every end can be taken up again."""

ENDS = frozenset((Status.FINISHED, Status.UNSUBSTANTIATED, Status.ILLOGICAL, Status.OUTSIDE_REMIT))
DAYS: Mapping[Status, int] = {
    Status.RECEIVED: 3,
    Status.VERIFYING: 10,
    Status.REVIEWING: 14,
    Status.INVESTIGATING: 60,
    Status.RECOMMENDED: 30,
    Status.SANCTIONED: 30,
}
"""Working days that a status may last; none for an end."""
