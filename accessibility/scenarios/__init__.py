"""The ways to every page in every state, one module for each part of the site."""

from __future__ import annotations

from fnmatch import fnmatch

from accessibility.pages import SCENARIOS, Scenario
from accessibility.scenarios import desk, public

__all__ = ["chosen", "desk", "public"]


def chosen(pattern: str = "*", *, signed_in: bool = True) -> list[Scenario]:
    """The scenarios whose name matches, in the order in which they were written; without an officer no desk."""
    return [one for one in SCENARIOS.values() if fnmatch(one.name, pattern) and (signed_in or not one.signed_in)]
