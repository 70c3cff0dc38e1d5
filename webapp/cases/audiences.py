"""Whom the table of moves tells (pure)."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who is told."""

    REPORTER = "reporter"
    OWNER = "owner"
    COORDINATOR = "coordinator"
    DECIDER = "decider"  # who decides once more on a contested publication
    FOLLOWERS = "followers"  # the reporters of cases that were merged into this one
