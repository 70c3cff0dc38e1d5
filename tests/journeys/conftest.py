"""The running site, and a person at each kind of browser."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from itertools import count
from pathlib import Path
from typing import TypeVar

import pytest

from accessibility.browser import open_browser
from tests.journeys import edbrowse, lynx
from tests.journeys.keyboard import Keyboard
from tests.journeys.town import Town, town
from tests.journeys.visitor import TextVisitor, Visitor

Arrive = Callable[[], Visitor]
"""Somebody sits down at a fresh browser."""
TextArrive = Callable[[], TextVisitor]
"""Somebody sits down at a fresh text browser."""
KeyboardArrive = Callable[[], Keyboard]
"""Somebody sits down at a fresh Chromium."""
V = TypeVar("V", bound=Visitor)


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


Start = Callable[[Path], AbstractContextManager[Visitor]]
TEXT: dict[str, Callable[[Path], AbstractContextManager[TextVisitor]]] = {
    "edbrowse": edbrowse.edbrowse,
    "lynx": lynx.lynx,
}
CHROMIUM: dict[str, Callable[[Path], AbstractContextManager[Keyboard]]] = {
    "chromium-without-scripts": lambda home: keyboard(home, scripts=False),
    "chromium": lambda home: keyboard(home, scripts=True),
}
ALL: dict[str, Start] = {**TEXT, **CHROMIUM}


def _arriving(start: Callable[[Path], AbstractContextManager[V]], folder: Path) -> Iterator[Callable[[], V]]:
    numbers = count(1)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(start(folder / f"home-{next(numbers)}"))


@pytest.fixture(params=ALL)
def arrive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Arrive]:
    """Once for each kind of browser."""
    yield from _arriving(ALL[request.param], tmp_path)


@pytest.fixture(params=TEXT)
def arrive_in_text(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TextArrive]:
    """Once for each text browser."""
    yield from _arriving(TEXT[request.param], tmp_path)


@pytest.fixture(params=CHROMIUM)
def arrive_by_keyboard(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeyboardArrive]:
    """Chromium, once without scripts and once with."""
    yield from _arriving(CHROMIUM[request.param], tmp_path)


@pytest.fixture
def arrive_with_scripts(tmp_path: Path) -> Iterator[KeyboardArrive]:
    """Chromium as most people have it."""
    yield from _arriving(CHROMIUM["chromium"], tmp_path)


@pytest.fixture
def arrive_without_scripts(tmp_path: Path) -> Iterator[KeyboardArrive]:
    """Chromium with scripts off."""
    yield from _arriving(CHROMIUM["chromium-without-scripts"], tmp_path)
