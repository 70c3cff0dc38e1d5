"""edbrowse, a line editor that browses: what a blind person with a braille line or speech box types, line by line.

The page is a list of lines. Fields stand in angle brackets, links in braces: `12i1=words` fills the first field of line
12, `12i1*` presses it when it is a button, `12g1` follows the first link.
"""

from __future__ import annotations

import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.journeys.visitor import FileVisitor, NotThere, flexible, one_line
from tests.servers import PATIENCE

DONE = "=the command before this one has ended="
FIELD, LINK = r"<[^<>]*>", r"\{[^{}]*\}"
BUFFER = re.compile(r"<buffer (\d+|\?|text)>")
UNOPENED = "<buffer text>"
"""A text that the page came with: edbrowse 3.7.7 sends it empty unless its buffer was opened once, as users know."""


class Edbrowse(FileVisitor):
    """A person at edbrowse. `heard` is its answer to the last command."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self.heard = ""

    def say(self, *commands: str) -> str:
        """Type some lines and give the answer."""
        assert self.process.stdin
        lines = [*commands, f"!echo {DONE}"]
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()
        return self._listen()

    def _listen(self) -> str:
        """Everything up to DONE; TimeoutError when edbrowse falls silent."""
        assert self.process.stdout
        heard = b""
        while DONE.encode() not in heard:
            if not select.select([self.process.stdout], [], [], PATIENCE)[0]:
                raise TimeoutError(heard.decode(errors="replace"))
            piece = self.process.stdout.read1(65536)  # type: ignore[attr-defined]
            if not piece:
                raise EOFError(heard.decode(errors="replace"))
            heard += piece
        return heard.decode().split(DONE)[0].removeprefix("ok\n")  # the end of the echo before

    @property
    def page(self) -> str:
        """The page as printed, a line a line."""
        return self.say(",p")

    @property
    def text(self) -> str:
        """The page without the marks of headings and links."""
        return one_line(re.sub(r"^h\d |[{}]", "", self.page, flags=re.MULTILINE))

    @property
    def lines(self) -> list[str]:
        """The page, a line a line."""
        return self.page.splitlines()

    def open(self, url: str) -> Self:
        """Go to an address."""
        self.heard = self.say(f"b {url}")
        return self

    def fill(self, label: str, words: str) -> Self:
        """Write into the first field after a label; a text of several lines is written in a buffer of its own."""
        line, place, field = self._field(label)
        if BUFFER.match(field):
            return self._write(line, words)
        self._do(f"{line}i{place}={words}")
        return self

    def attach(self, label: str, path: Path) -> Self:
        """A field for files takes the path."""
        return self.fill(label, str(path))

    def _write(self, line: int, words: str) -> Self:
        """`a` begins to write and a dot ends it."""
        self.say(self._buffer(line), ",d", "a", *words.splitlines(), ".", "e1")
        return self

    def _buffer(self, line: int) -> str:
        """`ib` gives the text of a textarea a buffer of its own; returns the command that goes there, such as `e2`."""
        self._do(str(line), "ib")
        found = BUFFER.search(self.say(f"{line}p"))
        assert found, self.page
        return f"e{found[1]}"

    def choose(self, words: str, within: str = "") -> Self:
        """Take a radio button or tick a box."""
        before = flexible(within) + ".*?" if within else ""
        line, place, _ = self._find(rf"{before}(?P<it><[-+]>)\s*{flexible(words)}", words)
        self._do(f"{line}i{place}=+")
        return self

    def press(self, words: str) -> Self:
        """Press a button."""
        for number, one in enumerate(self.lines, 1):
            if UNOPENED in one:
                self._buffer(number)
        line, place, _ = self._find(rf"(?P<it><{flexible(words)}[^<>]*>)", words)
        self.heard = self._do(f"{line}i{place}*")
        return self

    def follow(self, words: str) -> Self:
        """Follow a link."""
        line, place, _ = self._find(rf"(?P<it>\{{{flexible(words)}[^{{}}]*\}})", words, LINK)
        self.heard = self._do(f"{line}g{place}")
        return self

    def back(self) -> Self:
        """The page before, as it was left."""
        self.say("^")
        return self

    def value(self, label: str) -> str:
        """What stands in the field; of several lines the first."""
        line, _, field = self._field(label)
        if not BUFFER.match(field):
            return field[1:-1]
        self.say(self._buffer(line))
        written = self.say("1p")
        self.say("e1")
        return written.strip()

    def _field(self, label: str) -> tuple[int, int, str]:
        """The field right after a label, or else the first one after its hint."""
        try:
            return self._find(rf"{flexible(label)}\s*(?P<it>{FIELD})", label)
        except NotThere:
            return self._find(rf"{flexible(label)}[^<]*(?P<it>{FIELD})", label)

    def _find(self, pattern: str, what: str, kind: str = FIELD) -> tuple[int, int, str]:
        """Line, place among its kind in that line, and text of what a pattern calls `it`."""
        page = self.page
        found = re.search(pattern, page, re.DOTALL)
        if not found:
            raise NotThere(what, page)
        start = page.rfind("\n", 0, found.start("it")) + 1
        before = page[start : found.start("it")]
        return page.count("\n", 0, start) + 1, len(re.findall(kind, before)) + 1, found["it"]

    def _do(self, *commands: str) -> str:
        """Commands that edbrowse must not answer with its question mark."""
        heard = self.say(*commands)
        assert "?" not in heard.splitlines(), f"{commands}: {self.say('h')}"
        return heard


@contextmanager
def edbrowse(home: Path) -> Iterator[Edbrowse]:
    """An edbrowse of its own, with its settings and cookies in `home`."""
    home.mkdir()
    (home / ".ebrc").write_text(f"jar = {home}/cookies\nwebtimer = {PATIENCE}\n")
    process = subprocess.Popen(
        ["edbrowse"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env={"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TMPDIR": str(home)}, cwd=home,
    )  # fmt: skip
    try:
        yield Edbrowse(process)
    finally:
        process.kill()
        process.communicate()
