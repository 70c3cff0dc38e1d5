"""docs/sealed-tests.md names tests that exist, in all seven groups."""

from __future__ import annotations

import re

from tests.docs.packages import ROOT

TABLE = (ROOT / "docs" / "sealed-tests.md").read_text(encoding="utf-8")
HERE = ROOT / "tests" / "whistleblowing"


def named() -> list[tuple[str, str]]:
    """(file, test) of each test in the table."""
    found = re.findall(r"`([\w./]+\.py)`: (`test_\w+`(?:, `test_\w+`)*)", TABLE)
    return [(file, test) for file, tests in found for test in re.findall(r"`(test_\w+)`", tests)]


def test_each_test_in_the_table_exists() -> None:
    missing = [one for one in named() if f"def {one[1]}(" not in (HERE / one[0]).read_text(encoding="utf-8")]
    assert missing == []


def test_the_table_is_read_whole() -> None:
    tests = [word for line in TABLE.splitlines() if line.startswith("|") for word in re.findall(r"`(test_\w+)`", line)]
    assert [test for _file, test in named()] == tests
    assert re.findall(r"^\| (\d) ", TABLE, re.MULTILINE) == list("1234567")
