"""From what was typed to what is asked for: each filter by itself, so that each can be taken away by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from webapp.base.db import Database
from webapp.base.sentences import say
from webapp.cases.published import Phrase, of, phrases
from webapp.cases.publishing import Facet
from webapp.published import queries, words
from webapp.published.forms import FilterForm
from webapp.published.queries import Named

LIST, FEED = "/laporan", "/laporan/umpan.atom"


@dataclass(frozen=True)
class Filter:
    """`param=value` in an address, `name` on a page, `wanted` for the search."""

    param: str
    value: str
    name: str
    wanted: tuple[Phrase, ...]


@dataclass(frozen=True)
class Doubt:
    """A name that several things have: somebody has to choose."""

    param: str
    value: str
    found: tuple[Named, ...]


@dataclass(frozen=True)
class Asked:
    """What is asked for, as far as it is plain."""

    filters: tuple[Filter, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def wanted(self) -> tuple[Phrase, ...]:
        """All of it as one question."""
        return tuple(phrase for one in self.filters for phrase in one.wanted)

    def address(self, path: str, without: str = "", **more: object) -> str:
        """Where the same is asked: `/laporan?kata=parit&wilayah=64.72`, `without` one filter, `more` added."""
        every = [(one.param, one.value) for one in self.filters] + [(one.param, one.value) for one in self.doubts]
        pairs = [(param, value) for param, value in every if param not in (without, *more)]
        query = urlencode([*pairs, *((name, value) for name, value in more.items() if value)])
        return f"{path}?{query}" if query else path


def read(form: FilterForm, db: Database) -> Asked:
    """The form as filters, none where it has errors; a name that nothing has becomes an error of its field."""
    form.validate()
    filters, doubts = [*_words(form)], []
    for param, facet, find, unknown in _SEARCHED:
        field = form[param]
        typed = field.data if not field.errors else ""
        found = find(db, typed) if typed else ()
        if typed and not found:
            field.errors = [say(unknown, words=field.data)]
        if len(found) == 1:
            field.data = found[0].name
            filters.append(Filter(param, found[0].code, found[0].name, (of(facet, found[0].id),)))
        elif found:
            doubts.append(Doubt(param, field.data, found))
    return Asked() if form.errors else Asked((*filters, *_chosen(form)), tuple(doubts))


def _words(form: FilterForm) -> Iterable[Filter]:
    typed = form.kata.data or ""
    if typed:
        yield Filter("kata", typed, f"“{typed}”", phrases(typed))


def _chosen(form: FilterForm) -> Iterable[Filter]:
    for param, facet in _SELECTED.items():
        value = form[param].data
        if value:
            yield Filter(param, value, form.name_of(param), (of(facet, value),))


_SEARCHED: tuple[tuple[str, Facet, Callable[[Database, str], tuple[Named, ...]], str], ...] = (
    ("wilayah", Facet.AREA, queries.areas, words.NO_AREA),
    ("instansi", Facet.AGENCY, queries.agencies, words.NO_AGENCY),
)
_SELECTED = {"topik": Facet.TOPIC, "status": Facet.STATUS, "jenis": Facet.KIND}
