"""What an audit says, kept for the page /aksesibilitas: the evidence, EARL 1.0 and OpenACR, of one run of one version.

`write` puts three files into webapp/public/data, which are committed: the page shows them and nothing else. Nothing
here judges; a row brings its own verdict, so that none that needs a person is ever marked by a machine.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from accessibility.findings import Finding

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "webapp" / "public" / "data"
PERSONS = Path(__file__).parent / "persons.toml"
"""What persons have judged: criterion, verdict, who, when, with which tool. Empty until somebody has."""
WCAG = "https://www.w3.org/TR/WCAG22/"
OUTCOMES = {
    "supports": "passed", "partially supports": "failed", "does not support": "failed",
    "not applicable": "inapplicable", "not evaluated": "untested",
}  # fmt: skip
CHAPTERS = {"A": "success_criteria_level_a", "AA": "success_criteria_level_aa", "AAA": "success_criteria_level_aaa"}


class Row(Protocol):
    """A criterion of criteria.toml as `accessibility.criteria` reads it."""

    @property
    def number(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def en(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def how(self) -> Enum: ...
    @property
    def checks(self) -> tuple[str, ...]: ...
    @property
    def clause(self) -> str: ...
    @property
    def why(self) -> str: ...
    def verdict(self, ran: Iterable[str], found: Iterable[Finding], pages: int) -> Enum: ...


def evidence(
    rows: Iterable[Row], ran: Iterable[str], found: list[Finding], pages: list[str], views: list[str], made: datetime
) -> dict[str, Any]:
    """One run as plain data; what a person has judged stands in place of what was not evaluated."""
    names, persons = sorted(ran), tomllib.loads(PERSONS.read_text("utf-8")) if PERSONS.exists() else {}
    return {
        "version": version(),
        "made": made.date().isoformat(),
        "pages": len(pages),
        "views": views,
        "checks": names,
        "findings": len(found),
        "criteria": [_criterion(row, names, found, len(pages), persons.get(row.number, {})) for row in rows],
    }


def _criterion(row: Row, ran: list[str], found: list[Finding], pages: int, person: dict[str, Any]) -> dict[str, Any]:
    said = str(row.verdict(ran, found, pages).value)
    return {
        "number": row.number,
        "level": row.level,
        "en": row.en,
        "id": row.id,
        "clause": row.clause,
        "how": row.how.value,
        "verdict": str(person["verdict"]) if person and said == "not evaluated" else said,
        "ran": [name for name in row.checks if name in ran],
        "missing": [name for name in row.checks if name not in ran],
        "why": row.why,
        "person": {name: str(value) for name, value in person.items() if name != "verdict"},
    }


def version() -> str:
    """What this build is called: the commit, with + where it was changed since."""
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=ROOT, capture_output=True, text=True, check=False
    )  # fmt: skip
    return said.stdout.strip() or "?"


def earl(kept: dict[str, Any]) -> dict[str, Any]:
    """The evidence as assertions of EARL 1.0 (W3C, 2017) in JSON-LD."""
    return {
        "@context": {
            "@vocab": "http://www.w3.org/ns/earl#",
            "dcterms": "http://purl.org/dc/terms/",
            "wcag": WCAG + "#",
        },
        "@graph": [
            {
                "@id": "#site",
                "@type": "TestSubject",
                "dcterms:title": "Lapor Terbuka",
                "dcterms:hasVersion": kept["version"],
            },
            {
                "@id": "#checks",
                "@type": "Software",
                "dcterms:title": "accessibility/",
                "dcterms:description": ", ".join(kept["checks"]),
            },
            *(_assertion(row, kept["made"]) for row in kept["criteria"]),
        ],
    }


def _assertion(row: dict[str, Any], made: str) -> dict[str, Any]:
    return {
        "@type": "Assertion",
        "assertedBy": row["person"] or {"@id": "#checks"},
        "subject": {"@id": "#site"},
        "test": {"@type": "TestCriterion", "dcterms:title": f"WCAG 2.2, {row['number']} {row['en']}"},
        "mode": {"@id": "http://www.w3.org/ns/earl#" + ("manual" if row["person"] else "automatic")},
        "result": {
            "@type": "TestResult",
            "outcome": {"@id": "http://www.w3.org/ns/earl#" + OUTCOMES[row["verdict"]]},
            "dcterms:date": made,
            "dcterms:description": row["why"] or ", ".join(row["ran"]),
        },
    }


def openacr(kept: dict[str, Any]) -> dict[str, Any]:
    """The evidence as an Accessibility Conformance Report in OpenACR; JSON is YAML too."""
    return {
        "title": "Lapor Terbuka: WCAG 2.2 A, AA, AAA",
        "product": {"name": "Lapor Terbuka", "version": kept["version"]},
        "report_date": kept["made"],
        "evaluation_methods_used": _methods(kept),
        "catalog": "2.5-edition-wcag-2.2-en",
        "chapters": {
            chapter: {"criteria": [_adherence(row) for row in kept["criteria"] if row["level"] == level]}
            for level, chapter in CHAPTERS.items()
        },
    }


def _methods(kept: dict[str, Any]) -> str:
    return f"{len(kept['checks'])} checks on {kept['pages']} pages and states in {len(kept['views'])} views."


def _adherence(row: dict[str, Any]) -> dict[str, Any]:
    said = {"level": row["verdict"].replace(" ", "-"), "notes": row["why"] or ", ".join(row["ran"])}
    return {"num": row["number"], "components": [{"name": "web", "adherence": said}]}


def write(kept: dict[str, Any], folder: Path = FOLDER) -> None:
    """The three files that the page is made of."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, said in (("evidence.json", kept), ("earl.jsonld", earl(kept)), ("openacr.yaml", openacr(kept))):
        (folder / name).write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
