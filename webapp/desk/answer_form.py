"""The form of an answer: four slots, of which the third always names a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from wtforms import FormField

from webapp.base.clock import local_date
from webapp.base.day_form import AnyDay
from webapp.base.db import Database
from webapp.base.forms import AtMost, Choice, PlainStringField, Required
from webapp.base.i18n import DEFAULT, NO_BREAK, date_long
from webapp.base.sentences import _, _l
from webapp.base.web import now
from webapp.cases.words import SLOT_NAMES
from webapp.cases.workflow import SLOTS
from webapp.desk.action_forms import SHORT, text
from webapp.desk.queries import CaseFile
from webapp.desk.result_form import ResultForm
from webapp.desk.spoken_forms import as_it_is, readers

COMING, DONE, UNKNOWN = "akan", "sudah", "belum"
BY_WHEN: Mapping[str, str] = {
    COMING: "Paling lambat %(day)s.",
    DONE: "Sudah selesai pada %(day)s.",
    UNKNOWN: "Belum dapat ditentukan, karena %(why)s. Kabar berikut paling lambat %(day)s.",
}
"""The slot in words; Indonesian, as all that officers write."""
FAR = timedelta(days=3660)
"""A promise for after ten years is a slip of the keys."""


class AnswerForm(ResultForm):
    """The four slots of an answer, and of a suggestion what becomes of it; it is looked at before it is sent."""

    told = SLOTS
    for_all = SLOTS[:3]
    check_title, change = _l("Periksa jawaban sebelum dikirim"), _l("Ubah jawaban")
    today = date.min
    decision = text(SLOT_NAMES["decision"], _l("Tulis apa yang diputuskan."), enough=True)
    actor = PlainStringField(SLOT_NAMES["actor"], [Required(_l("Tulis siapa yang mengerjakan.")), AtMost(SHORT)])
    by_when = Choice(
        SLOT_NAMES["by_when"],
        [
            (COMING, _l("Paling lambat pada tanggal di bawah ini")),
            (DONE, _l("Sudah selesai pada tanggal di bawah ini")),
            (UNKNOWN, _l("Belum dapat ditentukan; kabar berikut paling lambat pada tanggal di bawah ini")),
        ],
        _l("Pilih kapan selesai."),
        description=_l("Setiap jawaban menyebut satu tanggal."),
    )
    tanggal = FormField(AnyDay, _l("Tanggalnya"), description=_l("Misalnya 29 Desember 2026."))
    sebab = PlainStringField(_l("Mengapa belum dapat ditentukan?"), [AtMost(SHORT)])
    your_options = text(SLOT_NAMES["your_options"], _l("Tulis apa yang dapat dilakukan pelapor."))
    readers, biarkan = readers(), as_it_is()

    def offer(self, file: CaseFile, db: Database) -> None:
        """Today is today where the case is."""
        super().offer(file, db)
        self.today = local_date(now(), file.zone)
        self.sebab.description = _("Hanya bila belum dapat ditentukan. Lanjutkan kalimat “karena …”.")

    def validate(self, extra_validators: Any = None) -> bool:
        """A day is named, and it fits what was chosen; what is unknown has its reason."""
        good = bool(super().validate(extra_validators))
        if not self.tanggal.errors and (fault := self._day_fault()):
            self.tanggal.form.day.errors = [fault]
        if self.by_when.data == UNKNOWN and not self.sebab.data:
            self.sebab.errors = [*self.sebab.errors, _("Tulis mengapa belum dapat ditentukan.")]
        return good and not (self.tanggal.errors or self.sebab.errors)

    def _day_fault(self) -> str:
        day = self.tanggal.form.found
        if day is None:
            return _("Tulis tanggalnya.")
        if self.by_when.data == DONE:
            return _("Tanggal itu belum terjadi. Periksa tanggal, bulan, dan tahunnya.") if day > self.today else ""
        if day < self.today:
            return _("Tanggal itu sudah lewat. Tulis tanggal hari ini atau sesudahnya.")
        return _("Tanggal itu lebih dari sepuluh tahun lagi. Periksa tahunnya.") if day > self.today + FAR else ""

    def written(self, name: str) -> str:
        """The third slot is made of its choice, its day and its reason."""
        day = self.tanggal.form.found
        if name != "by_when" or day is None:
            return "" if name == "by_when" else super().written(name)
        why = (self.sebab.data or "").rstrip(" .")
        return BY_WHEN[self.by_when.data] % {"day": date_long(day, DEFAULT).replace(NO_BREAK, " "), "why": why}
