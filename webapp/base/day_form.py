"""A day asked for in three boxes, and what is said of one that can't be used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from flask_babel import format_date
from wtforms import Form

from webapp.base.dates import BadDate, Fault, read_day
from webapp.base.forms import PlainStringField
from webapp.base.sentences import _, _l


def day_fault(bad: BadDate) -> str:
    """The sentence for a day that can't be used."""
    sentences = {
        Fault.INCOMPLETE: _("Tulis tanggal, bulan, dan tahunnya, atau kosongkan ketiganya dan tulis kira-kira saja."),
        Fault.NO_DAY: _("Tulis tanggal dengan angka 1 sampai 31."),
        Fault.NO_MONTH: _("Tulis bulan dengan namanya, atau dengan angka 1 sampai 12."),
        Fault.NO_YEAR: _("Tulis tahun dengan empat angka, misalnya 2026."),
        Fault.FUTURE: _("Tanggal itu belum terjadi. Periksa tanggal, bulan, dan tahunnya."),
    }
    if bad.fault is Fault.TOO_FEW_DAYS:
        month = format_date(date(2000, bad.month, 1), "LLLL")
        return _("%(month)s hanya sampai tanggal %(days)s. Periksa tanggalnya.", month=month, days=bad.days)
    return sentences[bad.fault]


class DayForm(Form):
    """Three boxes for a day; `found` is the day after a validation without errors; `instead` has other sentences.

    The form that it is a part of has `facts.today`, the latest day that may be typed; a form for what is still to come
    has another `latest`.
    """

    day = PlainStringField(_l("Tanggal"))
    month = PlainStringField(_l("Bulan"))
    year = PlainStringField(_l("Tahun"))
    found: date | None = None
    instead: Mapping[Fault, str] = {}

    @property
    def latest(self) -> date:
        """The last day that may be typed."""
        return cast(date, cast(Any, self.meta)._parent_form.facts.today)  # noqa: SLF001 (what FormField hands to its parts)

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the three as one day, no later than the latest; the error is one sentence."""
        if not super().validate(extra_validators):
            return False
        try:
            self.found = read_day(self.day.data or "", self.month.data or "", self.year.data or "", self.latest)
        except BadDate as bad:
            self.day.errors = [*self.day.errors, str(self.instead.get(bad.fault) or day_fault(bad))]
            return False
        return True


class AnyDay(DayForm):
    """A day before or after today, which can't be left out or guessed."""

    latest = date.max
    instead: Mapping[Fault, str] = {Fault.INCOMPLETE: _l("Tulis tanggal, bulan, dan tahunnya.")}
