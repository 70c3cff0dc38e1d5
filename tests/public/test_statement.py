"""The statement: every criterion with its verdict, for people and machines, and nothing that a machine can't say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

import pytest

from accessibility import report
from tests.auditing import AuditingClient
from webapp.public.statement import DATA, VERDICTS, statement


class Said(Enum):
    """Two kinds of judging, two verdicts."""

    AUTO, PERSON = "auto", "person"
    SUPPORTS, NOT_EVALUATED = "supports", "not evaluated"


@dataclass
class Row:
    number: str
    how: Said
    said: Said
    level: str = "A"
    en: str = "Name"
    id: str = "Nama"
    checks: tuple[str, ...] = ("axe",)
    clause: str = "9"
    why: str = ""

    def verdict(self, *_run: object) -> Said:
        return self.said


ROWS = (Row("1.1.1", Said.PERSON, Said.NOT_EVALUATED), Row("1.4.3", Said.AUTO, Said.SUPPORTS))


def kept() -> dict[str, object]:
    return report.evidence(ROWS, ["axe"], [], ["beranda"], ["desktop"], datetime(2026, 12, 9, tzinfo=UTC))


def test_every_criterion_has_one_verdict(client: AuditingClient) -> None:
    rows = [row for _name, rows in statement().groups for row in rows]
    assert len({row["number"] for row in rows}) == len(rows) == 86
    page = client.get_page("/aksesibilitas")
    for row in rows:
        assert f"{row['number']} {row['id']} ({row['level']})" in page.text, row
    assert sum(len(rows) for _name, rows in statement().groups) == 86
    assert "Belum dinilai: " in page.text


def test_what_needs_a_person_is_never_marked_by_a_machine() -> None:
    for _name, rows in statement().groups:
        for row in rows:
            assert row["how"] != "person" or row["person"] or row["verdict"] not in ("supports", "not applicable"), row
            assert row["verdict"] != "supports" or row["person"] or not row["missing"], row


@pytest.mark.parametrize(("form", "key"), [("jsonld", "@graph"), ("yaml", "chapters")])
def test_the_same_for_machines(client: AuditingClient, form: str, key: str) -> None:
    answer = client.get(f"/aksesibilitas.{form}")
    assert answer.status_code == 200
    assert key in json.loads(answer.text)


def test_the_files_belong_together() -> None:
    evidence = json.loads((DATA / "evidence.json").read_text("utf-8"))
    assert json.loads((DATA / "earl.jsonld").read_text("utf-8")) == report.earl(evidence)
    assert json.loads((DATA / "openacr.yaml").read_text("utf-8")) == report.openacr(evidence)
    assert set(report.OUTCOMES) == set(VERDICTS)


def test_a_run_is_told_as_it_was(tmp_path: Path) -> None:
    report.write(kept(), tmp_path)
    evidence = json.loads((tmp_path / "evidence.json").read_text("utf-8"))
    assert (evidence["pages"], evidence["checks"], evidence["made"]) == (1, ["axe"], "2026-12-09")
    acr = json.loads((tmp_path / "openacr.yaml").read_text("utf-8"))
    levels = [
        one["components"][0]["adherence"]["level"] for one in acr["chapters"]["success_criteria_level_a"]["criteria"]
    ]
    assert levels == ["not-evaluated", "supports"]


def test_a_person_who_judged_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    persons = tmp_path / "persons.toml"
    persons.write_text('["1.1.1"]\nverdict = "partially supports"\nwho = "A"\non = 2027-01-31\nwith = "NVDA"\n')
    monkeypatch.setattr(report, "PERSONS", persons)
    first = kept()["criteria"][0]  # type: ignore[index]
    assert (first["verdict"], first["person"]["with"], first["person"]["on"]) == (
        "partially supports",
        "NVDA",
        "2027-01-31",
    )
