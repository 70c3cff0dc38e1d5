"""What the desk hands to the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.attachments.kept import NewFile
from webapp.cases.workflow import Action

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
