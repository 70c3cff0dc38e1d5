"""The sealed channel as it is heard and typed line by line: a key is made, a report is sent, a talk goes both ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from itertools import count
from pathlib import Path

import pytest

from tests.journeys import sealed
from tests.journeys.edbrowse import edbrowse
from tests.journeys.visitor import FileVisitor
from tests.journeys.w3m import w3m
from tests.whistleblowing.field.trial import Place, document, place, serving

START: dict[str, Callable[[Path], AbstractContextManager[FileVisitor]]] = {"edbrowse": edbrowse, "w3m": w3m}
Arrive = Callable[[], FileVisitor]


@pytest.fixture
def arrive(browser: str, tmp_path: Path) -> Iterator[Arrive]:
    """Somebody sits down at a fresh one."""
    numbers = count(1)
    with ExitStack() as stack:
        yield lambda: stack.enter_context(START[browser](tmp_path / f"home-{next(numbers)}"))


@pytest.fixture
def at(tmp_path: Path) -> Place:
    """An instance of two levels."""
    (tmp_path / "site").mkdir()
    return place(tmp_path / "site")


@pytest.mark.parametrize("browser", START)
def test_a_report_with_a_file_and_a_talk_about_it(arrive: Arrive, at: Place, tmp_path: Path) -> None:
    for name, words in (("nota.pdf", "nota"), ("lagi.pdf", "satu lagi")):
        (tmp_path / name).write_bytes(document(words))
    with serving(at) as server:
        inspector, reporter = arrive(), arrive()
        sealed.make_key(inspector, server.url, at.invitation("hani"))
        code = sealed.report(reporter, server.url, tmp_path / "nota.pdf")
        sealed.ask(inspector, server.url)
        sealed.answer(reporter, server.url, code, tmp_path / "lagi.pdf")
        inspector.open(f"{server.url}/meja").sees("Ada jawaban baru dari pelapor")
        before = sealed.open_case(inspector, server.url).sees(sealed.ANSWER, "lagi.pdf").text
        sealed.escalate(reporter)
        assert sealed.open_case(inspector, server.url).text == before
