"""What is drawn once and shown on many tickets: clocks, whose calendars are long, and the empty field for a PIN."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup

from webapp.base.i18n import voice
from webapp.cases.explanation import Explanation
from webapp.tracking.forms import PinForm


@dataclass(frozen=True)
class _Drawing:
    """A clock, found by everything that its drawing shows."""

    key: tuple[object, ...]
    clock: Explanation = field(compare=False)


def drawn(clock: Explanation) -> Markup:
    """The clock as HTML, in the language of the reader."""
    days = (clock.started, clock.today, clock.due, clock.first_due, clock.counted_due, clock.number, clock.total)
    why = (clock.rule.code, clock.paused, clock.lateness, clock.skipped, clock.undecreed, clock.calendar_version)
    return _draw(_Drawing((voice(), *days, *why), clock))


@lru_cache(maxsize=500)
def _draw(drawing: _Drawing) -> Markup:
    macro = get_template_attribute("components/clock.html", "clock")
    return Markup(macro(drawing.clock))  # noqa: S704 (a macro of ours has escaped it already)


def pin_field() -> Markup:
    """The empty field for a PIN, as HTML in the language of the reader."""
    return _pin_field(voice())


@lru_cache(maxsize=10)
def _pin_field(_voice: str) -> Markup:
    macro = get_template_attribute("components/field.html", "field")
    return Markup(macro(PinForm().pin, width="short", inputmode="numeric", autocomplete="off"))  # noqa: S704 (as above)
