"""The hand-written demo reports: what people wrote, and the little history that each went through.

The files data/reports/*.toml hold invented reporters and real places, and accuse nobody who could be recognised.
Here they are only read; the demo's runner plays the steps through the same services that people use.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

FOLDER = Path(__file__).parent / "data" / "reports"
_RELATIVE_DAY = re.compile(r"\{\+(\d+)\}")
_RELATIVE_YEAR = re.compile(r"\{tahun\+(\d)\}")

_WHO: Mapping[str, str] = {
    **dict.fromkeys(
        (
            "assign",
            "reassign",
            "archive",
            "merge",
            "close",
            "confirm_for",
            "classify",
            "categorise",
            "take_up",
            "decline_text",
            "keep_agency",
        ),
        "coordinator",
    ),
    **dict.fromkeys(
        ("start", "note", "answer", "return", "propose_text", "ask_contribution", "record_help", "read"), "agency"
    ),
    **dict.fromkeys(("contribute", "decline_contribution"), "contributor"),
    **dict.fromkeys(
        ("supply_info", "confirm", "reply", "reopen", "contest", "rate", "add_message", "wrong_agency"), "reporter"
    ),
    **dict.fromkeys(("approve_text", "refuse_text", "withdraw_text", "contest_text", "contest_category"), "reporter"),
    **dict.fromkeys(("make_confidential", "lift_confidential", "help_unmet", "choose_form"), "reporter"),
    **dict.fromkeys(("ask_info", "interpret"), "coordinator"),
    "correct": "reporter",
    **dict.fromkeys(("time_out", "remind", "escalate"), "system"),
}
"""Who usually does what; a step may say otherwise with `by`."""


@dataclass(frozen=True)
class DemoStep:
    """One thing that happened `after` so many days: `do` is an action of the workflow, `facts` what it needs.

    `by` is reporter, system, coordinator (an officer of the government that verifies), agency (an officer of the
    office that has the case), decider (one of the level that a contested category went to) or contributor (one of the
    agency in the facts). In the facts an agency is its code, a leading report its key, and a day the number of days
    from then.
    """

    after: int
    do: str
    by: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def facts_on(self, day: date) -> dict[str, Any]:
        """The facts as said on `day`: "{+7}" becomes the date seven days later in full, "{tahun+1}" next year."""
        return {name: _dated(value, day) if isinstance(value, str) else value for name, value in self.facts.items()}


def _dated(text: str, day: date) -> str:
    def full(found: re.Match[str]) -> str:
        return format_date(day + timedelta(days=int(found[1])), "EEEE, d MMMM y", locale="id")

    return _RELATIVE_YEAR.sub(lambda found: str(day.year + int(found[1])), _RELATIVE_DAY.sub(full, text))


@dataclass(frozen=True)
class DemoReport:
    """A report of the demo. `key` is short and unique; `status` is where its steps leave it.

    `reporter` has name and perhaps email and phone, and is None when anonymous. `wishes` are accommodations asked for.
    `harm`: about violence or a child, so it is confidential and urgent. `signed`: told in a video of sign language.
    """

    key: str
    kind: str
    title: str
    body: str
    area_code: str
    days_ago: int
    status: str
    place: str = ""
    outcome: str = ""
    happened: str = ""
    category: str | None = None
    anonymous: bool = False
    confidential: bool = False
    about_office: bool = False
    harm: bool = False
    reporter: Mapping[str, str] | None = None
    wishes: tuple[str, ...] = ()
    signed: bool = False
    channel: str = "web"
    steps: tuple[DemoStep, ...] = ()


@cache
def demo_reports() -> tuple[DemoReport, ...]:
    """All reports, the oldest first, so that a leading report exists before one is merged into it."""
    tables = (table for path in sorted(FOLDER.glob("*.toml")) for table in _tables(path))
    return tuple(sorted((_report(table) for table in tables), key=lambda report: (-report.days_ago, report.key)))


def _tables(path: Path) -> Iterable[dict[str, Any]]:
    tables: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["report"]
    return tables


def _report(table: dict[str, Any]) -> DemoReport:
    steps = tuple(_step(step) for step in table.pop("steps", ()))
    wishes = tuple(table.pop("wishes", ()))
    body = table.pop("body").strip()
    return DemoReport(area_code=table.pop("area"), body=body, steps=steps, wishes=wishes, **table)


def _step(table: dict[str, Any]) -> DemoStep:
    after, do = table.pop("after"), table.pop("do")
    return DemoStep(after, do, table.pop("by", None) or _WHO[do], table)
