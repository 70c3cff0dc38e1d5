"""lynx, the oldest browser still in use: text on a terminal, by keys. Links and fields carry numbers.

Keys come from `-cmd_script`, which is a pipe here, so that the story can look at a page before it types on. The page is
looked at by "print" to a printer that is a pipe too: that is exactly what is shown, and the answer says that lynx is
ready again.
"""

from __future__ import annotations

import os
import re
import select
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from tests.journeys.visitor import NotThere, TextVisitor, flexible, one_line
from tests.servers import PATIENCE

SETTINGS = """INCLUDE:/etc/lynx/lynx.cfg
PRINTER:Reader:cat %s > {pages}:TRUE:66
DEFAULT_KEYPAD_MODE:LINKS_AND_FIELDS_ARE_NUMBERED
CHARACTER_SET:utf-8
ASSUME_CHARSET:utf-8
LOCALE_CHARSET:FALSE
PREFERRED_LANGUAGE:id
NO_PAUSE:TRUE
"""
PRINTER = 5
"""The number of the printer above in the menu that `p` opens."""
COLUMNS = "120"
REFERENCES = "\nReferences\n"
NAMES = {" ": "<space>", "\n": "^J"}
FLAGS = ("-tna", "-nozap=full", "-accept_all_cookies", "-nopause")
"""Fields take keys only after Enter, so that a number always is a number; typing ahead never stops a transfer."""


class Lynx(TextVisitor):
    """A person at lynx."""

    def __init__(self, keys: int, pages: Path) -> None:
        self.keys = keys
        self.pages = pages

    def type(self, *keys: str) -> None:
        """Press keys, by the names that lynx gives them."""
        os.write(self.keys, "".join(f"key {NAMES.get(key, key)}\n" for key in keys).encode())

    @property
    def page(self) -> str:
        """The page as printed: numbers in brackets, and at the end what each number is."""
        waiting = os.open(self.pages, os.O_RDONLY | os.O_NONBLOCK)
        try:
            self.type("p", *str(PRINTER), "^J")
            return _all_of(waiting).decode()
        finally:
            os.close(waiting)

    @property
    def lines(self) -> list[str]:
        """The page without the list of references."""
        return self.page.split(REFERENCES)[0].splitlines()

    @property
    def text(self) -> str:
        """What is read, without the numbers."""
        return one_line(re.sub(r"\[\d+\]", "", "\n".join(self.lines)))

    def open(self, url: str) -> Self:
        """Go to an address."""
        self.type("g", "^U", *url, "^J")
        return self

    def fill(self, label: str, words: str) -> Self:
        """Enter begins, ^U empties the line, Tab leaves the field."""
        self._go_to(label, *self._field(label))
        self.type("^U", *words, "<tab>")
        return self

    def choose(self, words: str, within: str = "") -> Self:
        """Take a radio button or tick a box."""
        before = flexible(within) + ".*?" if within else ""
        return self._go_to(words, rf"{before}\[(\d+)\][(\[][ *X][)\]]\s+{flexible(words)}")

    def press(self, words: str) -> Self:
        """Press a button, which lynx shows as its value in parentheses, followed by its words."""
        return self._go_to(words, rf"\(\[(\d+)\][^()]*\)\s+{flexible(words)}")

    def follow(self, words: str) -> Self:
        """Follow a link."""
        return self._go_to(words, rf"\[(\d+)\]{flexible(words)}")

    def back(self) -> Self:
        """The page before, as lynx kept it."""
        self.type("Left Arrow")
        return self

    def value(self, label: str) -> str:
        """What is seen of a field: its first twenty characters."""
        page = self.page
        for pattern in self._field(label):
            if found := re.search(pattern + r"([^\n]*)", page):
                return found[2].rstrip("_ ")
        raise NotThere(label, page)

    def _field(self, label: str) -> tuple[str, str]:
        """The number right after a label, or else the first one after its hint."""
        return rf"{flexible(label)}\s*\[(\d+)\]", rf"{flexible(label)}[^\[]*\[(\d+)\]"

    def _go_to(self, what: str, *patterns: str) -> Self:
        """Type the number, Enter to get there, Enter to activate (a link is followed by the first one)."""
        page = self.page
        tries = (re.search(one, page.split(REFERENCES)[0], re.DOTALL) for one in patterns)
        found = next((one for one in tries if one), None)
        if found is None:
            raise NotThere(what, page)
        is_field = re.search(rf"^\s*{found[1]}\. form field", page.split(REFERENCES)[1], re.MULTILINE)
        self.type(*found[1], "^J", *(["^J"] if is_field else []))
        return self


def _all_of(pipe: int) -> bytes:
    """What the next writer writes, up to its end; TimeoutError when nobody does."""
    poll, whole = select.poll(), b""
    poll.register(pipe, select.POLLIN)
    while True:
        if not poll.poll(PATIENCE * 1000):
            raise TimeoutError("lynx shows nothing")
        piece = os.read(pipe, 65536)
        if not piece:
            return whole
        whole += piece


def _start(home: Path, pages: Path, script: Path) -> subprocess.Popen[bytes]:
    settings = home / "lynx.cfg"
    settings.write_text(SETTINGS.format(pages=pages))
    places = {"HOME": str(home), "LYNX_TEMP_SPACE": str(home), "PATH": "/usr/bin:/bin"}
    terminal = {"TERM": "vt100", "COLUMNS": COLUMNS, "LINES": "60", "LANG": "C.UTF-8"}
    return subprocess.Popen(
        ["lynx", f"-cfg={settings}", *FLAGS, f"-cmd_script={script}", "file:///dev/null"],
        env={**places, **terminal}, cwd=home,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT,
    )  # fmt: skip


@contextmanager
def lynx(home: Path) -> Iterator[Lynx]:
    """A lynx of its own, with everything it keeps in `home`."""
    home.mkdir()
    pages, script = home / "pages", home / "keys"
    os.mkfifo(pages)
    os.mkfifo(script)
    keys = os.open(script, os.O_RDWR)  # for writing only it would wait for lynx to open it
    process = _start(home, pages, script)
    try:
        yield Lynx(keys, pages)
    finally:
        process.kill()
        process.wait()
        os.close(keys)
