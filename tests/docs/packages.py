"""The packages of webapp/ and their imports, as they are: counted by grimp, in the layers of pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSE = "webapp"
FOUNDATION = ("base", "config", "environment")
"""Imported by nearly all; the drawing writes a number into each box instead of an arrow."""


@cache
def imports() -> Counter[tuple[str, str]]:
    """(importer, imported) → number of imports between their modules."""
    graph = grimp.build_graph(HOUSE, cache_dir=None)
    counted: Counter[tuple[str, str]] = Counter()
    for module in graph.modules:
        for other in graph.find_modules_directly_imported_by(module):
            if _package(module) != _package(other):
                counted[_package(module), _package(other)] += 1
    return counted


@cache
def sizes() -> Counter[str]:
    """Package → number of its modules, `__init__.py` left out where it holds nothing."""
    files = (path for path in (ROOT / HOUSE).rglob("*.py") if path.stat().st_size)
    return Counter(_package(_dotted(path)) for path in files)


def layers() -> list[tuple[str, ...]]:
    """The layers that import-linter keeps, highest first, without packages that are not there yet."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    lines = next(contract["layers"] for contract in contracts if contract["containers"] == [HOUSE])
    rows = [tuple(name for name in re.findall(r"\w+", line) if name in sizes()) for line in lines]
    return [row for row in rows if row]


def sentences() -> list[str]:
    """One sentence for each package, for who can't see the drawing: `desk imports base (40), cases (39)`."""
    return [_sentence(name) for row in layers() for name in row]


def _sentence(name: str) -> str:
    found = {other: count for (importer, other), count in imports().items() if importer == name}
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    told = ", ".join(f"{other} ({count})" for other, count in ordered)
    return f"{shown(name)} imports {told or 'nothing of ours'}"


def shown(name: str) -> str:
    """What a box is called."""
    return "create_app" if name == "app" else name


def _package(module: str) -> str:
    return module.split(".")[1] if "." in module else module


def _dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
