"""One browser for all tests of a worker; it forgets its cookies between them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from accessibility.browser import Browser, open_browser


@pytest.fixture(scope="session")
def one_browser() -> Iterator[Browser]:
    """A Chromium of this test run."""
    with open_browser() as browser:
        yield browser


@pytest.fixture
def browser(one_browser: Browser) -> Browser:
    """The browser as new: no cookie, scripts on, a desktop window."""
    return one_browser.forget().scripts(on=True).width(1280).media()
