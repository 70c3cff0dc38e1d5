"""The budget of docs/decisions/0017: webapp/ stays small enough to be read."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.docs.packages import ROOT

MOST_LINES = 19_510
MOST_SEALED_LINES = 5_900
SEALED = ROOT / "webapp" / "whistleblowing"
MOST_IN_A_FILE = 250
NO_CODE = {
    *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
}


def files() -> list[Path]:
    """Every module of webapp/ but the migrations, which are written by a tool and never changed again."""
    return [path for path in (ROOT / "webapp").rglob("*.py") if "versions" not in path.parts]


def code_lines(text: str) -> int:
    """Lines that hold code: neither empty, nor a comment, nor a docstring."""
    lines = {line for token in _tokens(text) for line in range(token.start[0], token.end[0] + 1)}
    return len(lines - set(_docstrings(text)))


def code_lines_of(path: Path) -> int:
    """Of one file."""
    return code_lines(path.read_text(encoding="utf-8"))


def _tokens(text: str) -> Iterator[tokenize.TokenInfo]:
    every = tokenize.generate_tokens(io.StringIO(text).readline)
    return (token for token in every if token.type not in NO_CODE)


def _docstrings(text: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)


def test_what_counts() -> None:
    text = '"""Docs.\n\nMore."""\n\n# why\nx = (\n    1,\n)\n\n\ndef f() -> str:\n    """Says."""\n    return "a"\n'
    assert code_lines(text) == 5


def test_the_house_stays_small() -> None:
    assert sum(map(code_lines_of, (path for path in files() if not path.is_relative_to(SEALED)))) <= MOST_LINES


def test_the_sealed_channel_stays_small() -> None:
    assert sum(map(code_lines_of, (path for path in files() if path.is_relative_to(SEALED)))) <= MOST_SEALED_LINES


def test_no_file_grows_long() -> None:
    sizes = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in files()}
    assert {name: size for name, size in sizes.items() if size > MOST_IN_A_FILE} == {}
