"""A report as titles with texts: what is masked, what is printed. Internal notes and identity are never among it."""

from __future__ import annotations

from collections.abc import Sequence

from webapp.base.i18n import date_long
from webapp.base.sentences import _
from webapp.whistleblowing import sending, vault
from webapp.whistleblowing.desk.cases import Case
from webapp.whistleblowing.vault import Written

Sections = Sequence[tuple[str, str]]


def of(case: Case) -> list[tuple[str, str]]:
    """The answers by their questions, then the talks in their order."""
    answers = [(question, "\n".join(texts)) for question, texts in case.answers.items()]
    return answers + [(_who(one), one.text) for one in case.said if one.kind != sending.FILE]


def _who(entry: Written) -> str:
    if entry.author == vault.REPORTER:
        return _("Dari pelapor, %(day)s", day=date_long(entry.on))
    return _("Dari inspektorat, %(day)s", day=date_long(entry.on))


def plain(heading: str, sections: Sections) -> str:
    """As text for any editor and any reader."""
    parts = [(heading, "="), *((title, "-") for title, _text in sections)]
    texts = ["", *(text for _title, text in sections)]
    return "\n\n".join(
        f"{title}\n{line * len(title)}\n\n{text}".rstrip() for (title, line), text in zip(parts, texts, strict=True)
    ) + "\n"  # fmt: skip
