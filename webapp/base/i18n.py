"""Languages and the Indonesian way to write a date, a number and an hour.

Msgids are Indonesian sentences; every other language is a catalogue in translations/. Indonesian in easy words is the
domain `easy` over Indonesian: what it does not have is easy enough, or written for officers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.support import NullTranslations, Translations
from flask import Flask
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from webapp.base.clock import Zone
from webapp.base.msgids import N_
from webapp.base.paths import TRANSLATIONS

LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
DEFAULT = "id"
_SPOKEN = ContextVar("spoken", default=DEFAULT)  # a page asks fifty times: Flask's `g` takes ten times as long
_YOU = "+you"
_EASY = "id-mudah"
_TO_YOU: dict[str, str] = {}
NO_BREAK = "\N{NO-BREAK SPACE}"
_MOMENT = N_("%(date)s pukul %(time)s")
ZONE_NAMES = {zone.value: zone.name for zone in Zone}


def init_app(app: Flask) -> None:
    """Catalogues, the language of a request, and the filters that write dates and numbers."""
    app.config.setdefault("BABEL_TRANSLATION_DIRECTORIES", str(TRANSLATIONS))
    babel = Babel(app, default_locale=DEFAULT, locale_selector=language)
    babel.domain_instance = Catalogues()  # type: ignore[no-untyped-call]
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        translated,
        lambda one, many, number: _catalogue(_bare(voice())).ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(_=_in_template, gettext=_in_template)
    app.jinja_env.filters.update(
        date_long=date_long, date_short=date_short, datetime_long=datetime_long, number=number, nbsp=nbsp
    )


class Catalogues(Domain):
    """The catalogues, found by the language alone: Flask-Babel builds the name of the locale anew at each sentence,
    which took a fifth of the time of a page.
    """

    def get_translations(self) -> NullTranslations:
        """The catalogue of this request; Indonesian needs none."""
        return _catalogue(_bare(voice()))


@cache
def _catalogue(name: str) -> NullTranslations:
    return Translations.load(TRANSLATIONS, [name[:2]], "easy" if name == _EASY else None)


def _bare(spoken: str) -> str:
    """The name of a catalogue, whoever is spoken to."""
    return spoken.removesuffix(_YOU)


def speak(name: str = DEFAULT) -> None:
    """From now on this thread's sentences are in the language of this name."""
    _SPOKEN.set(name)


def language() -> str:
    """The language of this request, chosen by address or cookie; outside of one Indonesian."""
    return _SPOKEN.get()[:2]


def voice() -> str:
    """The language, whether in easy words, and whether the reporter is spoken to: a key for what is drawn once."""
    return _SPOKEN.get()


def know_you(sentences: Mapping[str, str]) -> None:
    """From now on `to_you` says these sentences on the reporter as the table has it; called when an app begins."""
    _TO_YOU.update(sentences)


@contextmanager
def to_you() -> Iterator[None]:
    """Within the block a sentence on the reporter is said to the reporter."""
    before = _SPOKEN.set(f"{_bare(voice())}{_YOU}")
    try:
        yield
    finally:
        _SPOKEN.reset(before)


def translated(sentence: str) -> str:
    """The sentence in the language of whoever reads it now; quicker than Flask-Babel, which asks for a locale first."""
    return _translated(sentence, voice())


@lru_cache(maxsize=4000)
def _translated(sentence: str, spoken: str) -> str:
    said = _TO_YOU.get(sentence, sentence) if spoken.endswith(_YOU) else sentence
    return str(_catalogue(_bare(spoken)).ugettext(said))


@pass_eval_context
def _in_template(context: EvalContext, sentence: str, **facts: object) -> str:
    """What jinja makes of `_`, in a third of its time: it asks itself twice for what to call."""
    said = _marked(sentence, voice()) if context.autoescape else translated(sentence)
    return said % facts if facts else said


@lru_cache(maxsize=4000)
def _marked(sentence: str, spoken: str) -> Markup:
    return Markup(_translated(sentence, spoken))  # noqa: S704 (ours; facts are escaped when they are put in)


def nbsp(text: str) -> str:
    """Keep the words of `text` on one line."""
    return text.replace(" ", NO_BREAK)


def date_long(day: date, locale: str | None = None) -> str:
    """`Rabu, 9 Desember 2026`, kept together by no-break spaces; in the request's language unless `locale` is given."""
    pattern = f"EEEE, d'{NO_BREAK}'MMMM'{NO_BREAK}'y"
    return _written(day, pattern, locale or language())


def date_short(day: date) -> str:
    """`9 Desember`, for places where the year is plain from the context."""
    return _written(day, f"d'{NO_BREAK}'MMMM", language())


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, locale: str) -> str:
    """A page on a ticket has some thirty dates, and the next page has the same ones."""
    return format_date(day, pattern, locale=locale)


def datetime_long(moment: datetime, zone: str = "Asia/Makassar") -> str:
    """`Rabu, 9 Desember 2026 pukul 19.42 WITA`, in the time zone of the case's area."""
    return _written_moment(moment, zone, language())


@lru_cache(maxsize=4096)
def _written_moment(moment: datetime, zone: str, locale: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    clock = f"{local:%H.%M}{NO_BREAK}{ZONE_NAMES.get(zone, local.tzname() or '')}"
    return _translated(_MOMENT, locale) % {"date": date_long(local.date(), locale), "time": clock}


def number(value: int) -> str:
    """`3.412` in Indonesian, `3,412` in English."""
    return f"{value:,}".replace(",", "." if language() == DEFAULT else ",")
