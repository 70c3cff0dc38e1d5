"""The ways to every page in every state, one module for each part of the site."""

from __future__ import annotations

from fnmatch import fnmatch

from accessibility.pages import LEARNED, SCENARIOS, Scenario
from accessibility.scenarios import (
    demo,
    desk,
    public,
    published,
    report,
    sealed_box,
    sealed_desk,
    sealed_keys,
    sealed_walk,
    tracking,
)

__all__ = [
    "demo", "desk", "every_scenario", "possible", "public", "published", "report", "sealed_box", "sealed_desk",
    "sealed_keys", "sealed_walk", "tracking",
]  # fmt: skip


def every_scenario() -> list[Scenario]:
    """All of them: first those that need nothing and leave the notes that others need, then those with the same needs
    together, so that each officer signs in once.
    """
    return sorted(SCENARIOS.values(), key=lambda one: one.needs)


def possible(pattern: str = "*", notes: set[str] | None = None) -> tuple[list[Scenario], list[Scenario]]:
    """The scenarios whose name matches, those that the notes allow and those that need more."""
    known = (notes or set()) | set(LEARNED)
    matching = [one for one in every_scenario() if fnmatch(one.name, pattern)]
    return [one for one in matching if set(one.needs) <= known], [one for one in matching if set(one.needs) - known]
