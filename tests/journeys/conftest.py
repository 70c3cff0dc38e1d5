"""The running site, and a person at each kind of browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path

import pytest

from accessibility.browser import open_browser
from tests.journeys import edbrowse, lynx
from tests.journeys.keyboard import Keyboard
from tests.journeys.town import Town, town
from tests.journeys.visitor import Visitor

Arrive = Callable[[], Visitor]
"""Somebody sits down at a fresh browser."""


@pytest.fixture(scope="session")
def here(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[Town]:
    """The town, running."""
    folder = tmp_path_factory.mktemp("town")
    shutil.copyfile(sqlite_template, folder / "lapor.db")
    with town(folder, f"sqlite:///{folder}/lapor.db") as running:
        yield running


@contextmanager
def keyboard(_home: Path, *, scripts: bool) -> Iterator[Keyboard]:
    """A fresh Chromium used by keyboard alone, with the pages' scripts on or off."""
    with open_browser() as browser:
        yield Keyboard(browser.scripts(scripts))


BROWSERS: dict[str, Callable[[Path], AbstractContextManager[Visitor]]] = {
    "edbrowse": edbrowse.edbrowse,
    "lynx": lynx.lynx,
    "chromium-without-scripts": lambda home: keyboard(home, scripts=False),
    "chromium": lambda home: keyboard(home, scripts=True),
}


def _arriving(kind: str, folder: Path) -> Iterator[Arrive]:
    numbers = count(1)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(BROWSERS[kind](folder / f"{kind}-{next(numbers)}"))


@pytest.fixture(params=BROWSERS)
def arrive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Arrive]:
    """Once for each kind of browser."""
    yield from _arriving(request.param, tmp_path)


@pytest.fixture(params=["edbrowse", "lynx"])
def arrive_in_text(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Arrive]:
    """Once for each text browser."""
    yield from _arriving(request.param, tmp_path)


@pytest.fixture
def arrive_with_scripts(tmp_path: Path) -> Iterator[Arrive]:
    """Chromium as most people have it."""
    yield from _arriving("chromium", tmp_path)
