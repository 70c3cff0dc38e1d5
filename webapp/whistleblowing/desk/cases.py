"""A report as its inspectorate sees it, opened with the key of one holder. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from webapp.base.sentences import _
from webapp.base.working_days import Calendar
from webapp.whistleblowing import sending, vault
from webapp.whistleblowing.evidence import Kept
from webapp.whistleblowing.locks import ReportKey
from webapp.whistleblowing.statuses import Status
from webapp.whistleblowing.tree import Involved
from webapp.whistleblowing.vault import Written

QUESTION, STATUS, HANDOVER = "question", "status", "handover"
"""Kinds of entries in a talk."""
NOTE, MASKED, KEEP_LONGER = "note", "masked", "retention"
"""Kinds of entries among an inspectorate's notes."""
TEASER = 90
"""Bytes in HTML of the first answer by which a report is recognised in the inbox."""


def short(report_id: str) -> str:
    """`3F9A 22B1`: how people call a report; its own number would tell how many others there are."""
    return f"{report_id[:4]} {report_id[4:8]}".upper()


@dataclass(frozen=True)
class Due:
    """How far the day is by which the next step is promised; `left` working days, negative where it has passed."""

    on: date | None
    left: int
    is_late: bool

    @classmethod
    def of(cls, on: date | None, today: date) -> Due:
        """None is never late."""
        return cls(on, Calendar.of().working_days_between(today, on) if on else 0, on is not None and on < today)


@dataclass(frozen=True)
class Row:
    """A report in the inbox; `teaser` is None where it does not open, `answered` where the reporter wrote last.

    `retaliated`: it tells of reprisals. `decided`: the day of the last word on who the reporter is, for who asked.
    """

    report_id: str
    received_on: date
    status: Status
    due: Due
    answered: bool
    teaser: str | None
    retaliated: bool
    retain_until: date
    decided: date | None


@dataclass(frozen=True)
class Talk:
    """What another inspectorate and the reporter said, where the reporter has handed its key on: only to be read."""

    place: str
    entries: Sequence[Written] = field(repr=False)


@dataclass(frozen=True)
class Case:
    """Everything of one report that an inspectorate has keys for."""

    report_id: str
    handling_id: int
    inspectorate_id: int
    status: Status
    version: int
    received_on: date
    retain_until: date
    """Until when this inspectorate keeps it; another's decision is no business of theirs."""
    due_on: date | None
    answers: Mapping[str, list[str]] = field(repr=False)
    excluded: Involved
    kept: Sequence[Written] = field(repr=False)
    earlier: Sequence[Talk]
    """Talks of the levels below, the lowest first."""
    talk: Sequence[Written] = field(repr=False)
    notes: Sequence[Written] = field(repr=False)
    keys: Mapping[str, ReportKey] = field(repr=False)
    names: Mapping[str, str]
    """Of those who wrote an entry or hold a key, as wraps name them."""
    openers: frozenset[str]
    """Who of this inspectorate opens it, as wraps name them; the key on paper, too."""
    has_identity: bool
    """Whether somebody here holds the key to it: what a reporter entrusts to the level above is not told."""

    @property
    def short(self) -> str:
        """What people call it."""
        return short(self.report_id)

    @property
    def said(self) -> list[Written]:
        """All talks, the lowest level's first."""
        return [*(entry for talk in self.earlier for entry in talk.entries), *self.talk]

    @property
    def files(self) -> list[Kept]:
        """What came with the report and later."""
        return [Kept.of(one.text) for one in (*self.kept, *self.said) if one.kind == sending.FILE]

    @property
    def key_holders(self) -> list[str]:
        """Names of those here who can open it."""
        people = [told for name, told in self.names.items() if name in self.openers]
        paper = vault.offline(self.inspectorate_id) in self.openers
        return people + [_("satu kunci di atas kertas, di lemari terkunci instansi ini")] * paper

    @property
    def masked(self) -> list[tuple[str, str]]:
        """The newest masked copy, (title, text); empty where there is none."""
        copies = [one.text for one in self.notes if one.kind == MASKED]
        return [(title, text) for title, text in json.loads(copies[-1])] if copies else []

    def words_of(self, entry: Written) -> str:
        """What was written, without the day that a decision to keep it longer begins with."""
        return entry.text.partition("\n")[2] if entry.kind == KEEP_LONGER else entry.text

    def by(self, author: str) -> str:
        """The name of who wrote an entry, who is not the reporter."""
        return self.names.get(author, author)
