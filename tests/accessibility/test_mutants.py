"""Faults that are planted in pages as they are served are noticed: a sample here, all with LAPOR_SOAK=1."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from accessibility.browser import Browser
from accessibility.checks import CHECKS, VIEWS
from accessibility.mutants import Kill, Mutant, kill_all, mutants, table
from accessibility.pages import SCENARIOS, Site
from accessibility.scenarios import every_scenario

pytestmark = pytest.mark.xdist_group("browser")
ALL = mutants()
NAMED = [one for one in ALL if not one.blind]
SAMPLE = NAMED if os.environ.get("LAPOR_SOAK") else random.Random(7).sample(NAMED, 2)
"""What came of the blind ones the table says: some survive, and are named there."""
KILL_TABLE = Path(__file__).parents[2] / "docs" / "kill-table.md"


@pytest.mark.soak
@pytest.mark.parametrize("mutant", SAMPLE, ids=lambda one: one.name)
def test_a_planted_fault_is_noticed(mutant: Mutant, browser: Browser, site: Site) -> None:
    (kill,) = kill_all(browser, {mutant.page: site}, [mutant])
    assert kill.killed, f"{mutant.check} lets {mutant.name} pass"


def test_every_fault_names_a_page_a_check_and_a_view_that_exist() -> None:
    assert every_scenario()
    for one in ALL:
        assert one.page in SCENARIOS, one.name
        assert one.blind or one.check in CHECKS, one.name
        assert one.view in {view.name for view in VIEWS} | {"*"}, one.name
        assert one.part in ("html", "css"), one.name
    assert len([one for one in ALL if not one.blind]) >= 20


def test_the_kill_table_is_of_these_faults() -> None:
    shown = re.findall(r"^\| ([\w-]+) \| [\w-]+ \|", KILL_TABLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in shown if name != "fault"] == [one.name for one in ALL]


def test_a_fault_that_only_another_check_notices_survives() -> None:
    mutant = Mutant("trap", "beranda", "a", "b", "here", "no-trap")
    assert not Kill(mutant, ("axe",)).killed
    assert "**nothing: it survives**" in table([Kill(mutant, ("axe",))])
    assert Kill(Mutant("blind", "beranda", "a", "b", "here", blind=True), ("ibm",)).killed
