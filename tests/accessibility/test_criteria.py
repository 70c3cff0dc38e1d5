"""The table of criteria is whole, names only checks that exist, and never lets a machine say what needs a person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from accessibility import audit
from accessibility.browser import Browser
from accessibility.checks import CHECKS
from accessibility.criteria import Criterion, How, Verdict, criteria, faults
from accessibility.engines import AXE, BY_NAME, CRITERIA_OF_IBM, GUIDELINES, TAGS, bring_ibm, criteria_of
from accessibility.findings import Finding

EVERY = set(audit.page_checks())
ROW = Criterion("1.4.10", "AA", "Reflow", "Tidak menggeser", How.AUTO, ("reflow",), "9.1.4.10")
AGAINST = Finding("beranda", "phone", "reflow", "html", "3 px too wide", "1.4.10", "reflow")


def test_all_86_are_there_and_every_check_bears_on_one() -> None:
    assert faults(criteria()) == []
    assert Counter(row.level for row in criteria()) == {"A": 31, "AA": 24, "AAA": 31}
    assert "4.1.1" not in {row.number for row in criteria()}


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (replace(ROW, checks=("reflow", "wishful")), "names wishful, which is no check"),
        (replace(ROW, checks=()), "reflow bears on 1.4.10, whose row does not name it"),
        (replace(ROW, how=How.NONE), "does not say why it is n/a"),
        (replace(ROW, checks=("reflow", "print")), "names print, which does not speak of it"),
    ],
)
def test_a_table_that_promises_more_than_the_code_is_noticed(spoilt: Criterion, said: str) -> None:
    table = [spoilt if row.number == spoilt.number else row for row in criteria()]
    assert [fault for fault in faults(table) if said in fault]
    assert any("85 rows" in fault for fault in faults(criteria()[1:]))


def test_what_axe_and_ibm_can_speak_of_is_what_the_rows_say(browser: Browser) -> None:
    browser.get("data:text/html,<title>x</title>")
    browser.command("Runtime.evaluate", expression=AXE.read_text(encoding="utf-8"))
    rules = browser.run("return axe.getRules(arguments[0]).map(one => [one.ruleId, one.tags])", TAGS)
    off = {"experimental", "deprecated"}
    on = [tags for name, tags in rules if name in BY_NAME or not off & set(tags)]
    assert {number for tags in on for number in criteria_of(tags)} == _named("axe")
    bring_ibm(browser)
    of_ibm = browser.run(CRITERIA_OF_IBM, GUIDELINES)
    assert {number for numbers in of_ibm.values() for number in numbers} == _named("ibm")


def _named(check: str) -> set[str]:
    return {row.number for row in criteria() if check in row.checks}


def test_nothing_is_supported_unless_every_check_ran() -> None:
    assert ROW.verdict({"reflow"}, [], 3) is Verdict.SUPPORTS
    assert ROW.verdict({"axe"}, [], 3) is Verdict.NOT_EVALUATED
    assert replace(ROW, checks=()).verdict({"reflow"}, [], 3) is Verdict.NOT_EVALUATED


def test_a_fault_on_some_pages_or_on_all_is_said() -> None:
    assert ROW.verdict({"reflow"}, [AGAINST], 3) is Verdict.PARTIALLY
    assert ROW.verdict({"reflow"}, [AGAINST], 1) is Verdict.NOT
    assert ROW.verdict({"reflow"}, [replace(AGAINST, criterion="1.4.3")], 3) is Verdict.SUPPORTS


def test_no_machine_says_what_needs_a_person_or_an_ear() -> None:
    verdicts = {row: row.verdict(set(CHECKS), [], 190) for row in criteria()}
    assert {verdicts[row] for row in verdicts if row.how is How.PERSON} == {Verdict.NOT_EVALUATED}
    deaf = [
        row for row in verdicts if row.how is How.HEARD and not any(name.startswith("heard") for name in row.checks)
    ]
    assert {verdicts[row] for row in deaf} <= {Verdict.NOT_EVALUATED}
    assert {verdicts[row] for row in verdicts if row.how is How.NONE} == {Verdict.NOT_APPLICABLE}
    assert {verdicts[row] for row in verdicts if row.how is How.AUTO} == {Verdict.SUPPORTS}
