"""The faults that were seen elsewhere: every test that is named against one exists, and each fault has one."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.auditing.rules import RULES
from tests.docs.packages import ROOT

PAGE = (ROOT / "docs" / "faults-of-peers.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/[^`]+::\w+)`", PAGE)))
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| fault ")]


@cache
def functions_of(path: str) -> frozenset[str]:
    """The test functions of a file, without importing it."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("test", NAMED)
def test_the_test_that_is_named_exists(test: str) -> None:
    path, name = test.split("::")
    assert name.startswith("test_") and name in functions_of(path)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[2:50])
def test_each_fault_has_its_product_and_its_tests(row: str) -> None:
    fault, product, tests = (cell.strip() for cell in row.strip("|").split("|"))
    assert fault and product
    assert tests and not re.sub(r"`tests/[^`:]+\.py::test_\w+`|, ", "", tests), "nothing but names of tests"


@pytest.mark.parametrize("rule", sorted(set(re.findall(r"rule `([\w-]+)`", PAGE))))
def test_each_rule_of_the_auditing_client_exists(rule: str) -> None:
    assert rule in RULES


def test_the_list_is_not_empty_by_mistake() -> None:
    assert len(ROWS) > 25 and len(NAMED) > len(ROWS)
