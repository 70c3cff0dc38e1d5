"""A document for the fingers: BRF, 40 cells and 25 lines a page, by liblouis and our own table (data/id-g1.ctb)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from webapp.base.reading import HEAD, ITEM, Piece

TABLE = Path(__file__).with_name("data") / "id-g1.ctb"
CELLS, LINES = 40, 25
"""Of a page; its last line holds its number."""
LONGEST_LINE = 400
"""Characters that are translated at once: lou_translate cuts what is much longer."""
SECONDS = 20
_INDENT = {HEAD: (4, 4), ITEM: (0, 2)}
"""Cells before the first line and before the others; of a paragraph two and none."""


def brf(told: Iterable[Piece]) -> bytes:
    """The file for an embosser or a braille display; texts must be plain (`reading.plainly`).

    Raises FileNotFoundError where liblouis is not installed, CalledProcessError where its own tables are not, and
    TimeoutExpired.
    """
    lines, most = list(_lines(told)), LINES - 1
    pages = [lines[start : start + most] for start in range(0, len(lines), most)]
    numbers = _translated([str(number) for number in range(1, len(pages) + 1)])
    return "".join(_page(*one) for one in zip(pages, numbers, strict=True)).encode("ascii")


def _page(lines: list[str], number: str) -> str:
    filled = [*lines, *[""] * (LINES - 1 - len(lines)), number.rjust(CELLS)]
    return "".join(f"{line}\r\n" for line in filled) + "\f"


def _lines(told: Iterable[Piece]) -> Iterator[str]:
    """Every piece broken into lines, a heading apart from what stands before it."""
    given = [(piece.kind, part) for piece in told for part in piece.text.splitlines()]
    cut = [_cut(text) for _kind, text in given]
    cells = iter(_translated([line for lines in cut for line in lines]))
    for place, ((kind, _text), lines) in enumerate(zip(given, cut, strict=True)):
        if kind == HEAD and place:
            yield ""
        yield from _wrapped(" ".join(next(cells) for _ in lines), *_INDENT.get(kind, (2, 0)))


def _cut(text: str) -> list[str]:
    return re.findall(rf"\S.{{0,{LONGEST_LINE - 2}}}(?:(?=\s)|$)|\S{{1,{LONGEST_LINE}}}", text)


def _wrapped(cells: str, first: int, rest: int) -> Iterator[str]:
    line, room = " " * first, CELLS - first
    for word in cells.split():
        left = word
        while len(left) > room - bool(line.strip()):
            whole = bool(line.strip())  # a word goes to the next line, and is broken only where it has that to itself
            yield line if whole else line + left[:room]
            left = left if whole else left[room:]
            line, room = " " * rest, CELLS - rest
        line += (" " if line.strip() else "") + left
        room = CELLS - len(line)
    if line.strip():
        yield line


def _translated(lines: list[str]) -> list[str]:
    command = ["lou_translate", "--forward", f"en-us-brf.dis,{TABLE}"]
    text = "".join(f"{line}\n" for line in lines).replace("\\", "\\\\").encode()  # it reads \\x0041 as a letter
    done = subprocess.run(command, input=text, capture_output=True, timeout=SECONDS, check=True)
    return done.stdout.decode("ascii").splitlines()
