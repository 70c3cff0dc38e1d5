"""The statement of /aksesibilitas, out of the files that `python -m accessibility report` wrote for this version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from webapp.base.msgids import N_

DATA = Path(__file__).parent / "data"
FORMS = {"jsonld": ("earl.jsonld", "application/ld+json"), "yaml": ("openacr.yaml", "application/yaml")}
"""Ending of the address → file and media type."""
VERDICTS = {
    "supports": N_("Terpenuhi"),
    "partially supports": N_("Terpenuhi sebagian"),
    "does not support": N_("Tidak terpenuhi"),
    "not evaluated": N_("Belum dinilai"),
    "not applicable": N_("Tidak berlaku di sini"),
}
NEEDS = {"person": N_("perlu orang"), "heard": N_("perlu didengar dengan pembaca layar"), "auto": N_("perlu mesin")}
"""What a criterion that is not evaluated waits for."""


@dataclass(frozen=True)
class Statement:
    """What was looked at, and the criteria by verdict, best first; each as report.py writes it."""

    version: str
    made: date
    pages: int
    views: int
    checks: int
    findings: int
    groups: tuple[tuple[str, tuple[dict[str, Any], ...]], ...]


@cache
def statement() -> Statement:
    """The statement of this version; it can't change while the process lives."""
    kept = json.loads((DATA / "evidence.json").read_text("utf-8"))
    groups = tuple(
        (name, tuple(row for row in kept["criteria"] if row["verdict"] == said)) for said, name in VERDICTS.items()
    )
    counts = (len(kept["views"]), len(kept["checks"]))
    return Statement(
        kept["version"], date.fromisoformat(kept["made"]), kept["pages"], *counts, kept["findings"], groups
    )
