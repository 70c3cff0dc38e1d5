"""Cases as the desk finds them: within a scope, by words, newest first (docs/decisions/0013).

A row holds the folded words of a report and a word for each agency in whose queue it stands, or where it has ended.
The database keeps an index of them (migration 0027), so that a question costs the same however many cases there are.
A confidential report has no words here: it is found by its ticket, and by what it is, but never by what stands in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnClause, ColumnElement, ForeignKey, Text, column, func, literal_column, select, table
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp.base.db import Base
from webapp.cases.models import BIG, Case, CaseText
from webapp.cases.published import SIMPLE, Groups, Phrase, on_postgresql, on_sqlite
from webapp.cases.publishing import MARK, public_words

LOOKED_AT = 400
"""Of the open cases that hold what is searched for, the newest so many are put in order; the page says so."""
MOST_WORDS = 5
_ROOT = 4
"""Letters of a word that may be the root of others."""
_BEFORE = "di me mem men meng ke ter ber pe pem pen peng se diper memper".split()
_MELTS = {"k": ("meng", "peng"), "p": ("mem", "pem"), "s": ("meny", "peny"), "t": ("men", "pen")}
"""The first letter of a root melts into some prefixes: tutup, menutup (Tata Bahasa Baku Bahasa Indonesia, 4th ed.)."""
_SEARCHED = ("title", "body", "place")
_LITE = table("desk_text_fts", column("rowid"), column("desk_text_fts"))
_WORDS: ColumnClause[Any] = literal_column("desk_text.search_fts")


class Stands(StrEnum):
    """Where a case is looked for."""

    QUEUE = "queue"  # open, or with help that is owed
    ENDED = "ended"

    def at(self, agency_id: int) -> str:
        """The word that says so in a searched text: `xqqueue17`."""
        return f"{MARK}{self.value}{agency_id}"


class DeskText(Base):
    """What is searched of a case; written by `scopes.refresh` alone, in the transaction of each move."""

    __tablename__ = "desk_text"

    case_id: Mapped[int] = mapped_column(BIG, ForeignKey("case.id"), primary_key=True)
    search: Mapped[str] = mapped_column(Text)


def searched(session: Session, case: Case, queue: Iterable[int], ended: Iterable[int]) -> str:
    """What a case is found by: the agencies in whose queue it stands, those for which it has ended, and its words."""
    places = (*map(Stands.QUEUE.at, sorted(queue)), *map(Stands.ENDED.at, sorted(ended)))
    return " ".join((*places, *_words(session, case)))


def _words(session: Session, case: Case) -> list[str]:
    mine = select(CaseText.text).where(CaseText.case_id == case.id, CaseText.kind.in_(_SEARCHED))
    texts = session.scalars(mine.order_by(CaseText.id))
    return [] if case.confidential else public_words(" ".join(texts))


@dataclass(frozen=True)
class Wanted:
    """Cases that stand so for one of these agencies, and whose report holds a word that begins with each of `words`."""

    stands: Stands
    agency_ids: Sequence[int]
    words: Sequence[str] = ()

    @property
    def groups(self) -> Groups:
        """The question; None of it may be typed by anybody but the words."""
        typed = public_words(" ".join(self.words))[:MOST_WORDS]
        places = [Phrase((self.stands.at(number),)) for number in self.agency_ids]
        return [places, *([Phrase((form,), open_ended=len(word) > 1) for form in forms(word)] for word in typed)]


def forms(word: str) -> list[str]:
    """A word with what Indonesian puts before it: who types "keruk" also means "dikeruk" and "mengeruk"."""
    if len(word) < _ROOT:
        return [word]
    melted = [nasal + word[1:] for nasal in _MELTS.get(word[0], ())]
    return [word, *(before + word for before in _BEFORE), *melted]


def newest(
    session: Session, wanted: Wanted, may: ColumnElement[bool], limit: int, before: int | None = None
) -> list[int]:
    """The numbers of the newest cases that are wanted and may be known of, from the one before `before` on."""
    if wanted.words and len(wanted.groups) == 1:
        return []  # nothing but marks was typed
    if session.get_bind().dialect.name == "sqlite":
        found = select(Case.id).join(_LITE, _LITE.c.rowid == Case.id).order_by(_LITE.c.rowid.desc())
        found = found.where(_LITE.c.desk_text_fts.op("MATCH")(on_sqlite(wanted.groups)))
        found = found.where(_LITE.c.rowid < before) if before is not None else found
    else:
        found = select(Case.id).join(DeskText, DeskText.case_id == Case.id).order_by(DeskText.case_id.desc())
        found = found.where(_WORDS.op("@@")(func.to_tsquery(SIMPLE, on_postgresql(wanted.groups))))
        found = found.where(DeskText.case_id < before) if before is not None else found
    # of a beginning PostgreSQL guesses too many hits: asked for a few, it would walk all cases to meet them
    most = max(limit, LOOKED_AT) if wanted.words else limit
    return list(session.scalars(found.where(may).limit(most)))[:limit]
