"""w3m, a page on a terminal with tables and fields in place: by keys over a pseudo-terminal.

The page is looked at by `S`, which saves it as it is shown, here into a pipe: its end says that w3m is ready again.
`Esc g` goes to a line, `l` to a place in it, Enter presses what is there; a text of several lines is written by an
editor, which here copies a file.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from tests.journeys.visitor import FileVisitor, NotThere, flexible, one_line
from tests.servers import PATIENCE

ROWS, COLUMNS = 60, 200
OPTIONS = ("confirm_qq=0", "use_mouse=0", "use_cookie=1", "accept_cookie=1", "use_history=0")
CLEAR, ENTER, LINE_BEGIN, RIGHT = "\x15", "\r", "^", "l"
WAITING, ASKED, GLANCE = ("270 0x4 ", "0 0x3 "), 4, 0.003
"""As Linux on x86-64 says it: select and read on the terminal. Seen so often in a row, with so many seconds between,
nothing is under way."""
FIELD = r"\[[^\[\]\n]*\]"
BUTTON = r"(?:^|(?<=\n))[^\w\n]*(?P<it>{words}){end}"
"""A button has no marks; it begins its line, after the dot of a list if it is in one."""


class W3m(FileVisitor):
    """A person at w3m."""

    def __init__(self, process: int, terminal: int, keys: int, home: Path) -> None:
        """`terminal` is our end, `keys` that of w3m."""
        self.process, self.terminal, self.keys, self.home = process, terminal, keys, home
        threading.Thread(target=_swallow, args=(terminal,), daemon=True).start()

    def type(self, *keys: str) -> None:
        """Press keys, each when w3m waits for one: what is typed ahead it may throw away."""
        for key in keys:
            self._wait()
            os.write(self.terminal, key.encode())

    def _wait(self) -> None:
        """Until w3m has taken all keys and has asked the kernel for the next one."""
        end = time.monotonic() + PATIENCE
        asked = 0
        while asked < ASKED:
            if time.monotonic() > end:
                raise TimeoutError("w3m takes no keys")
            asked = asked + 1 if self._takes_keys() else 0
            select.select([], [], [], GLANCE)

    def _takes_keys(self) -> bool:
        waiting = Path(f"/proc/{self.process}/syscall").read_text(encoding="ascii")
        taken = fcntl.ioctl(self.keys, termios.FIONREAD, bytes(4)) == bytes(4)
        return taken and waiting.startswith(WAITING)

    @property
    def page(self) -> str:
        """The page as it is shown."""
        pipe = os.open(self.home / "pages", os.O_RDONLY | os.O_NONBLOCK)
        try:
            self.type("S", CLEAR, f"{self.home}/pages", ENTER, "y")  # it is there: "Overwrite?"
            return _all_of(pipe).decode()
        finally:
            os.close(pipe)

    @property
    def lines(self) -> list[str]:
        """Line by line."""
        return self.page.splitlines()

    @property
    def text(self) -> str:
        """On one line."""
        return one_line(self.page)

    def open(self, url: str) -> Self:
        """Go to an address."""
        self.type("U", CLEAR, url, ENTER)
        return self

    def fill(self, label: str, words: str) -> Self:
        """Write on the line at the bottom, or with the editor into a field of several lines."""
        page = self.page
        start, end = self._field(label, page)
        self._go_to(page, start + 1)
        if _goes_on(page, start, end):
            self._edit(words)
        else:
            self.type(ENTER, CLEAR, words, ENTER)
        return self

    def _edit(self, words: str) -> None:
        (self.home / "typed").write_text(words + "\n", encoding="utf-8")
        self.type(ENTER)

    def attach(self, label: str, path: Path) -> Self:
        """Type the path."""
        return self.fill(label, str(path))

    def choose(self, words: str, within: str = "") -> Self:
        """Take a radio button or tick a box."""
        before, page = flexible(within) + ".*?" if within else "", self.page
        found = re.search(rf"{before}(?P<it>[(\[][ *][)\]])\s*{flexible(words)}", page, re.DOTALL)
        if not found:
            raise NotThere(words, page)
        if "*" not in found["it"]:
            self._go_to(page, found.start("it") + 1)
            self.type(ENTER)
        return self

    def press(self, words: str) -> Self:
        """Press a button: the last one that is called so, for headings come first."""
        page = self.page
        for end in (r"[ \t]*(?=\n)", ""):
            found = list(re.finditer(BUTTON.format(words=flexible(words), end=end), page))
            if found:
                self._go_to(page, found[-1].start("it"))
                self.type(ENTER)
                return self
        raise NotThere(words, page)

    def follow(self, words: str) -> Self:
        """Follow a link, which looks as a button does."""
        return self.press(words)

    def back(self) -> Self:
        """The page before, as w3m kept it."""
        self.type("B")
        return self

    def value(self, label: str) -> str:
        """What is seen of a field."""
        page = self.page
        start, end = self._field(label, page)
        return page[start + 1 : end - 1].strip()

    def _field(self, label: str, page: str) -> tuple[int, int]:
        """Where the field right after a label, or else the first one after its hint, begins and ends."""
        for between in (r"\s*", r"[^\[]*"):
            if found := re.search(rf"{flexible(label)}{between}(?P<it>{FIELD})", page):
                return found.span("it")
        raise NotThere(label, page)

    def _go_to(self, page: str, at: int) -> None:
        """Move the cursor to what stands there."""
        line, column = page.count("\n", 0, at) + 1, at - (page.rfind("\n", 0, at) + 1)
        self.type(f"\x1bg{line}", ENTER, LINE_BEGIN, RIGHT * column)


def _goes_on(page: str, start: int, end: int) -> bool:
    """Whether the line above or below has the same field at the same place."""
    field, column = page[start:end], start - (page.rfind("\n", 0, start) + 1)
    lines, number = page.split("\n"), page.count("\n", 0, start)
    near = (lines[at] for at in (number - 1, number + 1) if at in range(len(lines)))
    return any(len(one) == len(field) + column and one[column] == "[" for one in near)


def _all_of(pipe: int) -> bytes:
    """What the next writer writes, up to its end; TimeoutError when nobody does."""
    poll, whole = select.poll(), b""
    poll.register(pipe, select.POLLIN)
    while True:
        if not poll.poll(PATIENCE * 1000):
            raise TimeoutError("w3m shows nothing")
        piece = os.read(pipe, 65536)
        if not piece:
            return whole
        whole += piece


def _swallow(terminal: int) -> None:
    """What is drawn on the screen, so that w3m can go on drawing."""
    with suppress(OSError):
        while os.read(terminal, 65536):
            pass


def _start(home: Path, keys: int) -> subprocess.Popen[bytes]:
    environ = {"HOME": str(home), "PATH": "/usr/bin:/bin", "TERM": "vt100", "LANG": "C.UTF-8", "TMPDIR": str(home)}
    options = [word for option in OPTIONS for word in ("-o", option)]
    fcntl.ioctl(keys, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return subprocess.Popen(
        ["w3m", *options, str(home / "start.html")], env={**environ, "EDITOR": f"cp {home}/typed"}, cwd=home,
        stdin=keys, stdout=keys, stderr=keys, start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - it makes the terminal its own
    )  # fmt: skip


@contextmanager
def w3m(home: Path) -> Iterator[W3m]:
    """A w3m of its own, with everything it keeps in `home`."""
    home.mkdir()
    os.mkfifo(home / "pages")
    (home / "start.html").write_text("<p>Mulai")  # it ends when it has nothing to show
    terminal, keys = pty.openpty()
    process = _start(home, keys)
    try:
        yield W3m(process.pid, terminal, keys, home)
    finally:
        process.kill()
        process.wait()
        os.close(keys)
