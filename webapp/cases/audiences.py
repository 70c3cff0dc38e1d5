"""Whom the table of moves tells (pure)."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who is told."""

    REPORTER = "reporter"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    FORMER = "former"  # the office from which the case was passed on
    DECIDER = "decider"  # who decides once more on a contested publication
    FOLLOWERS = "followers"  # the reporters of cases that were merged into this one
