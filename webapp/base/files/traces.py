"""What a file gave away and a cleaned one no longer does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Trace(StrEnum):
    """What was taken out; the page can say each in a word."""

    PLACE = "place"
    PROPERTIES = "properties"
    """Who made it, when and with what: EXIF, XMP, IPTC, Info, core properties, tags."""
    AUTHORS = "authors"
    """Names at comments, notes and changes."""
    THUMBNAIL = "thumbnail"
    APPENDED = "appended"
    """Bytes behind the end, where another file may hide."""
    HISTORY = "history"
    """Earlier states, and numbers that tell in which sitting a word was written."""
    SCRIPTS = "scripts"
    ATTACHED_FILES = "attached_files"
    EXTRA_TRACKS = "extra_tracks"
    """Sensors, timecodes, covers, subtitles beside sound and picture."""
    EXTRA_PICTURES = "extra_pictures"
    """Frames of an animation behind the first."""
    LINKS = "links"
    """Addresses that a program fetches by itself, and paths on somebody's machine."""
    FORMULAS = "formulas"
    """What a program reckons or fills in by itself; its last value stays."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """What one cleaner did. `complete` is False where something was left that could not be looked into; `pixels` were
    decoded.
    """

    traces: frozenset[Trace] = frozenset()
    complete: bool = True
    pixels: int = 0

    def __or__(self, other: Scrubbed) -> Scrubbed:
        """Of two parts of one file."""
        return Scrubbed(self.traces | other.traces, self.complete and other.complete, self.pixels + other.pixels)
