"""Finding published texts: by words, by what they are about, newest first; the same on SQLite and on PostgreSQL.

One index holds the words and the facets of each text, so that any mixture of filters is one question to it, whatever
the number of cases (docs/decisions/0020).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnClause, Select, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from webapp.agencies.models import Agency, Area
from webapp.base.db import Database
from webapp.cases.models import PublishedText
from webapp.cases.publishing import DISTRICT, Facet, public_words

PAGE = 20
LONGEST = 200
"""Characters of what is typed that are looked at."""
MOST_WORDS = 8
CANDIDATES = 200
"""As many of the newest texts with a word in common are compared when similar ones are looked for."""
TELLING = 4
"""Letters of a word that may say what a title is about."""
_SMALL = frozenset("yang untuk dengan pada dari tidak belum sudah lagi akan atau juga ada kami saya jalan".split())
_QUOTED = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
_INDEX = table("published_text_fts", column("rowid"), column("search"))
"""SQLite's index of the words (FTS5); its rowid is the position."""
_WORDS: ColumnClause[Any] = literal_column("published_text.search_fts")
"""PostgreSQL's words of the search, made by the database itself."""
SIMPLE: ColumnClause[Any] = literal_column("'simple'::regconfig")
_COLUMNS = (
    *("position", "ticket", "title", "body", "kind", "status", "closed_by", "archive_reason", "result", "anonymous"),
    *("published_at", "changed_at", "area_code"),
)


@dataclass(frozen=True)
class Phrase:
    """Words that stand together; of the last one the beginning is enough when `open_ended`."""

    words: tuple[str, ...]
    open_ended: bool = False


@dataclass(frozen=True)
class Found:
    """A published text as a list or a feed tells it; `agency` and `place` are names, `place` None for none."""

    position: int
    ticket: str
    title: str
    body: str
    kind: str
    status: str
    closed_by: str | None
    archive_reason: str | None
    result: str | None
    anonymous: bool
    published_at: datetime
    changed_at: datetime
    area_code: str | None
    agency: str
    place: str | None


def phrases(typed: str) -> tuple[Phrase, ...]:
    """What was typed as words to look for, in any order; quotes hold words together, the last word may be cut off."""
    parts = [(public_words(quoted or bare), bool(bare)) for quoted, bare in _QUOTED.findall(typed[:LONGEST])]
    told = [(tuple(words[:MOST_WORDS]), bare) for words, bare in parts if words][:MOST_WORDS]
    made = [Phrase(words) for words, _bare in told]
    if told and told[-1][1] and len(told[-1][0][-1]) > 1:
        made[-1] = Phrase(told[-1][0], open_ended=True)
    return tuple(made)


def of(facet: Facet, value: object) -> Phrase:
    """Only texts of this area, agency, topic, status or kind."""
    return Phrase((facet.of(value),))


def newest(look: Session, wanted: Sequence[Phrase], before: int | None = None, limit: int = PAGE + 1) -> list[Found]:
    """Texts that hold all that is wanted, published before the one at this position, the newest first."""
    return _read(look, [(one,) for one in wanted], before, limit)


def similar(look: Session, title: str, area_code: str | None, limit: int = 3) -> list[Found]:
    """Texts of the same kecamatan that share at least two telling words with a title (or its only one), best first;
    none of an anonymous report, which nothing may touch.

    Words of the other title count double. Among the newest `CANDIDATES` that have one of the words at all.
    """
    telling = telling_words(title)
    if not telling or not area_code:
        return []
    here = (of(Facet.AREA, area_code[:DISTRICT]),)
    any_of = tuple(Phrase((word,)) for word in telling[: 2 * MOST_WORDS])
    texts = _read(look, [here, any_of], None, CANDIDATES)
    ranked = [(shared(telling, one.title, one.body), one) for one in texts if not one.anonymous]
    near = [(sum(rank), text) for rank, text in ranked if rank[0] >= min(2, len(telling))]
    return [text for _rank, text in sorted(near, key=lambda one: (one[0], one[1].position), reverse=True)[:limit]]


def forget(db: Database) -> None:
    """Rewrite the indexes of SQLite, whose old parts keep words of texts that are gone until they are merged by chance.

    `secure_delete` does not reach into an index of FTS5 (SQLite 3.42 is the first that can do it by itself).
    """
    if db.engine.dialect.name == "sqlite":
        with db.write() as session:
            session.execute(text("INSERT INTO published_text_fts (published_text_fts) VALUES ('optimize')"))
            session.execute(text("INSERT INTO desk_text_fts (desk_text_fts) VALUES ('optimize')"))
        with db.glimpse() as look:  # a checkpoint is no part of a transaction
            look.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def telling_words(title: str) -> list[str]:
    """The folded words of a title that may say what it is about."""
    return [word for word in dict.fromkeys(public_words(title)) if len(word) >= TELLING and word not in _SMALL]


def shared(telling: Sequence[str], title: str, body: str) -> tuple[int, int]:
    """How many of the words stand in a text at all, and in its title."""
    own, head = set(public_words(f"{title} {body}")), set(public_words(title))
    return sum(word in own for word in telling), sum(word in head for word in telling)


Groups = Sequence[Sequence[Phrase]]
"""One phrase at least of each group."""


def _read(look: Session, groups: Groups, before: int | None, limit: int) -> list[Found]:
    kind = look.get_bind().dialect.name
    wanted = _STATEMENTS[kind](groups, before) if groups else _all(before)
    return [Found(*row) for row in look.execute(wanted.limit(limit)).all()]


def _texts() -> Select[Any]:
    columns = (*(PublishedText.__table__.c[name] for name in _COLUMNS), Agency.name, Area.full_path)
    found = select(*columns).select_from(PublishedText).join(Agency, Agency.id == PublishedText.agency_id)
    return found.outerjoin(Area, Area.code == PublishedText.area_code)


def _all(before: int | None) -> Select[Any]:
    """Down the index of positions."""
    found = _texts().order_by(PublishedText.position.desc())
    return found.where(PublishedText.position < before) if before is not None else found


def _on_sqlite(groups: Groups, before: int | None) -> Select[Any]:
    """FTS5 gives its rows in the order of their positions by itself, and stops when the page is full."""
    found = (
        _texts()
        .join(_INDEX, _INDEX.c.rowid == PublishedText.position)
        .where(_INDEX.c.search.op("MATCH")(on_sqlite(groups)))
    )
    found = found.order_by(_INDEX.c.rowid.desc())
    return found.where(_INDEX.c.rowid < before) if before is not None else found


def _on_postgresql(groups: Groups, before: int | None) -> Select[Any]:
    """A GIN index where the words are rare, down the positions where they are common: the planner knows."""
    return _all(before).where(_WORDS.op("@@")(func.to_tsquery(SIMPLE, on_postgresql(groups))))


def on_sqlite(groups: Groups) -> str:
    """The question to an index of FTS5."""
    return _written(groups, " AND ", " OR ", lambda one: f'"{" ".join(one.words)}"{"*" if one.open_ended else ""}')


def on_postgresql(groups: Groups) -> str:
    """The question to words of PostgreSQL, for `to_tsquery`."""
    return _written(groups, " & ", " | ", lambda one: f"({' <-> '.join(one.words)}{':*' if one.open_ended else ''})")


def _written(groups: Groups, both: str, either: str, one: Callable[[Phrase], str]) -> str:
    """The question in the database's own language; folded words hold nothing that means something there."""
    return both.join(f"({either.join(map(one, group))})" for group in groups)


_STATEMENTS: Mapping[str, Callable[[Groups, int | None], Select[Any]]] = {
    "sqlite": _on_sqlite,
    "postgresql": _on_postgresql,
}
