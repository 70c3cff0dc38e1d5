"""Clocks drawn once: the same promise of the same days looks the same on every ticket, and a calendar is long."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup

from webapp.base.i18n import language
from webapp.cases.explanation import Explanation


@dataclass(frozen=True)
class _Drawing:
    """A clock, found by everything that its drawing shows."""

    key: tuple[object, ...]
    clock: Explanation = field(compare=False)


def drawn(clock: Explanation) -> Markup:
    """The clock as HTML, in the language of the reader."""
    days = (clock.started, clock.today, clock.due, clock.number, clock.total, clock.left, clock.overdue)
    why = (clock.rule.code, clock.paused, clock.skipped, clock.undecreed, clock.calendar_version)
    return _draw(_Drawing((language(), *days, *why), clock))


@lru_cache(maxsize=500)
def _draw(drawing: _Drawing) -> Markup:
    macro = get_template_attribute("components/clock.html", "clock")
    return Markup(macro(drawing.clock))  # noqa: S704 (a macro of ours has escaped it already)
