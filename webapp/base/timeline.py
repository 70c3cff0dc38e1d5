"""What was, is and will be, as components/timeline.html draws it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One point of a timeline; `state` is "done", "now" or "next".

    `when` is a whole date in words, `iso` the instant, empty where it is not told; `lead` stands before the date
    ("Paling lambat"); `quotes` are (label, text) that people wrote.
    """

    state: str
    when: str
    title: str
    iso: str = ""
    lead: str = ""
    text: str = ""
    quotes: tuple[tuple[str, str], ...] = ()
