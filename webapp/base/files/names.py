"""A name under which a file may be shown and offered for download; it is never used as a path."""

from __future__ import annotations

import re
import unicodedata

from webapp.base.files.kinds import FACTS, Kind

LONGEST = 120
"""Characters with the ending; every file system takes that also as UTF-8."""
_UNNAMED = "berkas"
# Control characters, surrogates, unassigned, private, line and paragraph separators; Cf holds what turns the writing
# direction (U+202E shows "exe.gpj" as "jpg.exe") and what cannot be seen.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"))
_UNSAFE = re.compile(r'[<>:"/\\|?*%;`$&]')
_RESERVED = re.compile(r"(con|prn|aux|nul|clock\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


def safe_name(name: str, kind: Kind) -> str:
    """At most `LONGEST` characters, one plain part of a path, with the ending of its kind and only one of our endings.

    What has nothing readable is called "berkas"; names that Windows keeps for devices get a "_" before them.
    """
    suffix = FACTS[kind].suffixes[0]
    stem = _stem(_readable(re.split(r"[/\\]", name)[-1]), kind)
    stem = stem[: LONGEST - len(suffix) - 2].strip(" .") or _UNNAMED
    return f"{'_' if _RESERVED.match(stem) else ''}{stem}.{suffix}"


def plain_name(number: int, kind: Kind) -> str:
    """One that says nothing but what it is: `bukti-1.jpg`."""
    return f"bukti-{number}.{FACTS[kind].suffixes[0]}"


def shown_name(name: str) -> str:
    """The name of a file that was refused, to be told to who sent it."""
    return _readable(re.split(r"[/\\]", name)[-1])[:LONGEST] or _UNNAMED


def _readable(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    seen = "".join(" " if character.isspace() else character for character in composed)
    seen = "".join(character for character in seen if unicodedata.category(character) not in _UNSEEN)
    return re.sub(r"\s+", " ", _UNSAFE.sub("_", seen)).rstrip(" .")


def _stem(name: str, kind: Kind) -> str:
    """Without the ending, if it is one of this kind: what else looks like one is part of the name."""
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending.lower() in FACTS[kind].suffixes else name
