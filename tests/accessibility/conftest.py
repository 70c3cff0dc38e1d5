"""One browser for all tests of a worker, which forgets its cookies between them, and the sites that it looks at."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from accessibility.browser import Browser, open_browser
from accessibility.pages import Site
from tests.accessibility.sealed import sealed_site
from tests.accessibility.sites import demo_site


@pytest.fixture(scope="session")
def one_browser() -> Iterator[Browser]:
    """A Chromium of this test run."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def browser(one_browser: Browser) -> Browser:
    """The browser as new: no cookie, scripts on, a desktop window."""
    return one_browser.forget().scripts(on=True).width(1280).media()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, demo_folder: Path) -> Iterator[Site]:
    """The demo, served for all of these tests, with a ticket noted for every status."""
    with demo_site(shutil.copytree(demo_folder, tmp_path_factory.mktemp("site") / "demo")) as there:
        yield there


@pytest.fixture(scope="session")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The sealed channel, which is an app of its own."""
    with sealed_site(tmp_path_factory.mktemp("sealed")) as there:
        yield there
