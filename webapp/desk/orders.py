"""What the desk hands to the record, and why a merge may not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from webapp.attachments.kept import NewFile
from webapp.cases.events import State
from webapp.cases.reasons import ArchiveReason
from webapp.cases.workflow import OPEN, Action

Fact = str | int | bool | Mapping[str, str] | Mapping[str, bool] | tuple[NewFile, ...] | list[str]


@dataclass(frozen=True)
class Order:
    """A move as an officer filled it in: `facts` as `cases.service.transition` wants them, `seen` the version read.

    `draft` is the token under which files were kept, and ends with it.
    """

    action: Action
    facts: Mapping[str, Fact]
    seen: int
    draft: str = ""


class LeadingFault(StrEnum):
    """Why a case can't lead another."""

    UNKNOWN = "unknown"  # or not this officer's to see
    ITSELF = "itself"
    PRIVATE = "private"  # anonymous or confidential
    MERGED = "merged"  # it follows another one itself
    ENDED = "ended"  # nobody works on it any more


def fault_of(leading: State) -> LeadingFault | None:
    """Why a case that the officer may see can't lead another one; None when it can."""
    if leading.anonymous or leading.confidential:
        return LeadingFault.PRIVATE
    if leading.archive_reason == ArchiveReason.MERGED:
        return LeadingFault.MERGED
    return None if leading.status in OPEN else LeadingFault.ENDED


class LeadingRefused(Exception):
    """The named case can't lead; nothing was changed."""

    def __init__(self, fault: LeadingFault) -> None:
        super().__init__(fault.value)
        self.fault = fault
