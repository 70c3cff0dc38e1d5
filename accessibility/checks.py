"""One registry of everything that is checked: each check has a name, the criteria it speaks of, and a way to run.

`accessibility/criteria.toml` names checks by these names. Checks of a page are functions of the open page; a check that
looks at no single page (a screen reader's journey, a document) is registered by `elsewhere`, and says itself that it
ran.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from accessibility.browser import DESKTOP, PHONE, Browser, Letters


class Fault(NamedTuple):
    """What a check says of one element; `criterion` holds the numbers, none where good practice alone is broken."""

    rule: str
    criterion: str
    where: str
    what: str


Run = Callable[[Browser, "View"], Iterator[Fault]]


class When(Enum):
    """How often a check runs on a page."""

    QUICK = "in every view, in the quick audit too"
    VIEW = "in every view"
    PAGE = "once a page: it sets its own views"
    ELSEWHERE = "by somebody else, who says that it ran"


@dataclass(frozen=True)
class Check:
    """A named check; engines speak of many criteria, which their rules name."""

    name: str
    criteria: tuple[str, ...]
    when: When
    run: Run


@dataclass(frozen=True)
class View:
    """How a page is looked at. `only` names the quick checks that make sense here, all where none is named."""

    name: str
    width: int = DESKTOP
    dark: bool = False
    forced: bool = False
    letters: Letters = Letters.AS_MADE
    only: tuple[str, ...] = ()

    def take(self, browser: Browser) -> None:
        """Set the browser so."""
        browser.width(self.width).media(dark=self.dark, forced=self.forced).letters(self.letters)


VIEWS = (
    View("desktop"),
    View("phone", PHONE),
    View("dark", dark=True),
    View("dark phone", PHONE, dark=True),
    View("forced colours", forced=True),
    # letters twice as large (WCAG 1.4.4) where there is least room; what axe finds it has found in the views above
    View("phone, device's letters at 200 %", PHONE, letters=Letters.OF_DEVICE, only=("reflow",)),
    View("phone, text zoomed to 200 %", PHONE, letters=Letters.ZOOMED, only=("reflow",)),
)
FEWER = tuple(view for view in VIEWS if view.name not in ("phone", "dark"))
"""For `make test`: each width, light and dark, once; `make audit` looks in all of them."""

CHECKS: dict[str, Check] = {}
"""Every check by name; filled when `accessibility.engines` is imported, and by those who check elsewhere."""


def check(name: str, *criteria: str, when: When = When.VIEW) -> Callable[[Run], Run]:
    """Register a function that looks at the open page; ValueError for a name that is taken."""

    def register(run: Run) -> Run:
        if name in CHECKS:
            raise ValueError(f"two checks are called {name}")
        CHECKS[name] = Check(name, criteria, when, run)
        return run

    return register


def elsewhere(name: str, *criteria: str) -> None:
    """Register a check that looks at no single page, as a journey that is heard, a document, or the catalogues."""
    check(name, *criteria, when=When.ELSEWHERE)(lambda browser, view: iter(()))


def chosen(when: When) -> list[Check]:
    """The checks of one kind."""
    return [one for one in CHECKS.values() if one.when is when]
