"""The demo's letters, read from the folder that its mail is delivered to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

SHOWN = 50
"""Letters on the list; older ones stay in the folder."""

NAME = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True)
class DemoLetter:
    """One letter as its receiver would see it; `paragraphs` are lists of lines."""

    name: str
    to: str
    subject: str
    sent_at: datetime
    language: str
    paragraphs: tuple[tuple[str, ...], ...]


def letters(folder: Path) -> list[DemoLetter]:
    """The newest letters first; an empty or missing folder gives none."""
    found = [letter for path in folder.glob("*.eml") if (letter := _read(path)) is not None]
    return sorted(found, key=lambda letter: (letter.sent_at, letter.name), reverse=True)[:SHOWN]


def letter(folder: Path, name: str) -> DemoLetter | None:
    """The letter with this Message-ID (hexadecimal), or None."""
    return _read(folder / f"{name}.eml") if NAME.fullmatch(name) else None


def _read(path: Path) -> DemoLetter | None:
    try:
        message = message_from_bytes(path.read_bytes(), policy=default)
    except OSError:
        return None
    return DemoLetter(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        sent_at=message["Date"].datetime,
        language=str(message["Content-Language"] or "id"),
        paragraphs=_paragraphs(message.get_content()),
    )


def _paragraphs(text: str) -> tuple[tuple[str, ...], ...]:
    blocks = re.split(r"\n{2,}", text.replace("\r\n", "\n").strip())
    return tuple(tuple(block.split("\n")) for block in blocks)
