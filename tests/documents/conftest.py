"""The small world behind the site; documents come from a ticket of the story and its reporter's page."""

from tests.tracking.conftest import case_in, clock, db

__all__ = ["case_in", "clock", "db"]
