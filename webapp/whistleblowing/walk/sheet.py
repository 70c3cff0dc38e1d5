"""What a reporter has written so far, as the draft holds it: plain data (pure)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.whistleblowing.evidence import Kept, on_shelf
from webapp.whistleblowing.tree import number

PLACE, PEOPLE, WHO, CHECK, ALL = "tujuan", "orang", "identitas", "periksa", "semua"
"""Steps, beside one for each group of questions (`group_step`)."""
INVOLVED, OTHERS, LEADERS, IDENTITY, SEARCH = "terlibat", "nama_lain", "pimpinan", "siapa", "cari"
ON_ONE_PAGE, SEEN = "satu_halaman", "diperiksa"
"""Fields of a draft; the answer to a question stands under `answer_field`."""


def group_step(group: str) -> str:
    """The name of the step that asks a group."""
    return f"isi_{group}"


def names_in(typed: str) -> tuple[str, ...]:
    """One on each line, each once."""
    return tuple(dict.fromkeys(filter(None, (" ".join(line.split()) for line in typed.splitlines()))))


def answer_field(question: str) -> str:
    """The name under which forms and drafts have the answer to a question."""
    return f"j_{question}"


@dataclass(frozen=True)
class Sheet:
    """A draft with its token."""

    token: str
    fields: Mapping[str, list[str]] = field(default_factory=dict)

    def first(self, name: str) -> str:
        """The only value of a field; empty where there is none."""
        return next(iter(self.fields.get(name, ())), "")

    @property
    def place(self) -> int | None:
        """The inspectorate that was chosen."""
        return number(self.first(PLACE))

    @property
    def excluded(self) -> frozenset[int]:
        """Holders of keys who are involved."""
        return frozenset(filter(None, map(number, self.fields.get(INVOLVED, ()))))

    @property
    def others(self) -> tuple[str, ...]:
        """Names of who is involved and holds no key, or none yet."""
        return names_in(self.first(OTHERS))

    @property
    def answers(self) -> dict[str, list[str]]:
        """By the id of the question."""
        return {name[2:]: values for name, values in self.fields.items() if name.startswith(answer_field(""))}

    @property
    def files(self) -> tuple[Kept, ...]:
        """Evidence."""
        return on_shelf(self.fields)

    def mark(self, seal: str) -> str:
        """Of exactly this text for exactly these readers: what was shown must be what is sent."""
        told = json.dumps([seal, sorted(self.fields.items())])
        return hashlib.sha256(told.encode()).hexdigest()[:16]
